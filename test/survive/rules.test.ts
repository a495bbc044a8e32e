import { expect, test } from 'vitest'
import { EntityName } from '../../server/model/entities/registry.ts'
import { relateRuleErrors } from '../../server/relate/rules.ts'
import { surviveRuleErrors } from '../../server/survive/survive.ts'
import { validateRuleErrors } from '../../server/validate/validate.ts'
import { governRules, relateRules } from './records.ts'

test.each(EntityName.options)('the shipped rules of a %s name only fields it has', (entity) => {
  const { validate, survive } = governRules(entity)
  expect([...validateRuleErrors(validate, entity), ...surviveRuleErrors(survive, entity)]).toEqual([])
})

test('the shipped relation rules name only fields and properties there are', () => {
  expect(relateRuleErrors(relateRules())).toEqual([])
})

test('all faults of survivorship rules are told at once', () => {
  const { survive } = governRules('person')
  const bad = {
    ...survive,
    attributes: { ...survive.attributes, shoeSize: { pick: ['mostRecent' as const], max: 1, omit: false } },
    groups: [
      ...survive.groups,
      {
        fields: ['gender', 'givenName'],
        require: ['title'],
        pick: ['mostRecent' as const],
        similarity: 1,
        extraWords: 'other' as const,
      },
    ],
    former: [{ of: 'familyName', into: 'gender', similarity: 1, extraWords: 'other' as const }],
    display: [['nick']],
  }
  expect(surviveRuleErrors(bad, 'person')).toEqual([
    'person.survive.attributes: person has no field "shoeSize"',
    'person.survive.groups: "givenName" is in two groups',
    'person.survive.groups: required "title" is not in its group',
    'person.survive.former: "gender" holds one value, not a list',
    'person.survive.display: person has no field "nick"',
  ])
})

test('all faults of policies are told at once', () => {
  const common = { severity: 'info', effect: 'none' } as const
  const policies = [
    { ...common, name: 'a', check: { use: 'required' as const, anyOf: ['surname', 'address.zip', 'identifier.*'] } },
    { ...common, name: 'a', when: 'adress', check: { use: 'pattern' as const, field: 'title', pattern: '[', as: 'x' } },
  ]
  expect(validateRuleErrors({ policies }, 'person')).toEqual([
    'person.validate.a: person has no field "surname"',
    'person.validate.a: person has no field "address.zip"',
    'person.validate.a: there are two policies of this name',
    'person.validate.a: person has no field "adress"',
    'person.validate.a: "[" is not a regular expression',
  ])
})

test('relation rules with wrong names say so', () => {
  const rules = relateRules()
  const wrong = {
    ...rules,
    hierarchy: { ...rules.hierarchy, parent: 'mother.id' },
    samePerson: { ...rules.samePerson, emails: 'mails' },
  }
  expect(relateRuleErrors(wrong)).toEqual([
    'relate.hierarchy: company has no field "mother.id"',
    'relate.samePerson: person has no property "mails"',
    'relate.samePerson: contact has no property "mails"',
  ])
})
