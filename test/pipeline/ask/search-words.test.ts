import { expect, test } from 'vitest'
import { asWritten, ofText, saidBy, withTypos } from '../../../server/pipeline/ask/search-words.ts'
import { compileEngine } from '../../../server/rules/engine.ts'
import { shippedRuleSet } from '../../../server/rules/rule-set.ts'
import { personInput } from '../../kit/world.ts'

const { standardise } = compileEngine(shippedRuleSet())
const said = (fields: Record<string, string>) => standardise(personInput('crm:person:1', fields))

const NETRA = { givenName: 'Netra', familyName: 'Memon', 'address.city': 'Las Vegas' }
const CASES: [what: string, fields: Record<string, string>, written: string | undefined, typos: string][] = [
  [
    'two names and a place: two of them, one a name',
    NETRA,
    '(+(netra) +(memon)) (+(netra) +(las vegas)) (+(memon) +(las vegas))',
    '((+(netra~1) +(memon)) las vegas~1) ((+(memon~1) +(netra)) las vegas~1)',
  ],
  [
    'a place that somebody has is no typo, and neither is a short word',
    { givenName: 'Joe', familyName: 'Memon', 'address.city': 'Dayton' },
    '(+(joe) +(memon)) (+(joe) +(dayton)) (+(memon) +(dayton))',
    '((+(joe) +(memon)) dayton) ((+(memon~1) +(joe)) dayton)',
  ],
  [
    'names alone: any word',
    { givenName: 'Netra', familyName: 'Memon' },
    'netra memon',
    '((+(netra~1) +(memon)) ) ((+(memon~1) +(netra)) )',
  ],
  [
    'one name: the word that fewest have',
    { familyName: 'Memon', 'address.city': 'Dayton' },
    'memon dayton',
    'memon~1 dayton',
  ],
  [
    'a whole name is its parts, and a title or a gender is none',
    { fullName: 'Dr Netra Memon', gender: 'f', 'address.city': 'Dayton' },
    '(+(netra) +(memon)) (+(netra) +(dayton)) (+(memon) +(dayton))',
    '((+(netra~1) +(memon)) dayton) ((+(memon~1) +(netra)) dayton)',
  ],
  [
    'an employer is a name too, but no personal one',
    { givenName: 'Netra', employer: 'Abara Tools', 'address.city': 'Dayton' },
    'netra abara tools abaratools dayton',
    'netra~1 abara~1 tools~1 abaratools~1 dayton',
  ],
  ['keys are no words', { email: 'netra@example.org', phone: '+1 513 555 0101' }, undefined, ''],
]

test.each(CASES)('%s', (_what, fields, written, typos) => {
  const words = saidBy(said(fields))
  expect(asWritten(words)?.text).toBe(written)
  expect(withTypos(words, [said({ givenName: 'Ann', 'address.city': 'Dayton' })]).text).toBe(typos)
})

test.each([
  [
    'no operators; words as written and run together count more',
    'Ann OR +Portland ',
    'ann or portland~1 portland^2 annor^2 annorportland^2 orportland^2',
  ],
  ['a word that is not finished', 'Gorm', 'gorm~1 gorm^2 gorm*'],
  ['an apostrophe parts and joins', 'O’Gormley ', 'o gormley~1 gormley^2 ogormley^2'],
  [
    'a number is one, however it is grouped',
    '020 7946',
    '020 7946~1 7946^2 0207946^2 020^4 20^4 7946^4 7946* 0207946^4 0207946* 207946^4 207946*',
  ],
])('a line of text: %s', (_what, text, query) => {
  expect(ofText(text).text).toBe(query)
})
