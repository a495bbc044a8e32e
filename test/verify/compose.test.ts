import { describe, expect, test } from 'vitest'
import type {
  AddressPartName,
  AddressVerdict,
  NextStep,
  PartState,
} from '../../server/model/addresses/address-check.ts'
import { addressDesks } from '../../server/pipeline/verify/reader.ts'
import { compileEngine } from '../../server/rules/engine.ts'
import { shippedRuleSet } from '../../server/rules/rule-set.ts'
import { checkBy } from '../../server/verify/compose.ts'
import { ProviderFinding } from '../../server/verify/providers/provider.ts'

const reader = addressDesks()(compileEngine(shippedRuleSet()))
const HOUSE = { line1: '14 Larkspur Lane', city: 'Quillford', region: 'OR', postcode: '97999', country: 'US' }
const GOOD = { verdict: 'deliverable', proved: 'house', next: 'accept', code: 'Y', missing: [], doubtful: [] } as const

type Typed = Parameters<typeof reader.clean>[0]

const check = (typed: Typed, finding: Partial<ProviderFinding>) =>
  checkBy({
    typed: reader.clean(typed, 'US'),
    finding: ProviderFinding.parse({ ...GOOD, ...finding }),
    clean: (found) => reader.clean(found as Typed, 'US'),
    lines: reader.lines,
    provider: { name: 'post', version: '1' },
  })

describe('what a provider says, held against what was typed', () => {
  test.each<
    [
      why: string,
      typed: Typed,
      found: Typed,
      verdict: AddressVerdict,
      next: NextStep,
      states: Partial<Record<AddressPartName, PartState>>,
    ]
  >([
    [
      'as it is',
      HOUSE,
      HOUSE,
      'deliverable',
      'accept',
      { street: 'confirmed', postcode: 'confirmed', country: 'confirmed' },
    ],
    [
      'written in another way',
      { ...HOUSE, line1: '14 larkspur ln' },
      HOUSE,
      'deliverable',
      'accept',
      { street: 'confirmed' },
    ],
    [
      'a street misspelt',
      { ...HOUSE, line1: '14 Larkspr Lane' },
      HOUSE,
      'correctable',
      'confirm',
      { street: 'corrected', houseNumber: 'confirmed' },
    ],
    ['another town', { ...HOUSE, city: 'Quilford' }, HOUSE, 'correctable', 'confirm', { city: 'corrected' }],
    [
      'a longer postcode',
      HOUSE,
      { ...HOUSE, postcode: '97999-0412' },
      'deliverable',
      'accept',
      { postcode: 'confirmed' },
    ],
    ['another postcode', { ...HOUSE, postcode: '97990' }, HOUSE, 'correctable', 'confirm', { postcode: 'corrected' }],
    ['no postcode', { ...HOUSE, postcode: '' }, HOUSE, 'deliverable', 'accept', { postcode: 'added' }],
    [
      'a unit in another word',
      { ...HOUSE, unit: 'Apartment 12' },
      { ...HOUSE, unit: 'Unit 12' },
      'deliverable',
      'accept',
      { unit: 'unchecked' },
    ],
    [
      'a unit that it does not have',
      { ...HOUSE, unit: 'Apt 12' },
      HOUSE,
      'deliverable',
      'accept',
      { unit: 'unchecked' },
    ],
  ])('%s', (_why, typed, found, verdict, next, states) => {
    const answer = check(typed, { found })
    const told = Object.fromEntries(answer.parts.map(({ part, state }) => [part, state]))
    expect({ verdict: answer.verdict, next: answer.next }).toEqual({ verdict, next })
    expect(told).toMatchObject(states)
  })

  test('a corrected part has its old value, its new one and who says so', () => {
    const { parts, proposal, provider } = check({ ...HOUSE, line1: '14 Larkspr Lane' }, { found: HOUSE })
    expect(parts.find(({ part }) => part === 'street')).toMatchObject({
      ...{ state: 'corrected', was: 'Larkspr Lane', is: 'Larkspur Lane', why: { code: 'provider' } },
    })
    expect(proposal?.parts).toMatchObject({ line1: '14 Larkspur Lane', city: 'Quillford' })
    expect(proposal?.lines.length).toBeGreaterThan(0)
    expect(provider).toEqual({ name: 'post', version: '1', code: 'Y' })
  })

  test('a missing flat is named and asked for', () => {
    const finding = { verdict: 'incomplete', next: 'ask-for-unit', missing: ['unit'], found: HOUSE } as const
    expect(check(HOUSE, { ...finding, missing: ['unit'] })).toMatchObject({
      ...{ verdict: 'incomplete', next: 'ask-for-unit', missing: ['unit'] },
      parts: expect.arrayContaining([expect.objectContaining({ part: 'unit', state: 'missing' })]),
    })
  })

  test('a number that nobody knows contradicts where it is undeliverable, and is unchecked else', () => {
    const stateOf = (verdict: AddressVerdict) =>
      check(HOUSE, { verdict, doubtful: ['houseNumber'] }).parts.find(({ part }) => part === 'houseNumber')?.state
    expect([stateOf('undeliverable'), stateOf('plausible')]).toEqual(['conflicting', 'unchecked'])
  })

  test('several that may be meant are written as addresses, at most five', () => {
    const many = Array.from({ length: 7 }, (_, i) => ({ ...HOUSE, line1: `${i + 1} Larkspur Lane` }))
    const { candidates, proposal } = check(HOUSE, { verdict: 'ambiguous', found: HOUSE, candidates: many })
    expect(candidates.map(({ parts }) => parts.houseNumber)).toEqual(['1', '2', '3', '4', '5'])
    expect(proposal).toBeUndefined()
  })

  test('of a word that was kept without its address no part is said to be right that may have been put right', () => {
    const states = (verdict: AddressVerdict) => new Set(check(HOUSE, { verdict }).parts.map(({ state }) => state))
    expect(states('deliverable')).toEqual(new Set(['confirmed']))
    expect(states('correctable')).toEqual(new Set(['unchecked']))
  })

  test('what stands beside the street stays with the proposal', () => {
    const { proposal } = check({ ...HOUSE, line2: 'c/o Solveig Aasen' }, { found: HOUSE })
    expect(proposal?.parts.line2).toMatch(/Aasen/)
  })
})
