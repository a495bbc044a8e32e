import type { RecordId } from '../model/ids.ts'
import { mixedHash } from '../text/hash32.ts'
import type { Batch, KeyColumns } from './columns.ts'
import { countsOf, sharedKeys } from './forecast.ts'
import { pairsOf } from './quality.ts'
import { lotOfRecord } from './sampling.ts'

/** A pass that is spared in part: its keys of more than so many records propose nothing. */
export type Spared = {
  pass: string
  /** Records of a key up to which it still proposes; 1: the pass is left out. */
  upTo: number
  /** Pairs that no other key proposes and that are not compared, and the links among them; both estimated. */
  pairs: number
  links: number
}

export type SpareInput = {
  batch: Batch
  /** Links among a thousand pairs that only such keys propose, under which they are spared. */
  perThousand: number
  isLink: (i: number, j: number) => boolean
}

/** Upper ends of classes of key sizes: within one, keys are worth about the same. */
const SIZES = [2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, Number.POSITIVE_INFINITY]
/** The class of each size but the largest. */
const CLASSES = Uint8Array.from({ length: 65 }, (_, count) => SIZES.findIndex((size) => count <= size))
/** Keys drawn of each pass and class, and pairs of each key. */
const KEYS = 200
const PAIRS = 2
/** Share of all proposed pairs that sparing some keys has to save: less is not worth what it may miss. */
const WORTHWHILE = 0.005

/** A pair drawn from a pass and class: the cells that propose it, and how many pairs of its own cell it stands for. */
type Drawn = { cell: number; cells: readonly number[]; weight: number; link: boolean }

/**
 * Which keys are worth their pairs: a key of n records proposes as many pairs as n², and finds as many matches as n at best.
 * Pairs are drawn from every pass and size of key and scored; those that other keys propose too are no loss. Again and
 * again the keys that bring the fewest links for their pairs are left out, until all that is left is worth it. Draws go
 * by the ids of the records: neither their order nor the number of threads matters.
 */
export function sparedOf({ batch, perThousand, isLink }: SpareInput): Spared[] {
  const { keys } = batch.columns
  const counts = countsOf(keys)
  const cellOf = (key: number): number => {
    const count = counts[key] ?? 0
    if (count < 2 || count > (keys.caps[key] ?? 0)) return -1
    return (keys.passes[key] ?? 0) * SIZES.length + (CLASSES[count] ?? SIZES.length - 1)
  }
  const drawn = draw(batch, counts, cellOf).map(({ i, j, cell, weight }): Drawn => {
    const cells = sharedKeys(keys, i, j)
      .map(cellOf)
      .filter((own) => own >= 0)
    return { cell, cells, weight, link: isLink(i, j) }
  })
  const alive = new Uint8Array(batch.passes.length * SIZES.length).fill(1)
  const spared = new Map<string, Spared>()
  // A pair that n cells propose is drawn from each of them.
  const least = WORTHWHILE * drawn.reduce((sum, { weight, cells }) => sum + weight / cells.length, 0)
  const find = () => worst(drawn, alive, least, perThousand / 1000)
  for (let next = find(); next; next = find()) {
    alive.fill(0, next.from, next.to)
    const pass = batch.passes[passOf(next.from)] ?? ''
    const before = spared.get(pass) ?? { pairs: 0, links: 0 }
    const upTo = next.from % SIZES.length === 0 ? 1 : (SIZES[(next.from % SIZES.length) - 1] ?? 1)
    spared.set(pass, {
      pass,
      upTo,
      pairs: before.pairs + Math.round(next.pairs),
      links: before.links + Math.round(next.links),
    })
  }
  return batch.passes.flatMap((pass) => spared.get(pass) ?? [])
}

type Candidate = { from: number; to: number; pairs: number; links: number }

/** Of each pass the keys from some size on: those that bring the fewest links for the pairs that no other pass proposes. */
function worst(drawn: readonly Drawn[], alive: Uint8Array, least: number, most: number): Candidate | undefined {
  const pairs = new Float64Array(alive.length)
  const links = new Float64Array(alive.length)
  for (const { cell, cells, weight, link } of drawn) {
    const pass = passOf(cell)
    if (alive[cell] === 0 || cells.some((other) => alive[other] === 1 && passOf(other) !== pass)) continue
    pairs[cell] = (pairs[cell] ?? 0) + weight
    if (link) links[cell] = (links[cell] ?? 0) + weight
  }
  let found: Candidate | undefined
  for (let first = 0; first < alive.length; first += SIZES.length) {
    const to = first + SIZES.length
    const sum = { pairs: 0, links: 0 }
    for (let from = to - 1; from >= first; from--) {
      if ((pairs[from] ?? 0) === 0) continue
      sum.pairs += pairs[from] ?? 0
      sum.links += links[from] ?? 0
      if (sum.pairs < least || sum.links >= most * sum.pairs) continue
      if (!found || sum.links * found.pairs < found.links * sum.pairs) found = { from, to, ...sum }
    }
  }
  return found
}

function passOf(cell: number): number {
  return Math.floor(cell / SIZES.length)
}

/** Pairs of some keys of every pass and class. */
function draw(
  { ids, columns: { keys } }: Batch,
  counts: Uint32Array,
  cellOf: (key: number) => number,
): { i: number; j: number; cell: number; weight: number }[] {
  const marks = marksOf(keys, ids)
  const cells = Int32Array.from(counts, (_, key) => cellOf(key))
  const keysOf = new Map<number, { keys: number; pairs: number }>()
  for (let key = 0; key < cells.length; key++) {
    const cell = cells[key] ?? -1
    if (cell < 0) continue
    const sum = keysOf.get(cell) ?? { keys: 0, pairs: 0 }
    sum.keys++
    sum.pairs += pairsOf(counts[key] ?? 0)
    keysOf.set(cell, sum)
  }
  const members = new Map<number, number[]>()
  const chosen = new Uint8Array(cells.length)
  for (let key = 0; key < cells.length; key++) {
    const cell = cells[key] ?? -1
    if (cell < 0 || mixedHash(marks[key] ?? 0, cell) >= (KEYS / (keysOf.get(cell)?.keys ?? 1)) * 2 ** 32) continue
    members.set(key, [])
    chosen[key] = 1
  }
  forEachKey(keys, (record, key) => {
    if (chosen[key] === 1) members.get(key)?.push(record)
  })
  const drawn = [...members].flatMap(([key, own]) => {
    own.sort((a, b) => ((ids[a] ?? '') < (ids[b] ?? '') ? -1 : 1))
    return somePairs(own, marks[key] ?? 0).map(([i, j]) => ({ i, j, cell: cells[key] ?? 0, weight: 0 }))
  })
  const taken = new Map<number, number>()
  for (const { cell } of drawn) taken.set(cell, (taken.get(cell) ?? 0) + 1)
  return drawn.map((one) => ({ ...one, weight: (keysOf.get(one.cell)?.pairs ?? 0) / (taken.get(one.cell) ?? 1) }))
}

function somePairs(members: readonly number[], mark: number): [number, number][] {
  const pairs: [number, number][] = []
  for (let n = 0; n < Math.min(PAIRS, members.length - 1); n++) {
    const x = mixedHash(mark, 2 * n) % members.length
    const y = (x + 1 + (mixedHash(mark, 2 * n + 1) % (members.length - 1))) % members.length
    pairs.push([members[x] ?? 0, members[y] ?? 0])
  }
  return pairs
}

/** A hash of each key by the records that have it. */
function marksOf(keys: KeyColumns, ids: readonly RecordId[]): Uint32Array {
  const marks = new Uint32Array(keys.caps.length)
  const hashes = Uint32Array.from(ids, lotOfRecord)
  forEachKey(keys, (record, key) => {
    marks[key] = (marks[key] ?? 0) + (hashes[record] ?? 0)
  })
  return marks
}

function forEachKey({ flat, ends }: KeyColumns, visit: (record: number, key: number) => void): void {
  let at = 0
  for (let i = 0; i < ends.length; i++) for (; at < (ends[i] ?? 0); at++) visit(i, flat[at] ?? 0)
}
