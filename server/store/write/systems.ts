import { z } from 'zod'
import { EntityName } from '../../model/entities/registry.ts'
import { GoldenContent, GoldenStatus } from '../../model/golden.ts'
import { GoldenId, RecordId } from '../../model/ids.ts'
import { RecordInput } from '../../model/record.ts'
import { CopyState, LossAnswer } from '../../model/sync/delivery.ts'
import { Inactive } from '../../model/sync/inactive.ts'
import { Mark } from '../../model/sync/mark.ts'
import { json, maybe, query, rowsOf } from '../graph/query.ts'

const named = { name: z.string() }

export const allSystems = query(
  'sync/systems',
  {},
  {
    ...named,
    definition: maybe(z.string()),
    hash: maybe(z.string()),
    appliedAt: maybe(z.string()),
    appliedBy: maybe(z.string()),
    cursor: maybe(z.number()),
    pausedAt: maybe(z.string()),
    pausedBy: maybe(z.string()),
    pauseReason: maybe(z.string()),
    polls: maybe(json(z.record(z.string(), z.string()))),
    polledAt: maybe(z.string()),
    failures: maybe(z.number()),
    openUntil: maybe(z.string()),
    failure: maybe(z.string()),
    approved: maybe(z.number()),
    mayGo: maybe(z.boolean()),
    scanned: maybe(z.string()),
    writes: maybe(z.number()),
    lastWriteAt: maybe(z.string()),
  },
)
export type StoredSystem = Awaited<ReturnType<typeof allSystems.run>>[number]

export const putSystem = query(
  'sync/put-system',
  {
    ...named,
    definition: z.string(),
    hash: z.string(),
    at: z.string(),
    by: z.string(),
    approved: z.number(),
    cursor: z.number(),
  },
  {},
)
export const pauseSystem = query(
  'sync/pause',
  { ...named, at: z.string(), by: z.string(), reason: z.string().nullable(), approved: z.number() },
  named,
)
export const leaseSystem = query(
  'sync/lease',
  { ...named, holder: z.string(), now: z.number(), until: z.number() },
  { free: z.boolean() },
)
export const noteHealth = query(
  'sync/note-health',
  { ...named, failures: z.number(), openUntil: z.string().nullable(), failure: z.string().nullable() },
  {},
)
export const spendApproval = query('sync/spend-approval', named, {})
export const notePoll = query('sync/note-poll', { ...named, polls: z.string(), at: z.string() }, {})

export const noteDue = query(
  'sync/note-due',
  {
    ...named,
    cursor: z.number(),
    goldens: rowsOf<string>(),
    records: rowsOf<string>(),
    entities: rowsOf<string>(),
    references: z.boolean(),
    at: z.string(),
  },
  {},
)
const page = { ...named, prefix: z.string(), after: z.string(), limit: z.number() }
export const scanDue = query('sync/scan-due', { ...page, at: z.string() }, { id: RecordId })
export const noteScanned = query('sync/note-scanned', { ...named, scanned: z.string().nullable() }, {})
export const noteCursor = query('sync/note-cursor', { ...named, cursor: z.number() }, {})
const { name: _name, ...pageOfRecords } = page
export const recordsOfSystem = query('sync/records', pageOfRecords, { record: RecordId })

export const anyDue = query('sync/any-due', { ...named, now: z.string() }, { id: z.string() })
export const hastenCopies = query('sync/hasten', { ...named, at: z.string() }, {})
export const anyOpen = query('sync/any-open', { ...named, now: z.string() }, { id: z.string() })
export const countOfSystem = query('sync/count', { prefix: z.string() }, { records: z.number() })

export const dueCopies = query(
  'sync/due',
  { ...named, now: z.string(), limit: z.number(), but: rowsOf<string>() },
  { copy: z.string(), record: RecordId },
)

/** What a system refused of a write whose rest may go through: these very cells, why, and which of them. */
const RefusedCells = z.object({ cells: z.string(), reason: z.string(), column: z.string() })
export type RefusedCells = z.infer<typeof RefusedCells>

export const Body = GoldenContent.pick({ values: true, winners: true, addresses: true })

export const statesOfRecords = query(
  'sync/states',
  { records: rowsOf<string>() },
  {
    record: RecordId,
    input: json(RecordInput),
    golden: GoldenId,
    entity: EntityName,
    status: GoldenStatus,
    body: json(Body),
    seq: maybe(z.number()),
    copy: maybe(z.string()),
    sent: maybe(json(z.array(Mark))),
    sentSeq: maybe(z.number()),
    ackedSeq: maybe(z.number()),
    dueSeq: maybe(z.number()),
    state: maybe(CopyState),
    told: maybe(z.string()),
    remoteVersion: maybe(z.string()),
    attempts: z.number(),
    flips: maybe(json(z.record(z.string(), z.array(z.string())))),
    answer: maybe(LossAnswer),
    kept: maybe(json(z.array(z.string()))),
    inactive: maybe(json(Inactive)),
    refused: maybe(json(z.record(z.string(), RefusedCells))),
    company: z.array(z.string()),
    parent: z.array(z.string()),
    hasCompany: z.boolean(),
    hasParent: z.boolean(),
  },
)
export type RecordStanding = Awaited<ReturnType<typeof statesOfRecords.run>>[number]

export const sayingsOfGoldens = query(
  'sync/sayings',
  { goldens: rowsOf<string>() },
  { golden: GoldenId, isSaid: z.boolean(), inputs: z.array(json(RecordInput)) },
)

export const fatesOfRecords = query(
  'sync/fates',
  { ids: rowsOf<string>() },
  { id: RecordId, golden: maybe(GoldenId), retired: z.boolean() },
)

export type SentRow = { copy: string; sent: string; seq: number; flips: string | null; inactive?: string | null }
export const noteSent = query('sync/note-sent', { rows: rowsOf<SentRow>(), at: z.string() }, {})

export type WrittenRow = { id: RecordId; input: string; hash: string; marked: string | null }
export const putWritten = query('sync/put-written', { rows: rowsOf<WrittenRow>() }, {})

export type SettledRow = {
  copy: string
  state: CopyState
  seq: number
  dueSeq: number
  written: boolean
  version: string | null
  told: string | null
  /** What was sent may still turn up there: nobody looked. */
  keepsSent?: boolean
  /** Values that a steward said may stay, from now on. */
  kept?: string | null
  /** What was made inactive there; '' where nothing is any more. */
  inactive?: string | null
  error: string | null
  column: string | null
}
export const settleCopies = query('sync/settle-copies', { rows: rowsOf<SettledRow>(), at: z.string() }, {})

export type PutOffRow = {
  copy: string
  state: CopyState
  dueAt: string | null
  attempts: number
  error: string
  column: string | null
  keepsSent: boolean
  /** Else what of it was sent before this write. */
  before?: string | null
  /** By attribute, what the system refused: the rest is tried without it. */
  refused?: string | null
}
export const putOff = query('sync/put-off', { rows: rowsOf<PutOffRow>(), at: z.string() }, {})

export const replayCopies = query(
  'sync/replay',
  {
    ...named,
    ids: rowsOf<string>().nullable(),
    at: z.string(),
    states: z.array(CopyState),
    answer: LossAnswer.nullable(),
  },
  { id: z.string() },
)

export const copyCounts = query(
  'sync/counts',
  { states: z.array(CopyState) },
  { system: z.string(), state: CopyState, copies: z.number(), oldest: maybe(z.string()) },
)

const delivery = {
  id: z.string(),
  system: z.string(),
  record: maybe(RecordId),
  name: maybe(z.string()),
  golden: maybe(z.string()),
  state: CopyState,
  seq: maybe(z.number()),
  dueSince: maybe(z.string()),
  dueAt: maybe(z.string()),
  attempts: z.number(),
  error: maybe(z.string()),
  column: maybe(z.string()),
  ackedAt: maybe(z.string()),
  checkedAt: maybe(z.string()),
  writes: z
    .number()
    .nullish()
    .transform((count) => count ?? 0),
  sent: maybe(json(z.array(Mark))).transform((marks) => (marks ?? []).map(({ attribute }) => attribute)),
}
const pageOfCopies = { ...named, at: z.string(), after: z.string(), limit: z.number() }
export const deliveriesOf = query('sync/deliveries', { ...pageOfCopies, state: CopyState }, delivery)
export const deliveriesOfAll = query('sync/deliveries-of-all', pageOfCopies, delivery)
export const deliveriesOfGolden = query('sync/of-golden', { id: z.string() }, delivery)
