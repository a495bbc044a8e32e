import { expect, test } from 'vitest'
import { changedRules, differences } from '../../server/rules/changed-rules.ts'
import { shippedRuleSet } from '../../server/rules/rule-files.ts'

const shipped = shippedRuleSet()

test('one threshold is enough of a change, and nothing else moves', () => {
  const changed = changedRules(shipped, { entities: { person: { score: { match: 3.5 } } } })
  expect(differences(shipped, changed)).toEqual([
    { path: 'entities.person.score.match', from: shipped.entities.person.score.match, to: 3.5 },
  ])
  expect(shipped.entities.person.score.match).not.toBe(3.5)
})

test('a whole rule set is a change too', () => {
  const other = changedRules(shipped, { name: 'mine' })
  expect(changedRules(shipped, other)).toEqual(other)
})

test('what is no rule set any more is refused with the place of every fault', () => {
  const wrong = { entities: { person: { score: { match: 'high' }, block: { cap: 1 } } } }
  expect(() => changedRules(shipped, wrong)).toThrow(/2 faults.*person\.block\.cap.*person\.score\.match/s)
})

test.each<[what: string, from: unknown, to: unknown, paths: string[]]>([
  ['equal', { a: [1, { b: 2 }] }, { a: [1, { b: 2 }] }, []],
  ['a value in a list of the same length', { a: [1, { b: 2 }] }, { a: [1, { b: 3 }] }, ['a.1.b']],
  ['a list that grew', { a: [1] }, { a: [1, 2] }, ['a']],
  ['a name that came and one that went', { a: 1 }, { b: 1 }, ['a', 'b']],
  ['a list in place of an object', { a: {} }, { a: [] }, ['a']],
])('%s', (_what, from, to, paths) => {
  expect(differences(from, to).map(({ path }) => path)).toEqual(paths)
})
