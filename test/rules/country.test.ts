import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { SourceName } from '../../server/model/ids.ts'
import type { RecordInput } from '../../server/model/record.ts'
import { compileEngine } from '../../server/rules/engine.ts'
import { readRuleSet } from '../../server/rules/rule-files.ts'
import { parseRuleSet, type RuleSet, shippedRuleSet } from '../../server/rules/rule-set.ts'
import type { Country, StandardiseRules } from '../../server/standardise/rules.ts'
import { hashOf } from '../../server/text/hash.ts'
import { KNOWN } from '../standardise/rules.ts'

const folder = mkdtempSync(join(tmpdir(), 'kith-country-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const FREEDONIA: Country = {
  alpha3: 'FDN',
  names: ['Freedonia', 'Fridonien'],
  postcode: 'QQ\\d{5}',
  regions: { SY: ['Sylvania'] },
  monthFirst: true,
  writing: {
    slashUnits: true,
    numberFirst: true,
    postcode: { telling: true, split: { at: 4, by: '-' } },
    numberMarks: ['numbor\\.?'],
    repeats: ['encor'],
    elisions: ['zl'],
    domains: ['fd'],
    taxPrefixes: ['ZZ'],
    leadingForms: ['compagna'],
    longFamilies: ['山川'],
    smallWords: ['zu'],
  },
  lexicon: {
    junk: { texts: ['nixda'], names: ['niemand'], emailLocals: ['keinpost'] },
    names: { titles: { Dr: ['dokturo'] }, generations: { 'Jr.': ['junioro'] }, particles: ['fon'] },
    emails: { roles: ['informo'], privateDomains: ['posto.example'], domainTypos: { 'psto.example': 'posto.example' } },
    companies: {
      legalForms: [{ form: 'F.G.', spellings: ['fredona gruppo', 'compagna'] }],
      abbreviations: { hndl: 'handlo' },
      dropped: ['ond'],
      tradingAs: ['handlas kiel'],
      tails: ['chefsidejo'],
    },
    addresses: {
      streetWords: [{ place: 'any', to: 'sto', words: ['strato'] }],
      streetEndings: { sto: ['vojo'] },
      units: ['loghejo'],
      poBoxes: ['postkesto'],
      cities: { fredberg: 'fredberg an der quelle' },
      cityWords: { sankto: 'st' },
    },
    hosts: { shared: ['libroj.example'] },
    words: { yes: ['jeso'], no: ['neo'] },
    categories: { gender: { values: { female: ['virino'] } }, department: { values: { Purchasing: ['acxeto'] } } },
  },
}

/** A folder of rules with nothing in it but the file of one country. */
function withCountry(code: string, country: unknown): RuleSet {
  const path = join(folder, code)
  mkdirSync(join(path, 'countries'), { recursive: true })
  writeFileSync(join(path, 'countries', `${code}.json`), JSON.stringify(country))
  return readRuleSet(path)
}

const ruleSet = withCountry('ZZ', FREEDONIA)
const { standardise } = compileEngine(ruleSet)
const without = compileEngine(shippedRuleSet()).standardise

const record = (entity: RecordInput['entity'], fields: RecordInput['fields'], address = {}): RecordInput => ({
  source: SourceName.parse('s'),
  sourceId: '1',
  entity,
  fields,
  addresses: Object.keys(address).length === 0 ? [] : [address],
})

/** Folded parts of the address as one line, as in the cases of addresses. */
function line(address: object, clean = standardise): string {
  const [made] = clean(record('person', { familyName: ['Firefly'] }, address)).addresses
  const { houseNumber, street, unit, city, region, postcode } = made?.folded ?? {}
  return [houseNumber, street, unit, city, region, postcode, made?.country ?? ''].join('|')
}

describe('a country is one file', () => {
  test.each([
    ['its name', { line1: '5 Main', country: 'Fridonien' }, '5|main|||||ZZ'],
    ['its code of three letters', { line1: '5 Main', country: 'FDN' }, '5|main|||||ZZ'],
    ['a word of a street', { line1: '12 Rufus Strato', country: 'ZZ' }, '12|rufus sto|||||ZZ'],
    ['an ending glued to one', { line1: '12 Rufusvojo', country: 'ZZ' }, '12|rufus sto|||||ZZ'],
    ['a flat by a slash', { line1: '4/12 Rufus Strato', country: 'ZZ' }, '12|rufus sto|4||||ZZ'],
    ['a flat by its word', { line1: '12 Rufus Strato, Loghejo 9', country: 'ZZ' }, '12|rufus sto|9||||ZZ'],
    ['a box', { line1: 'Postkesto 77', country: 'ZZ' }, '|po box 77|||||ZZ'],
    ['a mark of a number', { line1: 'Numbor 12 Rufus Strato', country: 'ZZ' }, '12|rufus sto|||||ZZ'],
    ['a number said again', { line1: '12 encor Rufus Strato', country: 'ZZ' }, '12encor|rufus sto|||||ZZ'],
    ['an elided article', { line1: "12 Strato zl'Azur", country: 'ZZ' }, '12|sto zl azur|||||ZZ'],
    ['another name of a city', { line1: '1 A', city: 'Fredberg', country: 'ZZ' }, '1|a||fredberg an der quelle|||ZZ'],
    ['a word of a city', { line1: '1 A', city: 'Sankto Rufus', country: 'ZZ' }, '1|a||st rufus|||ZZ'],
    ['a region that tells it', { line1: '1 A', region: 'Sylvania' }, '1|a|||sy||ZZ'],
    ['a postcode that tells it', { line1: '1 A', postcode: 'qq12345' }, '1|a||||qq12345|ZZ'],
  ])('address: %s', (_, address, expected) => {
    expect(line(address)).toBe(expected)
    expect(line(address, without)).not.toBe(expected)
  })

  test('its postcodes are shown as it writes them', () => {
    const [address] = standardise(
      record('person', { familyName: ['F'] }, { line1: '1 A', postcode: 'qq12345' }),
    ).addresses
    expect(address?.postcode).toBe('QQ12-345')
  })

  test.each<[string, RecordInput['entity'], string, string, string, string]>([
    ['title', 'person', 'fullName', 'Dokturo Rufus Firefly', 'title', 'dr'],
    ['generation', 'person', 'fullName', 'Rufus Firefly Junioro', 'suffix', 'jr'],
    ['particle', 'person', 'fullName', 'Rufus fon Firefly', 'familyName', 'fon firefly'],
    ['long family name', 'person', 'fullName', '山川太郎', 'givenName', 'tailang'],
    ['no name', 'person', 'familyName', 'Niemand', 'familyName', ''],
    ['nothing said', 'contact', 'jobTitle', 'nixda', 'jobTitle', ''],
    ['box that nobody has', 'person', 'email', 'keinpost@acme.com', 'email', ''],
    ['slip in a domain', 'person', 'email', 'r@psto.example', 'email', 'r@posto.example'],
    ['legal form', 'company', 'name', 'Duck Soup Fredona Gruppo', 'name', 'duck soup'],
    ['legal form in front', 'company', 'name', 'Compagna Duck Soup', 'name', 'duck soup'],
    ['abbreviation and small word', 'company', 'name', 'Duck ond Soup Hndl', 'name', 'duck soup handlo'],
    ['trading name', 'company', 'name', 'Firefly handlas kiel Duck Soup', 'tradingName', 'duck soup'],
    ['head office', 'company', 'name', 'Duck Soup - Chefsidejo', 'name', 'duck soup'],
    ['page of many', 'company', 'website', 'libroj.example/duck', 'website', 'libroj.example/duck'],
    ['tax prefix', 'company', 'taxId', 'ZZ918273645', 'taxId', '918273645'],
    ['yes', 'person', 'consent.email', 'jeso', 'consent.email', 'true'],
    ['no', 'person', 'consent.email', 'neo', 'consent.email', 'false'],
    ['gender', 'person', 'gender', 'virino', 'gender', 'female'],
    ['department', 'contact', 'department', 'Acxeto', 'department', 'purchasing'],
  ])('words: %s', (_, entity, field, text, read, folded) => {
    const input = record(entity, { [field]: [text] })
    expect(standardise(input).values[read]?.[0]?.folded).toBe(folded)
    expect(without(input).values[read]?.[0]?.folded).not.toBe(folded)
  })

  test.each([
    ['informo@firefly.example', 'role'],
    ['rufus@posto.example', 'private'],
  ])('%s is a box of the kind %s', (text, kind) => {
    expect(standardise(record('person', { email: [text] })).values.email?.[0]?.kind).toBe(kind)
  })

  test('its dates are read in its order', () => {
    const input = { ...record('person', { birthDate: ['03/04/1984'] }), hints: { defaultCountry: 'ZZ' } }
    expect(standardise(input).values.birthDate?.[0]?.value).toBe('1984-03-04')
    expect(without(input).values.birthDate?.[0]?.value).toBe('1984-04-03')
  })

  test('it is part of the rule set and of its hash', () => {
    expect(hashOf({ ...ruleSet, name: 'shipped' })).not.toBe(hashOf(shippedRuleSet()))
    expect(parseRuleSet(JSON.parse(JSON.stringify(ruleSet)))).toEqual(ruleSet)
  })

  test('what its file says wrong is named with its place', () => {
    expect(() => withCountry('YY', { ...FREEDONIA, postcodes: '' })).toThrow(/standardise\.countries\.YY: .*postcodes/)
  })
})

test('every shipped file is named by the code of two letters that it is about', () => {
  const files = readdirSync('seeds/rules/countries')
  expect(files.filter((file) => !/^[A-Z]{2}\.json$/.test(file))).toEqual([])
  expect(Object.keys(shippedRuleSet().standardise.countries ?? {}).sort()).toEqual(
    files.map((f) => f.slice(0, 2)).sort(),
  )
})

test('the order of countries names some that there are, each once', () => {
  const { countryOrder = [], countries = {} } = shippedRuleSet().standardise
  expect(countryOrder.length).toBeGreaterThan(0)
  expect(countryOrder.filter((code) => !(code in countries))).toEqual([])
  expect(new Set(countryOrder).size).toBe(countryOrder.length)
})

describe('a rule set from before countries had files', () => {
  const { dates, phones, names, emails, companies, addresses, hosts, words, junk, categories, countries } = KNOWN
  const naming = countries.map(([code, { alpha3, names: named, postcode, regions }]) => [
    code,
    { alpha3, names: named, ...(postcode ? { postcode } : {}), ...(regions ? { regions } : {}) },
  ])
  const { withoutZero, guessWithZero, guessWithoutZero } = phones
  const before = {
    ...{ dates, names, emails, companies, hosts, words, junk },
    phones: { withoutZero: [...withoutZero], guessWithZero, guessWithoutZero },
    addresses: { ...addresses, countries: Object.fromEntries(naming) },
    categories: Object.fromEntries(categories),
  }
  const older = parseRuleSet({
    ...shippedRuleSet(),
    standardise: JSON.parse(JSON.stringify(before)) as StandardiseRules,
  })

  test('stays what it is, hash and all', () => {
    expect(older.standardise.countries).toBeUndefined()
    expect(compileEngine(older).hash).toBe(hashOf({ ...shippedRuleSet(), standardise: before }))
  })

  test.each<RecordInput>([
    record(
      'person',
      { fullName: ['Dr. Anna von Berg'], phone: ['0211 5551234 Durchwahl 12'] },
      { full: 'Hauptstr. 5, D-50667 Köln' },
    ),
    record(
      'person',
      { fullName: ['欧阳娜娜'], phone: ['(702) 555-0134 x5'] },
      { line1: '4/12 HIGH ST', country: 'Australia', postcode: '6000' },
    ),
    record(
      'company',
      { name: ['SARL Dupont et Fils'], taxId: ['FR12345678901'] },
      { line1: "12 bis rue de l'Industrie", postcode: '75001', country: 'FR' },
    ),
    record(
      'company',
      { name: ['THE BANK OF THE WEST, N.A.'], website: ['bank.co.uk'] },
      { full: '12 Main St 3rd floor, Austin TX 78701-1234' },
    ),
    record('person', { fullName: ['J. de Vries'] }, { line1: 'Kerkstraat 5', postcode: '1012ab', city: 'Den Haag' }),
  ])('cleans as it did: %j', (input) => {
    expect(compileEngine(older).standardise(input)).toEqual(without(input))
  })
})
