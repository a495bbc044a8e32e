/** Sets of the numbers from 0 that grow by joining. The least of a set stands for it, whatever order they were joined in. */
export class UnionFind {
  private readonly up: Uint32Array

  constructor(size: number) {
    this.up = new Uint32Array(size)
    for (let i = 0; i < size; i++) this.up[i] = i
  }

  /** The least number in a number's set. Halves the path on its way. */
  find(number: number): number {
    const { up } = this
    let at = number
    for (let above = up[at] as number; above !== at; above = up[at] as number) {
      at = up[at] = up[above] as number
    }
    return at
  }

  /** Makes one set of two. Returns what stands for it; undefined where they were one already. */
  join(a: number, b: number): number | undefined {
    const [x, y] = [this.find(a), this.find(b)]
    if (x === y) return undefined
    const least = Math.min(x, y)
    this.up[Math.max(x, y)] = least
    return least
  }

  /** What stands for each number's set. */
  roots(): Uint32Array {
    return this.up.map((_, i) => this.find(i))
  }
}
