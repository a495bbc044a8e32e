import type { ClusterDraft } from '../cluster/cluster.ts'
import { pairsOf } from '../match/quality.ts'
import type { RecordId } from '../model/ids.ts'
import { FOLDS, foldOf } from './labelled-pairs.ts'
import type { Labels } from './labels.ts'

/** Told pairs: put together rightly, put together at all, and to be put together. */
export type Counts = { right: number; claimed: number; wanted: number }

/** Counts of each fold, for each threshold tried. */
export type Trials = { match: number; folds: Counts[] }[]

/** What is told about the records of clusters, by fold. A wrong pair counts half with the fold of either end. */
export function countsOf(drafts: readonly ClusterDraft[], ids: readonly RecordId[], labels: Labels): Counts[] {
  const folds = Array.from({ length: FOLDS }, (): Counts => ({ right: 0, claimed: 0, wanted: 0 }))
  const add = (id: RecordId, part: keyof Counts, count: number) => {
    const fold = folds[foldOf(id, labels)]
    if (fold) fold[part] += count
  }
  const sizes = new Map<string, { id: RecordId; size: number }>()
  for (const id of ids) {
    const entity = labels.entityOf(id)
    const known = sizes.get(entity)
    if (known) known.size++
    else sizes.set(entity, { id, size: 1 })
  }
  for (const { id, size } of sizes.values()) add(id, 'wanted', pairsOf(size))
  for (const { members } of drafts)
    for (const [x, a] of members.entries())
      for (const b of members.slice(x + 1)) {
        const told = labels.tell(a, b)
        if (told === undefined) continue
        if (told) add(a, 'right', 1)
        for (const id of [a, b]) add(id, 'claimed', 0.5)
      }
  return folds
}

/** The threshold with the best F1 over these folds; of equally good ones the nearest to where it was. */
export function bestThreshold(trials: Trials, surely: number, now: number, folds: (fold: number) => boolean): number {
  const ranked = trials
    .map(({ match, folds: all }) => ({
      match,
      f1: f1Of(
        all.filter((_, fold) => folds(fold)),
        surely,
      ),
    }))
    .sort((a, b) => b.f1 - a.f1 || Math.abs(a.match - now) - Math.abs(b.match - now) || a.match - b.match)
  return ranked[0]?.match ?? now
}

/** F1 on each fold at the threshold that the other folds chose. */
export function f1HeldOut(trials: Trials, surely: number, now: number): number {
  const held = Array.from({ length: FOLDS }, (_, fold) => {
    const match = bestThreshold(trials, surely, now, (other) => other !== fold)
    return trials.find((trial) => trial.match === match)?.folds[fold]
  })
  return f1Of(
    held.filter((counts) => counts !== undefined),
    surely,
  )
}

/** `surely`: matches that no label speaks about and that are found anyway. */
export function f1Of(folds: readonly Counts[], surely: number): number {
  const sum = (part: keyof Counts) => folds.reduce((total, counts) => total + counts[part], surely)
  const both = sum('claimed') + sum('wanted')
  return both === 0 ? 1 : (2 * sum('right')) / both
}
