import { type ChangeDraft, isGone } from '../../model/change.ts'
import { fail } from '../../model/problem.ts'
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
import { type Ledger, timed } from './ledger.ts'
import { foldRelations } from './noted-relations.ts'

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
      ({ members, joined, from, kind }) => kind === 'created' || (from.length > 0 && joined.length === members?.length),
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
  const { kind, entity, golden, attributes, sources, members: _served, ...body } = draft
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
