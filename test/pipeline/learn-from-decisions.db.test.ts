import { afterAll, beforeAll, expect, test } from 'vitest'
import { RecordId } from '../../server/model/ids.ts'
import { openKith } from '../../server/pipeline/kith.ts'
import { learnFromDecisions } from '../../server/pipeline/learn-from-decisions.ts'
import { shippedRuleSet } from '../../server/pipeline/rule-files.ts'
import type { Store } from '../../server/store/driver.ts'
import { emptyGraph } from '../kit/graph.ts'
import { stageNames } from '../kit/stage-names.ts'
import { personInput, TEST_CONTEXT } from '../kit/world.ts'

let store: Store
beforeAll(async () => {
  store = await emptyGraph()
})
afterAll(() => store.close())

const { actor } = TEST_CONTEXT
const town = stageNames(3, 160).map(({ person, copy, said }) => ({
  person,
  input: personInput(`${['shop', 'crm', 'erp'][copy]}:${person}`, said),
}))
const idOf = ({ source, sourceId }: { source: string; sourceId: string }) => RecordId.parse(`${source}:${sourceId}`)

test('a steward who joined stage names and told housemates apart has taught better weights', async () => {
  const kith = openKith(store, TEST_CONTEXT)
  await kith.upsert(
    town.map(({ input }) => input),
    actor,
  )
  const shipped = shippedRuleSet().entities.person.score

  const untaught = await learnFromDecisions(store, 'nothing told')
  expect(untaught).toEqual({ rules: undefined, reports: {} })

  for (let person = 0; person < 160; person++) {
    const [first, second] = town.filter((one) => one.person === person)
    const next = town.find((one) => one.person === person + 1)
    if (!first) continue
    const low = idOf(first.input)
    if (second) await kith.decide({ low, high: idOf(second.input), verdict: 'same', reason: 'stage name' }, actor)
    if (next) await kith.decide({ low, high: idOf(next.input), verdict: 'distinct', reason: 'met both' }, actor)
  }
  const { rules, reports } = await learnFromDecisions(store, 'told')
  expect(reports.person).toMatchObject({ contradictory: 0 })
  expect(reports.person?.same).toBeGreaterThan(50)
  expect(reports.person?.kept).not.toBe('nothing')
  expect(reports.person?.after?.f1).toBeGreaterThan(reports.person?.before?.f1 ?? 1)
  expect(rules?.name).toBe('told')
  expect(rules?.entities.person.score.comparisons).not.toEqual(shipped.comparisons)
  expect(rules?.entities.company).toEqual(shippedRuleSet().entities.company)
})
