import { describe, expect, test } from 'vitest'
import type { ReviewItem } from '../../server/model/review.ts'
import { casesOf, pageOfCases } from '../../server/pipeline/ask/review-cases.ts'
import { caseKinds, caseName, findingsOf, pairsOf } from '../../web/words/cases.ts'

const item = (id: string, more: Partial<ReviewItem>): ReviewItem => ({
  ...{ id, kind: 'pair', entity: 'person', risk: 0.5, impact: 1, words: id, evidence: [] },
  ...more,
})
const side = (golden: string) => ({ record: `crm:person:${golden}`, golden, name: `Name ${golden}`, summary: '' })
const pair = (a: string, b: string) => item(`${a}|${b}`, { low: side(a), high: side(b) })
const policy = (golden: string) => item(`policy|${golden}`, { kind: 'policy', golden, name: `Name ${golden}` })

test.each<[why: string, items: ReviewItem[], cases: string[][]]>([
  ['nothing', [], []],
  ['apart', [pair('a', 'b'), pair('c', 'd')], [['a|b'], ['c|d']]],
  ['a chain of pairs', [pair('a', 'b'), pair('c', 'd'), pair('b', 'c')], [['a|b', 'c|d', 'b|c']]],
  ['a pair and a policy', [pair('a', 'b'), policy('b'), policy('z')], [['a|b', 'policy|b'], ['policy|z']]],
  ['about no golden record', [item('x', {}), item('y', {})], [['x'], ['y']]],
])('%s', (_why, items, cases) => {
  expect(casesOf(items).map((each) => each.items.map(({ id }) => id))).toEqual(cases)
})

test('a page of cases says what follows', () => {
  const cases = casesOf([policy('a'), policy('b'), policy('c')])
  expect(pageOfCases(cases, { offset: 0, limit: 2 })).toMatchObject({ total: 3, next: 2 })
  expect(pageOfCases(cases, { offset: 2, limit: 2 })).not.toHaveProperty('next')
})

describe('what is said of a case', () => {
  test.each<[names: string[], expected: string]>([
    [['Ann', 'Ben'], 'Ann / Ben'],
    [['Ann', 'Ann'], 'Ann twice'],
    [['Ann'], 'Ann'],
    [['Ann', 'Ben', 'Cy'], 'Ann and 2 others'],
  ])('%j', (names, expected) => {
    expect(caseName({ goldens: names.map((name, i) => ({ id: String(i), name })), items: [] })).toBe(expected)
  })

  test('kinds are counted, pairs are named once', () => {
    const items = [pair('a', 'b'), pair('b', 'c'), policy('a')]
    expect(caseKinds(items)).toBe('2 doubtful pairs, 1 broken policy')
    expect(pairsOf([{ items }, { items }])).toHaveLength(2)
  })
})

test('suggested is what another record says without breaking a policy', () => {
  const issue = (record: string) => ({
    ...{ record, policy: 'email-valid', severity: 'warning' as const, effect: 'flag' as const, field: 'email' },
    message: 'no address',
  })
  const runner = (record: string, value: string) => ({ record, value, source: 'erp' })
  const attributes = [
    {
      ...{ attribute: 'email', label: 'E-mail', value: 'x@' },
      runnersUp: [runner('crm:person:2', 'y@'), runner('erp:person:3', 'z@example.com')],
    },
  ]
  const [first] = findingsOf({ issues: [issue('crm:person:1'), issue('crm:person:2')], attributes })
  expect(first).toMatchObject({
    value: 'x@',
    isSettled: false,
    suggestion: { value: 'z@example.com', record: 'erp:person:3' },
  })
})
