import { describe, expect, test } from 'vitest'
import { company, type Said } from '../../kit/build.ts'
import { levelsOf, verdictOf } from '../../kit/levels.ts'

describe('companyName', () => {
  test.each<[why: string, a: string, b: string, level: string]>([
    ['the legal form does not count', 'Siemens Aktiengesellschaft', 'Siemens AG', 'exact'],
    ['upper case and spaces', 'MUSTER TEXTIL GMBH', 'Muster-Textil', 'exact'],
    ['misspelt', 'Rudfel Clothing Milwaukee', 'Rudfl Clothing Milwakee', 'spelling'],
    [
      'cut off by an old system',
      'Garmendia Carreras Logistica Western',
      'Garmendia Carreras Logistica West',
      'spelling',
    ],
    ['words in another order', 'Klemm Outdoor', 'Outdoor Klemm', 'spelling'],
    ['an acronym', 'Barker Department Stores', 'BDS', 'acronym'],
    ['strangers', 'Muster Textil', 'Northside Logistics', 'different'],
    ['numbers written out', 'Brigade Forty-Four', 'Brigade 44', 'exact'],
    ['two numbers', 'Carlyle Partners VII L.P.', 'Carlyle Partners VIII L.P.', 'differing'],
    ['a number on one side', 'Bowne Global Solutions', 'Bowne Global Solutions II', 'longer'],
    ['words of their own', 'Bank of China (Hong Kong)', 'Bank of China (Singapore)', 'differing'],
    ['a fund of the house', 'Allianz Global Investors GmbH', 'Allianz Global Investors Fund', 'longer'],
    ['blanks lost', 'van der Bilt Corp', 'Vanderbilt Corp', 'exact'],
    ['a beginning is no name', 'ООО "БАЙ"', 'ООО "БАЙКАЛ"', 'partly'],
    ['another romanisation', 'Rudfel Jelektronika', 'Rudfel Elektronika', 'spelling'],
  ])('%s: %s / %s → %s', (_why, a, b, level) => {
    expect(levelsOf(company({ name: a }), company({ name: b }))).toMatchObject({ name: level })
    expect(levelsOf(company({ name: b }), company({ name: a }))).toMatchObject({ name: level })
  })

  test('the best of name and trading name counts', () => {
    const a = company({ name: 'Zelenka Holding', tradingName: 'Kranz Mode' })
    expect(levelsOf(a, company({ name: 'Kranz Mode GmbH' }))).toMatchObject({ name: 'exact' })
  })
})

describe('identifier and webDomain', () => {
  test.each<[why: string, a: Said, b: Said, level: Record<string, string>]>([
    ['with and without country', { taxId: 'FR81783564180' }, { taxId: '81783564180' }, { taxId: 'same' }],
    ['with blanks', { taxId: 'GB 966 596 258' }, { taxId: 'GB966596258' }, { taxId: 'same' }],
    ['one digit off', { taxId: 'DE811569869' }, { taxId: 'DE811569868' }, { taxId: 'close' }],
    ['another number', { taxId: 'DE811569869' }, { taxId: 'DE136695976' }, { taxId: 'conflict' }],
    [
      'a register number without its court',
      { registrationNumber: 'HRB 63850 (AG Köln)' },
      { registrationNumber: '63850' },
      { registration: 'same' },
    ],
    ['the same site', { website: 'https://www.lesage.fr/contact' }, { website: 'lesage.fr' }, { domain: 'same' }],
    ['a site and a mail box', { website: 'lesage.fr' }, { email: 'ap@lesage.fr' }, { domain: 'same' }],
    ['another ending', { website: 'lesage.fr' }, { website: 'lesage.com' }, { domain: 'sibling' }],
    ['another public ending', { website: 'lesage.co.uk' }, { website: 'lesage.com.au' }, { domain: 'sibling' }],
    [
      'a page of their own at a host',
      { website: 'lesage.github.io' },
      { website: 'lesage.com' },
      { domain: 'sibling' },
    ],
    [
      'two pages at one host',
      { website: 'lesage.github.io' },
      { website: 'harloff.github.io' },
      { domain: 'different' },
    ],
    ['two firms of two letters', { email: 'ap@mail.lg.com' }, { email: 'ap@mail.ge.com' }, { domain: 'different' }],
    ['two letters, another ending', { website: 'lg.com' }, { website: 'www.lg.co.kr' }, { domain: 'sibling' }],
    ['two letters, one of them another', { website: 'hp.com' }, { website: 'gp.com' }, { domain: 'different' }],
    ['a mail host of the site', { website: 'lesage.fr' }, { email: 'ap@mail.lesage.fr' }, { domain: 'same' }],
    ['letters of its own', { website: 'müller-söhne.de' }, { website: 'xn--mller-shne-kcb9d.de' }, { domain: 'same' }],
    ['a letter off', { website: 'kranzmode.de' }, { website: 'kranzmodr.de' }, { domain: 'typo' }],
    ['another site', { website: 'lesage.fr' }, { website: 'harloff.de' }, { domain: 'different' }],
  ])('%s', (_why, a, b, level) => {
    expect(levelsOf(company(a), company(b))).toMatchObject(level)
  })

  test('identifiers of two types are never compared', () => {
    const levels = levelsOf(
      company({ 'identifier.lei': '5493001KJTIIGC8Y1R12' }),
      company({ 'identifier.uen': '201012345A' }),
    )
    expect(levels).not.toHaveProperty('registration')
  })

  test('a page on somebody else’s host is no domain', () => {
    const page = { website: 'https://www.facebook.com/kranzmode' }
    expect(levelsOf(company(page), company({ website: 'www.facebook.com' }))).not.toHaveProperty('domain')
  })
})

test.each(['taxId', 'registrationNumber'])('one %s under two names is a doubt', (field) => {
  const of = (name: string, said: Said) => company({ name, [field]: 'DE811569869', ...said })
  const [a, b] = [of('Quayside Optics', {}), of('Fernhill Bakery', {})]
  expect(verdictOf(a, b)).toBe('unsure')
  const there = { 'address.city': 'Kiel', 'address.postcode': '24103', 'address.country': 'DE' }
  const elsewhere = { 'address.city': 'Passau', 'address.postcode': '94032', 'address.country': 'DE' }
  expect(verdictOf(of('Quayside Optics', there), of('Fernhill Bakery', elsewhere))).toBe('unsure')
})

test('a parent that is only named is not its child, however much they share', () => {
  const at: Said = {
    'address.line1': 'Hafenweg 4',
    'address.city': 'Kiel',
    'address.postcode': '24103',
    phone: '+49 431 555010',
  }
  const parent = company({ name: 'Quayside Optics GmbH', ...at })
  expect(
    verdictOf(parent, company({ name: 'Quayside Optics Sales GmbH', 'parent.name': 'Quayside Optics', ...at })),
  ).toBe('distinct')
  expect(verdictOf(parent, company({ name: 'Quayside Optics', 'parent.name': 'Quayside Optics', ...at }))).toBe('same')
})
