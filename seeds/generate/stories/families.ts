import { customer, type Story } from './story.ts'

const HAYES = '2750 Buckeye Landing Road|Cincinnati|OH|45208'
const CASTELLANO = '14 Linden Terrace Court|Hartford|CT|06103'
const OKAFOR = '630 Persimmon Mill Way|Charlotte|NC|28205'

/** People who share nearly everything and are not one person; junk that everybody shares. */
export const FAMILY_STORIES: readonly Story[] = [
  {
    key: 'father-and-son',
    title: 'Robert Hayes Sr. and Robert Hayes Jr.',
    search: 'Robert Hayes Cincinnati',
    expect:
      'two customers of one name, address and phone, told apart by birth date and suffix; the Hayes household of two',
    drafts: [
      customer('crm:C1040', 'hayes-senior', ['2018-05-02', '2022-10-20', 3], HAYES, {
        title: 'Mr.',
        givenName: 'Robert',
        familyName: 'Hayes',
        suffix: 'Sr.',
        birthDate: '1958-03-12',
        phone: '513-555-0104',
        email: 'rhayes58@cablehome.example',
      }),
      customer('erp:E1040', 'hayes-senior', ['2019-01-10', '2023-11-07', 2], HAYES, {
        fullName: 'ROBERT HAYES SR',
        birthDate: '1958-03-12',
        phone: '(513) 555-0104',
      }),
      customer('web-shop:W1041', 'hayes-junior', ['2021-03-30', '2024-12-11', 2], HAYES, {
        givenName: 'Robert',
        familyName: 'Hayes Jr.',
        birthDate: '1986-07-25',
        phone: '513-555-0104',
        email: 'bobby.hayes@quickmail.example',
      }),
      customer('loyalty:L1041', 'hayes-junior', ['2021-04-04', '2023-04-04', 1], HAYES, {
        givenName: 'Bobby',
        familyName: 'Hayes',
        birthDate: '1986-07-25',
        email: 'bobby.hayes@quickmail.example',
        'identifier.loyalty': '70010141',
      }),
    ],
    households: { 'h-hayes': ['hayes-senior', 'hayes-junior'] },
  },
  {
    key: 'twins',
    title: 'Emma and Ella Castellano are twins',
    search: 'Castellano Hartford',
    expect: 'two customers born on one day at one address; never merged; the Castellano household of two',
    drafts: [
      customer('loyalty:L1050', 'emma-castellano', ['2022-06-18', '2024-05-01', 2], CASTELLANO, {
        givenName: 'Emma',
        familyName: 'Castellano',
        birthDate: '2001-11-19',
        email: 'emma.castellano@example.com',
        phone: '860-555-0137',
        'identifier.loyalty': '70010150',
      }),
      customer('web-shop:W1050', 'emma-castellano', ['2023-01-09', '2025-01-15', 2], CASTELLANO, {
        givenName: 'Emma',
        familyName: 'Castellano',
        email: 'emma.castellano@example.com',
        phone: '860-555-0137',
      }),
      customer('loyalty:L1051', 'ella-castellano', ['2022-06-18', '2024-05-01', 2], CASTELLANO, {
        givenName: 'Ella',
        familyName: 'Castellano',
        birthDate: '2001-11-19',
        email: 'ella.castellano@example.com',
        phone: '860-555-0137',
        'identifier.loyalty': '70010151',
      }),
      customer('crm:C1051', 'ella-castellano', ['2023-08-27', '2024-08-27', 1], CASTELLANO, {
        givenName: 'Ella',
        familyName: 'Castellano',
        birthDate: '2001-11-19',
        phone: '(860) 555-0137',
        'identifier.loyalty': '70010151',
      }),
    ],
    households: { 'h-castellano': ['emma-castellano', 'ella-castellano'] },
  },
  {
    key: 'shared-mailbox',
    title: 'Daniel and Grace Okafor share a mailbox',
    search: 'Okafor Charlotte',
    expect: 'two customers with one e-mail and one phone; the Okafor household of two',
    drafts: [
      customer('web-shop:W1060', 'daniel-okafor', ['2019-10-10', '2024-04-04', 3], OKAFOR, {
        givenName: 'Daniel',
        familyName: 'Okafor',
        birthDate: '1976-02-02',
        email: 'okafor.family@example.org',
        phone: '704-555-0185',
      }),
      customer('web-shop:W1061', 'grace-okafor', ['2020-12-01', '2024-12-20', 2], OKAFOR, {
        givenName: 'Grace',
        familyName: 'Okafor',
        birthDate: '1979-06-16',
        email: 'okafor.family@example.org',
        phone: '704-555-0185',
      }),
      customer('crm:C1061', 'grace-okafor', ['2021-05-08', '2023-05-08', 2], OKAFOR, {
        title: 'Mrs.',
        givenName: 'Grace',
        familyName: 'Okafor',
        birthDate: '1979-06-16',
        email: 'okafor.family@example.org',
      }),
    ],
    households: { 'h-okafor': ['daniel-okafor', 'grace-okafor'] },
  },
  {
    key: 'junk-defaults',
    title: 'Five strangers who share only what a clerk types into required fields',
    search: 'John Smith · Kim Nguyen · Paula Adams · Raul Perez',
    expect:
      'five customers: n/a, none@none.com, 000-000-0000 and 1900-01-01 prove nothing, not even for the two John Smiths',
    drafts: [
      customer(
        'crm:C1070',
        'junk-smith-omaha',
        ['2019-03-01', '2022-03-01', 1],
        '310 Yarrow Gate Street|Omaha|NE|68132',
        {
          givenName: 'John',
          familyName: 'Smith',
          birthDate: '1900-01-01',
          email: 'none@none.com',
          phone: '000-000-0000',
        },
      ),
      customer(
        'crm:C1071',
        'junk-smith-tampa',
        ['2019-07-12', '2022-07-12', 1],
        '8800 Sumac Harbor Drive|Tampa|FL|33606',
        {
          givenName: 'John',
          familyName: 'Smith',
          birthDate: '1900-01-01',
          email: 'none@none.com',
          phone: '000-000-0000',
        },
      ),
      customer('crm:C1072', 'junk-nguyen', ['2020-02-20', '2021-02-20', 1], '55 Spruce Meadow Lane|Boise|ID|83706', {
        givenName: 'Kim',
        familyName: 'Nguyen',
        birthDate: '1900-01-01',
        email: 'n/a',
        phone: '000-000-0000',
      }),
      customer('erp:E1073', 'junk-adams', ['2018-09-09', '2020-09-09', 1], '1420 HAWTHORN CREEK RD|MEMPHIS|TN|38117', {
        fullName: 'PAULA ADAMS',
        birthDate: '1900-01-01',
        email: 'none@none.com',
        phone: '0000000000',
      }),
      customer('erp:E1074', 'junk-perez', ['2018-10-30', '2020-10-30', 1], '203 LINDEN RUN AVE|TUCSON|AZ|85719', {
        fullName: 'RAUL PEREZ',
        birthDate: '1900-01-01',
        email: 'n/a',
        phone: '000-000-0000',
      }),
    ],
  },
  {
    key: 'same-name-same-city',
    title: 'Two James Lees in Seattle',
    search: 'James Lee Seattle',
    expect: 'two customers: other birth date, address, mailbox and phone',
    drafts: [
      customer(
        'crm:C1160',
        'james-lee-1966',
        ['2020-04-14', '2023-04-14', 2],
        '4100 Alder View Avenue|Seattle|WA|98103',
        {
          givenName: 'James',
          familyName: 'Lee',
          birthDate: '1966-05-27',
          email: 'jlee66@example.net',
          phone: '206-555-0128',
        },
      ),
      customer(
        'web-shop:W1160',
        'james-lee-1993',
        ['2022-11-11', '2024-11-11', 2],
        '219 Juniper Point Street, Apt 31|Seattle|WA|98115',
        {
          givenName: 'James',
          familyName: 'Lee',
          birthDate: '1993-12-30',
          email: 'james.lee93@quickmail.example',
          mobile: '206-555-0171',
        },
      ),
    ],
  },
]
