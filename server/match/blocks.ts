import type { RecordId } from '../model/ids.ts'
import type { KeyColumns, TextColumn } from './columns.ts'
import { type Neighbours, neighboursOf } from './neighbours.ts'
import { shared32 } from './shared-numbers.ts'

/**
 * Which records share which keys, in columns. `recordKeys` holds each record's proposing keys as ascending numbers,
 * those of record i from `offset[i]` to `offset[i + 1]`.
 */
export type Blocks = {
  readonly size: number
  readonly offset: Uint32Array
  readonly recordKeys: Uint32Array
  /** Records of each proposing key, those of key k from `start[k]` to `start[k + 1]`, ascending. */
  readonly start: Uint32Array
  readonly members: Uint32Array
  /** What keys beyond their cap propose beside that. */
  readonly near: Neighbours
}

/** Blocks, and which keys are common in them. */
export type Grouped = Blocks & { isCommon: (key: number) => boolean }

export type BlocksInput = {
  ids: readonly RecordId[]
  keys: KeyColumns
  comparisons: readonly TextColumn[]
  /** Records that count, by record number; absent: all. */
  sample?: Uint8Array | undefined
  /** Records on either side that a record of a common key is compared with, by pass; 0: the key proposes nothing. */
  near: Uint8Array
}

/** Groups records, all or those of a sample, by key. Keys of one record are left out; common keys propose neighbours. */
export function blocksOf({ ids, keys: columns, comparisons, sample, near }: BlocksInput): Grouped {
  const { flat, ends, caps, passes } = columns
  const size = ends.length
  const counts = new Uint32Array(caps.length)
  forEachKey((_, key) => {
    counts[key] = (counts[key] ?? 0) + 1
  })
  // A key's number among those that propose, plus one.
  const dense = new Uint32Array(caps.length)
  let keys = 0
  for (let key = 0; key < caps.length; key++) {
    const count = counts[key] ?? 0
    if (count > 1 && count <= (caps[key] ?? 0)) dense[key] = ++keys
  }
  const start = shared32(keys + 1)
  let total = 0
  for (let key = 0; key < caps.length; key++) {
    const number = dense[key] ?? 0
    if (number === 0) continue
    start[number - 1] = total
    total += counts[key] ?? 0
  }
  start[keys] = total
  const offset = shared32(size + 1)
  const members = shared32(total)
  const recordKeys = shared32(total)
  const next = start.slice()
  let filled = 0
  let record = 0
  const close = (to: number) => {
    while (record < to) offset[++record] = filled
  }
  forEachKey((i, key) => {
    close(i)
    const number = dense[key] ?? 0
    if (number === 0) return
    recordKeys[filled++] = number - 1
    const place = next[number - 1] ?? 0
    members[place] = i
    next[number - 1] = place + 1
  })
  close(size)
  for (let i = 0; i < size; i++) sortSmall(recordKeys, offset[i] ?? 0, offset[i + 1] ?? 0)
  const blocks = { size, offset, recordKeys, start, members }
  const isCommon = (key: number) => (counts[key] ?? 0) > (caps[key] ?? 0) && (near[passes[key] ?? 0] ?? 0) > 0
  const neighbours = neighboursOf({
    ids,
    keys: columns,
    comparisons,
    sample,
    isCommon,
    width: near.reduce((most, width) => Math.max(most, width), 0),
    isProposed: (i, j) => shareKey(blocks, i, j),
  })
  return { ...blocks, near: neighbours, isCommon }

  function forEachKey(visit: (record: number, key: number) => void): void {
    let at = 0
    for (let i = 0; i < size; i++) {
      const end = ends[i] ?? 0
      if (sample && sample[i] === 0) at = end
      for (; at < end; at++) visit(i, flat[at] ?? 0)
    }
  }
}

/** A dozen numbers: insertion sort beats a call of the library's. */
function sortSmall(values: Uint32Array, from: number, to: number): void {
  for (let i = from + 1; i < to; i++) {
    const value = values[i] ?? 0
    let j = i - 1
    for (; j >= from && (values[j] ?? 0) > value; j--) values[j + 1] = values[j] ?? 0
    values[j + 1] = value
  }
}

/**
 * A share of all pairs: those with one record in the one and one in the other part, at the keys `from` to `to`. Rows fall into `parts`
 * parts in turn.
 */
export type PairRange = {
  parts: number
  part: [one: number, other: number]
  from: number
  to: number
  /** Instead of keys: neighbours of records with these numbers. */
  near?: [from: number, to: number] | undefined
}

/** All pairs. */
function everyPair({ start, size }: Blocks): PairRange {
  return { parts: 1, part: [0, 0], from: 0, to: start.length - 1, near: [0, size] }
}

/**
 * Visits every pair of records that shares a key, once: at the smallest key both have. No set of pairs is kept, so
 * memory does not grow with them.
 */
export function forEachPair(
  blocks: Blocks,
  visit: (i: number, j: number) => void,
  { parts, part: [one, other], from, to, near }: PairRange = everyPair(blocks),
): void {
  const { start, members } = blocks
  if (near && blocks.near.partners.length > 0) forEachNear(blocks.near, near, visit)
  for (let key = from; key < to; key++) {
    const end = start[key + 1] ?? 0
    for (let x = start[key] ?? 0; x < end; x++) {
      const i = members[x] ?? 0
      const own = i % parts
      if (own !== one && own !== other) continue
      const wanted = own === one ? other : one
      for (let y = x + 1; y < end; y++) {
        const j = members[y] ?? 0
        if (j % parts === wanted && isSmallestShared(blocks, i, j, key)) visit(i, j)
      }
    }
  }
}

function forEachNear(
  { start, partners }: Neighbours,
  [from, to]: readonly [number, number],
  visit: (i: number, j: number) => void,
) {
  for (let i = from; i < to; i++) {
    const end = start[i + 1] ?? 0
    for (let at = start[i] ?? 0; at < end; at++) visit(i, partners[at] ?? 0)
  }
}

/** Both have the key; whether neither has a smaller one in common. */
function isSmallestShared({ offset, recordKeys }: Blocks, i: number, j: number, key: number): boolean {
  let a = offset[i] ?? 0
  let b = offset[j] ?? 0
  let x = recordKeys[a] ?? 0
  let y = recordKeys[b] ?? 0
  while (x < key && y < key) {
    if (x === y) return false
    if (x < y) x = recordKeys[++a] ?? 0
    else y = recordKeys[++b] ?? 0
  }
  return true
}

/** Whether blocks propose the pair. */
export function isProposed(blocks: Blocks, i: number, j: number): boolean {
  if (shareKey(blocks, i, j)) return true
  const { start, partners } = blocks.near
  const [low, high] = [Math.min(i, j), Math.max(i, j)]
  return partners.subarray(start[low], start[low + 1]).includes(high)
}

export function shareKey({ offset, recordKeys }: Pick<Blocks, 'offset' | 'recordKeys'>, i: number, j: number): boolean {
  const keys = new Set(recordKeys.subarray(offset[i] ?? 0, offset[i + 1] ?? 0))
  return recordKeys.subarray(offset[j] ?? 0, offset[j + 1] ?? 0).some((key) => keys.has(key))
}

/**
 * All pairs in ranges of about equal size, for threads to take one after the other. More than one part bounds what a
 * thread has to remember: ranges of the same two parts follow each other.
 */
export function pairRanges(blocks: Blocks, count: number, parts: number): PairRange[] {
  const ranges: PairRange[] = []
  const keys = keyRanges(blocks, Math.ceil(count / parts ** 2))
  for (let one = 0; one < parts; one++)
    for (let other = one; other < parts; other++)
      for (const [from, to] of keys) ranges.push({ parts, part: [one, other], from, to })
  const { size, near } = blocks
  const step = Math.ceil(size / Math.max(1, Math.ceil(near.partners.length / NEAR_IN_RANGE)))
  if (near.partners.length > 0)
    for (let i = 0; i < size; i += step)
      ranges.push({ parts: 1, part: [0, 0], from: 0, to: 0, near: [i, Math.min(size, i + step)] })
  return ranges
}

/** Neighbouring pairs in one range, about. */
const NEAR_IN_RANGE = 50_000

function keyRanges({ start }: Blocks, count: number): [from: number, to: number][] {
  const keys = start.length - 1
  let all = 0
  for (let key = 0; key < keys; key++) all += pairsOfKey(start, key)
  const ranges: [number, number][] = []
  let [from, sum] = [0, 0]
  for (let key = 0; key < keys; key++) {
    sum += pairsOfKey(start, key)
    if (sum * count < all && key + 1 < keys) continue
    ranges.push([from, key + 1])
    ;[from, sum] = [key + 1, 0]
  }
  return ranges
}

function pairsOfKey(start: Uint32Array, key: number): number {
  const count = (start[key + 1] ?? 0) - (start[key] ?? 0)
  return (count * (count - 1)) / 2
}
