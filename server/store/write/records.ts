import { z } from 'zod'
import { AddressWord } from '../../model/addresses/address-word.ts'
import { GoldenId, RecordId } from '../../model/ids.ts'
import { Issue, RecordInput, StandardRecord } from '../../model/record.ts'
import { Mark } from '../../model/sync/mark.ts'
import { ValueTimes } from '../../model/versions/value-times.ts'
import type { Tx } from '../graph/driver.ts'
import { maybe, query, rowsOf } from '../graph/query.ts'
import { storedPin } from './pins.ts'

const ids = { ids: rowsOf<string>() }

/** Text of a JSON property, parsed by the shape of what was written there. */
function json<T extends z.ZodType>(shape: T) {
  return z.string().transform((text) => shape.parse(JSON.parse(text)))
}

/** Enough of a stored record to tell whether an arriving version is new. */
export const recordStates = query('records/states', ids, {
  id: RecordId,
  hash: maybe(z.string()),
  engine: maybe(z.string()),
  entity: maybe(z.string()),
  version: maybe(z.number()),
  updatedAt: maybe(z.string()),
  deleted: z.boolean(),
  keys: z.array(z.string()),
  golden: maybe(GoldenId),
  /** Of a record in whose system Kith wrote: what its source says, and what was sent without an answer yet. */
  own: maybe(json(RecordInput)),
  sent: maybe(json(z.array(Mark))),
})
export type RecordState = Awaited<ReturnType<typeof recordStates.run>>[number]

/** Properties of a `:SourceRecord` node, null ones left out by Neo4j. */
export type RecordProperties = { id: RecordId; [property: string]: string | number | string[] | null }
export type VersionRow = { record: RecordId; properties: Record<string, string | number | boolean | null> }

export const reviveRecords = query('records/revive', ids, { id: RecordId })
export const lockRecords = query(
  'records/lock',
  { rows: rowsOf<{ id: RecordId; create: boolean }>() },
  { locked: z.number() },
)
export const putRecords = query('records/put', { rows: rowsOf<{ id: RecordId; properties: RecordProperties }>() }, {})
export const putRecordVersions = query('records/put-versions', { rows: rowsOf<VersionRow>() }, {})
export const keepRecordVersions = query('records/keep-versions', ids, {})
export const buryRecords = query(
  'records/bury',
  { ...ids, at: z.string(), actor: z.string(), load: z.string().nullable() },
  {},
)
export const referringRecords = query('records/referring', ids, {
  record: RecordId,
  entity: z.enum(['contact', 'company']),
})

export const recordInputs = query('records/inputs', ids, { id: RecordId, input: json(RecordInput) })

const valueTimes = maybe(json(ValueTimes))

/** Records as later versions of them need to know them. */
export const datedRecords = query('records/dated', ids, {
  id: RecordId,
  hash: z.string(),
  standard: json(StandardRecord),
  valueTimes,
})
/** Records as they are kept, with what working out anew what follows from them takes. */
export const keptRecords = query('records/kept', ids, {
  id: RecordId,
  input: json(RecordInput),
  standard: json(StandardRecord),
  hash: z.string(),
  engine: z.string(),
  valueTimes,
  receivedAt: z.string(),
})
export type TimesRow = { id: RecordId; standard: string; valueTimes: string | null }
export const putTimes = query('records/put-times', { rows: rowsOf<TimesRow>() }, {})

const standardRow = {
  id: RecordId,
  standard: json(StandardRecord),
  issues: json(z.array(Issue)),
  hash: z.string(),
  golden: maybe(GoldenId),
  company: maybe(z.string()),
}
export const standardRecords = query('records/standard', ids, {
  ...standardRow,
  pins: z.array(storedPin),
  words: z.array(AddressWord),
  retired: z.boolean(),
  kind: maybe(z.string()),
})
export type StoredRecord = Awaited<ReturnType<typeof standardRecords.run>>[number]

/** As of when records say what they say. */
export const testimony = query('records/testimony', ids, {
  id: RecordId,
  since: maybe(z.number()),
  version: maybe(z.number()),
  updatedAt: maybe(z.string()),
  receivedAt: maybe(z.string()),
  retired: z.boolean(),
})

const allOfEntity = query(
  'records/all-of-entity',
  { entity: z.string(), after: z.string(), limit: z.number() },
  {
    ...standardRow,
    input: json(RecordInput),
    engine: maybe(z.string()),
    version: maybe(z.number()),
    updatedAt: maybe(z.string()),
    actor: maybe(z.string()),
    valueTimes,
    sent: maybe(json(z.array(Mark))),
  },
)
export type WholeRecord = Awaited<ReturnType<typeof allOfEntity.run>>[number]

const countOfEntity = query('records/count-of-entity', { entity: z.string() }, { records: z.number() })

export async function countRecords(tx: Tx, entity: string): Promise<number> {
  return (await countOfEntity.run(tx, { entity }))[0]?.records ?? 0
}

/** Pages so that neither side holds more than a page of rows in flight. */
const PAGE = 5_000

/** Every live record of an entity, in id order. */
export async function allRecords(tx: Tx, entity: string): Promise<WholeRecord[]> {
  return pages(
    PAGE,
    (after, limit) => allOfEntity.run(tx, { entity, after, limit }),
    (row) => row.id,
  )
}

/** Reads pages by key until one is not full. */
export async function pages<T>(
  limit: number,
  next: (after: string, limit: number) => Promise<T[]>,
  keyOf: (row: T) => string,
): Promise<T[]> {
  const all: T[] = []
  let after = ''
  for (;;) {
    const page = await next(after, limit)
    for (const row of page) all.push(row)
    const last = page.at(-1)
    if (last === undefined || page.length < limit) return all
    after = keyOf(last)
  }
}

export const recordTrace = query(
  'records/trace',
  { id: z.string() },
  {
    receivedAt: z.string(),
    input: z.string(),
    stages: z.string(),
    at: maybe(z.string()),
    records: maybe(z.number()),
    same: z.number(),
    maybe: z.number(),
    golden: maybe(z.object({ id: GoldenId, name: z.string(), size: z.number(), status: z.string(), seq: z.number() })),
  },
)
