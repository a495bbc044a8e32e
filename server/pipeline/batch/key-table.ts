import { shared32 } from './shared.ts'

/** What a key's pass says about it: records beyond which it is common, and the pass's place among the rules' passes. */
export type AboutKey = { cap: number; pass: number }

/** A key that too many records have: it proposes nothing. */
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
  private readonly about: (key: string) => AboutKey

  constructor(about: (key: string) => AboutKey) {
    this.about = about
  }

  /** Counts one more record with the key, and gives the key's number. */
  add(key: string): number {
    // Two multiplicative hashes with different starts and factors (as in cyrb53).
    let low = 0xdeadbeef
    let high = 0x41c6ce57
    for (let i = 0; i < key.length; i++) {
      const code = key.charCodeAt(i)
      low = Math.imul(low ^ code, 2654435761)
      high = Math.imul(high ^ code, 1597334677)
    }
    low = (Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909)) >>> 0
    high = (Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909)) >>> 0
    const known = this.size
    const number = this.numberOf(low, high)
    const block = this.blockOf(number)
    const at = rowAt(number)
    if (number === known) {
      const { cap, pass } = this.about(key)
      block[at + CAP] = cap
      block[at + PASS] = pass
    }
    const count = (block[at + COUNT] ?? 0) + 1
    block[at + COUNT] = count
    if (count === (block[at + CAP] ?? 0) + 1) this.names.set(number, key)
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
  caps(): Uint32Array {
    return this.each(CAP)
  }

  /** Of each key, by its number: the pass that makes it. */
  passes(): Uint32Array {
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

  private numberOf(low: number, high: number): number {
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

/** A row: high half of the hash, count, cap, pass. Four numbers wide, so that none lies across two lines of the cache. */
const [HIGH, COUNT, CAP, PASS, ROW] = [0, 1, 2, 3, 4]
const BLOCK_BITS = 16

/** Where the row of a key starts in its block. */
function rowAt(number: number): number {
  return (number & ((1 << BLOCK_BITS) - 1)) * ROW
}
