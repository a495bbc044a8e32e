import type { BlockRules } from '../block/block-rules.ts'
import type { Batch, BatchRules } from './columns.ts'
import { bitsOfPairs } from './match.ts'
import { type Spared, sparedOf } from './spared.ts'

/**
 * Block rules for records as many as these: keys that are not worth their pairs get a lower cap. It is learned with the
 * weights and frozen with them, so that whoever matches by these rules, a batch or one record, looks for the same links.
 */
export function spareKeys(batch: Batch, rules: BatchRules): { block: BlockRules; spared: Spared[] } {
  const { block, score } = rules
  if (!block.spare || batch.ids.length < block.spare.from) return { block, spared: [] }
  const bits = bitsOfPairs(batch, rules)
  const isLink = (i: number, j: number) => bits(i, j, score.match) >= score.match
  const spared = sparedOf({ batch, perThousand: block.spare.perThousand, isLink })
  const upTo = new Map(spared.map((own) => [own.pass, own.upTo]))
  const passes = block.passes.map((pass) => {
    const most = upTo.get(pass.name)
    return most === undefined ? pass : { ...pass, cap: Math.min(most, pass.cap ?? block.cap), near: 0 as const }
  })
  return { block: { ...block, passes }, spared }
}
