import { afterAll, beforeAll, expect, test } from 'vitest'
import { RecordId } from '../../../server/model/ids.ts'
import { openKith } from '../../../server/pipeline/kith.ts'
import { rulesInForce } from '../../../server/pipeline/run/rules-in-force.ts'
import { learnFromDecisions } from '../../../server/pipeline/steward/learn-from-decisions.ts'
import { shippedRuleSet } from '../../../server/rules/rule-files.ts'
import type { Store } from '../../../server/store/graph/driver.ts'
import { emptyGraph } from '../../kit/graph.ts'
import { stageNames } from '../../kit/stage-names.ts'
import { personInput, TEST_CONTEXT } from '../../kit/world.ts'

let store: Store
beforeAll(async () => {
  store = await emptyGraph()
})
afterAll(() => store.close())

const { actor } = TEST_CONTEXT
const town = stageNames(3, 60).map(({ person, copy, said }) => ({
  said,
  person,
  input: personInput(`${['shop', 'crm', 'erp'][copy]}:person:${person}`, said),
}))
const idOf = ({ source, sourceId }: { source: string; sourceId: string }) =>
  RecordId.parse(`${source}:person:${sourceId}`)

test('decisions of stewards are what it learns from, and nothing is put in force', async () => {
  const kith = openKith(store, TEST_CONTEXT)
  await kith.upsert(
    town.map(({ input }) => input),
    actor,
  )
  const untaught = await learnFromDecisions(store, 'nothing told')
  expect(untaught).toEqual({ rules: undefined, reports: {} })

  for (let person = 0; person < 60; person++) {
    const [first, second] = town.filter((one) => one.person === person)
    if (!first) continue
    const { givenName, familyName } = first.said
    const namesake = town.find(
      (one) => one.person > person && one.said.givenName === givenName && one.said.familyName === familyName,
    )
    const low = idOf(first.input)
    if (second) await kith.decide({ low, high: idOf(second.input), verdict: 'same', reason: 'stage name' }, actor)
    if (namesake) await kith.decide({ low, high: idOf(namesake.input), verdict: 'distinct', reason: 'met both' }, actor)
  }
  const { rules, reports } = await learnFromDecisions(store, 'told')
  expect(reports.person).toMatchObject({ contradictory: 0 })
  expect(reports.person?.same).toBeGreaterThan(10)
  expect(reports.person?.distinct).toBeGreaterThan(10)
  expect(rules === undefined).toBe(reports.person?.kept === 'nothing')
  const inForce = await store.read((tx) => rulesInForce().engine(tx))
  expect(inForce.ruleSet.name).toBe(shippedRuleSet().name)
})
