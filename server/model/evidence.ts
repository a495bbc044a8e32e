import { z } from 'zod'
import { RecordId } from './ids.ts'
import { Instant } from './record.ts'

/** One field's say about a pair. `level` null: a value is missing, it adds 0 bits. */
export const Evidence = z.object({
  field: z.string(),
  level: z.string().nullable(),
  bits: z.number(),
  because: z.string(),
})
export type Evidence = z.infer<typeof Evidence>

/** What the rules make of a pair, before any person spoke. */
export const Verdict = z.enum(['same', 'unsure', 'distinct'])
export type Verdict = z.infer<typeof Verdict>

/** A pair with everything that decided it. The evidence, the prior as its first line, sums to `bits`. */
export const ScoredPair = z.object({
  low: RecordId,
  high: RecordId,
  /** Log2 odds that two records are one, as evidence adds up; prior included. Thresholds are in these. */
  bits: z.number(),
  /** The chance that they are, once the rules' calibration has taken back what dependent evidence overstates. */
  probability: z.number(),
  verdict: Verdict,
  evidence: z.array(Evidence),
  /** Name of a veto or deterministic rule that overruled the sum. */
  overruledBy: z.string().optional(),
})
export type ScoredPair = z.infer<typeof ScoredPair>

/** Lines on which pairs can contradict each other, and lesser forms of a value: the clustering keeps what a pair says in one number. */
export const LINES = 8
export const FORMS = 3

/** What a pair says to the clustering. Sets of lines of evidence are the bits of a number. */
export type PairSay = {
  bits: number
  /** Lines on which the two contradict each other, and nothing links them all the same. */
  against: number
  /** Lines on which they contradict each other, and which the rest of a link outweighs. */
  outweighed: number
  /** Lines on which both state the very same. */
  agreed: number
  /** Lines on which one states a lesser form of what the other states: a set for each form. */
  lesser: readonly number[]
}

/** A stored link: low id → high id. */
export const Link = z.object({ low: RecordId, high: RecordId, bits: z.number(), probability: z.number() })
export type Link = z.infer<typeof Link>

/** A person's word about two records. It beats every score. */
export const Decision = z.object({
  id: z.string(),
  low: RecordId,
  high: RecordId,
  verdict: z.enum(['same', 'distinct']),
  by: z.string(),
  reason: z.string(),
  at: Instant,
  /** Hash of both records' values when it was taken, so that a later change can be shown. */
  evidenceHash: z.string(),
  revokedAt: Instant.optional(),
  /** When one of the records first said something else than what was decided on. It stands, and wants another look. */
  changedAt: Instant.optional(),
})
export type Decision = z.infer<typeof Decision>

/** Log2 odds → probability. */
export function probabilityOf(bits: number): number {
  return 1 / (1 + 2 ** -bits)
}
