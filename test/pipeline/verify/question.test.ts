import { describe, expect, test } from 'vitest'
import { questionOf } from '../../../server/pipeline/verify/question.ts'
import { addressDesks } from '../../../server/pipeline/verify/reader.ts'
import { compileEngine } from '../../../server/rules/engine.ts'
import { shippedRuleSet } from '../../../server/rules/rule-set.ts'

const reader = addressDesks()(compileEngine(shippedRuleSet()))
const asked = (typed: Parameters<typeof reader.clean>[0]) => questionOf(reader.clean(typed, undefined), typed)
const HOUSE = { line1: '14 Larkspur Lane', city: 'Quillford', region: 'OR', postcode: '97999', country: 'US' }

describe('what a provider is asked', () => {
  test.each<[why: string, typed: Parameters<typeof reader.clean>[0]]>([
    ['in care of somebody', { ...HOUSE, line2: 'c/o Solveig Aasen' }],
    ['a name before the street', { ...HOUSE, line1: 'c/o Solveig Aasen', line2: '14 Larkspur Lane' }],
    ['a note', { ...HOUSE, line2: 'attn. Solveig Aasen, back door' }],
  ])('never holds a name: %s', (_why, typed) => {
    const question = asked(typed)
    expect(question?.sent).toMatchObject({ line1: '14 Larkspur Lane', city: 'Quillford' })
    expect(JSON.stringify(question?.sent)).not.toMatch(/Aasen/i)
  })

  test('is the same in other capitals, signs and words for a street', () => {
    const ids = [
      HOUSE,
      { ...HOUSE, line1: '14 LARKSPUR LANE.' },
      { ...HOUSE, line1: '14 larkspur ln', city: 'quillford' },
    ]
    expect(new Set(ids.map((typed) => asked(typed)?.id)).size).toBe(1)
  })

  test('is another one in another place', () => {
    const others = [
      HOUSE,
      { ...HOUSE, postcode: '97998' },
      { ...HOUSE, unit: 'Apt 2' },
      { ...HOUSE, line1: '15 Larkspur Lane' },
    ]
    expect(new Set(others.map((typed) => asked(typed)?.id)).size).toBe(others.length)
  })

  test('is nothing where nobody knows the country', () => {
    expect(asked({ line1: '14 Larkspur Lane', city: 'Quillford', country: 'Neverland' })).toBeUndefined()
  })
})
