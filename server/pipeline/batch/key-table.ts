import { Uint32Column } from './shared.ts'

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
  private readonly low = new Uint32Column()
  private readonly high = new Uint32Column()
  private readonly tally = new Uint32Column()
  private slots = new Uint32Array(1 << 12)
  private readonly names = new Map<number, string>()
  private readonly cap = new Uint32Column()
  private readonly pass = new Uint32Column()
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
    const number = this.numberOf(low, high)
    if (number === this.cap.length) this.learn(key)
    const tally = this.tally.values
    const count = (tally[number] ?? 0) + 1
    tally[number] = count
    if (count === (this.cap.values[number] ?? 0) + 1) this.names.set(number, key)
    return number
  }

  /** One record with the key is no more. */
  remove(number: number): void {
    const count = (this.tally.values[number] ?? 0) - 1
    this.tally.values[number] = count
    if (count === this.cap.values[number]) this.names.delete(number)
  }

  /** Of each key, by its number: records beyond which it is common. */
  caps(): Uint32Array {
    return this.cap.view()
  }

  /** Of each key, by its number: the pass that makes it. */
  passes(): Uint32Array {
    return this.pass.view()
  }

  /** Keys beyond their cap, sorted, with how many records have them. */
  common(): CommonKey[] {
    const all = [...this.names].map(([number, key]) => ({ key, records: this.tally.values[number] ?? 0 }))
    return all.sort((a, b) => (a.key < b.key ? -1 : 1))
  }

  private learn(key: string): void {
    const { cap, pass } = this.about(key)
    this.cap.push(cap)
    this.pass.push(pass)
  }

  private numberOf(low: number, high: number): number {
    const mask = this.slots.length - 1
    const lows = this.low.values
    const highs = this.high.values
    for (let slot = low & mask; ; slot = (slot + 1) & mask) {
      const entry = (this.slots[slot] ?? 0) - 1
      if (entry >= 0 && lows[entry] === low && highs[entry] === high) return entry
      if (entry >= 0) continue
      const made = this.low.length
      this.low.push(low)
      this.high.push(high)
      this.tally.push(0)
      this.slots[slot] = made + 1
      if (made * 3 > this.slots.length * 2) this.rehash()
      return made
    }
  }

  private rehash(): void {
    const slots = new Uint32Array(this.slots.length * 2)
    const mask = slots.length - 1
    for (const [entry, low] of this.low.view().entries()) {
      let slot = low & mask
      while (slots[slot] !== 0) slot = (slot + 1) & mask
      slots[slot] = entry + 1
    }
    this.slots = slots
  }
}
