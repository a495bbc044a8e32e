import { expect, test } from 'vitest'
import { type ReturnReason, type WordDraft, type WordSaid, wordOf } from '../../server/model/addresses/address-word.ts'
import { RecordId } from '../../server/model/ids.ts'
import type { StandardAddress } from '../../server/model/record.ts'
import { compileOffers, compileReasons, compileSurvivor } from '../../server/survive/survive.ts'
import { seeded, shuffle } from '../kit/seeded.ts'
import { ACTIVE, address, at, governRules, record } from './records.ts'

const { survive: rules } = governRules('person')
const survivor = compileSurvivor(rules, 'person')

const OLD = address('1 Old St', 'Bath', '04530')
const NEW = address('2 New St', 'Bath', '04530')

/** `returned:moved 2024` of an address, about the person of a record where one is given. */
function word({ key }: StandardAddress, text: string, about?: string): WordSaid {
  const [said = '', year = ''] = text.split(' ')
  const [kind = '', more] = said.split(':')
  const draft = {
    key,
    kind: kind as WordDraft['kind'],
    ...(kind === 'verdict' ? { verdict: more as NonNullable<WordDraft['verdict']> } : {}),
    ...(kind === 'returned' ? { reason: (more ?? 'no-such-address') as ReturnReason } : {}),
    ...(about === undefined ? {} : { record: RecordId.parse(about) }),
    at: `${year}-06-01T00:00:00.000Z`,
    receivedAt: '2025-12-01T00:00:00.000Z',
    provider: 'post',
    by: 'test',
  }
  return wordOf(draft)
}

const lives = (id: string, year: number, ...addresses: StandardAddress[]) => record(id, {}, { ...at(year), addresses })

/** Her addresses as `line → verified, undeliverable or nothing`, best first. */
function standing(records: readonly ReturnType<typeof lives>[], words: readonly WordSaid[]): string[] {
  const members = records.map((each) => {
    const keys = new Set(each.addresses.map(({ key }) => key))
    return { record: each, issues: [], words: words.filter(({ key }) => keys.has(key)) }
  })
  return survivor(members, ACTIVE).addresses.map(
    ({ key, verified, undeliverable }) =>
      `${key.split('/')[0]}${verified ? ' verified' : ''}${undeliverable ? ' undeliverable' : ''}`,
  )
}

const HER = [lives('crm:person:1', 2024, NEW), lives('erp:person:1', 2020, OLD)]

test.each<[why: string, words: string[], stands: string]>([
  ['nobody says anything', [], ''],
  ['a verifier knows it', ['verdict:deliverable 2024'], ' verified'],
  ['a verifier does not', ['verdict:undeliverable 2024'], ' undeliverable'],
  ['nothing speaks against it: says nothing', ['verdict:deliverable 2023', 'verdict:plausible 2024'], ' verified'],
  ['the verifier failed: says nothing', ['verdict:deliverable 2023', 'verdict:unchecked 2024'], ' verified'],
  ['the latest verdict counts', ['verdict:undeliverable 2023', 'verdict:deliverable 2024'], ' verified'],
  ['one that came to doubt it', ['verdict:deliverable 2023', 'verdict:ambiguous 2024'], ''],
  ['a parcel came back', ['returned 2024'], ' undeliverable'],
  ['that beats any verdict, later ones too', ['returned 2023', 'verdict:deliverable 2024'], ' undeliverable'],
  ['until something arrives', ['returned 2023', 'confirmed 2024', 'verdict:ambiguous 2023'], ' verified'],
  ['and comes back again', ['confirmed 2023', 'returned 2024'], ' undeliverable'],
  [
    'of one moment what came back counts',
    ['confirmed 2024', 'returned 2024', 'verdict:deliverable 2024'],
    ' undeliverable',
  ],
  ['a verdict later than a delivery', ['confirmed 2023', 'verdict:undeliverable 2024'], ' undeliverable'],
])('%s: %j', (_why, words, stands) => {
  const told = words.map((text) => word(NEW, text))
  const expected =
    stands === ' undeliverable' ? ['1 old st', '2 new st undeliverable'] : [`2 new st${stands}`, '1 old st']
  for (const seed of [1, 2, 3]) expect(standing(HER, shuffle(told, seeded(seed)))).toEqual(expected)
})

test('an address that nothing else replaces stays the best, and says that nothing arrives', () => {
  expect(standing([lives('crm:person:1', 2024, NEW)], [word(NEW, 'returned 2024')])).toEqual(['2 new st undeliverable'])
  const both = [word(NEW, 'returned 2024'), word(OLD, 'returned 2023')]
  expect(standing(HER, both)).toEqual(['2 new st undeliverable', '1 old st undeliverable'])
})

test('half an address is no better than one that mail came back from', () => {
  const half = address('', 'Bath', '04530', { complete: false })
  const records = [lives('crm:person:1', 2024, NEW), lives('erp:person:1', 2025, half)]
  const members = records.map((each) => ({ record: each, issues: [], words: [word(NEW, 'returned 2024')] }))
  expect(survivor(members, ACTIVE).values.line1).toBe('2 New St')
})

test('what a record says of its address itself is one word among the others, by its time', () => {
  const stated = (verified: boolean, year: number) => [lives('crm:person:1', year, { ...NEW, verified })]
  expect(standing(stated(true, 2023), [word(NEW, 'returned 2024')])).toEqual(['2 new st undeliverable'])
  expect(standing(stated(true, 2025), [word(NEW, 'returned 2024')])).toEqual(['2 new st verified'])
  expect(standing(stated(false, 2023), [word(NEW, 'verdict:deliverable 2024')])).toEqual(['2 new st verified'])
})

test('who has moved is gone from there, and who stays gets mail', () => {
  const moved = word(NEW, 'returned:moved 2024', 'crm:person:1')
  expect(standing(HER, [moved])).toEqual(['1 old st', '2 new st undeliverable'])
  expect(standing([lives('crm:person:2', 2022, NEW)], [moved])).toEqual(['2 new st'])
  // The record it was told of has another address by now, another one of hers still states this one.
  const later = [lives('crm:person:1', 2025, OLD), lives('erp:person:1', 2020, NEW)]
  expect(standing(later, [moved])).toEqual(['1 old st', '2 new st undeliverable'])
})

test('that the neighbour got a parcel brings nobody back, but shows that the house is there', () => {
  const moved = word(NEW, 'returned:moved 2023', 'crm:person:1')
  const came = word(NEW, 'confirmed 2024', 'crm:person:2')
  const none = word(NEW, 'returned:no-such-address 2023')
  expect(standing(HER, [moved, came])).toEqual(['1 old st', '2 new st undeliverable'])
  expect(standing(HER, [none, came])).toEqual(['2 new st verified', '1 old st'])
  expect(standing(HER, [moved, word(NEW, 'confirmed 2024', 'crm:person:1')])).toEqual(['2 new st verified', '1 old st'])
  expect(standing(HER, [moved, word(NEW, 'confirmed 2024')])).toEqual(['1 old st', '2 new st undeliverable'])
})

test('who has moved is at no other spelling of the door; a house that is not there may be there spelt right', () => {
  const typo = address('2 Nwe St', 'Bath', '04530')
  const spelt = [lives('crm:person:1', 2024, NEW), lives('erp:person:1', 2023, typo), lives('shop:person:1', 2020, OLD)]
  expect(standing(spelt, [word(NEW, 'returned:moved 2024', 'crm:person:1')])[0]).toBe('1 old st')
  expect(standing(spelt, [word(typo, 'returned:no-such-address 2024')])[0]).toBe('2 new st')
})

test('what does not arrive is offered for no end, and the loser is told why', () => {
  const members = HER.map((each) => ({
    record: each,
    issues: [],
    words: each.addresses.some(({ key }) => key === NEW.key) ? [word(NEW, 'returned 2024')] : [],
  }))
  const offered = compileOffers(rules)(members, 'delivery')
  expect(offered?.map(({ address: { line1 } }) => line1)).toEqual(['1 Old St'])
  const reasonOf = compileReasons(rules, 'person')(members)
  expect(reasonOf('line1', RecordId.parse('crm:person:1'), '2 New St')).toEqual({
    by: 'deliverable',
    why: 'nothing arrives there',
  })
})

test('a word is known by what it says, not by who brings it or when', () => {
  const draft: WordDraft = {
    key: 'k',
    kind: 'returned',
    reason: 'moved',
    record: RecordId.parse('crm:person:1'),
    at: '2025-01-01T00:00:00.000Z',
    receivedAt: '2025-02-01T00:00:00.000Z',
    provider: 'post',
    by: 'one',
  }
  expect(wordOf({ ...draft, receivedAt: '2025-03-01T00:00:00.000Z', by: 'other' }).id).toBe(wordOf(draft).id)
  expect(wordOf({ ...draft, at: '2025-01-02T00:00:00.000Z' }).id).not.toBe(wordOf(draft).id)
})
