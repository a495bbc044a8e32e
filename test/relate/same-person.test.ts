import { expect, test } from 'vitest'
import type { GoldenContent } from '../../server/model/golden.ts'
import { samePerson } from '../../server/relate/same-person.ts'
import { relateRules } from '../survive/records.ts'

type Values = GoldenContent['values']
const rules = relateRules().samePerson
const iris: Values = {
  givenName: 'Iris',
  familyName: 'Holm',
  emails: ['iris@holm.example'],
  mobiles: ['+447700900001'],
  birthDate: '1984-03-02',
}
const at = (more: Values): Values => ({ givenName: 'Iris', familyName: 'Holm', ...more })

test.each<[why: string, customer: Values, contact: Values, reason: string]>([
  ['mail box', iris, at({ emails: ['IRIS@holm.example'] }), 'same name and e-mail'],
  ['mobile, written into the other box', iris, at({ phones: ['+447700900001'] }), 'same name and mobile'],
  ['birth date', iris, at({ birthDate: '1984-03-02' }), 'same name and birth date'],
  [
    'former name',
    { ...iris, familyName: 'Castle', formerNames: ['Holm'] },
    at({ mobiles: ['+447700900001'] }),
    'same name and mobile',
  ],
  [
    'umlauts, spelt out by one of them',
    { givenName: 'Jürgen', familyName: 'Müller', emails: ['jm@post.example'], birthDate: '1961-07-09' },
    { givenName: 'Juergen', familyName: 'Mueller', emails: ['jm@post.example'], birthDate: '1961-07-09' },
    'same name and e-mail, birth date',
  ],
  [
    'umlauts, dropped by one of them',
    { givenName: 'Jörg', familyName: 'Schröder', mobiles: ['+491711234567'] },
    { givenName: 'Jorg', familyName: 'Schroder', mobiles: ['+491711234567'] },
    'same name and mobile',
  ],
  [
    'Han and Pinyin',
    { givenName: '芳芳', familyName: '王', birthDate: '1990-01-30' },
    { givenName: 'Fang Fang', familyName: 'Wang', birthDate: '1990-01-30' },
    'same name and birth date',
  ],
  [
    'an apostrophe that a keyboard bends',
    { ...iris, familyName: 'O’Brien' },
    { ...iris, familyName: 'OBrien' },
    'same name and e-mail, mobile, birth date',
  ],
  ['accents', { ...iris, familyName: 'Hölm' }, at({ emails: ['iris@holm.example'] }), 'same name and e-mail'],
  [
    'short form with a shared mail box',
    { ...iris, givenName: 'Chris' },
    { ...iris, givenName: 'Christopher', birthDate: '' },
    'same name and e-mail, mobile',
  ],
])('one human being: %s', (_why, customer, contact, reason) => {
  expect(samePerson(customer, contact, rules)).toEqual({ same: true, reason })
  expect(samePerson(contact, customer, rules)).toEqual({ same: true, reason })
})

test.each<[why: string, customer: Values, contact: Values, reason: string]>([
  ['name alone', iris, at({}), 'nothing personal is shared'],
  [
    'the firm’s mail box',
    { ...iris, emails: ['info@shop.example'] },
    at({ emails: ['info@shop.example'] }),
    'nothing personal is shared',
  ],
  [
    'a numbered box of the firm',
    { ...iris, emails: ['sales2@shop.example'] },
    at({ emails: ['sales2@shop.example'] }),
    'nothing personal is shared',
  ],
  [
    'husband and wife on one mobile',
    { ...iris, givenName: 'Carl' },
    at({ mobiles: ['+447700900001'] }),
    'names differ',
  ],
  ['twins', iris, { ...iris, givenName: 'Ines' }, 'names differ'],
  ['another birth date', iris, { ...iris, birthDate: '1990-01-01' }, 'birth dates differ'],
  ['another year', iris, { ...iris, birthDate: '1990' }, 'birth dates differ'],
  ['father and son', { ...iris, suffix: 'Sr.' }, { ...iris, suffix: 'Jr.' }, 'suffixes differ'],
  [
    'a similar name and a birth date',
    { ...iris, givenName: 'Irisa' },
    at({ birthDate: '1984-03-02' }),
    'nothing personal is shared',
  ],
  ['a year is no birth date', iris, at({ birthDate: '1984' }), 'nothing personal is shared'],
  ['another surname', iris, { ...iris, familyName: 'Castle' }, 'names differ'],
])('two: %s', (_why, customer, contact, reason) => {
  expect(samePerson(customer, contact, rules)).toEqual({ same: false, reason })
  expect(samePerson(contact, customer, rules)).toEqual({ same: false, reason })
})
