import { z } from 'zod'
import { EntityName } from '../../model/entities/registry.ts'
import { Golden, GoldenContent, type GoldenHead } from '../../model/golden.ts'
import { GoldenId, RecordId, SourceName } from '../../model/ids.ts'
import { StandardRecord } from '../../model/record.ts'
import type { Tx } from '../graph/driver.ts'
import { maybe, query, rowsOf } from '../graph/query.ts'
import { pages } from './records.ts'

const ids = { ids: rowsOf<string>() }

/** The part of a golden record that only code reads: values by attribute, winners, who was not heard, addresses in order. */
const Body = GoldenContent.pick({ values: true, winners: true, rejected: true, addresses: true })

export type GoldenRow = { id: GoldenId; properties: Record<string, string | number | string[] | null> }

export const bodyRow = {
  id: GoldenId,
  entity: EntityName,
  hash: z.string(),
  status: Golden.shape.status,
  reasons: z.array(z.string()),
  members: z.array(RecordId),
  body: z.string().transform((text) => Body.parse(JSON.parse(text))),
}
const bodies = query('golden/bodies', ids, bodyRow)
const { members: _listed, ...headRow } = bodyRow
const heads = query('golden/heads', ids, {
  ...headRow,
  size: z.number(),
  listed: z.array(RecordId),
  memberSum: maybe(z.string()),
})
const bodiesOfEntity = query(
  'golden/all-of-entity',
  { entity: z.string(), after: z.string(), limit: z.number() },
  bodyRow,
)

export const profilesOfGoldens = query(
  'golden/profiles',
  { rows: rowsOf<{ golden: GoldenId; joined: readonly RecordId[] }>() },
  {
    golden: GoldenId,
    content: maybe(z.string()),
    source: SourceName,
    record: RecordId,
    voices: z.number(),
    pins: z.number(),
  },
)
export type ProfileRow = Awaited<ReturnType<typeof profilesOfGoldens.run>>[number]

export const lockGoldens = query('golden/lock', ids, { locked: z.number() })
export const putCustomers = query('golden/put-customers', { rows: rowsOf<GoldenRow>() }, {})
export const putCompanies = query('golden/put-companies', { rows: rowsOf<GoldenRow>() }, {})
export const putContacts = query('golden/put-contacts', { rows: rowsOf<GoldenRow>() }, {})
export const moveMembers = query('golden/move-members', { rows: rowsOf<{ record: RecordId; golden: GoldenId }>() }, {})
export const clearWinners = query('golden/clear-winners', ids, {})
export const putWinners = query(
  'golden/put-winners',
  { rows: rowsOf<{ golden: GoldenId; record: RecordId; attribute: string; rule: string; pin?: string | undefined }>() },
  {},
)
export const retireGoldens = query('golden/retire', { ...ids, at: z.string() }, {})
/** Ids that may come back with records that were their last ones. */
export const lostGoldens = query('golden/lost', ids, {
  id: GoldenId,
  since: z.number(),
  retiredAt: maybe(z.string()),
  leads: z.boolean(),
  members: z.array(RecordId),
  merged: z.array(RecordId),
})
export type LostGolden = Awaited<ReturnType<typeof lostGoldens.run>>[number]

export const reviveGoldens = query('golden/revive', { ...ids, at: z.string() }, {})
const heirRows = { rows: rowsOf<{ id: GoldenId; heir: GoldenId }>() }
export const putSupersededBy = query('golden/put-superseded-by', heirRows, {})
export const putSplitInto = query('golden/put-split-into', heirRows, {})
export const keepGoldenVersions = query('golden/keep-versions', ids, { id: GoldenId, version: z.string() })
export const goldenMembers = query('golden/members', ids, {
  id: GoldenId,
  entity: EntityName,
  record: RecordId,
  standard: z.string().transform((text) => StandardRecord.parse(JSON.parse(text))),
})
export const recordsOfGoldens = query('golden/records', ids, { id: GoldenId, records: z.array(RecordId) })
export const goldensOfRecords = query('golden/of-records', ids, { id: RecordId, golden: GoldenId, entity: EntityName })

export const recordsOfNames = query(
  'golden/of-names',
  { refs: rowsOf<string>() },
  { ref: z.string(), record: RecordId },
)

/** Golden records by id, as they were written; unknown ids are left out. */
export async function goldensById(tx: Tx, wanted: readonly GoldenId[]): Promise<Golden[]> {
  return wanted.length === 0 ? [] : (await bodies.run(tx, { ids: wanted })).map(goldenOf)
}

/** A golden record as it lies in the graph: its first records, how many there are, and of many the sum that its hash goes by. */
export type StoredHead = GoldenHead & { size: number; listed: RecordId[]; memberSum?: string | undefined }

/** The same without their records, of which there may be thousands. */
export async function goldenHeads(tx: Tx, wanted: readonly GoldenId[]): Promise<StoredHead[]> {
  if (wanted.length === 0) return []
  return (await heads.run(tx, { ids: wanted })).map(({ body, ...row }) => ({ ...row, ...body }))
}

/** A page of the golden records of an entity, by id. */
export async function goldenPage(tx: Tx, entity: EntityName, after: string, limit: number): Promise<Golden[]> {
  return (await bodiesOfEntity.run(tx, { entity, after, limit })).map(goldenOf)
}

/** Every golden record of an entity, by id. */
export async function allGoldens(tx: Tx, entity: EntityName): Promise<Golden[]> {
  const rows = await pages(
    5_000,
    (after, limit) => bodiesOfEntity.run(tx, { entity, after, limit }),
    (row) => row.id,
  )
  return rows.map(goldenOf)
}

/** A page of golden records of an entity, by id from a given id on. */
export async function goldensAfter(tx: Tx, entity: EntityName, after: string, limit: number): Promise<Golden[]> {
  return (await bodiesOfEntity.run(tx, { entity, after, limit })).map(goldenOf)
}

export function goldenOf({ body, ...row }: Awaited<ReturnType<typeof bodies.run>>[number]): Golden {
  return { ...row, ...body }
}
