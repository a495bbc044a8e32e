import { z } from 'zod'
import { EntityName } from './entities/registry.ts'

/** Name of a source system, case kept: `crm-west`. Never contains a colon, so that a record id splits at its first one. */
export const SourceName = z
  .string()
  .max(100)
  .regex(/^[A-Za-z0-9._-]+$/, 'source names use letters, digits, ".", "_" and "-"')
  .brand('SourceName')
export type SourceName = z.infer<typeof SourceName>

const ENTITIES = EntityName.options.join('|')
const RECORD_ID = new RegExp(`^([A-Za-z0-9._-]+):(${ENTITIES}):([\\s\\S]+)$`)
/** `source::sourceId`, of no entity in particular. */
const OPEN_REF = /^[A-Za-z0-9._-]+::[\s\S]+$/
/**
 * `source:entity:sourceId`: numbers of different tables are different things. What follows the second colon is the source's
 * own id, verbatim.
 */
export const RecordId = z.string().regex(RECORD_ID, 'a record id is source:entity:sourceId').brand('RecordId')
export type RecordId = z.infer<typeof RecordId>

/** Blanks in front of a source's own id, which is written without them. */
const OUTER_BLANKS = new RegExp(`(?<=^[A-Za-z0-9._-]{1,100}:(?:(?:${ENTITIES}):)?)\\s+`)

/** A record as somebody names it: its id, or `source:sourceId`, which is enough where one entity alone has the id. */
export const RecordName = z
  .string()
  .max(700)
  .overwrite((name) => name.replace(OUTER_BLANKS, '').trim())
  .regex(/^[A-Za-z0-9._-]+:[\s\S]+$/, 'a record is source:entity:sourceId, or source:sourceId')
export type RecordName = z.infer<typeof RecordName>

/** Public id of a golden record: `cus_`, `com_` or `con_` and a UUIDv7. Resolves for ever, also after it was retired. */
export const GoldenId = z
  .string()
  .regex(/^(cus|com|con)_[0-9a-f-]{36}$/, 'a golden id is cus_, com_ or con_ and a UUID')
  .brand('GoldenId')
export type GoldenId = z.infer<typeof GoldenId>

export const HouseholdId = z
  .string()
  .regex(/^hou_[0-9a-f-]{36}$/, 'a household id is hou_ and a UUID')
  .brand('HouseholdId')
export type HouseholdId = z.infer<typeof HouseholdId>

/** Unordered pair of records in canonical order, low id first. */
export type Pair = readonly [RecordId, RecordId]

export function recordIdOf(source: string, entity: EntityName, sourceId: string): RecordId {
  const id = `${source}:${entity}:${sourceId}`
  // Zod only where the id is wrong, for its words: a million records ask.
  return RECORD_ID.test(id) ? (id as RecordId) : RecordId.parse(id)
}

/** The id of a record that arrives. */
export function idOfRecord(record: { source: string; entity: EntityName; sourceId: string }): RecordId {
  return recordIdOf(record.source, record.entity, record.sourceId)
}

/** Splits at the first two colons: `a:person:b:c` is person `b:c` of source `a`. */
export function splitRecordId(id: RecordId): { source: string; entity: EntityName; sourceId: string } {
  const first = id.indexOf(':')
  const second = id.indexOf(':', first + 1)
  const entity = id.slice(first + 1, second) as EntityName
  return { source: id.slice(0, first), entity, sourceId: id.slice(second + 1) }
}

/** What a record without a name is called: whoever reads it knows what it is a record of. */
export function shortNameOf(id: RecordId): RecordName {
  const { source, sourceId } = splitRecordId(id)
  return `${source}:${sourceId}`
}

/**
 * The record that another one of `source` refers to: by an id of its own source, or by `source:entity:sourceId` where it is
 * one of another. Which entity it is of is what the reference is for.
 */
export function referredTo(source: string, entity: EntityName, text: string): RecordId {
  return RECORD_ID.exec(text)?.[2] === entity ? (text as RecordId) : recordIdOf(source, entity, text)
}

/**
 * Whom an order or an activity names as its customer: a record, or, where it does not say of which table, `source::sourceId`,
 * which is whoever alone has that id.
 */
export function customerRefOf(source: string, text: string): string {
  return RECORD_ID.test(text) || OPEN_REF.test(text) ? text : `${source}::${text}`
}

/** The records that a reference to a customer may mean. */
export function customersOf(ref: string): RecordId[] {
  if (!OPEN_REF.test(ref)) return [RecordId.parse(ref)]
  const at = ref.indexOf(':')
  return EntityName.options.map((entity) => recordIdOf(ref.slice(0, at), entity, ref.slice(at + 2)))
}

/** Order of ids everywhere: by UTF-16 code unit, never by locale, so that every machine agrees. */
export function compareIds(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** Canonical order of a pair. A record is never its own duplicate, so equal ids are a bug and throw. */
export function pairOf(a: RecordId, b: RecordId): Pair {
  if (a === b) throw new Error(`pairOf: ${a} paired with itself`)
  return a < b ? [a, b] : [b, a]
}

/** Text key of a pair, for maps and sets. The separator cannot occur in a source name and sorts first. */
export function pairKey(a: RecordId, b: RecordId): string {
  return pairOf(a, b).join('\u0000')
}

/**
 * Mints `prefix_<UUIDv7>`; injected everywhere, so that tests can count instead. `key` says what the id is for, where
 * there is a name for it (a cluster's first record), so that what was planned can be given the id it was planned with.
 */
export type MintId = (
  prefix: 'cus' | 'com' | 'con' | 'hou' | 'dec' | 'job' | 'pla' | 'pin' | 'upl',
  key?: string,
) => string
