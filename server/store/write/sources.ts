import { z } from 'zod'
import { EntityName } from '../../model/entities/registry.ts'
import { RecordId, SourceName } from '../../model/ids.ts'
import { RecordInput, StandardRecord } from '../../model/record.ts'
import { SourceView } from '../../model/service-views.ts'
import type { Tx } from '../graph/driver.ts'
import { json, maybe, query, rowsOf } from '../graph/query.ts'

const ids = { ids: rowsOf<string>() }
const said = { source: z.string(), at: z.string(), by: z.string(), reason: z.string() }
const page = { prefix: z.string(), after: z.string(), limit: z.number() }

export const retiredSources = query('sources/retired', {}, { source: SourceName })
const kinds = query('sources/kinds', {}, { source: SourceName, kind: z.string() })

/** What kind of system each source is that declares one. */
export async function kindsOfSources(tx: Tx): Promise<ReadonlyMap<string, string>> {
  return new Map((await kinds.run(tx, {})).map(({ source, kind }) => [source, kind]))
}

export const declareKind = query('sources/declare', { source: z.string(), kind: z.string() }, { follows: z.boolean() })
export const allSources = query(
  'sources/all',
  {},
  { source: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])) },
)
export const markRetired = query('sources/retire', said, {})
export const markRestored = query('sources/restore', { source: z.string(), at: z.string(), by: z.string() }, {})
export const markRenamed = query(
  'sources/rename',
  { source: z.string(), to: z.string(), at: z.string(), by: z.string() },
  {},
)
export const markSettled = query('sources/settled', { source: z.string() }, {})
export const pendingSources = query(
  'sources/pending',
  {},
  { source: SourceName, pending: z.enum(['retire', 'restore', 'rekey', 'declare']), to: maybe(SourceName) },
)

const list = query(
  'sources/list',
  {},
  {
    source: z.string(),
    records: z.number(),
    retiredAt: maybe(z.string()),
    retiredBy: maybe(z.string()),
    reason: maybe(z.string()),
    renamedTo: maybe(z.string()),
    pending: maybe(z.string()),
    kind: maybe(z.string()),
  },
)

/** Every source there is, or was. */
export async function listSources(tx: Tx): Promise<SourceView[]> {
  return (await list.run(tx, {})).map((row) => SourceView.parse(row))
}

/** Records of a source in id order, a page at a time; and the deleted ones, who keep decisions and return. */
export const recordsOfSource = query('sources/records', page, { id: RecordId })
export const tombstonesOfSource = query('sources/tombstones', page, { id: RecordId })
export const takenIds = query('sources/taken', ids, { id: RecordId })

export const idBearers = query('sources/bearers', ids, {
  id: RecordId,
  entity: EntityName,
  hash: maybe(z.string()),
  input: maybe(json(RecordInput)),
  standard: maybe(json(StandardRecord)),
  companyRef: maybe(RecordId),
  parentRef: maybe(RecordId),
})
export type IdBearer = Awaited<ReturnType<typeof idBearers.run>>[number]

export type MoveRow = { from: RecordId; to: RecordId; siblings: readonly RecordId[] }
export const moveTypes = query('sources/move-type', { rows: rowsOf<MoveRow>() }, {})

export type RekeyRow = { from: RecordId; to: RecordId; properties: Record<string, string | null> }
export const rekeyRecords = query('sources/rekey', { rows: rowsOf<RekeyRow>() }, { records: z.number() })

export const decisionsOfRecords = query('sources/decisions', ids, {
  id: z.string(),
  low: RecordId,
  high: RecordId,
  evidenceHash: z.string(),
  records: z.array(z.object({ id: RecordId, hash: z.string().nullable() })),
})
export type DecisionEnds = { id: string; low: RecordId; high: RecordId; evidenceHash: string }
export const moveDecisions = query('sources/move-decisions', { rows: rowsOf<DecisionEnds>() }, {})
export const renameOrders = query(
  'sources/rename-orders',
  { prefix: z.string(), to: z.string(), limit: z.number() },
  { orders: z.number() },
)

/** What sources say of records that were merged into one that has not come, and what of it somebody has to take up. */
export const noteStatements = query(
  'sources/note-statements',
  { rows: rowsOf<{ id: RecordId; master: RecordId | null }>() },
  {},
)
export const statementsClaimed = query('sources/statements-claimed', {}, { id: RecordId, master: RecordId })
