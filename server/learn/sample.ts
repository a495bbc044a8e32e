import { blocksOf, forEachPair, type Grouped, shareKey } from '../match/blocks.ts'
import type { Batch, Columns } from '../match/columns.ts'
import { forEachCommonPair } from '../match/common-pairs.ts'
import { sampleByHash } from '../match/sampling.ts'
import { mixedHash } from '../text/hash32.ts'

/** Records that training looks at, with all that does not change while it learns. */
export type Sample = {
  columns: Columns
  blocks: Grouped
  /** Records that count; absent: all. */
  chosen: Uint8Array | undefined
  /** Numbers of the records, in the order of their ids: what is drawn at random does not depend on the order they came in. */
  rows: Uint32Array
  /** Place of each record in `rows`. */
  rank: Uint32Array
  pairs: number
}

/** @param which records that are looked at, in the order of their ids; or about how many, chosen by lot */
export function sampleOf({ ids, columns, near }: Batch, which: number | Uint32Array): Sample {
  const rows = typeof which === 'number' ? sampleByHash(ids, which) : which
  const rank = new Uint32Array(ids.length)
  for (const [place, row] of rows.entries()) rank[row] = place
  let chosen: Uint8Array | undefined
  if (rows.length < ids.length) {
    chosen = new Uint8Array(ids.length)
    for (const row of rows) chosen[row] = 1
  }
  const blocks = blocksOf({ ids, ...columns, sample: chosen, near })
  let pairs = 0
  forEachPair(blocks, () => pairs++)
  return { columns, blocks, chosen, rows, rank, pairs }
}

/** Neighbours are no fair sample of the pairs that share a common key: learning draws its own. */
const NOT_NEAR = { start: new Uint32Array(1), partners: new Uint32Array(0), taken: 0 }

/**
 * Draws from the pairs that share a key, about as many as `limit` from those of common keys and of the others each. Every pair drawn
 * stands for `weight` of those that were looked at, and for 1 / `share` as many of all.
 * @returns the share
 */
export function forEachDrawn(
  { columns, blocks, chosen, pairs, rank }: Sample,
  limit: number,
  visit: (i: number, j: number, weight: number) => void,
): number {
  const share = Math.min(1, limit / Math.max(1, pairs))
  forEachPair({ ...blocks, near: NOT_NEAR }, (i, j) => {
    if (share < 1) {
      const [x, y] = [rank[i] ?? 0, rank[j] ?? 0]
      if (mixedHash(Math.min(x, y), Math.max(x, y)) >= share * 2 ** 32) return
    }
    visit(i, j, 1)
  })
  const common = { keys: columns.keys, sample: chosen, isCommon: blocks.isCommon, rank }
  const isProposed = (i: number, j: number) => shareKey(blocks, i, j)
  forEachCommonPair({ ...common, isProposed, limit }, (i, j, weight) => visit(i, j, weight * share))
  return share
}

/** Visits up to `limit` pairs, spread evenly by a hash; every pair when there are no more than that. */
export function forRandomPairs(size: number, limit: number, visit: (i: number, j: number) => void): void {
  if ((size * (size - 1)) / 2 <= limit) {
    for (let i = 0; i < size; i++) for (let j = i + 1; j < size; j++) visit(i, j)
    return
  }
  for (let n = 0; n < limit; n++) {
    const i = mixedHash(n, 1) % size
    const j = mixedHash(n, 2) % size
    if (i !== j) visit(i, j)
  }
}
