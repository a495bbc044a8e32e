import type { AddressPart, FieldKind } from '../model/entities/field.ts'
import { EntityName } from '../model/entities/registry.ts'
import { SourceName } from '../model/ids.ts'
import { fail } from '../model/problem.ts'
import type { RecordInput } from '../model/record.ts'
import { addressTarget, columnsOf, isTarget, type SourceMapping, type Target, targetsOf } from './source-mapping.ts'

/** Where the cell of a column goes in a record of one entity. */
export type Step = {
  readonly column: string
  /** Present where the column name has a `*`: matches columns of that shape, its groups tell addresses apart. */
  readonly pattern?: RegExp
  readonly to: string
  readonly address?: { readonly group: string; readonly part: AddressPart }
  readonly format?: string | undefined
  readonly map?: Readonly<Record<string, string>> | undefined
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
}

/** A mapping made ready for rows; see `compileMapping`. */
export type CompiledMapping = {
  readonly mapping: SourceMapping
  readonly plan: (entity: EntityName | 'order') => MappingPlan
  readonly source: (name: string) => SourceName | undefined
  readonly ignore: ReadonlySet<string>
  readonly keepRaw: boolean
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
  return {
    mapping,
    plan(entity) {
      const known = plans.get(entity)
      if (known) return known
      const made = planFor(mapping, entity)
      plans.set(entity, made)
      return made
    },
    source(name) {
      if (!sources.has(name)) sources.set(name, SourceName.safeParse(name).data)
      return sources.get(name)
    },
    ignore: new Set(mapping.ignore),
    keepRaw: options.keepRaw ?? true,
  }
}

function stepOf(column: string, target: Omit<Target, 'kind'>): Step {
  const address = addressTarget(target.to)
  const pattern = column.includes('*')
    ? new RegExp(
        `^${column
          .split('*')
          .map((s) => s.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
          .join('([^.]+)')}$`,
      )
    : undefined
  const { to, format, map } = target
  return { column, to, format, map, ...(address ? { address } : {}), ...(pattern ? { pattern } : {}) }
}

function planFor(mapping: SourceMapping, entity: EntityName | 'order'): MappingPlan {
  const applies = (to: string) => isTarget(entity, to)
  const all = Object.entries(mapping.fields).flatMap(([column, rule]) =>
    targetsOf(rule)
      .filter(({ to }) => applies(to))
      .map((target) => ({ target, step: stepOf(column, target) })),
  )
  const joins = Object.entries(mapping.join).filter(([to]) => applies(to))
  const kinds: Record<string, FieldKind> = {}
  const formats: Record<string, string> = {}
  for (const { target } of all) {
    if (target.kind) kinds[target.to] = target.kind
    if (target.format) formats[target.to] = target.format
  }
  for (const [to, { kind, format }] of joins) {
    if (kind) kinds[to] = kind
    if (format) formats[to] = format
  }
  const hints = {
    ...(mapping.defaultCountry ? { defaultCountry: mapping.defaultCountry } : {}),
    ...(mapping.dateOrder ? { dateOrder: mapping.dateOrder } : {}),
    ...(Object.keys(formats).length > 0 ? { dateFormats: formats } : {}),
  }
  return {
    entity,
    steps: all.filter(({ step }) => !step.pattern).map(({ step }) => step),
    patterns: all.filter(({ step }) => step.pattern).map(({ step }) => step),
    joins: joins.map(([to, join]) => ({ to, from: join.from, with: join.with, step: stepOf('', { to, ...join }) })),
    constants: Object.entries(mapping.constants).filter(([to]) => applies(to)),
    hints: Object.keys(hints).length > 0 ? hints : undefined,
    customKinds: Object.keys(kinds).length > 0 ? kinds : undefined,
  }
}

export function isEntityName(name: string): name is EntityName {
  return EntityName.safeParse(name).success
}
