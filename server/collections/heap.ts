/** Binary heap: the item that `order` puts first comes out first. */
export class Heap<T> {
  private readonly items: T[] = []
  private readonly order: (a: T, b: T) => number

  constructor(order: (a: T, b: T) => number) {
    this.order = order
  }

  push(item: T): void {
    let at = this.items.push(item) - 1
    while (at > 0) {
      const up = (at - 1) >> 1
      const parent = this.items[up] as T
      if (this.order(parent, item) <= 0) break
      this.items[at] = parent
      at = up
    }
    this.items[at] = item
  }

  pop(): T | undefined {
    const first = this.items[0]
    const last = this.items.pop()
    if (first === undefined || last === undefined || this.items.length === 0) return first
    let at = 0
    for (;;) {
      let down = 2 * at + 1
      if (down >= this.items.length) break
      const right = down + 1
      if (right < this.items.length && this.order(this.items[right] as T, this.items[down] as T) < 0) down = right
      const child = this.items[down] as T
      if (this.order(last, child) <= 0) break
      this.items[at] = child
      at = down
    }
    this.items[at] = last
    return first
  }
}
