import { describe, expect, test } from 'vitest'
import type { StandardAddress } from '../../server/model/record.ts'
import { type ValidateRules, validate } from '../../server/validate/validate.ts'
import { onDay } from '../kit/check-around.ts'
import { address, governRules, record } from '../survive/records.ts'

const TODAY = '2025-06-15'
const home = address('4 Hill Rd', 'Leeds', 'LS1 4AP', { country: 'GB' })
const good = { givenName: 'Iris', familyName: 'Holm', email: 'iris@holm.example', phone: '+441134960000' }

/** Names of policies that a person breaches. */
function breached(values: Record<string, string>, addresses: readonly StandardAddress[] = [home]): string[] {
  return validate(record('x:person:1', values, { addresses }), governRules('person').validate, onDay(TODAY)).map(
    ({ policy }) => policy,
  )
}

describe('policies for people', () => {
  test.each<[why: string, values: Record<string, string>, policies: string[]]>([
    ['all is well', good, []],
    ['nobody', {}, ['identified', 'family-name-required']],
    ['a guest with a mail box', { email: 'guest@holm.example' }, ['family-name-required']],
    ['a name that is junk', { ...good, familyName: 'n/a|' }, ['family-name-required', 'no-junk']],
    ['no mail address', { ...good, email: 'iris at holm|' }, ['email-valid']],
    ['a mail address that only fills the box', { ...good, email: 'none@none.com|' }, ['no-junk']],
    [
      'a throw-away mail box',
      { ...good, email: 'iris@mailinator.com|iris@mailinator.com|disposable' },
      ['email-not-disposable'],
    ],
    ['a number that does not exist', { ...good, phone: '0113 12|' }, ['phone-valid']],
    ['a number of zeros', { ...good, phone: '000-0000|' }, ['no-junk']],
    ['no date', { ...good, birthDate: '31 February|' }, ['birth-date-valid']],
    ['a default date', { ...good, birthDate: '1900-01-01|' }, ['no-junk']],
    ['born tomorrow', { ...good, birthDate: '2025-06-16' }, ['birth-date-plausible']],
    ['born today', { ...good, birthDate: '2025-06-15' }, []],
    ['born next year', { ...good, birthDate: '2026' }, ['birth-date-plausible']],
    ['born this year', { ...good, birthDate: '2025' }, []],
    ['120 years old', { ...good, birthDate: '1905-06-15' }, []],
    ['older', { ...good, birthDate: '1905-06-14' }, ['birth-date-plausible']],
  ])('%s', (_why, values, policies) => expect(breached(values)).toEqual(policies))

  test.each<[why: string, addresses: StandardAddress[], policies: string[]]>([
    ['none', [], ['address-required']],
    ['without a postcode', [address('4 Hill Rd', 'Leeds')], ['postcode-required']],
    [
      'with a postcode of another country',
      [address('4 Hill Rd', 'Leeds', '8020', { country: 'GB' })],
      ['postcode-form'],
    ],
    ['in a country whose form is unknown', [address('4 Hill Rd', 'Kabul', '1', { country: 'AF' })], []],
    ['a postcode alone', [address('', '', 'LS1 4AP', { country: 'GB' })], ['address-complete']],
    ['a second one is enough', [address('4 Hill Rd', 'Leeds'), home], []],
  ])('address: %s', (_why, addresses, policies) => expect(breached(good, addresses)).toEqual(policies))
})

describe('an issue', () => {
  test('carries severity, effect, field, owner, and words that name the field', () => {
    expect(
      validate(
        record('x:person:1', { ...good, email: 'iris@|' }, { addresses: [home] }),
        governRules('person').validate,
        onDay(TODAY),
      ),
    ).toEqual([
      {
        policy: 'email-valid',
        severity: 'warning',
        effect: 'flag',
        field: 'email',
        message: 'E-mail is not valid',
        owner: 'customer service',
      },
    ])
  })
  test('says what an address lacks', () => {
    const [issue] = validate(
      record('x:person:1', good, { addresses: [address('', 'Leeds', 'LS1 4AP')] }),
      governRules('person').validate,
      onDay(TODAY),
    )
    expect(issue).toMatchObject({ field: 'address', message: 'Address is incomplete: no street' })
  })
  test('never repeats the value, which would land in logs', () => {
    const values = { email: 'secret@|', phone: '0113 99887|', birthDate: '2999-01-01' }
    const issues = validate(record('x:person:1', values), governRules('person').validate, onDay(TODAY))
    expect(JSON.stringify(issues)).not.toMatch(/secret|99887|2999/)
  })
})

describe('a policy', () => {
  const only = (policy: Partial<ValidateRules['policies'][number]>): ValidateRules => ({
    policies: [
      {
        name: 'p',
        severity: 'error',
        effect: 'hold',
        check: { use: 'required', anyOf: ['gender', 'identifier.*'] },
        ...policy,
      },
    ],
  })
  const find = (rules: ValidateRules, values: Record<string, string>) =>
    validate(record('shop:person:1', values), rules, onDay(TODAY))

  test('of some sources leaves the others alone', () => {
    const sources = (name: string) => only({ sources: [record(`${name}:person:1`, {}).source] })
    expect(find(sources('shop'), {})).toHaveLength(1)
    expect(find(sources('crm'), {})).toEqual([])
  })
  test('of any field of a family is met by one of them', () => {
    expect(find(only({}), {})[0]?.message).toBe('None of Gender, Any identifier is given')
    expect(find(only({}), { 'identifier.ssn': '123' })).toEqual([])
  })
  test('with a condition asks only those that meet it', () => {
    expect(find(only({ when: 'email' }), {})).toEqual([])
    expect(find(only({ when: 'email' }), { email: 'a@holm.example' })).toHaveLength(1)
  })
  test('with a pattern says what the value should look like', () => {
    const rules = only({ check: { use: 'pattern', field: 'identifier.card', pattern: '^tok_', as: 'a card token' } })
    expect(find(rules, { 'identifier.card': '4111|' })).toEqual([])
    expect(find(rules, { 'identifier.card': '4111' })[0]?.message).toBe('Identifier card is not a card token')
  })
})

test('a company needs a name; a contact needs a company', () => {
  const policies = (entity: 'company' | 'contact', values: Record<string, string>) =>
    validate(record('crm:person:1', values, { entity }), governRules(entity).validate, onDay(TODAY)).map(
      (i) => `${i.policy} ${i.effect}`,
    )
  expect(policies('company', { duns: '12' })).toEqual(['name-required hold', 'address-required none', 'duns-form none'])
  expect(policies('contact', { familyName: 'Holm', phone: '+441134960000' })).toEqual(['company-required flag'])
})
