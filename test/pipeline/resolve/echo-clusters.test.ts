import { expect, test } from 'vitest'
import { matchAll } from '../../../server/match/match.ts'
import type { RecordInput } from '../../../server/model/record.ts'
import { contentOf } from '../../../server/pipeline/resolve/nodes.ts'
import { clustersOf } from '../../../server/pipeline/resolve/settle.ts'
import { compileEngine } from '../../../server/rules/engine.ts'
import { type Prepared, prepare } from '../../../server/rules/prepare.ts'
import { type RuleSet, shippedRuleSet } from '../../../server/rules/rule-set.ts'
import { TEST_SEED } from '../../kit/commit-seed.ts'
import { pick, seeded } from '../../kit/seeded.ts'
import { sized } from '../../kit/size.ts'
import { crowdedTown } from '../../kit/world.ts'

// What `echoes.ts` rests on: a record that says what one before it says, and is linked to nobody beyond that one's cluster,
// changes no cluster but the size of its own, whether its keys are common or not.

/** Clusters of fewer are looked at in other ways, too (`cluster/cluster.ts`). */
const LARGE = 8

/** Every key of more than so many records is common, and few stand near one another. */
function withCap(cap: number): RuleSet {
  const ruleSet = shippedRuleSet()
  const { person } = ruleSet.entities
  const passes = person.block.passes.map(({ cap: _own, ...pass }) => pass)
  const block = { ...person.block, cap, near: 2, passes }
  return { ...ruleSet, entities: { ...ruleSet.entities, person: { ...person, block } } }
}

/** A town in which most records are said again and again, under ids in any order. */
function town(random: () => number): RecordInput[] {
  const once = crowdedTown(26, random)
  return Array.from({ length: 150 }, () => pick(random() < 0.7 ? once.slice(0, 6) : once, random)).map((said, i) => ({
    ...said,
    source: once[0]?.source ?? said.source,
    sourceId: `${Math.floor(random() * 1e6)}-${i}`,
  }))
}

async function matched(prepared: readonly Prepared[], engine: ReturnType<typeof compileEngine>['entities']['person']) {
  const records = prepared.map(({ standard }) => standard)
  const { links, common } = await matchAll({ records, rules: engine.rules, threads: 1 })
  const members = new Map(prepared.map(({ id, standard, issues }) => [id, { record: standard, issues }]))
  const drafts = clustersOf({ members, links, decisions: [], before: [] }, engine)
  return { links, common, drafts: drafts.map(({ members: ids, status, reasons }) => ({ ids, status, reasons })) }
}

test.each([6, 12, 60])(
  'an echo changes no cluster but the size of its own (keys common beyond %i)',
  async (cap) => {
    const engine = compileEngine(withCap(cap))
    const random = seeded(TEST_SEED + cap)
    let echoes = 0
    for (let round = 0; round < sized(1, 4); round++) {
      const all = town(random).map((input) => prepare(input, engine, '2026-01-01'))
      const whole = await matched(all, engine.entities.person)
      const said = new Map(all.map(({ id, standard }) => [id, contentOf(standard)]))
      for (const one of all) {
        const own = whole.drafts.find(({ ids }) => ids.includes(one.id))
        const partners = whole.links.flatMap(({ low, high }) =>
          low === one.id ? [high] : high === one.id ? [low] : [],
        )
        const isEcho =
          partners.some((id) => id < one.id && said.get(id) === said.get(one.id)) &&
          partners.every((id) => own?.ids.includes(id))
        if (!isEcho || (own?.ids.length ?? 0) <= LARGE || random() < 0.6) continue
        const rest = await matched(
          all.filter(({ id }) => id !== one.id),
          engine.entities.person,
        )
        if (rest.common.length !== whole.common.length) continue
        echoes++
        expect(rest.drafts).toEqual(
          whole.drafts.map((draft) => ({ ...draft, ids: draft.ids.filter((id) => id !== one.id) })),
        )
      }
    }
    expect(echoes).toBeGreaterThan(3)
  },
  120_000,
)
