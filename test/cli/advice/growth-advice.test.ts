import { expect, test } from 'vitest'
import { growthAdvice } from '../../../server/cli/advice/growth-advice.ts'

const person = (learnedFrom: number | null, records: number, outgrown: boolean) =>
  ({ entity: 'person', learnedFrom, records, outgrown }) as const

test('rules that ten times as many records have outgrown are worth learning anew', () => {
  const advice = growthAdvice({ name: 'trained', learned: [person(400, 4_000, true)] })
  expect(advice).toMatchObject({ state: 'advice', detail: 'trained, person learned from 400 of now 4000 records' })
  expect(advice.wayOut).toContain('kith train --graph')
})

test.each([
  ['shipped', person(null, 9_000_000, false), 'shipped'],
  ['trained', person(400, 3_999, false), 'trained, person learned from 400 of now 3999 records'],
])('%s rules are well', (name, learned, detail) => {
  expect(growthAdvice({ name, learned: [learned] })).toEqual({ name: 'rules', state: 'ok', detail })
})
