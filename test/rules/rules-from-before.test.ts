import { expect, test } from 'vitest'
import { ENGINE_VERSION, ruleSetFromBefore, shippedRuleSet } from '../../server/rules/rule-set.ts'

const shipped = shippedRuleSet()
const before = () => {
  const set = structuredClone(shipped) as unknown as {
    engine: number
    entities: { person: { score: Record<string, unknown>; block: Record<string, unknown>; cluster: unknown } }
  }
  set.engine = 1
  return set
}

test('weights that were learned stay, and what was not known of yet comes from the shipped rules', () => {
  const set = before()
  set.entities.person.score.prior = { match: 0.0123 }
  delete set.entities.person.score.contradictions
  const { engine, entities } = ruleSetFromBefore(set)
  expect(engine).toBe(ENGINE_VERSION)
  expect(entities.person.score.prior).toEqual({ match: 0.0123 })
  expect(entities.person.score.contradictions).toEqual(shipped.entities.person.score.contradictions)
})

test('a section of another shape is the shipped one, and the others stay', () => {
  const set = before()
  set.entities.person.score.match = 4
  set.entities.person.cluster = { somethingElse: true }
  const { entities } = ruleSetFromBefore(set)
  expect(entities.person.cluster).toEqual(shipped.entities.person.cluster)
  expect(entities.person.score.match).toBe(4)
})

test.each([
  ['nothing', undefined],
  ['no object', 'rules'],
  ['an empty one', {}],
])('of %s the shipped rules are left', (_what, stored) =>
  expect(ruleSetFromBefore(stored).entities).toEqual(shipped.entities),
)
