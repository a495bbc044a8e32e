import type { z } from 'zod'
import { ADDRESS_PARTS, type AddressPart, type FieldKind } from '../model/entities/field.ts'
import { EntityName, fieldDef } from '../model/entities/registry.ts'
import { SourceName } from '../model/ids.ts'
import { fail } from '../model/problem.ts'
import { type Also, type FieldRule, type IdRule, SourceMapping, type Target } from './mapping-shape.ts'

export { SourceMapping, type Target }

/** Fields that name another record, and of which entities it may be. */
export const REFERENCES: Readonly<Record<string, readonly EntityName[]>> = {
  'company.id': ['company'],
  'parent.id': ['company'],
  'customer.id': EntityName.options,
}

/** Fields that every record has beside those of its entity, and those of orders, with their kinds. */
const RECORD_FIELDS: ReadonlyMap<string, FieldKind> = new Map([
  ['createdAt', 'date'],
  ['updatedAt', 'date'],
  ['version', 'number'],
  ['channel', 'text'],
])
const ORDER_FIELDS: ReadonlyMap<string, FieldKind> = new Map([
  ['customer.id', 'reference'],
  ['date', 'date'],
  ['status', 'text'],
  ['channel', 'text'],
  ['currency', 'code'],
  ['amount', 'money'],
  ['product', 'text'],
  ['quantity', 'number'],
  ['terms', 'text'],
])

const ADDRESS_TARGET = new RegExp(`^address\\.(?:([A-Za-z0-9_-]+)\\.)?(${ADDRESS_PARTS.join('|')})$`)

/** `address.city`, or `address.billing.city` where a row holds several addresses. */
export function addressTarget(to: string): { group: string; part: AddressPart } | undefined {
  const found = ADDRESS_TARGET.exec(to)
  const part = ADDRESS_PARTS.find((name) => name === found?.[2])
  return part ? { group: found?.[1] ?? '', part } : undefined
}

/** Kind of a field of the entity (or of orders); undefined where it has none of this name. */
export function targetKind(entity: EntityName | 'order', to: string): FieldKind | undefined {
  if (entity === 'order') return ORDER_FIELDS.get(to)
  const address = addressTarget(to)
  if (address) return address.part === 'postcode' ? 'code' : 'text'
  return RECORD_FIELDS.get(to) ?? fieldDef(entity, to)?.kind
}

/** Whether a field of this name exists on the entity (or on orders). */
export function isTarget(entity: EntityName | 'order', to: string): boolean {
  return targetKind(entity, to) !== undefined
}

/** Targets of one rule, all in the long form. */
export function targetsOf(rule: z.infer<typeof FieldRule>): Target[] {
  return (Array.isArray(rule) ? rule : [rule]).map((t) => (typeof t === 'string' ? { to: t } : t))
}

type Part = Pick<Also, 'entity' | 'fields' | 'join' | 'constants'> & { source?: Also['source']; id: IdRule }

/** Entities that a mapping can make. */
function entitiesOf({ entity }: Part): string[] {
  if (typeof entity === 'string') return [entity]
  const { map } = entity
  return map ? [...new Set(Object.values(map))] : [...EntityName.options, 'order']
}

function isEntity(name: string): name is EntityName | 'order' {
  return name === 'order' || EntityName.safeParse(name).success
}

/** Everything that is wrong with a mapping beyond its shape. */
function faults(mapping: SourceMapping): string[] {
  const also = mapping.also.flatMap((part, i) => [
    ...partFaults(part, `also.${i}.`),
    ...(part.as && !entitiesOf(mapping).some((entity) => isEntity(entity) && isTarget(entity, part.as ?? ''))
      ? [`also.${i}.as: ${entitiesOf(mapping).join(' and ')} has no ${part.as}`]
      : []),
  ])
  return [...partFaults(mapping, ''), ...also]
}

function partFaults(part: Part, at: string): string[] {
  const found: string[] = []
  const entities = entitiesOf(part)
  for (const entity of entities) {
    if (!isEntity(entity))
      found.push(`${at}entity: ${JSON.stringify(entity)} is none of person, company, contact, order`)
  }
  const { source = [] } = part
  const sources = typeof source === 'string' ? [source] : Array.isArray(source) ? [] : Object.values(source.map ?? {})
  for (const name of sources) {
    if (!SourceName.safeParse(name).success) {
      found.push(`${at}source: ${JSON.stringify(name)} may hold only letters, digits, ".", "_" and "-"`)
    }
  }
  const known = entities.filter(isEntity)
  const check = (where: string, { to, kind, source: of, entity }: Target) => {
    if (of !== undefined && !(to in REFERENCES)) found.push(`${at}${where}: ${to} names no record of a source`)
    if (entity !== undefined && !(REFERENCES[to] ?? []).includes(entity))
      found.push(`${at}${where}: ${to} names no ${entity}`)
    if (known.length > 0 && !known.some((entity) => isTarget(entity, to))) {
      found.push(
        `${at}${where}: ${known.join(' and ')} ${known.length > 1 ? 'have' : 'has'} no field ${JSON.stringify(to)}`,
      )
    }
    if (kind !== undefined && !to.startsWith('custom.'))
      found.push(`${at}${where}: kind is only for custom.<name>, not for ${to}`)
  }
  for (const [column, rule] of Object.entries(part.fields))
    for (const t of targetsOf(rule)) check(`fields.${column}`, t)
  for (const [to, rule] of Object.entries(part.join)) check(`join.${to}`, { ...rule, to })
  for (const to of Object.keys(part.constants)) check(`constants.${to}`, { to })
  return found
}

/**
 * Parses a mapping.
 * @throws ProblemError `mapping.invalid` with all faults at once, one a line of `path`
 */
export function parseMapping(json: unknown, file?: string): SourceMapping {
  const parsed = SourceMapping.safeParse(json)
  const found = parsed.success
    ? faults(parsed.data)
    : parsed.error.issues.map((issue) => `${issue.path.join('.') || 'mapping'}: ${issue.message}`)
  if (parsed.success && found.length === 0) return parsed.data
  fail('mapping.invalid', found.join('; '), { path: found, ...(file === undefined ? {} : { file }) })
}

/** Columns that a mapping names; those with a `*` are patterns. */
export function columnsOf(mapping: SourceMapping): string[] {
  const { only = {}, skip = {}, delete: deleted = {}, sameAs } = mapping
  const where = [only, skip, deleted].flatMap((each) => Object.keys(each))
  const parts = [mapping, ...mapping.also].flatMap(partColumns)
  return [...new Set([...parts, ...where, ...(sameAs === undefined ? [] : [sameAs])])]
}

/** Columns that one record of a row is made of. */
function partColumns(part: Part): string[] {
  const choices = [part.source ?? '', part.entity].flatMap((c) => (typeof c === 'string' ? [] : [c.column]))
  return [...choices, ...idColumns(part.id), ...mappedColumns(part)]
}

/** Columns whose cells become values. */
export function mappedColumns({ fields, join }: Pick<Part, 'fields' | 'join'>): string[] {
  return [...Object.keys(fields), ...Object.values(join).flatMap((j) => j.from)]
}

function idColumns(id: IdRule): string[] {
  if (typeof id === 'string') return [id]
  if ('column' in id) return [id.column]
  if ('from' in id) return id.from
  return id.content === true ? [] : id.content
}
