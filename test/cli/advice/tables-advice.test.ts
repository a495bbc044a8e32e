import { expect, test } from 'vitest'
import { tablesAdvice } from '../../../server/cli/advice/tables-advice.ts'
import { shippedRuleSet } from '../../../server/rules/rule-set.ts'

const shipped = shippedRuleSet()
const naming = (placeTables: string | undefined) => ({
  rules: { ...shipped, standardise: { ...shipped.standardise, placeTables } },
})

test('the shipped rules name the tables that are shipped', () => {
  expect(tablesAdvice({ rules: shipped })).toMatchObject({ state: 'ok' })
})

test.each([
  ['none, as they did before there were any', undefined, /name none/],
  ['those of another version', '1-00000000', /name 1-00000000, here is 2-/],
])('rules that name %s are told how to follow', (_which, named, detail) => {
  const { state, detail: said, wayOut } = tablesAdvice(naming(named), '2-abc')
  expect(state).toBe('advice')
  expect(said).toMatch(detail)
  expect(wayOut).toContain('"placeTables": "2-abc"')
})
