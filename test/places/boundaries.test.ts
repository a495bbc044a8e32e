import { describe, expect, test } from 'vitest'
import { at, type CheckRow, holds, verify } from '../kit/address-checks.ts'

describe('a postcode', () => {
  test.each<CheckRow>([
    ['with its sign', at('Hauptstr. 5', 'Köln', '', 'D-50667', 'DE'), 'plausible', []],
    ['with its sign and a blank', at('Hauptstr. 5', 'Köln', '', 'D 50667', 'DE'), 'plausible', []],
    ['that tells the country', { line1: 'Rue Neuve 5', city: 'Bruxelles', postcode: 'B-1000' }, 'plausible', []],
    ['whose sign is the form', at('Barona 5', 'Rīga', '', 'LV-1011', 'LV'), 'plausible', []],
    ['of Liechtenstein, as the Swiss write it', at('Städtle 1', 'Vaduz', '', 'CH-9490', 'LI'), 'plausible', []],
    [
      'of another country, by its sign',
      at('Stephansplatz 3', 'Wien', '', 'A-1010', 'DE'),
      'correctable',
      ['country corrected DE → AT'],
    ],
    ['of no area', at('1 High St', 'Leeds', '', 'QQ1 4AP', 'GB'), 'undeliverable', ['postcode conflicting QQ1 4AP']],
    ['of the tax office', at('1 High St', 'Leeds', '', 'BX9 1AS', 'GB'), 'plausible', []],
    [
      'of no province',
      at('Calle Mayor 3', 'Madrid', '', '53002', 'ES'),
      'undeliverable',
      ['postcode conflicting 53002'],
    ],
    ['of Ceuta', at('Calle Real 3', 'Ceuta', '', '51001', 'ES'), 'plausible', []],
    ['of the armies of France', at('5 rue Foch', 'Armées', '', '00200', 'FR'), 'plausible', []],
    [
      'that lost two zeros',
      at('Via Roma 1', 'Roma', '', '184', 'IT'),
      'correctable',
      ['postcode corrected 184 → 00184'],
    ],
    [
      'that lost one before its hyphen',
      at('Rua A 1', 'São Paulo', 'SP', '1310-100', 'BR'),
      'correctable',
      ['postcode corrected 1310-100 → 01310-100'],
    ],
    [
      'that cannot begin with a zero: Switzerland',
      at('Marktgasse 5', 'Bern', '', '301', 'CH'),
      'undeliverable',
      ['postcode conflicting 301'],
    ],
    [
      'that cannot begin with a zero: India',
      at('1 MG Road', 'Delhi', '', '11001', 'IN'),
      'undeliverable',
      ['postcode conflicting 11001'],
    ],
    [
      'with a letter that no area has, one slip from one',
      at('1 Main St', 'Whitehorse', 'YT', 'Y1D 1A1', 'CA'),
      'correctable',
      ['postcode corrected Y1D 1A1 → Y1A 1A1'],
    ],
    [
      'and one slip from several',
      at('1 Bank St', 'Ottawa', 'ON', 'K1F 1J1', 'CA'),
      'ambiguous',
      ['postcode conflicting K1F 1J1'],
    ],
  ])('%s', holds)
})

describe('a house number', () => {
  test.each<CheckRow>([
    ['is no date', at('Straße des 18. Oktober', 'Leipzig', '', '04103', 'DE'), 'incomplete', ['houseNumber missing']],
    ['stands behind a date', at('Straße des 18. Oktober 23', 'Leipzig', '', '04103', 'DE'), 'plausible', []],
    ['is needed in Holland', at('Rokin', 'Amsterdam', '', '1012 KX', 'NL'), 'incomplete', ['houseNumber missing']],
    ['but by no town hall', at('Gemeentehuis', 'Zandvoort', '', '2042 JM', 'NL'), 'plausible', []],
    ['nor castle', at('Kasteel De Haar', 'Haarzuilens', '', '3455 RR', 'NL'), 'plausible', []],
    ['is not that of the street', at('Calle 42', 'Mérida', '', '97000', 'MX'), 'incomplete', ['houseNumber missing']],
    ['stands behind that', at('Calle 42 301', 'Mérida', '', '97000', 'MX'), 'plausible', []],
    ['or is none', at('Calle 42 s/n', 'Mérida', '', '97000', 'MX'), 'plausible', []],
    ['may be all in an Austrian village', at('Platz 3', 'Hittisau', '', '6952', 'AT'), 'plausible', []],
    ['and in a Czech one', at('12', 'Lhota', '', '294 41', 'CZ'), 'plausible', []],
    ['is not all elsewhere', at('70', 'Ballarat', 'VIC', '3350', 'AU'), 'incomplete', ['street missing']],
    ['with a postcode is a street in Britain', at('12', 'London', '', 'SW1A 2AA', 'GB'), 'plausible', []],
    [
      'is needed above a part of the town',
      { ...at('Avenida Paulista', 'São Paulo', 'SP', '01310-100', 'BR'), line2: 'Bela Vista' },
      'incomplete',
      ['houseNumber missing'],
    ],
    [
      'but by no building',
      { ...at('Avenida Brasil', 'Rio de Janeiro', 'RJ', '20040-002', 'BR'), line2: 'Edifício Central' },
      'plausible',
      [],
    ],
    [
      'nor on the land',
      { ...at('Rua Principal', 'Goiânia', 'GO', '74000-000', 'BR'), line2: 'Zona Rural' },
      'plausible',
      [],
    ],
  ])('%s', holds)
})

describe('a town', () => {
  test.each<CheckRow>([
    ["O'Neill", at('12 Elm St', "O'Neill", 'NE', '68763'), 'plausible', []],
    ['McAllen', at('12 Elm St', 'McAllen', 'TX', '78501'), 'plausible', []],
    ['LaGrange', at('12 Elm St', 'LaGrange', 'GA', '30240'), 'plausible', []],
    ["Coeur d'Alene", at('12 Elm St', "Coeur d'Alene", 'ID', '83814'), 'plausible', []],
    ["Land O' Lakes", at('12 Elm St', "Land O' Lakes", 'FL', '34639'), 'plausible', []],
    ["Lee's Summit", at('12 Elm St', "Lee's Summit", 'MO', '64063'), 'plausible', []],
    ['Sept-Iles', at('1 Rue A', 'Sept-Iles', 'QC', 'G4R 1A1', 'CA'), 'plausible', []],
    [
      'with all its letters',
      at('1 Rue A', 'Trois-Riviers', 'QC', 'G8Z 1A1', 'CA'),
      'correctable',
      ['city corrected Trois-Riviers → Trois-Rivières'],
    ],
    ['of a territory', at('12 Calle Sol', 'Ponce', 'PR', '00716'), 'plausible', []],
    ['and its state', at('12 Calle Sol', 'Ponce', 'FL', '00716'), 'correctable', ['region corrected FL → PR']],
    ['of its name elsewhere', at('12 Elm St', 'San Juan', 'TX', '78589'), 'plausible', []],
    ['of a territory that is a country', at('12 Calle Sol', 'Ponce', '', '00716', 'Puerto Rico'), 'plausible', []],
    ['of Guernsey', at('1 High St', 'St Peter Port', '', 'GY1 2AA', 'Guernsey'), 'plausible', []],
    ['of Man', at('1 Strand St', 'Douglas', '', 'IM1 2AA', 'Isle of Man'), 'plausible', []],
  ])('%s', holds)
})

describe('a verdict', () => {
  test.each<CheckRow>([
    [
      'where no two agree',
      at('40 Lake St', 'Denver', 'OH', '33101'),
      'undeliverable',
      ['city conflicting Denver', 'region conflicting OH'],
    ],
    ['where two do', at('40 Lake St', 'Miami', 'OH', '33101'), 'correctable', ['region corrected OH → FL']],
    ['where two others do', at('40 Lake St', 'Denver', 'CO', '33101'), 'ambiguous', ['postcode conflicting 33101']],
    [
      'where there is no third',
      at('40 Lake St', '', 'BC', 'T2P 1J9', 'CA'),
      'undeliverable',
      ['city added → Calgary', 'region conflicting BC'],
    ],
    [
      'where the postcode is another country’s',
      at('40 Lake St', 'Calgary', 'AB', '90210', 'CA'),
      'undeliverable',
      ['postcode conflicting 90210'],
    ],
    ['where the street is none', at('TBA', 'Denver', 'CO', '80202'), 'incomplete', ['street missing TBA']],
    [
      'where the place is none either',
      at('xxx', 'Denver', 'CO', '33101'),
      'undeliverable',
      ['street conflicting xxx', 'postcode conflicting 33101'],
    ],
    ['where nothing is known of the country', at('5 Main Rd', 'Kampala', '', '', 'Uganda'), 'unchecked', []],
    ['where it is known to need no postcode', at('5 Main Rd', 'Central', '', '', 'HK'), 'plausible', []],
    ['of the forces of Britain', at('Naval Party 1023', '', '', 'BFPO 10', 'GB'), 'plausible', []],
  ])('%s', holds)
})

test('what stood in another cell is not proved by that', () => {
  expect(verify(at('Hauptstr. 5', '50667 Köln', '', '', 'DE')).proved).toBeUndefined()
  expect(verify(at('12 Elm St', 'Boise ID 83702', '', '')).proved).toBe('postcode')
})
