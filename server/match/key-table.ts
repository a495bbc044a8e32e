import { shared32 } from './shared-numbers.ts'

/** A pass: what its keys begin with, and records beyond which one of them is common. */
export type KeyPass = { readonly prefix: string; readonly cap: number }

/** A key that too many records have. */
export type CommonKey = { key: string; records: number }

/**
 * Numbers block keys and counts their records, by a hash of 64 bits instead of the text: among a hundred million keys two
 * fall together once in thousands of runs, and all that does is to compare a few pairs more. Keys beyond their cap are
 * remembered by name.
 */
export class KeyTable {
  /** Rows of keys, so many a block: growing moves none, and to look at a key is one trip to memory. */
  private readonly blocks: Uint32Array[] = []
  private size = 0
  /** Pairs of a key's number plus one and the low half of its hash, which tells most others apart without their row. */
  private slots = new Uint32Array(2 << 12)
  private readonly names = new Map<number, string>()
  private readonly passes: readonly (KeyPass & Halves)[]

  constructor(passes: readonly KeyPass[]) {
    this.passes = passes.map((pass) => ({ ...pass, ...hashed(pass.prefix, START) }))
  }

  /** Counts one more record with the key that a pass, by its place, makes of a value, and gives the key's number. */
  add(pass: number, value: string): number {
    const about = this.passes[pass] as KeyPass & Halves
    const known = this.size
    const number = this.numberOf(value, about)
    const block = this.blockOf(number)
    const at = rowAt(number)
    if (number === known) {
      block[at + CAP] = about.cap
      block[at + PASS] = pass
    }
    const count = (block[at + COUNT] ?? 0) + 1
    block[at + COUNT] = count
    if (count === (block[at + CAP] ?? 0) + 1) this.names.set(number, about.prefix + value)
    return number
  }

  /** One record with the key is no more. */
  remove(number: number): void {
    const block = this.blockOf(number)
    const at = rowAt(number)
    const count = (block[at + COUNT] ?? 0) - 1
    block[at + COUNT] = count
    if (count === block[at + CAP]) this.names.delete(number)
  }

  /** Of each key, by its number: records beyond which it is common. */
  capOfEach(): Uint32Array {
    return this.each(CAP)
  }

  /** Of each key, by its number: the pass that makes it. */
  passOfEach(): Uint32Array {
    return this.each(PASS)
  }

  /** Keys beyond their cap, sorted, with how many records have them. */
  common(): CommonKey[] {
    const all = [...this.names].map(([number, key]) => ({ key, records: this.at(number, COUNT) }))
    return all.sort((a, b) => (a.key < b.key ? -1 : 1))
  }

  private each(column: number): Uint32Array {
    const own = shared32(this.size)
    for (let number = 0; number < this.size; number++) own[number] = this.at(number, column)
    return own
  }

  private at(number: number, column: number): number {
    return this.blockOf(number)[rowAt(number) + column] ?? 0
  }

  private blockOf(number: number): Uint32Array {
    return this.blocks[number >>> BLOCK_BITS] as Uint32Array
  }

  private numberOf(value: string, start: Halves): number {
    let { low, high } = hashed(value, start)
    low = (Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909)) >>> 0
    high = (Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909)) >>> 0
    const { slots } = this
    const mask = slots.length / 2 - 1
    for (let slot = low & mask; ; slot = (slot + 1) & mask) {
      const entry = (slots[2 * slot] ?? 0) - 1
      if (entry < 0) return this.insert(slot, low, high)
      if (slots[2 * slot + 1] === low && this.at(entry, HIGH) === high) return entry
    }
  }

  private insert(slot: number, low: number, high: number): number {
    const made = this.size++
    if (rowAt(made) === 0) this.blocks.push(new Uint32Array(ROW << BLOCK_BITS))
    this.blockOf(made)[rowAt(made) + HIGH] = high
    this.slots[2 * slot] = made + 1
    this.slots[2 * slot + 1] = low
    if (made * 6 > this.slots.length * 2) this.rehash()
    return made
  }

  private rehash(): void {
    const old = this.slots
    const slots = new Uint32Array(old.length * 2)
    const mask = slots.length / 2 - 1
    for (let at = 0; at < old.length; at += 2) {
      const [entry, low] = [old[at] ?? 0, old[at + 1] ?? 0]
      if (entry === 0) continue
      let slot = low & mask
      while (slots[2 * slot] !== 0) slot = (slot + 1) & mask
      slots[2 * slot] = entry
      slots[2 * slot + 1] = low
    }
    this.slots = slots
  }
}

/** Two multiplicative hashes with different starts and factors, as in cyrb53: each sees every letter in turn. */
type Halves = { readonly low: number; readonly high: number }
const START: Halves = { low: 0xdeadbeef, high: 0x41c6ce57 }
const [LOW_FACTOR, HIGH_FACTOR] = [2654435761, 1597334677]

function hashed(text: string, { low, high }: Halves): Halves {
  let [a, b] = [low, high]
  for (let i = 0; i < text.length; i++) {
    a = Math.imul(a ^ text.charCodeAt(i), LOW_FACTOR)
    b = Math.imul(b ^ text.charCodeAt(i), HIGH_FACTOR)
  }
  return { low: a, high: b }
}

/** A row: high half of the hash, count, cap, pass. Four numbers wide, so that none lies across two lines of the cache. */
const [HIGH, COUNT, CAP, PASS, ROW] = [0, 1, 2, 3, 4]
const BLOCK_BITS = 16

/** Where the row of a key starts in its block. */
function rowAt(number: number): number {
  return (number & ((1 << BLOCK_BITS) - 1)) * ROW
}
