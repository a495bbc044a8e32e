import { type ChangeDraft, isGone } from '../../model/change.ts'
import type { Golden, GoldenValue } from '../../model/golden.ts'
import { compareIds, type GoldenId, type RecordId, splitRecordId } from '../../model/ids.ts'
import { fail } from '../../model/problem.ts'
import { RELATION_DETAILS } from '../../model/relation.ts'
import type { Tx } from '../../store/graph/driver.ts'
import {
  appendChanges,
  type ChangeRow,
  closeRecordVersions,
  closeVersions,
  dateRecords,
  putRun,
  takeSeq,
} from '../../store/write/changes.ts'
import { goldensById } from '../../store/write/goldens.ts'
import type { RunContext } from '../run/context.ts'
import type { Reservation } from '../run/exclusive.ts'

type StageTime = { stage: string; at: string; ms: number }

/** All that one transaction has to put into the feed. Filled while it works, written as its last statements. */
export type Ledger = {
  readonly context: RunContext
  /** Instant of the transaction, for ended relations and the feed. */
  readonly at: string
  readonly changes: Map<GoldenId, ChangeDraft>
  /** Records written or buried in it. */
  readonly records: Set<RecordId>
  /** Records of which a version was kept. */
  readonly versioned: Set<RecordId>
  /** Goldens of which a version was kept. */
  readonly kept: Set<GoldenId>
  readonly stages: StageTime[]
  /** Relations that changed on goldens whose values did not: name → before, after. */
  readonly relations: Map<GoldenId, Map<string, { before: GoldenValue | null; after: GoldenValue | null }>>
  /** The reservation this transaction works under, when it is a part of a bulk load. */
  readonly held?: Reservation
  /** Transactions that had written when this one closed, itself included. */
  writes: number
  /** Ids that came and went because clusters merged or split. */
  churn: number
  /** Lines of the feed that closing it wrote: after the first number, up to the second. */
  seqs: { after: number; upTo: number }
}

export function openLedger(context: RunContext, held?: Reservation): Ledger {
  return {
    context,
    at: context.now().toISOString(),
    changes: new Map(),
    records: new Set(),
    versioned: new Set(),
    kept: new Set(),
    stages: [],
    relations: new Map(),
    writes: 0,
    churn: 0,
    seqs: { after: 0, upTo: 0 },
    ...(held ? { held } : {}),
  }
}

/** Notes that a relation of a golden record became another one: a consumer must hear of it. */
export function noteRelation(
  ledger: Ledger,
  golden: GoldenId,
  name: string,
  before: GoldenValue | null,
  after: GoldenValue | null,
): void {
  const noted = ledger.relations.get(golden) ?? new Map()
  const known = noted.get(name)
  noted.set(name, { before: known ? known.before : before, after })
  ledger.relations.set(golden, noted)
}

/** Times a stage of the transaction for the trace. */
export async function timed<T>(ledger: Ledger, stage: string, work: () => Promise<T> | T): Promise<T> {
  const at = ledger.context.now().toISOString()
  const start = performance.now()
  try {
    return await work()
  } finally {
    ledger.stages.push({ stage, at, ms: Math.round((performance.now() - start) * 100) / 100 })
  }
}

/**
 * Writes the feed: takes sequence numbers from the one counter as late as can be, so that its lock is held for as short
 * as can be, then appends the changes and dates what was written. Nothing is taken where nothing changed.
 * @throws ProblemError `graph.busy` when a bulk load reserved the graph since the transaction began.
 */
export async function closeLedger(tx: Tx, ledger: Ledger): Promise<void> {
  const written = await timed(ledger, 'publish', () => writeFeed(tx, ledger))
  if (!written || ledger.records.size === 0) return
  await putRun.run(tx, runRow(written.run, ledger.records.size, ledger))
}

/** A run as it is stored: when each stage ran for the records dated with it. */
export function runRow(id: string, records: number, { at, stages, context: { actor } }: Ledger) {
  return { id, at, stages: JSON.stringify(stages), records, actor: actor.key, user: actor.user ?? null }
}

/** @returns the run that the records were dated with; undefined where nothing was written. */
async function writeFeed(tx: Tx, ledger: Ledger): Promise<{ run: string } | undefined> {
  await foldRelations(tx, ledger)
  if (ledger.changes.size + ledger.records.size + ledger.versioned.size === 0) return undefined
  const drafts = [...ledger.changes.values()]
  const taken = (
    await takeSeq.run(tx, { ...idsIn(drafts), count: drafts.length, at: ledger.at, churn: ledger.churn })
  )[0]
  if (!taken) return fail('graph.unavailable', 'the graph has no change counter; run the migrations')
  refuseIntruder(taken, ledger)
  ledger.writes = taken.writes
  const { actor } = ledger.context
  const rows = drafts.map((draft, i) => changeRow(draft, taken.base + i + 1, taken.at, actor))
  if (rows.length > 0) await appendChanges.run(tx, { rows })
  const closing = rows.filter(({ golden }) => ledger.kept.has(golden)).map(({ golden, seq }) => ({ golden, seq }))
  if (closing.length > 0) await closeVersions.run(tx, { rows: closing })
  const seq = taken.base + rows.length
  ledger.seqs = { after: taken.base, upTo: seq }
  const run = `${ledger.at} ${seq}`
  // From the first line on, so that a record is there as of every line that tells of it.
  const since = Math.min(taken.base + 1, seq)
  if (ledger.versioned.size > 0)
    await closeRecordVersions.run(tx, { ids: [...ledger.versioned], seq: since, at: taken.at })
  if (ledger.records.size > 0) await dateRecords.run(tx, { ids: [...ledger.records], since, seq, at: taken.at, run })
  return { run }
}

/** How many golden ids a transaction minted, and how many lead elsewhere since. A minted one is new to the feed. */
function idsIn(drafts: readonly ChangeDraft[]): { created: number; retired: number } {
  return {
    created: drafts.filter(
      ({ members, joined, from, kind }) => kind === 'created' || (from.length > 0 && joined.length === members.length),
    ).length,
    retired: drafts.filter(({ kind }) => isGone(kind)).length,
  }
}

/** Ordinary writers give way to a bulk load; a bulk load gives up when somebody wrote between two of its commits. */
function refuseIntruder(
  taken: { exclusive?: string | undefined; exclusiveUntil?: number | undefined; writes: number },
  { held, context }: Ledger,
): void {
  if (held && (taken.exclusive !== held.holder || taken.writes !== held.writes + 1))
    fail(
      'graph.busy',
      'somebody else wrote during this load, or the database broke off in the middle of a write; run it again and it will go on from here',
    )
  if (!held && taken.exclusive && (taken.exclusiveUntil ?? 0) > context.now().getTime())
    fail('graph.busy', 'a bulk load holds the graph; try again in a minute')
}

/** A line of the feed as it is stored. */
export function changeRow(
  draft: ChangeDraft,
  seq: number,
  at: string,
  actor: { key: string; user?: string | undefined },
): ChangeRow {
  const { kind, entity, golden, attributes, sources, ...body } = draft
  return {
    golden,
    seq,
    moved: body.joined.length + body.left.length > 0,
    properties: {
      at,
      kind,
      entity,
      golden,
      attributes,
      sources,
      actor: actor.key,
      user: actor.user ?? null,
      body: JSON.stringify(body),
    },
  }
}

/**
 * Adds relation changes to the drafts of their goldens, or makes drafts for goldens that changed in nothing else. What
 * was added is forgotten, so that a plan may look at the drafts before the feed is written.
 */
export async function foldRelations(tx: Tx, ledger: Ledger): Promise<void> {
  const real = relationChanges(ledger)
  const missing = real.map(([id]) => id).filter((id) => !ledger.changes.has(id))
  const goldens = new Map((await goldensById(tx, missing)).map((golden) => [golden.id, golden]))
  addRelations(ledger, real, goldens)
  ledger.relations.clear()
}

type RelationChanges = [GoldenId, [name: string, { before: GoldenValue | null; after: GoldenValue | null }][]][]

/** Relations that are others than before, by golden record. */
export function relationChanges(ledger: Ledger): RelationChanges {
  return [...ledger.relations]
    .map(([id, noted]): RelationChanges[number] => [
      id,
      [...noted].filter(([name]) => [name, ...detailsOf(name)].some((told) => isOther(noted.get(told)))),
    ])
    .filter(([, noted]) => noted.length > 0)
    .sort(([a], [b]) => compareIds(a, b))
}

/** Under what names more is told of a relation: with one of them the relation itself is another. */
function detailsOf(name: string): string[] {
  return Object.entries(RELATION_DETAILS).flatMap(([detail, relation]) => (relation === name ? [detail] : []))
}

function isOther(noted?: { before: GoldenValue | null; after: GoldenValue | null }): boolean {
  return JSON.stringify(noted?.before) !== JSON.stringify(noted?.after)
}

/** @param goldens those that have changed in nothing else. */
export function addRelations(ledger: Ledger, real: RelationChanges, goldens: ReadonlyMap<GoldenId, Golden>): void {
  for (const [id, noted] of real) {
    const golden = goldens.get(id)
    const draft = ledger.changes.get(id) ?? (golden ? relationDraft(golden) : undefined)
    if (!draft) continue
    if (isGone(draft.kind)) {
      // Its relations end with it, whatever was noted of them before it went.
      for (const [name, { before }] of noted) {
        draft.attributes.push(name)
        draft.before[name] = before
        draft.after[name] = null
      }
      continue
    }
    for (const [name, { before, after }] of noted) {
      draft.attributes.push(name)
      draft.before[name] = before
      draft.after[name] = after
    }
    ledger.changes.set(id, draft)
  }
}

function relationDraft(golden: Golden): ChangeDraft {
  return {
    kind: 'updated',
    entity: golden.entity,
    golden: golden.id,
    attributes: [],
    sources: [...new Set(golden.members.map((id) => splitRecordId(id).source))].sort(),
    before: {},
    after: {},
    members: golden.members,
    joined: [],
    left: [],
    from: [],
    heirs: [],
  }
}
