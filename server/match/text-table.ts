import { shared8, Uint32Column } from './shared-numbers.ts'

/** Distinct texts as UTF-8, one behind the other: text n ends at `ends[n]`. Any thread can read it. */
export type Texts = { readonly bytes: Uint8Array; readonly ends: Uint32Array }

/** Reads texts by their number. */
export function textReader({ bytes, ends }: Texts): (number: number) => string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return (number) => {
    const from = number === 0 ? 0 : (ends[number - 1] as number)
    const to = ends[number] as number
    for (let i = from; i < to; i++) if ((bytes[i] as number) > 127) return buffer.toString('utf8', from, to)
    // Faster by half where no sign is longer than a byte: nearly always.
    return buffer.toString('latin1', from, to)
  }
}

const encoder = new TextEncoder()

/**
 * Numbers distinct texts in the order they come, outside JavaScript's heap: a `Map` ends at 16.7 million entries and a
 * string of ten letters costs it sixty bytes. Open addressing with linear probing over FNV-1a hashes.
 */
export class TextTable {
  private bytes = shared8(1 << 16)
  private used = 0
  private readonly ends = new Uint32Column()
  private readonly hashes = new Uint32Column()
  private slots = new Uint32Array(1 << 12)
  private scratch = new Uint8Array(1 << 10)

  get size(): number {
    return this.ends.length
  }

  /** The text's number: a known one, or the next. */
  add(text: string): number {
    const length = this.encode(text)
    const { scratch } = this
    let hash = 0x811c9dc5
    for (let i = 0; i < length; i++) hash = Math.imul(hash ^ (scratch[i] ?? 0), 0x01000193)
    hash = (hash ^ (hash >>> 15)) >>> 0
    const mask = this.slots.length - 1
    const hashes = this.hashes.values
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const entry = (this.slots[slot] ?? 0) - 1
      if (entry < 0) return this.insert(slot, hash, length)
      if (hashes[entry] === hash && this.equals(entry, length)) return entry
    }
  }

  /** All texts, for any thread; the table takes more afterwards without changing them. */
  texts(): Texts {
    return { bytes: this.bytes.subarray(0, this.used), ends: this.ends.view() }
  }

  private encode(text: string): number {
    if (text.length * 3 > this.scratch.length) this.scratch = new Uint8Array(text.length * 3)
    const { scratch } = this
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i)
      if (code > 127) return encoder.encodeInto(text, scratch).written
      scratch[i] = code
    }
    return text.length
  }

  private equals(entry: number, length: number): boolean {
    const ends = this.ends.values
    const from = entry === 0 ? 0 : (ends[entry - 1] ?? 0)
    if ((ends[entry] ?? 0) - from !== length) return false
    const { bytes, scratch } = this
    for (let i = 0; i < length; i++) if (bytes[from + i] !== scratch[i]) return false
    return true
  }

  private insert(slot: number, hash: number, length: number): number {
    if (this.used + length > this.bytes.length) {
      const larger = shared8(Math.ceil((this.used + length) * 1.5))
      larger.set(this.bytes.subarray(0, this.used))
      this.bytes = larger
    }
    this.bytes.set(this.scratch.subarray(0, length), this.used)
    this.used += length
    const entry = this.ends.length
    this.ends.push(this.used)
    this.hashes.push(hash)
    this.slots[slot] = entry + 1
    if (entry * 3 > this.slots.length * 2) this.rehash()
    return entry
  }

  private rehash(): void {
    const slots = new Uint32Array(this.slots.length * 2)
    const mask = slots.length - 1
    for (const [entry, hash] of this.hashes.view().entries()) {
      let slot = hash & mask
      while (slots[slot] !== 0) slot = (slot + 1) & mask
      slots[slot] = entry + 1
    }
    this.slots = slots
  }
}
