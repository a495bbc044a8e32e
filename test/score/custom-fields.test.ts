import { expect, test } from 'vitest'
import { trainRules } from '../../server/learn/train.ts'
import { batchOf } from '../../server/match/columns.ts'
import type { FieldKind } from '../../server/model/entities/field.ts'
import type { StandardRecord } from '../../server/model/record.ts'
import { withCustomFields } from '../../server/score/custom-fields.ts'
import { compileScorer, ScoreRules } from '../../server/score/score.ts'
import { linesOf } from '../../server/score/score-rules.ts'
import { named, type Said, shipped } from '../kit/build.ts'

const { block, score } = shipped.entities.person

/** People with custom fields, each kind as a mapping would give it. */
function people(count: number, said: (i: number) => Said, customKinds: Record<string, FieldKind> = {}) {
  return Array.from({ length: count }, (_, i): StandardRecord => {
    const given = ['Anna', 'Berta', 'Carl', 'Dora', 'Emil'][i % 5] ?? ''
    return { ...named(`${given} Family${i}`, { id: `r${i}`, ...said(i) }), customKinds }
  })
}

const customLines = (rules: ScoreRules) =>
  rules.comparisons.flatMap((one) => (one.name?.startsWith('custom.') ? [[one.use, linesOf(one)[0]?.field]] : []))

test.each<[kind: FieldKind | undefined, value: string, use: string | undefined]>([
  [undefined, 'a note', 'text'],
  ['name', 'Mimi', 'text'],
  ['category', 'Gold', 'category'],
  ['code', 'G1', 'category'],
  ['number', '1200', 'category'],
  ['boolean', 'yes', 'category'],
  ['date', '2020-03-04', 'date'],
  ['identifier', 'LC-88231', 'identifier'],
  ['phone', '512 555 0142', 'phone'],
  ['email', 'mimi@web.de', 'email'],
  ['companyName', 'Muster Textil GmbH', 'employer'],
  // The id of another record of one source means nothing to the next.
  ['reference', '4711', undefined],
])('a custom field of kind %s, as in %j, is compared by %s', (kind, value, use) => {
  const records = people(20, () => ({ 'custom.extra': value }), kind ? { 'custom.extra': kind } : {})
  expect(customLines(withCustomFields(score, records))).toEqual(use ? [[use, 'custom.extra']] : [])
})

test('a field that hardly any record carries is not compared, and one that is compared already stays as it is', () => {
  const rare = people(40, (i) => (i < 5 ? { 'custom.extra': 'x' } : {}))
  expect(withCustomFields(score, rare)).toBe(score)
  const once = withCustomFields(
    score,
    people(20, () => ({ 'custom.extra': 'x' })),
  )
  expect(
    withCustomFields(
      once,
      people(20, () => ({ 'custom.extra': 'x' }), { 'custom.extra': 'date' }),
    ),
  ).toBe(once)
})

test('the kind that most records give a field decides, whatever their order', () => {
  const dates = people(12, () => ({ 'custom.since': '2020-03-04' }), { 'custom.since': 'date' })
  const texts = people(11, () => ({ 'custom.since': 'spring' }))
  for (const records of [
    [...dates, ...texts],
    [...texts, ...dates],
  ])
    expect(customLines(withCustomFields(score, records))).toEqual([['date', 'custom.since']])
})

test('training learns what a custom field is worth and leaves it in a rule set that scores by itself', () => {
  // Each of 150 people is there twice; the card is theirs, the shop is anybody's.
  const twice = (i: number): Said => ({
    id: `r${i}`,
    birthDate: `19${50 + (Math.floor(i / 2) % 40)}-0${1 + (Math.floor(i / 2) % 9)}-1${Math.floor(i / 2) % 7}`,
    'custom.card': `LC-${7_919 * Math.floor(i / 2) + 10_007}`,
    'custom.shop': ['north', 'south'][(i * 7) % 3 === 0 ? 0 : 1] ?? '',
  })
  const kinds: Record<string, FieldKind> = { 'custom.card': 'identifier', 'custom.shop': 'category' }
  const records = people(300, twice, kinds).map((record, i) => ({
    ...record,
    values: { ...record.values, familyName: named(`X Family${Math.floor(i / 2)}`).values.familyName ?? [] },
  }))
  const { rules } = trainRules({ batch: batchOf(records, { block, score: withCustomFields(score, records) }) })
  const stored = ScoreRules.parse(JSON.parse(JSON.stringify(rules)))
  const scorer = compileScorer(stored)
  const [a, b] = records
  if (!a || !b) throw new Error('no records')
  const { evidence } = scorer.explain(scorer.prepare(a), scorer.prepare(b))
  const bits = Object.fromEntries(evidence.map((line) => [line.field, line.bits]))
  expect(bits['custom.card']).toBeGreaterThan(8)
  expect(Math.abs(bits['custom.shop'] ?? 99)).toBeLessThan(2)
  const lines = stored.comparisons.flatMap((one) => linesOf(one).map((line) => line.field))
  expect(lines).toEqual(expect.arrayContaining(['custom.card', 'custom.shop']))
})

test('a template may not point at a comparison that is not there', () => {
  const { error } = ScoreRules.safeParse({ ...score, custom: { email: 'fax' } })
  expect(error?.issues.map((issue) => issue.message)).toEqual([
    'custom email: there is no comparison fax of fields to be like',
  ])
})
