import { order } from '../orders.ts'
import { customer, type Story } from './story.ts'

const TEXAS = '2214 Larkspur Hollow Drive, Apt 7|Austin|TX|78704'
const MICHIGAN = '418 Orchard Gate Lane|Ann Arbor|MI|48104'
const MILLRACE = '77 Millrace Court|Kalamazoo|MI|49007'

const yuWeb = customer('web-shop:W1001', 'catherine', ['2019-06-04', '2023-05-11', 4], TEXAS, {
  givenName: 'Catherine',
  familyName: 'Yu',
  birthDate: '1992-04-17',
  email: 'catherine.yu@example.com',
  mobile: '(512) 555-0142',
  'identifier.webAccount': 'wa_catyu92',
  'identifier.cardToken': 'tok_yu4417aa92kd',
  'consent.email': 'true',
})
const yuLoyalty = customer('loyalty:L1001', 'catherine', ['2023-09-15', '2024-02-20', 2], TEXAS, {
  givenName: 'Catherine',
  familyName: 'Yu',
  birthDate: '1992-04-17',
  email: 'catherine.yu@example.com',
  mobile: '512-555-0142',
  'identifier.loyalty': '70010042',
  'consent.email': 'true',
  'consent.mail': 'true',
  'raw.tier': 'silver',
})
const johnsonCrm = customer('crm:C1001', 'catherine', ['2024-08-03', '2024-09-14', 2], MICHIGAN, {
  title: 'Mrs.',
  givenName: 'Catherine',
  familyName: 'Johnson',
  birthDate: '1992-04-17',
  gender: 'F',
  email: 'catherine.yu@example.com',
  phone: '(734) 555-0176',
  'address.from': '2024-07-01',
  'identifier.loyalty': '70010042',
  'identifier.cardToken': 'tok_yu4417aa92kd',
  'custom.loyaltyPoints': '4850',
  'custom.creditLimit': '1500',
  'consent.email': 'true',
  'consent.mail': 'true',
})
const johnsonErp = customer('erp:E1001', 'catherine', ['2025-03-06', '2025-03-06', 1], MICHIGAN, {
  fullName: 'CATHERINE JOHNSON',
  birthDate: '1992-04-17',
  phone: '734-555-0176',
  mobile: '5125550142',
  email: 'catherine.yu@example.com',
  'identifier.loyalty': '70010042',
  'custom.loyaltyPoints': '4100',
})
const charlesLoyalty = customer('loyalty:L1002', 'charles', ['2022-03-19', '2024-01-12', 2], MICHIGAN, {
  givenName: 'Charles',
  familyName: 'Johnson',
  birthDate: '1990-11-02',
  email: 'charles.johnson@example.net',
  phone: '734-555-0176',
  'identifier.loyalty': '70010077',
  'consent.mail': 'true',
})
const charlesCrm = customer('crm:C1002', 'charles', ['2022-04-02', '2024-09-14', 3], MICHIGAN, {
  title: 'Mr.',
  givenName: 'Charles',
  familyName: 'Johnson',
  birthDate: '1990-11-02',
  gender: 'M',
  email: 'charles.johnson@example.net',
  phone: '(734) 555-0176',
  mobile: '(734) 555-0103',
  'identifier.loyalty': '70010077',
  'custom.loyaltyPoints': '300',
  'consent.mail': 'true',
})

/** Catherine Yu becomes Catherine Johnson; Charles; the namesake; the pair without enough evidence. */
export const MARRIAGE_STORIES: readonly Story[] = [
  {
    key: 'marriage',
    title: 'Catherine Yu marries and becomes Catherine Johnson',
    search: 'Catherine Yu Texas',
    expect:
      'one customer, Catherine Johnson of Ann Arbor MI, four records; former name Yu, former address Austin TX; CRM loyalty points 4850 win over ERP 4100',
    drafts: [
      yuWeb,
      yuLoyalty,
      johnsonCrm,
      johnsonErp,
      order(yuWeb, {
        id: 'WO1001-1',
        date: '2022-11-25',
        product: 'Lakeside Linen Dress',
        quantity: 1,
        amount: '89.00',
      }),
      order(yuWeb, { id: 'WO1002-1', date: '2023-05-11', product: 'Silk Scarf', quantity: 2, amount: '98.00' }),
      order(johnsonCrm, {
        id: 'CO1001-1',
        date: '2024-09-14',
        product: 'Merino Crew Sweater',
        quantity: 1,
        amount: '99.00',
      }),
      order(johnsonErp, {
        id: 'EO1001-1',
        date: '2025-03-06',
        product: 'Harborline Rain Jacket',
        quantity: 1,
        amount: '129.00',
      }),
    ],
  },
  {
    key: 'johnson-household',
    title: 'Charles Johnson lives with Catherine and shares her phone',
    search: 'Charles Johnson Ann Arbor',
    expect:
      'a second customer with two records, never merged with Catherine; the Johnson household of two at 418 Orchard Gate Lane',
    drafts: [
      charlesLoyalty,
      charlesCrm,
      order(charlesCrm, {
        id: 'CO1002-1',
        date: '2024-03-02',
        product: 'Everyday Oxford Shirt',
        quantity: 1,
        amount: '59.00',
      }),
    ],
    households: { 'h-johnson': ['catherine', 'charles'] },
  },
  {
    key: 'namesake',
    title: 'Another Catherine Johnson in Michigan',
    search: 'Catherine Johnson Grand Rapids',
    expect: 'a customer of her own: other birth date, mailbox, phone and city; at most a possible match',
    drafts: [
      customer(
        'crm:C1003',
        'catherine-namesake',
        ['2020-10-08', '2023-12-01', 2],
        '5310 Cottonwood Ridge Road|Grand Rapids|MI|49525',
        {
          givenName: 'Catherine',
          familyName: 'Johnson',
          birthDate: '1978-08-30',
          gender: 'F',
          email: 'cjohnson78@postbox.example',
          phone: '616-555-0119',
          'consent.mail': 'true',
        },
      ),
    ],
  },
  {
    key: 'weak-evidence',
    title: 'Rosalind Kim may have become Rosalind Bennett',
    search: 'Rosalind Kalamazoo',
    expect:
      'two customers and a review task: same given name and new address for; other surname and nothing else in common against (in truth one person)',
    drafts: [
      customer('web-shop:W1005', 'rosalind', ['2021-02-11', '2025-01-20', 3], MILLRACE, {
        givenName: 'Rosalind',
        familyName: 'Kim',
        email: 'roz.kim@fernpost.example',
      }),
      customer('crm:C1005', 'rosalind', ['2025-05-17', '2025-06-02', 1], MILLRACE, {
        givenName: 'Rosalind',
        familyName: 'Bennett',
        phone: '269-555-0158',
      }),
    ],
  },
]
