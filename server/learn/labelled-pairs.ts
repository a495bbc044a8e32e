import { lotOf } from '../match/sampling.ts'
import type { ScoredPairs } from '../match/score-pairs.ts'
import { compareIds, type RecordId } from '../model/ids.ts'
import type { LabelledBits } from '../score/calibrate.ts'
import type { Labels } from './labels.ts'

/** Pairs that were compared and that labels tell about, in told. */
export type LabelledPairs = {
  readonly a: Uint32Array
  readonly b: Uint32Array
  readonly same: Uint8Array
  /** Compared pairs of like bits that this one stands for, itself included. */
  readonly weight: Float64Array
  /** Folds of both ends; a pair is held out with the first, and learned from only where neither is held out. */
  readonly fold: Uint8Array
  readonly otherFold: Uint8Array
  /** Compared pairs that no label stands for, by their bits, with the probability they had: it stays as it was there. */
  readonly unseen: LabelledBits
  /** Matches expected among them. */
  readonly surely: number
}

export const FOLDS = 5

/** Fold that a record's entity is held out with. */
export function foldOf(id: RecordId, labels: Labels): number {
  return lotOf(labels.entityOf(id)) % FOLDS
}

/** Width in bits of the strata that labels stand for, and the most pairs that one label may stand for. */
const STRATUM = 2
const MOST_WEIGHT = 20

/**
 * Finds the labelled among the compared pairs. Labels come as they come: stewards decide about doubtful pairs. Each is
 * weighted by how many compared pairs of about its bits there are for each label (post-stratification), so that what is
 * learned and proved holds for the pairs there are, not for those somebody happened to look at.
 */
export function labelledPairs(
  scored: ScoredPairs,
  ids: readonly RecordId[],
  labels: Labels,
  probability: (bits: number) => number,
): LabelledPairs {
  const idAt = (row: number) => ids[row] ?? ('' as RecordId)
  const stratumOf = (p: number) => Math.floor((scored.bits[p] ?? 0) / STRATUM)
  const population = new Map<number, { pairs: number; labels: number; matches: number }>()
  const told: { p: number; a: number; b: number; same: number }[] = []
  for (const [p, bits] of scored.bits.entries()) {
    const [i, j] = [scored.a[p] ?? 0, scored.b[p] ?? 0]
    const stratum = population.get(stratumOf(p)) ?? { pairs: 0, labels: 0, matches: 0 }
    population.set(stratumOf(p), stratum)
    stratum.pairs++
    stratum.matches += probability(bits)
    const same = labels.tell(idAt(i), idAt(j))
    if (same === undefined) continue
    stratum.labels++
    // By id: the order that records came in must not decide which end of a pair is held out.
    const [a, b] = idAt(i) < idAt(j) ? [i, j] : [j, i]
    told.push({ p, a, b, same: same ? 1 : 0 })
  }
  told.sort((x, y) => compareIds(idAt(x.a), idAt(y.a)) || compareIds(idAt(x.b), idAt(y.b)))
  const strata = told.map(({ p }) => population.get(stratumOf(p)))
  const unseen = [...population].filter(([, own]) => own.labels === 0).sort(([x], [y]) => x - y)
  const foldAt = (i: number) => foldOf(idAt(i), labels)
  const a = Uint32Array.from(told, (pair) => pair.a)
  const b = Uint32Array.from(told, (pair) => pair.b)
  return {
    a,
    b,
    same: Uint8Array.from(told, ({ same }) => same),
    weight: Float64Array.from(strata, (own) => Math.min(MOST_WEIGHT, (own?.pairs ?? 1) / (own?.labels ?? 1))),
    fold: Uint8Array.from(a, foldAt),
    otherFold: Uint8Array.from(b, foldAt),
    unseen: {
      bits: unseen.map(([stratum]) => (stratum + 0.5) * STRATUM),
      same: unseen.map(([, own]) => own.matches / own.pairs),
      weight: unseen.map(([, own]) => own.pairs),
    },
    surely: unseen.reduce((sum, [, own]) => sum + own.matches, 0),
  }
}
