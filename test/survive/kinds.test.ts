import { describe, expect, test } from 'vitest'
import { compileReasons, compileSurvivor, SurviveRules } from '../../server/survive/survive.ts'
import { ACTIVE, at, governRules, record } from './records.ts'

const rules = governRules('company').survive
const survive = compileSurvivor(rules, 'company')

/** A company's record in a system of a kind, `''` where it declares none. */
const of = (id: string, kind: string, year: number, values: Record<string, string>, retired = false) => ({
  record: record(id, { name: 'Ostrander Tools', ...values }, { entity: 'company', ...at(year) }),
  issues: [],
  kind: kind === '' ? undefined : kind,
  retired,
})
const terms = (value: string) => ({ 'terms.payment': value })

describe('rules name kinds of systems, whatever sources are called', () => {
  test.each([
    [
      'an ERP of any name owns payment terms',
      [of('sap:company:1', 'erp', 2019, terms('net 30')), of('hub:company:1', 'crm', 2024, terms('net 90'))],
      'net 30',
      'owner',
    ],
    [
      'a source called erp may stand in',
      [of('erp:company:1', '', 2019, terms('net 30')), of('hub:company:1', 'crm', 2024, terms('net 90'))],
      'net 30',
      'owner',
    ],
    [
      'two ERPs: the newer word',
      [of('sap:company:1', 'erp', 2019, terms('net 30')), of('navision:company:1', 'erp', 2022, terms('net 14'))],
      'net 14',
      'owner',
    ],
    [
      'no ERP knows the customer: the newest word counts, and it is said',
      [of('hub:company:1', 'crm', 2020, terms('net 90')), of('till:company:1', 'shop', 2024, terms('prepaid'))],
      'prepaid',
      'noOwner',
    ],
    [
      'systems that declare nothing: the same',
      [of('a:company:1', '', 2020, terms('net 60')), of('b:company:1', '', 2018, terms('net 10'))],
      'net 60',
      'noOwner',
    ],
    [
      'the only value of somebody who owns nothing',
      [of('hub:company:1', 'crm', 2020, terms('net 90'))],
      'net 90',
      'noOwner',
    ],
    [
      'an ERP that was retired owns nothing any more',
      [of('sap:company:1', 'erp', 2023, terms('net 30'), true), of('hub:company:1', 'crm', 2020, terms('net 90'))],
      'net 90',
      'noOwner',
    ],
  ])('%s', (_name, members, value, rule) => {
    const { values, winners } = survive(members, ACTIVE)
    expect(values.terms_payment).toBe(value)
    expect(winners.find(({ attribute }) => attribute === 'terms_payment')?.rule).toBe(rule)
  })

  test('an owner that knows the customer and says nothing leaves the value empty; what others say is kept as refused', () => {
    const { values, rejected } = survive(
      [of('sap:company:1', 'erp', 2019, {}), of('hub:company:1', 'crm', 2024, terms('net 90'))],
      ACTIVE,
    )
    expect(values.terms_payment).toBeUndefined()
    expect(rejected).toEqual([{ attribute: 'terms_payment', record: 'hub:company:1', value: 'net 90' }])
  })

  test('among joint owners the later word stands, of one moment that of the one named first, whoever is believed more', () => {
    const joint = (owner: string[]): SurviveRules => {
      const { trust, attributes, ...others } = rules
      return SurviveRules.parse({
        ...others,
        trust: { ...trust, sources: { hub: 1, sap: 0.1 } },
        attributes: { ...attributes, 'terms.payment': { pick: ['mostTrusted'], owner } },
      })
    }
    const [erp, crm] = [
      of('sap:company:1', 'erp', 2024, terms('net 30')),
      of('hub:company:1', 'crm', 2024, terms('net 90')),
    ]
    const stands = (owner: string[], members = [erp, crm]) =>
      compileSurvivor(joint(owner), 'company')(members, ACTIVE).values.terms_payment
    expect([stands(['erp', 'crm']), stands(['crm', 'erp'])]).toEqual(['net 30', 'net 90'])
    const later = of('till:company:1', 'crm', 2025, terms('net 7'))
    expect(stands(['erp', 'crm'], [erp, crm, later])).toBe('net 7')
    expect(
      compileReasons(joint(['erp', 'crm']), 'company')([erp, crm])('terms_payment', crm.record.id, 'net 90'),
    ).toMatchObject({ by: 'firstOwner' })
    // Of one owner alone the rule's own criteria decide.
    const older = of('hub:company:2', 'erp', 2020, terms('net 60'))
    expect(stands(['erp'], [erp, older])).toBe('net 60')
  })

  test('nobody is refused where there is no owner, and the loser hears why', () => {
    const members = [
      of('hub:company:1', 'crm', 2020, terms('net 90')),
      of('till:company:1', 'shop', 2024, terms('prepaid')),
    ]
    expect(survive(members, ACTIVE).rejected).toBeUndefined()
    expect(
      compileReasons(rules, 'company')(members)('terms_payment', members[0]?.record.id as never, 'net 90'),
    ).toEqual({
      by: 'mostRecent',
      why: 'older',
    })
  })

  test.each([
    ['a register is believed more than marketing', 'amtsblatt', 'register', 'marketing'],
    ['the name of a source counts before its kind', 'handelsregister', 'marketing', 'erp'],
    ['a kind that rules do not name is believed as little as none', 'amtsblatt', 'erp', 'spreadsheets'],
  ])('%s', (_name, source, kind, other) => {
    const trust = { ...rules.trust, sources: { ...rules.trust.sources, handelsregister: 0.99 } }
    const attributes = { industry: { pick: ['mostTrusted' as const], max: 1, omit: false } }
    const chosen = compileSurvivor({ ...rules, trust, attributes }, 'company')
    const members = [
      of(`${source}:company:1`, kind, 2010, { industry: 'tools' }),
      of('b:company:1', other, 2024, { industry: 'toys' }),
    ]
    expect(chosen(members, ACTIVE).values.industry).toBe('tools')
  })
})
