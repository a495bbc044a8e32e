import type { ChangeDraft } from '../../model/change.ts'
import type { GoldenValue } from '../../model/golden.ts'
import type { GoldenId, RecordId } from '../../model/ids.ts'
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
  /** Places at which somebody came to live, or ceased to, and those that are others now: their households are decided anew. */
  readonly places: Set<string>
  /** Customers who did nothing themselves: an address of theirs is of another place now. */
  readonly carried: Set<GoldenId>
  /** The reservation this transaction works under, when it is a part of a bulk load. */
  readonly held?: Reservation
  /** Transactions that had written when this one closed, itself included. */
  writes: number
  /** Ids that came and went because clusters merged or split. */
  churn: number
  /** Lines of the feed that closing it wrote: after the first number, up to the second. */
  seqs: { after: number; upTo: number }
}

/** An empty ledger, dated now. */
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
    places: new Set(),
    carried: new Set(),
    writes: 0,
    churn: 0,
    seqs: { after: 0, upTo: 0 },
    ...(held ? { held } : {}),
  }
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
