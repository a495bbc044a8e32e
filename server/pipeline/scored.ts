/** Pairs that were compared, in columns: `a` and `b` are places in the list of records, `bits` what the scorer gave. */
export type Scored = { readonly a: Uint32Array; readonly b: Uint32Array; readonly bits: Float32Array }

/** Collects compared pairs; 12 bytes each, in arrays that double. */
export class PairCollector {
  private a = new Uint32Array(1 << 12)
  private b = new Uint32Array(1 << 12)
  private bits = new Float32Array(1 << 12)
  private size = 0
  private readonly floor: number

  /** Pairs below `floor` bits are not kept. */
  constructor(floor: number) {
    this.floor = floor
  }

  add(a: number, b: number, bits: number): void {
    if (bits < this.floor) return
    if (this.size === this.a.length) this.grow()
    this.a[this.size] = a
    this.b[this.size] = b
    this.bits[this.size++] = bits
  }

  scored(): Scored {
    const { a, b, bits, size } = this
    return { a: a.slice(0, size), b: b.slice(0, size), bits: bits.slice(0, size) }
  }

  private grow(): void {
    const [a, b, bits] = [this.a, this.b, this.bits]
    this.a = new Uint32Array(2 * a.length)
    this.b = new Uint32Array(2 * b.length)
    this.bits = new Float32Array(2 * bits.length)
    this.a.set(a)
    this.b.set(b)
    this.bits.set(bits)
  }
}
