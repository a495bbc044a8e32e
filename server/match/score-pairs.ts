import { compileScorer, type ScoreRules } from '../score/score.ts'
import { type Blocks, forEachPair, type PairRange } from './blocks.ts'
import type { Columns } from './columns.ts'
import { PairReader } from './pair-reader.ts'

/** All that scoring needs. Columns and blocks are shared memory, so it costs little to give it to a thread. */
export type ScoreWork = {
  columns: Columns
  blocks: Blocks
  rules: ScoreRules
  /** Pairs with fewer bits are counted, not kept. */
  floor: number
}

/** Pairs with their bits, in columns, by record number. */
export type ScoredPairs = {
  readonly a: Uint32Array<ArrayBuffer>
  readonly b: Uint32Array<ArrayBuffer>
  readonly bits: Float64Array<ArrayBuffer>
  /** Pairs compared, those under the floor too. */
  readonly compared: number
}

/** Scores ranges of pairs one after the other; what it made ready for one part's pairs goes before another's. */
export function rangeScorer({ columns, blocks, rules, floor }: ScoreWork): (range: PairRange) => ScoredPairs {
  const reader = new PairReader(columns, compileScorer(rules))
  let part = ''
  return (range) => {
    if (part !== range.part.join()) reader.forget()
    part = range.part.join()
    const a: number[] = []
    const b: number[] = []
    const bits: number[] = []
    let compared = 0
    forEachPair(
      blocks,
      (i, j) => {
        compared++
        const own = reader.bits(i, j, floor)
        if (own < floor) return
        a.push(i)
        b.push(j)
        bits.push(own)
      },
      range,
    )
    return { a: Uint32Array.from(a), b: Uint32Array.from(b), bits: Float64Array.from(bits), compared }
  }
}

/** Results of several ranges as one, in the order given, so that it does not matter who scored what. */
export function gathered(parts: readonly ScoredPairs[]): ScoredPairs {
  const count = parts.reduce((sum, part) => sum + part.a.length, 0)
  const all = { a: new Uint32Array(count), b: new Uint32Array(count), bits: new Float64Array(count) }
  let at = 0
  for (const part of parts) {
    all.a.set(part.a, at)
    all.b.set(part.b, at)
    all.bits.set(part.bits, at)
    at += part.a.length
  }
  return { ...all, compared: parts.reduce((sum, part) => sum + part.compared, 0) }
}
