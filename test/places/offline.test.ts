import { describe, expect, test } from 'vitest'
import { at, type CheckRow, holds, verify } from '../kit/address-checks.ts'

describe('an American address', () => {
  test.each<CheckRow>([
    ['all agrees', at('12 Elm St', 'Beverly Hills', 'CA', '90210'), 'plausible', []],
    ['in capitals', at('12 ELM ST', 'BEVERLY HILLS', 'CA', '90210'), 'plausible', []],
    ['with four digits more', at('12 Elm St', 'Beverly Hills', 'CA', '90210-1234'), 'plausible', []],
    ['saints are short and long', at('12 Elm St', 'St. Louis', 'MO', '63101'), 'plausible', []],
    ['mounts too', at('12 Elm St', 'Mt Vernon', 'NY', '10550'), 'plausible', []],
    ['and forts', at('12 Elm St', 'Ft. Worth', 'TX', '76102'), 'plausible', []],
    ['and points of the compass', at('12 Elm St', 'N Las Vegas', 'NV', '89030'), 'plausible', []],
    ['a town that says it is one', at('12 Elm St', 'City of Chicago', 'IL', '60612'), 'plausible', []],
    ['without its accents', at('12 Elm St', 'Cañon City', 'Colorado', '81212'), 'plausible', []],
    ['a region by its name', at('12 Elm St', 'Beverly Hills', 'California', '90210'), 'plausible', []],
    [
      'a region misspelt',
      at('12 Elm St', 'Detroit', 'Michgan', '48201'),
      'correctable',
      ['region corrected Michgan → MI'],
    ],
    [
      'a region of elsewhere',
      at('12 Elm St', 'Beverly Hills', 'TX', '90210'),
      'correctable',
      ['region corrected TX → CA'],
    ],
    [
      'a town misspelt',
      at('12 Elm St', 'San Fransisco', 'CA', '94105'),
      'correctable',
      ['city corrected San Fransisco → San Francisco'],
    ],
    [
      'two digits swapped',
      at('12 Elm St', 'Akron', 'IA', '50101'),
      'correctable',
      ['postcode corrected 50101 → 51001'],
    ],
    ['a digit too few', at('12 Elm St', 'Akron', 'IA', '5100'), 'correctable', ['postcode corrected 5100 → 51001']],
    [
      'a digit too many',
      at('12 Elm St', 'Akron', 'IA', '510011'),
      'correctable',
      ['postcode corrected 510011 → 51001'],
    ],
    ['a lost zero', at('12 Elm St', 'Cambridge', 'MA', '2139'), 'correctable', ['postcode corrected 2139 → 02139']],
    [
      'read as a number',
      at('12 Elm St', 'Akron', 'IA', '51001.0'),
      'correctable',
      ['postcode corrected 51001.0 → 51001'],
    ],
    ['O for 0', at('12 Elm St', 'Beverly Hills', 'CA', '9O21O'), 'correctable', ['postcode corrected 9O21O → 90210']],
    ['no town', at('12 Elm St', '', 'IL', '62701'), 'correctable', ['city added → Springfield']],
    ['no region', at('12 Elm St', 'Springfield', '', '62701'), 'correctable', ['region added → IL']],
    ['a town of one code without it', at('12 Elm St', 'Akron', 'IA', ''), 'correctable', ['postcode added → 51001']],
    ['a town of many', at('12 Elm St', 'Chicago', 'IL', ''), 'incomplete', ['postcode missing']],
    ['the region beside the town', at('12 Elm St', 'Austin TX', '', '78734'), 'correctable', ['region added → TX']],
    ['the same twice', at('12 Elm St', 'Austin, TX', 'TX', '78734'), 'plausible', []],
    ['a suburb', at('12 Elm St', 'Hollywood', 'CA', '90028'), 'plausible', []],
    ['the next town', at('12 Elm St', 'Boston', 'MA', '02151'), 'plausible', []],
    ['a code that the table lacks', at('12 Elm St', 'Miami', 'FL', '33113'), 'plausible', []],
    ['and no town with it', at('12 Elm St', '', 'PA', '19199'), 'incomplete', ['city missing']],
    ['a territory', at('12 Calle Sol', 'San Juan', 'PR', '00901'), 'plausible', []],
    ['an army post office', at('PSC 123 Box 456', 'APO', 'AE', '09021'), 'plausible', []],
    [
      'and a region that it is not in',
      at('PSC 123 Box 456', 'APO', 'CA', '96201'),
      'correctable',
      ['region corrected CA → AP'],
    ],
    ['a post box', at('PO Box 12', 'Akron', 'IA', '51001'), 'plausible', []],
    ['a rural route', at('RR 2 Box 12', 'Akron', 'IA', '51001'), 'plausible', []],
    ['to be called for', at('General Delivery', 'Akron', 'IA', '51001'), 'plausible', []],
    ['a house with a name', at('State Capitol', 'Austin', 'TX', '78701'), 'plausible', []],
    ['a number in words', at('One Penn Plaza', 'New York', 'NY', '10119'), 'plausible', []],
    ['no number', at('Main Street', 'Springfield', 'IL', '62701'), 'incomplete', ['houseNumber missing']],
    [
      'a number that names the street',
      at('5th Avenue', 'New York', 'NY', '10119'),
      'incomplete',
      ['houseNumber missing'],
    ],
    ['no street', at('', 'Springfield', 'IL', '62701'), 'incomplete', ['street missing']],
    ['a town far away', at('12 Elm St', 'Sacramento', 'CA', '90028'), 'ambiguous', ['postcode conflicting 90028']],
    ['a city of elsewhere', at('12 Elm St', 'Houston', 'CA', '90210'), 'ambiguous', ['city conflicting Houston']],
    [
      'three places in one',
      at('12 Elm St', 'Houston', 'NY', '90210'),
      'undeliverable',
      ['city conflicting Houston', 'region conflicting NY'],
    ],
    [
      'a lost zero that is none',
      at('12 Elm St', 'Milwaukee', '', '5239'),
      'undeliverable',
      ['region missing', 'postcode conflicting 5239'],
    ],
    ['keys that were hit', at('asdf', 'Springfield', 'IL', '62701'), 'incomplete', ['street missing asdf']],
    ['no ZIP at all', at('12 Elm St', 'Chicago', 'IL', '00000'), 'undeliverable', ['postcode conflicting 00000']],
    ['not applicable', at('12 Elm St', 'N/A', 'IL', '60612'), 'correctable', ['city added → Chicago']],
    ['another country', at('1 King St', 'Toronto', 'Ontario', 'm5v2t6'), 'correctable', ['country corrected US → CA']],
    [
      'California taken for Canada',
      at('12 Elm St', 'Los Angeles', 'CA', '90001', 'CA'),
      'correctable',
      ['country corrected CA → US'],
    ],
    ['one line', { full: '12 Main St, Detroit, Michgan 48201' }, 'correctable', ['region corrected Michgan → MI']],
    [
      'one line without commas',
      { full: '12 Main St Detroit Michgan 48201', country: 'US' },
      'correctable',
      ['region corrected Michgan → MI'],
    ],
  ])('%s', holds)

  test('that may be several is shown with all of them', () => {
    const { verdict, candidates, proposal, next } = verify(at('12 Elm St', 'Sacramento', 'CA', '90028'))
    expect({ verdict, next, proposal }).toEqual({ verdict: 'ambiguous', next: 'confirm', proposal: undefined })
    expect(candidates.map(({ lines }) => lines.join(', '))).toContain('12 Elm St, Los Angeles, CA 90028')
  })

  test('says how far it is proved, and by whom', () => {
    const { proved, provider, next, missing } = verify(at('12 Elm St', 'Beverly Hills', 'CA', '90210'))
    expect({ proved, next, missing, name: provider.name }).toEqual({
      proved: 'postcode',
      next: 'accept',
      missing: [],
      name: 'offline',
    })
    expect(verify(at('12 Elm St', 'Hollywood', 'CA', '90028')).proved).toBe('region')
  })

  test('that names no country is found by its town', () => {
    const { country, ...address } = at('12 Elm St', 'Springfield', '', '62701')
    expect(verify(address).proposal?.parts.country).toBe('US')
    expect(verify({ line1: '12 Rue de Rivoli', city: 'Paris', postcode: '75001' })).toMatchObject({
      verdict: 'unchecked',
      missing: ['country'],
      next: 'fix',
    })
    expect(verify({ line1: '12 Rue de Rivoli', city: 'Paris', postcode: '75001' }, 'FR').verdict).toBe('plausible')
    expect(country).toBe('US')
  })
})

describe('an address of Canada', () => {
  test.each<CheckRow>([
    ['all agrees', at('1 King St', 'Toronto', 'ON', 'M5V 2T6', 'CA'), 'plausible', []],
    ['written small and close', at('1 King St', 'Toronto', 'Ontario', 'm5v2t6', 'CA'), 'plausible', []],
    ['a part of a town', at('1 Main St', 'Etobicoke', 'ON', 'M9C 1A1', 'CA'), 'plausible', []],
    [
      'a province that is not the town’s',
      at('1 Main St', 'Vancouver', 'ON', 'V5K 0A1', 'CA'),
      'correctable',
      ['region corrected ON → BC'],
    ],
    [
      'a code that is of another',
      at('1 King St', 'Toronto', 'ON', 'V5K 0A1', 'CA'),
      'ambiguous',
      ['postcode conflicting V5K 0A1'],
    ],
    ['no province', at('1 Main St', 'Ottawa', '', 'K1P 1J1', 'CA'), 'correctable', ['region added → ON']],
    [
      'a town misspelt',
      at('1 Main St', 'Calgery', 'AB', 'T2H 0A1', 'CA'),
      'correctable',
      ['city corrected Calgery → Calgary'],
    ],
    ['a town of a rural area', at('1 Main St', 'Lac La Biche', 'AB', 'T0A 2C0', 'CA'), 'plausible', []],
    [
      'O for 0',
      at('1 Main St', 'Vancouver', 'BC', 'V5K OA1', 'CA'),
      'correctable',
      ['postcode corrected V5K OA1 → V5K 0A1'],
    ],
  ])('%s', holds)
})

describe('an address of elsewhere', () => {
  test.each<CheckRow>([
    ['Germany', at('Hauptstr. 5', 'Köln', '', '50667', 'DE'), 'plausible', []],
    ['no number', at('Hauptstraße', 'Köln', '', '50667', 'DE'), 'incomplete', ['houseNumber missing']],
    ['blocks instead of streets', at('Q7, 24', 'Mannheim', '', '68161', 'DE'), 'plausible', []],
    [
      'a locker',
      { line1: 'Packstation 145', line2: '12345678', city: 'Bonn', postcode: '53113', country: 'DE' },
      'plausible',
      [],
    ],
    [
      'a digit too many',
      at('Hauptstr. 5', 'Köln', '', '506671', 'DE'),
      'undeliverable',
      ['postcode conflicting 506671'],
    ],
    [
      'a region misspelt',
      at('Hauptstr. 5', 'München', 'Bayren', '80331', 'DE'),
      'correctable',
      ['region corrected Bayren → BY'],
    ],
    ['Britain, written close', at('12 High St', 'London', '', 'sw1a1aa', 'GB'), 'plausible', []],
    [
      'I for 1',
      at('12 High St', 'London', '', 'SWIA 1AA', 'GB'),
      'correctable',
      ['postcode corrected SWIA 1AA → SW1A 1AA'],
    ],
    ['a house with a name', { full: 'The Old Rectory, Church Lane, Ashford, Kent TN25 1AA' }, 'plausible', []],
    ['Spain, without a number', at('Calle Mayor s/n', 'Madrid', '', '28013', 'ES'), 'plausible', []],
    [
      'a region that is none of its provinces',
      at('Calle Mayor 5', 'Barcelona', 'Cataluña', '08004', 'ES'),
      'plausible',
      [],
    ],
    [
      'a town that is called like its province',
      at('Gran Vía 12', 'Madrid', 'Barcelona', '28013', 'ES'),
      'correctable',
      ['region corrected Barcelona → Madrid'],
    ],
    ['blocks of Brasília', at('SQS 308 Bloco B', 'Brasília', 'DF', '70355-020', 'BR'), 'plausible', []],
    ['a state by its postcode', at('1 George St', 'Sydney', '', '2000', 'AU'), 'correctable', ['region added → NSW']],
    [
      'a state that is not the postcode’s',
      at('1 George St', 'Sydney', 'VIC', '2000', 'AU'),
      'ambiguous',
      ['region conflicting VIC', 'postcode conflicting 2000'],
    ],
    ['Japan, the widest first', { full: '〒100-0001 東京都千代田区千代田1-1' }, 'plausible', []],
    ['Ireland, without a code', at('Main Street', 'Ballyhale', 'Co. Kilkenny', '', 'IE'), 'plausible', []],
    ['a country that needs no codes', at('12 Nathan Road', 'Kowloon', '', '', 'HK'), 'plausible', []],
    [
      'a country that is none',
      { line1: '1 Lamp Post', country: 'Narnia' },
      'unchecked',
      ['country conflicting Narnia'],
    ],
    ['nothing', {}, 'incomplete', ['street missing', 'country missing']],
    ['nothing but n/a', { line1: 'N/A', city: 'N/A' }, 'undeliverable', ['street conflicting N/A', 'country missing']],
  ])('%s', holds)
})
