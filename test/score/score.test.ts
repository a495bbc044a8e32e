import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Verdict } from '../../server/model/evidence.ts'
import type { StandardRecord } from '../../server/model/record.ts'
import { compileScorer, ScoreRules } from '../../server/score/score.ts'
import { company, contact, named, person, type Said, shipped } from '../kit/build.ts'
import { shippedScorer } from '../kit/levels.ts'

function explain(a: StandardRecord, b: StandardRecord, companies: [string?, string?] = []) {
  const scorer = shippedScorer(a.entity)
  return scorer.explain(scorer.prepare(a, { company: companies[0] }), scorer.prepare(b, { company: companies[1] }))
}

const HOME: Said = {
  'address.line1': '12 Oak Street',
  'address.city': 'Austin',
  'address.postcode': '78701',
  'address.region': 'TX',
}
const FAMILY: Said = { ...HOME, phone: '512 555 0142', email: 'the.smiths@gmail.com' }

describe('people of one household', () => {
  test.each<[why: string, a: StandardRecord, b: StandardRecord, verdict: Verdict | 'not same']>([
    [
      'husband and wife share address, phone and mail box',
      named('John Smith', FAMILY),
      named('Mary Smith', FAMILY),
      'distinct',
    ],
    [
      'twins',
      named('Karl Smith', { ...FAMILY, birthDate: '1990-04-12' }),
      named('Paula Smith', { ...FAMILY, birthDate: '1990-04-12' }),
      'not same',
    ],
    [
      'father and son of one name',
      named('John Smith', { ...FAMILY, suffix: 'Sr', birthDate: '1954-03-31' }),
      named('John Smith', { ...FAMILY, suffix: 'Jr', birthDate: '1984-08-12' }),
      'distinct',
    ],
    [
      'father and son without the suffix',
      named('John Smith', { ...HOME, birthDate: '1954-03-31' }),
      named('John Smith', { ...HOME, birthDate: '1984-08-12' }),
      'not same',
    ],
    [
      'one of them and nobody in particular',
      named('John Smith', FAMILY),
      person({ familyName: 'Smith', ...HOME }),
      'not same',
    ],
    [
      'a mother’s box on her son’s record',
      named('Mary Smith', { ...HOME, email: 'mary.smith@gmail.com', birthDate: '1962-02-01' }),
      named('Paul Smith', { ...HOME, email: 'mary.smith@gmail.com' }),
      'distinct',
    ],
    [
      'spouses share a box and a phone, one has no address',
      named('Karl Weber', { ...HOME, email: 'karl.weber@web.de', phone: '512 555 0142' }),
      named('Ines Weber', { email: 'karl.weber@web.de', phone: '512 555 0142' }),
      'distinct',
    ],
    [
      'twins with numbers of their own',
      named('Karl Smith', { ...FAMILY, birthDate: '1990-04-12', 'identifier.ssn': '532-41-8876' }),
      named('Karla Smith', { ...FAMILY, birthDate: '1990-04-12', 'identifier.ssn': '418-55-2093' }),
      'not same',
    ],
    [
      'a junior and a senior whose birth dates nobody knows',
      named('John Smith', { ...FAMILY, suffix: 'Sr' }),
      named('John Smith', { ...FAMILY, suffix: 'Jr' }),
      'distinct',
    ],
    [
      'one name at one address, and two passports',
      named('Pat Smith', { ...HOME, 'identifier.passport': '10251111' }),
      named('Pat Smith', { ...HOME, 'identifier.passport': '10252222' }),
      'not same',
    ],
    [
      'two passports of one man: born and boxed alike',
      named('Pat Smith', { birthDate: '1984-08-12', email: 'pat77@gmail.com', 'identifier.passport': '10251111' }),
      named('Pat Smith', { birthDate: '1984-08-12', email: 'pat77@gmail.com', 'identifier.passport': '77252222' }),
      'same',
    ],
    [
      'one name, a box named so, and nothing else that agrees',
      named('Joao Lima', { birthDate: '2000-04-11', phone: '512 555 0142', email: 'joao.lima@yahoo.com' }),
      named('Joao Lima', { birthDate: '1959-07-17', phone: '303 555 8899', email: 'joao.lima@yahoo.com' }),
      'not same',
    ],
    ['a name and nothing else', named('Howard Hughes'), named('Howard Hughes'), 'not same'],
    [
      'sisters of one birthday whose names resemble each other',
      named('Darla Anderson', { birthDate: '1980-01-07' }),
      named('Darletta Anderson', { birthDate: '1980-01-07' }),
      'not same',
    ],
    [
      'in-laws: one house, other names',
      named('Mary Smith', FAMILY),
      named('Olga Petrova', { ...HOME, phone: '512 555 0142' }),
      'distinct',
    ],
    [
      'neighbours of one surname in two units',
      named('Mary Smith', { ...HOME, 'address.line1': '12 Oak Street Apt 4' }),
      named('Anne Smith', { ...HOME, 'address.line1': '12 Oak Street Apt 9' }),
      'distinct',
    ],
    ['the same woman by her nickname', named('Elizabeth Smith', FAMILY), named('Liz Smith', FAMILY), 'same'],
    [
      'the same man with a typo',
      named('Jonathan Smith', { ...FAMILY, birthDate: '1984-08-12' }),
      named('Jonathn Smith', { ...FAMILY, birthDate: '1984-08-12' }),
      'same',
    ],
    [
      'the same man moved',
      named('John Smithson', { email: 'john.smithson@gmail.com', birthDate: '1984-08-12' }),
      named('John Smithson', { ...HOME, email: 'john.smithson@gmail.com', birthDate: '1984-08-12' }),
      'same',
    ],
    [
      'married and moved, mail box and birth date kept',
      named('Catherine Yu', { email: 'cat.yu@gmail.com', birthDate: '1991-05-17' }),
      named('Catherine Johnson', { ...HOME, email: 'cat.yu@gmail.com', birthDate: '1991-05-17' }),
      'same',
    ],
    [
      'namesakes in one state',
      named('Catherine Johnson', { 'address.region': 'MI' }),
      named('Catherine Johnson', { 'address.region': 'MI' }),
      'not same',
    ],
  ])('%s', (_why, a, b, verdict) => {
    const pair = explain(a, b)
    if (verdict === 'not same') expect(pair.verdict, `${pair.bits} bits`).not.toBe('same')
    else expect(pair.verdict, `${pair.bits} bits`).toBe(verdict)
  })
})

describe('companies and their contacts', () => {
  const site: Said = { 'address.line1': '113 Liberty Road', 'address.city': 'Milwaukee', 'address.postcode': '53229' }
  const reach: Said = { phone: '414 555 2671', website: 'rudfel.us', email: 'info@rudfel.us' }
  test.each<[why: string, a: StandardRecord, b: StandardRecord, verdict: Verdict | 'not same']>([
    [
      'the same company in two systems',
      company({ name: 'Rudfel Clothing Inc.', ...site, website: 'rudfelclothing.us' }),
      company({ name: 'Rudfel Clthg', ...site, email: 'info@rudfelclothing.us' }),
      'same',
    ],
    [
      'sisters in two cities with one site',
      company({ name: 'Rudfel Clothing Milwaukee', ...site, website: 'rudfel.us', taxId: '01-2809153' }),
      company({
        name: 'Rudfel Clothing Denver',
        website: 'rudfel.us',
        taxId: '47-1109912',
        'address.city': 'Denver',
        'address.postcode': '80202',
      }),
      'distinct',
    ],
    [
      'one firm with a tax number in one system only',
      company({ name: 'Rudfel Clothing Inc.', ...site, ...reach, taxId: '01-2809153' }),
      company({ name: 'Rudfel Clothing', ...site, ...reach }),
      'same',
    ],
  ])('%s', (_why, a, b, verdict) => {
    const pair = explain(a, b)
    if (verdict === 'not same') expect(pair.verdict, `${pair.bits} bits`).not.toBe('same')
    else expect(pair.verdict, `${pair.bits} bits`).toBe(verdict)
  })

  test('namesakes at two companies stay apart, unless a mobile says that one moved', () => {
    const a = contact({ givenName: 'Pat', familyName: 'Thomas', 'company.name': 'Campbell Outfitters' })
    const b = contact({ givenName: 'Pat', familyName: 'Thomas', 'company.name': 'Northside Logistics' })
    expect(explain(a, b, ['com1', 'com2']).verdict).not.toBe('same')
    const mobile = { mobile: '303 555 8899' }
    const moved = [a, b].map((one) =>
      contact({
        givenName: 'Pat',
        familyName: 'Thomas',
        ...mobile,
        'company.name': one.values['company.name']?.[0]?.value ?? '',
      }),
    )
    const [before, after] = moved
    expect(before && after && explain(before, after, ['com1', 'com2']).verdict).toBe('same')
  })

  test('colleagues share company, phone and office box, and stay apart', () => {
    const work = { 'company.name': 'Campbell Outfitters', email: 'info@campbell.com', phone: '704 555 0101' }
    const pair = explain(
      contact({ givenName: 'Pat', familyName: 'Thomas', ...work }),
      contact({ givenName: 'Ines', familyName: 'Vogt', ...work }),
      ['com1', 'com1'],
    )
    expect(pair.verdict).toBe('distinct')
  })

  test.each<[name: string, taxId: string, verdict: Verdict, most: number]>([
    ['Rudfel Clothing Kestrel Inc.', '47-1109912', 'distinct', -10],
    ['Rudfel Clothing Inc.', '01-2809153', 'same', 99],
    ['Rudfel Clothing Kestrel Inc.', '01-2809153', 'same', 99],
  ])('%s with %s at the door and on the phone of a firm: %s', (name, taxId, verdict, most) => {
    const firm = company({ name: 'Rudfel Clothing Inc.', taxId: '01-2809153', ...site, ...reach })
    const pair = explain(firm, company({ name, taxId, ...site, ...reach }))
    expect(pair.verdict).toBe(verdict)
    expect(pair.bits).toBeLessThanOrEqual(most)
  })
})

const said = fc.record({
  givenName: fc.constantFrom('John', 'Jon', 'Mary', 'J.', 'Bob', 'Robert', 'Smyth', ''),
  familyName: fc.constantFrom('Smith', 'Smyth', 'Smith Jones', 'Mary', 'Bob', ''),
  birthDate: fc.constantFrom('1984-03-12', '1984-12-03', '1990-01-01', ''),
  email: fc.constantFrom('john.smith@gmail.com', 'jon.smith@gmail.com', 'info@acme.com', ''),
  phone: fc.constantFrom('512 555 0142', '512 555 0143', ''),
  suffix: fc.constantFrom('Jr', 'Sr', ''),
  'address.line1': fc.constantFrom('12 Oak St', '12 Oak Street Apt 3', '9 Elm Rd', ''),
  'address.city': fc.constantFrom('Austin', 'Austn', 'Boston', ''),
})

describe('every score', () => {
  /** Names that are common as one part of a name only, as after training. */
  const learned = compileScorer({
    ...shipped.entities.person.score,
    frequencies: {
      givenName: { counts: { john: 500, mary: 300, robert: 40 }, floor: 0.5, total: 10_000 },
      familyName: { counts: { smith: 400, smyth: 30, mary: 3 }, floor: 0.5, total: 10_000 },
    },
  })
  test.each([
    ['shipped', shippedScorer('person')],
    ['learned', learned],
  ])('is symmetric, and the evidence adds up to it exactly, by %s rules', (_, scorer) => {
    fc.assert(
      fc.property(said, said, fc.boolean(), (x, other, turned) => {
        const y = turned ? { ...other, givenName: x.familyName, familyName: x.givenName } : other
        const [a, b] = [scorer.prepare(person({ ...x, id: 'a' })), scorer.prepare(person({ ...y, id: 'b' }))]
        const pair = scorer.explain(a, b)
        expect(pair.evidence.reduce((sum, one) => sum + one.bits, 0)).toBe(pair.bits)
        expect(scorer.bits(a, b)).toBe(pair.bits)
        expect(scorer.bits(b, a)).toBe(pair.bits)
        expect(scorer.explain(b, a)).toEqual(pair)
      }),
      { numRuns: 300 },
    )
  })

  test('the prior is the first line, and what is missing on a side adds nothing', () => {
    const [prior, ...rest] = explain(person({ familyName: 'Smith' }), person({ birthDate: '1984-03-12' })).evidence
    expect(prior).toMatchObject({ field: 'prior', level: null })
    const lines = rest.filter(({ field }) => field !== 'kin' && field !== 'rule') // these speak of the pair, not of a field
    expect(lines.map(({ field }) => field)).toEqual(expect.arrayContaining(['family', 'birthDate', 'email', 'address']))
    expect(lines.filter(({ level, bits }) => level !== null || bits !== 0)).toEqual([])
  })
})

describe('score rules', () => {
  const rules = shipped.entities.person.score
  test('name every fault at once', () => {
    const parsed = ScoreRules.safeParse({
      ...rules,
      match: -5,
      overrules: [{ name: 'x', when: { nose: ['same'], birthDate: ['exactly'] }, atMost: -1 }],
    })
    expect(parsed.error?.issues.map((issue) => issue.message)).toEqual([
      'match must be above review',
      'overrule "x": there is no comparison nose',
      expect.stringContaining('birthDate has no level exactly'),
    ])
  })

  test.each(['levels', 'explained', 'lesser'])('%s of a contradiction are levels of its line', (list) => {
    const given = { levels: ['different'], explained: ['exact'], [list]: ['exactly'] }
    const parsed = ScoreRules.safeParse({ ...rules, contradictions: { given } })
    expect(parsed.error?.issues[0]?.message).toContain('given has no level exactly')
  })

  test('know every level of every line', () => {
    const broken = structuredClone(rules) as {
      comparisons: { lines: Record<string, { levels: Record<string, unknown> }> }[]
    }
    delete broken.comparisons[0]?.lines.given?.levels.nickname
    expect(ScoreRules.safeParse(broken).success).toBe(false)
  })
})
