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
    'netra abara tools dayton',
    'netra~1 abara~1 tools~1 dayton',
  ],
  ['keys are no words', { email: 'netra@example.org', phone: '+1 513 555 0101' }, undefined, ''],
]

test.each(CASES)('%s', (_what, fields, written, typos) => {
  const words = saidBy(said(fields))
  expect(asWritten(words)?.text).toBe(written)
  expect(withTypos(words, [said({ givenName: 'Ann', 'address.city': 'Dayton' })]).text).toBe(typos)
})

test('a line of text has no operators, and words as written count more', () => {
  expect(ofText('Ann OR +Portland~9').text).toBe('ann or portland~1 9 portland^2')
})
