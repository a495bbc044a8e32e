import { z } from 'zod'

/** Name of a source system, case kept: `crm-west`. Never contains a colon, so that a record id splits at its first one. */
export const SourceName = z
  .string()
  .regex(/^[A-Za-z0-9._-]+$/, 'source names use letters, digits, ".", "_" and "-"')
  .brand('SourceName')
export type SourceName = z.infer<typeof SourceName>

const RECORD_ID = /^[A-Za-z0-9._-]+:[\s\S]+$/
/** `source:sourceId`; everything after the first colon is the source's own id, verbatim. */
export const RecordId = z.string().regex(RECORD_ID, 'a record id is source:sourceId').brand('RecordId')
export type RecordId = z.infer<typeof RecordId>

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

export function recordIdOf(source: string, sourceId: string): RecordId {
  const id = `${source}:${sourceId}`
  // Zod only where the id is wrong, for its words: a million records ask.
  return RECORD_ID.test(id) ? (id as RecordId) : RecordId.parse(id)
}

/** Splits at the first colon: `a:b:c` is source `a`, id `b:c`. */
export function splitRecordId(id: RecordId): { source: string; sourceId: string } {
  const at = id.indexOf(':')
  return { source: id.slice(0, at), sourceId: id.slice(at + 1) }
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
export type MintId = (prefix: 'cus' | 'com' | 'con' | 'hou' | 'dec' | 'job' | 'pla' | 'pin', key?: string) => string
