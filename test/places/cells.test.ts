import { describe, test } from 'vitest'
import { at, type CheckRow, holds } from '../kit/address-checks.ts'

describe('a part in the cell of another', () => {
  test.each<CheckRow>([
    [
      'state and ZIP behind the town',
      at('12 Elm St', 'Boise ID 83702', '', ''),
      'correctable',
      ['city corrected Boise ID 83702 → Boise', 'region added → ID', 'postcode added → 83702'],
    ],
    [
      'a ZIP before the town',
      at('12 Elm St', '83702 Boise', 'ID', ''),
      'correctable',
      ['city corrected 83702 Boise → Boise', 'postcode added → 83702'],
    ],
    [
      'a ZIP behind the state',
      at('12 Elm St', 'Boise', 'Idaho 83702', ''),
      'correctable',
      ['region corrected Idaho 83702 → ID', 'postcode added → 83702'],
    ],
    [
      'the town behind the ZIP',
      at('12 Elm St', '', 'ID', '83702 Boise'),
      'correctable',
      ['city added → Boise', 'postcode corrected 83702 Boise → 83702'],
    ],
    [
      'the place in the second line',
      { line1: '12 Elm St Apt 4', line2: 'Boise, ID 83702', country: 'US' },
      'correctable',
      ['city added → Boise', 'region added → ID', 'postcode added → 83702'],
    ],
    [
      'with a flat between',
      { line1: '12 Elm St', line2: 'Apt 4', city: 'Boise ID 83702', country: 'US' },
      'correctable',
      ['city corrected Boise ID 83702 → Boise', 'region added → ID', 'postcode added → 83702'],
    ],
    [
      'town and ZIP for each other',
      at('12 Elm St', '83702', 'ID', 'Boise'),
      'correctable',
      ['city corrected 83702 → Boise', 'postcode corrected Boise → 83702'],
    ],
    [
      'street and town for each other',
      at('Boise', '12 Elm St', 'ID', '83702'),
      'correctable',
      ['city corrected 12 Elm St → Boise'],
    ],
    [
      'Britain, without a country',
      { line1: '1 High St', city: 'Leeds LS1 4AP' },
      'correctable',
      ['city corrected Leeds LS1 4AP → Leeds', 'postcode added → LS1 4AP'],
    ],
    [
      'Germany',
      at('Hauptstr. 5', '50667 Köln', '', '', 'DE'),
      'correctable',
      ['city corrected 50667 Köln → Köln', 'postcode added → 50667'],
    ],
    [
      'Germany, with its sign',
      { line1: 'Hauptstr. 5', city: 'D-50667 Köln' },
      'correctable',
      ['city corrected D-50667 Köln → Köln', 'postcode added → 50667'],
    ],
    [
      'the Netherlands, without a street',
      at('', '6211 LM Maastricht', '', '', 'NL'),
      'incomplete',
      ['street missing', 'city corrected 6211 LM Maastricht → Maastricht', 'postcode added → 6211 LM'],
    ],
    [
      'a town with a number, and its code',
      at('5 Parnell St', 'Dublin 1 D01 X2X2', '', '', 'IE'),
      'correctable',
      ['city corrected Dublin 1 D01 X2X2 → Dublin 1', 'postcode added → D01 X2X2'],
    ],
    [
      'Prague has numbers too',
      at('Vodičkova 5', '110 00 Praha 1', '', '', 'CZ'),
      'correctable',
      ['city corrected 110 00 Praha 1 → Praha 1', 'postcode added → 110 00'],
    ],
  ])('%s', holds)
})

describe('a figure that is where it belongs', () => {
  test.each<CheckRow>([
    ['the ZIP twice', at('12 Elm St', 'Boise 83702', 'ID', '83702'), 'plausible', []],
    ['a part of Prague', at('Vodičkova 5', 'Praha 1', '', '110 00', 'CZ'), 'plausible', []],
    ['a part of Dublin', at('5 Parnell St', 'Dublin 1', '', '', 'IE'), 'plausible', []],
    ['a CEDEX', at('BP 40', 'Lyon Cedex 03', '', '69421', 'FR'), 'plausible', []],
    ['a town that is called by one', at('12 Elm St', '1770', 'QLD', '4677', 'AU'), 'plausible', []],
    ['a department', at('5 rue Foch', 'Lyon', '69', '69006', 'FR'), 'plausible', []],
    [
      'an office, of which no place is made',
      { line1: 'Ringstrasse 5', line2: 'Office 1203', country: 'AT' },
      'incomplete',
      ['city missing', 'postcode missing'],
    ],
    [
      'a building of that number',
      { line1: '12 Elm St', line2: 'Building 90210', country: 'US' },
      'incomplete',
      ['city missing', 'region missing', 'postcode missing'],
    ],
    [
      'a building, of which no town is made',
      { line1: '14 Church Lane', postcode: 'LS1 4AP', country: 'GB' },
      'incomplete',
      ['city missing'],
    ],
  ])('%s', holds)
})

describe('one line', () => {
  test.each<CheckRow>([
    ['Dublin and its code', { full: 'Trinity College, College Green, Dublin 2, D02 PN40' }, 'plausible', []],
    ['Dublin without one', { full: '12 Baggot Street, Dublin 4, Ireland' }, 'plausible', []],
    ['Korea, the code last', { full: '부산광역시 해운대구 센텀중앙로 79, 48058' }, 'plausible', []],
    ['Korea, in brackets', { full: '서울특별시 강남구 테헤란로 152 (06236)' }, 'plausible', []],
    ['the forces of Britain', { full: 'Unit 3, BFPO 58' }, 'plausible', []],
    ['Austria by its sign', { full: 'Stephansplatz 3, A-1010 Wien' }, 'plausible', []],
    ['Sweden by its sign', { full: 'Drottninggatan 5, S-111 51 Stockholm' }, 'plausible', []],
    ['a flat that looks like a sign', { full: '12 Main St, Apt D-1010, Boston MA 02110' }, 'plausible', []],
  ])('%s', holds)
})
