/** Places for results: with more, looking one up takes longer than what it saves. */
const BITS = 16
const MASK = (1 << BITS) - 1

/**
 * Remembers a small number for two numbers. Names and streets repeat, and with them what comparing two of them gives. One
 * place for each hash: a newcomer takes it, so memory is bounded and nothing is ever cleared.
 */
export class PairMemo {
  private readonly pairs = new Int32Array(2 << BITS).fill(-1)
  private readonly results = new Int8Array(1 << BITS)

  /** What `compute` gives for two numbers, neither of them negative. */
  of(a: number, b: number, compute: (a: number, b: number) => number): number {
    const hash = Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b)
    const place = (hash ^ (hash >>> 15)) & MASK
    const { pairs, results } = this
    if (pairs[2 * place] === a && pairs[2 * place + 1] === b) return results[place] as number
    const result = compute(a, b)
    pairs[2 * place] = a
    pairs[2 * place + 1] = b
    results[place] = result
    return result
  }
}
