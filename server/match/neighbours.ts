import { profileOf, standing } from '../block/order.ts'
import { valueAt } from '../collections/value-at.ts'
import type { RecordId } from '../model/ids.ts'
import type { KeyColumns, TextColumn } from './columns.ts'
import { shared32, Uint32Column } from './shared-numbers.ts'
import { textReader } from './text-table.ts'

/**
 * Pairs that stand near each other in a key too common to propose all of its pairs: partners of record i, all with a
 * larger number, from `start[i]` to `start[i + 1]`, ascending.
 */
export type Neighbours = {
  readonly start: Uint32Array
  readonly partners: Uint32Array
  /** Neighbourhoods of records in keys, of which some give the same pairs, or pairs that are proposed anyway. */
  readonly taken: number
}

export type NeighboursInput = {
  keys: KeyColumns
  ids: readonly RecordId[]
  comparisons: readonly TextColumn[]
  /** Records that count, by record number; absent: all. */
  sample?: Uint8Array | undefined
  /** Whether a key is too common to propose all of its pairs, and its neighbours do. */
  isCommon: (key: number) => boolean
  /** Profiles on either side that a profile is compared with. */
  width: number
  /** Whether a pair is proposed anyway. */
  isProposed: (i: number, j: number) => boolean
}

/**
 * Sorted neighbourhoods (Hernández and Stolfo 1995) within common keys: their records stand in the order of what they
 * say. Records that say the same are one profile: each is compared with the next of it, and the first of them with the first
 * ones of the profiles next to it, so that a thousand equal records cost a thousand pairs and hide nobody. It follows from the
 * records of a key alone, so a record that is added one by one finds the same pairs as a batch does.
 */
export function neighboursOf(input: NeighboursInput): Neighbours {
  const { keys, width } = input
  const size = keys.ends.length
  const members = membersOf(input)
  if (members.size === 0) return { start: shared32(size + 1), partners: shared32(0), taken: 0 }
  const { rank, profiles } = standings(input, members.values())
  const pairs = new Uint32Column()
  const propose = (i: number, j: number) => {
    pairs.push(Math.min(i, j))
    pairs.push(Math.max(i, j))
  }
  for (const own of members.values()) {
    own.sort((i, j) => valueAt(rank, i) - valueAt(rank, j))
    const first: number[] = []
    for (const [at, i] of own.entries()) {
      const before = own[at - 1]
      if (before !== undefined && valueAt(profiles, before) === valueAt(profiles, i)) propose(before, i)
      else first.push(i)
    }
    for (const [at, i] of first.entries()) for (const j of first.slice(at + 1, at + 1 + width)) propose(i, j)
  }
  return { ...listed(pairs.view(), size, input.isProposed), taken: pairs.length / 2 }
}

/** Records of each common key. */
export function membersOf({
  keys: { flat, ends },
  sample,
  isCommon,
}: Pick<NeighboursInput, 'keys' | 'sample' | 'isCommon'>): Map<number, number[]> {
  const members = new Map<number, number[]>()
  let at = 0
  for (let i = 0; i < ends.length; i++) {
    const end = ends[i] ?? 0
    if (sample && sample[i] === 0) at = end
    for (; at < end; at++) {
      const key = flat[at] ?? 0
      if (!isCommon(key)) continue
      const own = members.get(key)
      if (own) own.push(i)
      else members.set(key, [i])
    }
  }
  return members
}

/** Place of each record in the order of standings, and the number of its profile. */
function standings({ ids, comparisons }: NeighboursInput, groups: Iterable<readonly number[]>) {
  const readers = comparisons.map(({ texts }) => textReader(texts))
  const rows = [...new Set([...groups].flat())].map((row) => {
    const texts = comparisons.map(({ codes }, c) => (codes[row] ? readers[c]?.((codes[row] ?? 0) - 1) : undefined))
    return { row, own: standing(texts, ids[row] ?? '') }
  })
  rows.sort((a, b) => (a.own < b.own ? -1 : 1))
  const rank = new Uint32Array(ids.length)
  const profiles = new Uint32Array(ids.length)
  let number = 0
  let before = ''
  for (const [at, { row, own }] of rows.entries()) {
    if (!own.startsWith(before)) number++
    before = profileOf(own).from
    rank[row] = at
    profiles[row] = number
  }
  return { rank, profiles }
}

/** Pairs, each once and without those that are proposed anyway, by their smaller record. */
function listed(
  pairs: Uint32Array,
  size: number,
  isProposed: NeighboursInput['isProposed'],
): Omit<Neighbours, 'taken'> {
  const next = new Uint32Array(size + 1)
  for (let at = 0; at < pairs.length; at += 2) {
    const i = pairs[at] ?? 0
    next[i + 1] = (next[i + 1] ?? 0) + 1
  }
  for (let i = 0; i < size; i++) next[i + 1] = (next[i + 1] ?? 0) + (next[i] ?? 0)
  const from = next.slice()
  const sorted = new Uint32Array(pairs.length / 2)
  for (let at = 0; at < pairs.length; at += 2) {
    const i = pairs[at] ?? 0
    sorted[next[i] ?? 0] = pairs[at + 1] ?? 0
    next[i] = (next[i] ?? 0) + 1
  }
  const start = shared32(size + 1)
  const partners = new Uint32Column()
  for (let i = 0; i < size; i++) {
    const own = sorted.subarray(from[i], from[i + 1]).sort()
    for (const [at, j] of own.entries()) if (own[at - 1] !== j && !isProposed(i, j)) partners.push(j)
    start[i + 1] = partners.length
  }
  return { start, partners: partners.view() }
}
