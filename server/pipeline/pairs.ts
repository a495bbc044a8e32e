import type { StandardRecord } from '../model/record.ts'

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
  /** Keys beyond their cap, sorted. */
  readonly common: string[]
  counts(): Map<string, number>
}

/** Groups records by key. Keys of one record, and common keys, propose nothing and are left out of the columns. */
export function blocksOf(
  records: readonly StandardRecord[],
  keysOf: (record: StandardRecord) => string[],
  capOf: (key: string) => number,
): Blocks {
  const numbers = new Map<string, number>()
  const names: string[] = []
  const tally: number[] = []
  const flat: number[] = []
  const ends = new Uint32Array(records.length + 1)
  for (const [i, record] of records.entries()) {
    for (const key of keysOf(record)) {
      let number = numbers.get(key)
      if (number === undefined) {
        number = names.length
        numbers.set(key, number)
        names.push(key)
        tally.push(0)
      }
      tally[number] = (tally[number] ?? 0) + 1
      flat.push(number)
    }
    ends[i + 1] = flat.length
  }
  const common: string[] = []
  const dense = new Int32Array(names.length).fill(-1)
  let keys = 0
  for (const [number, name] of names.entries()) {
    const count = tally[number] ?? 0
    if (count > capOf(name)) common.push(name)
    else if (count > 1) dense[number] = keys++
  }
  const columns = columnsOf(records.length, ends, flat, dense, keys)
  const counts = () => new Map(names.map((name, number) => [name, tally[number] ?? 0]))
  return { size: records.length, ...columns, common: common.sort(), counts }
}

function columnsOf(size: number, ends: Uint32Array, flat: readonly number[], dense: Int32Array, keys: number) {
  const offset = new Uint32Array(size + 1)
  const start = new Uint32Array(keys + 1)
  for (const number of flat) {
    const key = dense[number] ?? -1
    if (key >= 0) start[key + 1] = (start[key + 1] ?? 0) + 1
  }
  for (let k = 0; k < keys; k++) start[k + 1] = (start[k + 1] ?? 0) + (start[k] ?? 0)
  const total = start[keys] ?? 0
  const members = new Uint32Array(total)
  const recordKeys = new Uint32Array(total)
  const next = start.slice()
  let filled = 0
  for (let i = 0; i < size; i++) {
    const from = filled
    for (let f = ends[i] ?? 0; f < (ends[i + 1] ?? 0); f++) {
      const key = dense[flat[f] ?? 0] ?? -1
      if (key < 0) continue
      recordKeys[filled++] = key
      members[next[key] ?? 0] = i
      next[key] = (next[key] ?? 0) + 1
    }
    recordKeys.subarray(from, filled).sort()
    offset[i + 1] = filled
  }
  return { offset, recordKeys, start, members }
}

/**
 * Visits every pair of records that shares a key, once: at the smallest key both have. No set of pairs is kept, so
 * memory does not grow with them.
 */
export function forEachPair(
  blocks: Blocks,
  visit: (i: number, j: number) => void,
  onProgress?: (done: number, of: number) => void,
): void {
  const { start, members } = blocks
  const keys = start.length - 1
  const total = start[keys] ?? 0
  let reported = 0
  for (let key = 0; key < keys; key++) {
    const from = start[key] ?? 0
    const to = start[key + 1] ?? 0
    for (let x = from; x < to; x++) {
      const i = members[x] ?? 0
      for (let y = x + 1; y < to; y++) {
        const j = members[y] ?? 0
        if (smallestShared(blocks, i, j) === key) visit(i, j)
      }
    }
    if (onProgress && to - reported > 5_000) {
      reported = to
      onProgress(to, total)
    }
  }
  onProgress?.(total, total)
}

function smallestShared({ offset, recordKeys }: Blocks, i: number, j: number): number {
  let a = offset[i] ?? 0
  let b = offset[j] ?? 0
  const endA = offset[i + 1] ?? 0
  const endB = offset[j + 1] ?? 0
  while (a < endA && b < endB) {
    const x = recordKeys[a] ?? 0
    const y = recordKeys[b] ?? 0
    if (x === y) return x
    if (x < y) a++
    else b++
  }
  return -1
}
