import type { PlacedPairs } from '../cluster/components.ts'
import { valueAt } from '../collections/value-at.ts'
import { type Partition, type PartitionInput, partition } from '../learn/partition.ts'
import { PairReader } from '../match/pair-reader.ts'
import { clusterQuality } from '../match/quality.ts'
import type { RecordId } from '../model/ids.ts'
import { leaveOut, partsOf } from '../score/leave-out.ts'
import { compileScorer } from '../score/score.ts'
import { mixedHash } from '../text/hash32.ts'

/** Links that a part of the rules spoke about, and the bits it gave them on average. */
type Said = { links: number; bits: number }

/** What one line of evidence, or one overrule, is good for. */
export type FieldReport = {
  field: string
  right: Said
  wrong: Said
  /** F1 over pairs of the clusters that come out without it, all other weights as they are. */
  f1Without: number
}

export type FieldsInput = {
  input: PartitionInput
  found: Partition
  /** True entity of each record; 0 where it is not known. */
  truths: Uint32Array
  onProgress?: ((done: number, of: number) => void) | undefined
}

/** Links explained; more would tell nothing new. */
const EXPLAINED = 20_000

/** Which lines and overrules carry the right links, which the wrong ones, and what F1 would be without each. */
export async function fieldsOf(asked: FieldsInput): Promise<FieldReport[]> {
  const { score } = asked.found.rules
  const parts = partsOf(score)
  const said = bitsOfLinks(asked)
  const reports: FieldReport[] = []
  for (const [done, field] of parts.entries()) {
    asked.onProgress?.(done, parts.length)
    const rules = { ...asked.found.rules, score: leaveOut(score, field) }
    const without = await partition({ ...asked.input, rules, train: false, onProgress: undefined })
    const { f1 } = clusterQuality(without.clusterOf, asked.truths).pairwise
    const none = { links: 0, bits: 0 }
    reports.push({ field, right: said.right.get(field) ?? none, wrong: said.wrong.get(field) ?? none, f1Without: f1 })
  }
  return reports
}

function bitsOfLinks({ input, found, truths }: FieldsInput) {
  const scorer = compileScorer(found.rules.score)
  const reader = new PairReader(input.batch.columns, scorer)
  const sums = { right: new Map<string, Said>(), wrong: new Map<string, Said>() }
  const named = (i: number) => ({ ...reader.prepared(i), id: input.batch.ids[i] as RecordId })
  for (const [i, j] of sampleOf(found.matched.links)) {
    if (truths[i] === 0 || truths[j] === 0) continue
    const sum = truths[i] === truths[j] ? sums.right : sums.wrong
    const { evidence } = scorer.explain(named(i), named(j))
    for (const { field, bits, because } of evidence) {
      const part = field === 'rule' ? because : field
      if (bits === 0) continue
      const own = sum.get(part) ?? { links: 0, bits: 0 }
      // A running mean.
      sum.set(part, { links: own.links + 1, bits: own.bits + (bits - own.bits) / (own.links + 1) })
    }
  }
  return sums
}

function sampleOf({ a, b }: PlacedPairs): [number, number][] {
  const share = EXPLAINED / Math.max(1, a.length)
  const pairs = Array.from(a, (i, n): [number, number] => [i, valueAt(b, n)])
  return share >= 1 ? pairs : pairs.filter((_, n) => mixedHash(n, 0) < share * 2 ** 32)
}
