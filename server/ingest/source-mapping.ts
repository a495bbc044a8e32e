import { z } from 'zod'
import { ADDRESS_PARTS, type AddressPart, FieldKind } from '../model/entities/field.ts'
import { EntityName, fieldDef } from '../model/entities/registry.ts'
import { SourceName } from '../model/ids.ts'
import { fail } from '../model/problem.ts'
import { isDateFormat } from '../text/date-text.ts'
import { isTimeZone } from '../text/instant-text.ts'
import { isEncoding } from './decode.ts'

/** A constant, or a column with what its values stand for. Without `map` the column's value is taken as it is. */
const Choice = z.union([
  z.string().min(1),
  z.strictObject({ column: z.string(), map: z.record(z.string(), z.string()).optional() }),
])

/** What a column feeds: a field name, or the name with hints of how to read it. */
export const Target = z.strictObject({
  to: z.string(),
  /** Date format, tokens as in `model/date-text.ts`. */
  format: z.string().refine(isDateFormat, 'a date format needs a year (yyyy or yy)').optional(),
  /** Kind of a `custom.<name>` field. */
  kind: FieldKind.optional(),
  /** Replaces values: `{ "1": "yes" }`. Others stay. */
  map: z.record(z.string(), z.string()).optional(),
})
export type Target = z.infer<typeof Target>

const FieldRule = z.union([z.string(), Target, z.array(z.union([z.string(), Target]))])

const Join = Target.omit({ to: true }).extend({
  from: z.array(z.string()).min(1),
  /** Between the parts; a blank unless told. Empty parts leave no gap. */
  with: z.string().default(' '),
})

/** How a file's columns become records of one or several sources: see docs/sources.md#keys-of-a-mapping. */
export const SourceMapping = z.strictObject({
  source: Choice,
  entity: Choice,
  /** Column that holds the source's own id. */
  id: Choice,
  /** Country of local phone numbers and of addresses that do not name one: ISO 3166-1 alpha-2. */
  defaultCountry: z
    .string()
    .regex(/^[A-Z]{2}$/, 'a country is two capital letters, such as US')
    .optional(),
  /** What 03/04/1984 means in this source. */
  dateOrder: z.enum(['DMY', 'MDY', 'YMD']).optional(),
  /** Zone of instants without an offset: an IANA name. */
  timeZone: z.string().refine(isTimeZone, 'not a time zone this system knows').optional(),
  fields: z.record(z.string(), FieldRule).default({}),
  join: z.record(z.string(), Join).default({}),
  /** Values every record of the file has: `{ "channel": "shop" }`. A column of the same field goes first. */
  constants: z.record(z.string(), z.string()).default({}),
  /** Columns not even kept in the raw record: truth columns of labelled files. */
  ignore: z.array(z.string()).default([]),
  /** Encoding and delimiter where the file cannot tell. */
  encoding: z.string().refine(isEncoding, 'not an encoding this system reads').optional(),
  delimiter: z.string().length(1).optional(),
})
export type SourceMapping = z.infer<typeof SourceMapping>

/** Fields that every record has beside those of its entity. */
const RECORD_FIELDS = ['createdAt', 'updatedAt', 'version', 'channel'] as const
const ORDER_FIELDS = [
  'customer.id',
  'date',
  'status',
  'channel',
  'currency',
  'amount',
  'product',
  'quantity',
  'terms',
] as const

const ADDRESS_TARGET = new RegExp(`^address\\.(?:([A-Za-z0-9_-]+)\\.)?(${ADDRESS_PARTS.join('|')})$`)

/** `address.city`, or `address.billing.city` where a row holds several addresses. */
export function addressTarget(to: string): { group: string; part: AddressPart } | undefined {
  const found = ADDRESS_TARGET.exec(to)
  const part = ADDRESS_PARTS.find((name) => name === found?.[2])
  return part ? { group: found?.[1] ?? '', part } : undefined
}

/** Whether a field of this name exists on the entity (or on orders). */
export function isTarget(entity: EntityName | 'order', to: string): boolean {
  const oneOf = (list: readonly string[]) => list.includes(to)
  if (entity === 'order') return oneOf(ORDER_FIELDS)
  return oneOf(RECORD_FIELDS) || addressTarget(to) !== undefined || fieldDef(entity, to) !== undefined
}

/** Targets of one rule, all in the long form. */
export function targetsOf(rule: z.infer<typeof FieldRule>): Target[] {
  return (Array.isArray(rule) ? rule : [rule]).map((t) => (typeof t === 'string' ? { to: t } : t))
}

/** Entities that a mapping can make. */
function entitiesOf(mapping: SourceMapping): string[] {
  if (typeof mapping.entity === 'string') return [mapping.entity]
  const { map } = mapping.entity
  return map ? [...new Set(Object.values(map))] : [...EntityName.options, 'order']
}

function isEntity(name: string): name is EntityName | 'order' {
  return name === 'order' || EntityName.safeParse(name).success
}

/** Everything that is wrong with a mapping beyond its shape. */
function faults(mapping: SourceMapping): string[] {
  const found: string[] = []
  const entities = entitiesOf(mapping)
  for (const entity of entities) {
    if (!isEntity(entity)) found.push(`entity: ${JSON.stringify(entity)} is none of person, company, contact, order`)
  }
  const sources = typeof mapping.source === 'string' ? [mapping.source] : Object.values(mapping.source.map ?? {})
  for (const source of sources) {
    if (!SourceName.safeParse(source).success) {
      found.push(`source: ${JSON.stringify(source)} may hold only letters, digits, ".", "_" and "-"`)
    }
  }
  const known = entities.filter(isEntity)
  const check = (where: string, { to, kind }: Target) => {
    if (known.length > 0 && !known.some((entity) => isTarget(entity, to))) {
      found.push(`${where}: ${known.join(' and ')} ${known.length > 1 ? 'have' : 'has'} no field ${JSON.stringify(to)}`)
    }
    if (kind !== undefined && !to.startsWith('custom.'))
      found.push(`${where}: kind is only for custom.<name>, not for ${to}`)
  }
  for (const [column, rule] of Object.entries(mapping.fields))
    for (const t of targetsOf(rule)) check(`fields.${column}`, t)
  for (const [to, rule] of Object.entries(mapping.join)) check(`join.${to}`, { to, kind: rule.kind })
  for (const to of Object.keys(mapping.constants)) check(`constants.${to}`, { to })
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
  const choices = [mapping.source, mapping.entity].flatMap((c) => (typeof c === 'string' ? [] : [c.column]))
  const id = typeof mapping.id === 'string' ? mapping.id : mapping.id.column
  const joined = Object.values(mapping.join).flatMap((j) => j.from)
  return [...new Set([...choices, id, ...Object.keys(mapping.fields), ...joined])]
}
