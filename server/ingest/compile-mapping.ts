import type { AddressPart, FieldKind } from '../model/entities/field.ts'
import { EntityName } from '../model/entities/registry.ts'
import { SourceName } from '../model/ids.ts'
import { fail } from '../model/problem.ts'
import type { RecordInput } from '../model/record.ts'
import { cellReader, type ReadCell } from './cells/read-cell.ts'
import { type IdReader, idReader } from './cells/read-id.ts'
import { rowTest } from './cells/where.ts'
import type { Also } from './mapping-shape.ts'
import {
  addressTarget,
  columnsOf,
  isTarget,
  mappedColumns,
  type SourceMapping,
  type Target,
  targetKind,
  targetsOf,
} from './source-mapping.ts'

/** Where the cell of a column goes in a record of one entity. */
export type Step = {
  readonly column: string
  /** Present where the column name has a `*`: matches columns of that shape, its groups tell addresses apart. */
  readonly pattern?: RegExp
  readonly to: string
  readonly address?: { readonly group: string; readonly part: AddressPart }
  readonly read: ReadCell
}

type JoinStep = {
  readonly to: string
  readonly from: readonly string[]
  readonly with: string
  readonly step: Step
}

/** What a mapping does for one entity: steps that apply to it, hints and kinds that its records carry. */
export type MappingPlan = {
  readonly entity: EntityName | 'order'
  readonly steps: readonly Step[]
  readonly patterns: readonly Step[]
  readonly joins: readonly JoinStep[]
  readonly constants: readonly (readonly [string, string])[]
  readonly hints: RecordInput['hints']
  readonly customKinds: Record<string, FieldKind> | undefined
  /** Whether a cell may fit none of what its column is for. */
  readonly mayNotFit: boolean
  /** Of which source and entity the records are that references name, where the mapping says so. */
  readonly references: ReadonlyMap<string, Pick<Target, 'source' | 'entity'>>
}

type RowTest = (row: Readonly<Record<string, string>>) => boolean

/** A mapping made ready for rows; see `compileMapping`. */
export type CompiledMapping = {
  readonly mapping: SourceMapping
  readonly id: IdReader
  readonly plan: (entity: EntityName | 'order') => MappingPlan
  readonly source: (name: string) => SourceName | undefined
  readonly ignore: ReadonlySet<string>
  readonly keepRaw: boolean
  /** Whether a row is to be read at all, and whether it deletes its record. */
  readonly passes: RowTest
  readonly deletes: RowTest
  /** Further records of a row, and the field by which its record refers to each. */
  readonly also: readonly { readonly as: Also['as']; readonly compiled: CompiledMapping }[]
}

export type CompileOptions = {
  /** False leaves `raw` out of records: for evaluation, where nobody reads it and it doubles memory. */
  readonly keepRaw?: boolean
}

/**
 * Makes a mapping ready for rows. `header` are the columns of the file, or undefined where rows need not agree (JSON lines).
 * @throws ProblemError `mapping.invalid` naming every column that the mapping uses and the file does not have
 */
export function compileMapping(
  mapping: SourceMapping,
  header?: readonly string[],
  options: CompileOptions = {},
): CompiledMapping {
  if (header) {
    const missing = columnsOf(mapping).filter((c) => !c.includes('*') && !header.includes(c))
    if (missing.length > 0) {
      const found = missing.map((c) => `no column ${JSON.stringify(c)} in the file`)
      fail('mapping.invalid', `${found.join('; ')}; it has ${header.join(', ')}`, { path: found })
    }
  }
  const plans = new Map<string, MappingPlan>()
  const sources = new Map<string, SourceName | undefined>()
  const { only, skip, delete: deleted } = mapping
  const isWanted = only && rowTest(only, 'all')
  const isSkipped = skip && rowTest(skip, 'any')
  return {
    mapping,
    id: idReader(mapping.id, mappedColumns(mapping)),
    plan(entity) {
      const known = plans.get(entity)
      if (known) return known
      const made = planFor(mapping, entity, header ?? [])
      plans.set(entity, made)
      return made
    },
    source(name) {
      if (!sources.has(name)) sources.set(name, SourceName.safeParse(name).data)
      return sources.get(name)
    },
    ignore: new Set(mapping.ignore),
    keepRaw: options.keepRaw ?? true,
    passes: (row) => (isWanted?.(row) ?? true) && !isSkipped?.(row),
    deletes: deleted ? rowTest(deleted, 'any') : () => false,
    also: mapping.also.map((part) => ({
      as: part.as,
      compiled: compileMapping(partOf(mapping, part), header, options),
    })),
  }
}

/** A further record's part of a mapping as a mapping of its own: how the file is read is the same. */
function partOf(mapping: SourceMapping, { entity, source, id, fields, join, constants }: Also): SourceMapping {
  const { only: _only, skip: _skip, delete: _delete, sameAs: _sameAs, ...own } = mapping
  return { ...own, entity, source: source ?? mapping.source, id, fields, join, constants, also: [], gather: false }
}

type Made = { readonly target: Omit<Target, 'to'> & { to: string }; readonly step: Step }

/** The columns that a rule speaks of: those of its name, and those that repeat it and have no rule of their own. */
function columnsNamed(column: string, mapping: SourceMapping, header: readonly string[]): string[] {
  const repeated = header.filter((name) => name.startsWith(`${column}#`) && /^\d+$/.test(name.slice(column.length + 1)))
  return [column, ...repeated.filter((name) => !(name in mapping.fields))]
}

function planFor(mapping: SourceMapping, entity: EntityName | 'order', header: readonly string[]): MappingPlan {
  const applies = (to: string) => isTarget(entity, to)
  const stepOf = (column: string, target: Target): Step => makeStep(column, target, entity, mapping)
  const all: Made[] = Object.entries(mapping.fields).flatMap(([column, rule]) =>
    targetsOf(rule)
      .filter(({ to }) => applies(to))
      .flatMap((target) =>
        columnsNamed(column, mapping, header).map((name) => ({ target, step: stepOf(name, target) })),
      ),
  )
  const joins = Object.entries(mapping.join).filter(([to]) => applies(to))
  const kinds: Record<string, FieldKind> = {}
  const formats: Record<string, string> = {}
  for (const { kind, format, to } of [
    ...all.map(({ target }) => target),
    ...joins.map(([to, join]) => ({ ...join, to })),
  ]) {
    if (kind) kinds[to] = kind
    if (format) formats[to] = format
  }
  const order = all.find(({ target }) => target.order !== undefined)?.target.order
  const hints = {
    ...(mapping.defaultCountry ? { defaultCountry: mapping.defaultCountry } : {}),
    ...(mapping.dateOrder ? { dateOrder: mapping.dateOrder } : {}),
    ...(Object.keys(formats).length > 0 ? { dateFormats: formats } : {}),
    ...(order === undefined ? {} : { nameOrder: NAME_ORDERS[order] }),
  }
  const defaults = all.flatMap(({ target }) =>
    target.default === undefined ? [] : [[target.to, target.default] as const],
  )
  return {
    entity,
    steps: all.filter(({ step }) => !step.pattern).map(({ step }) => step),
    patterns: all.filter(({ step }) => step.pattern).map(({ step }) => step),
    joins: joins.map(([to, join]) => ({ to, from: join.from, with: join.with, step: stepOf('', { ...join, to }) })),
    constants: [...defaults, ...Object.entries(mapping.constants).filter(([to]) => applies(to))],
    hints: Object.keys(hints).length > 0 ? hints : undefined,
    customKinds: Object.keys(kinds).length > 0 ? kinds : undefined,
    mayNotFit: all.some(({ target }) => target.match !== undefined),
    references: new Map(
      [...all.map(({ target }) => target), ...joins.map(([to, join]) => ({ ...join, to }))]
        .filter(({ source, entity }) => source !== undefined || entity !== undefined)
        .map(({ to, source, entity }) => [to, { source, entity }]),
    ),
  }
}

/** How a mapping calls the order of names, and how cleaning does. */
const NAME_ORDERS = { 'family-first': 'familyFirst', 'given-first': 'givenFirst' } as const

function makeStep(column: string, target: Target, entity: EntityName | 'order', mapping: SourceMapping): Step {
  const address = addressTarget(target.to)
  const { to, kind, nulls = [], decimal = mapping.decimal } = target
  const read = cellReader(kind ?? targetKind(entity, to), {
    ...target,
    nulls: [...mapping.nulls, ...nulls],
    ...(decimal === undefined ? {} : { decimal }),
  })
  return {
    column,
    to,
    read,
    ...(address ? { address } : {}),
    ...(column.includes('*') ? { pattern: columnPattern(column) } : {}),
  }
}

/** Columns of a shape; what stands for each `*` is a group. */
export function columnPattern(column: string): RegExp {
  const parts = column.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${parts.join('([^.]+)')}$`)
}

export function isEntityName(name: string): name is EntityName {
  return EntityName.safeParse(name).success
}
