import { order } from '../orders.ts'
import { customer, type Story } from './story.ts'

const marcus = customer(
  'web-shop:W1010',
  'marcus',
  ['2021-04-09', '2024-10-02', 3],
  '905 Tamarack Bend Road|Columbus|OH|43206',
  {
    givenName: 'Marcus',
    familyName: 'Delgado',
    birthDate: '1985-01-23',
    email: 'marcus.delgado@quickmail.example',
    mobile: '614-555-0131',
  },
)
const marcusGuest = customer(
  'web-shop:W1011',
  'marcus',
  ['2025-02-14', '2025-02-14', 1],
  '905 Tamarack Bend Rd|Columbus|OH|43206',
  {
    givenName: 'Marcus',
    familyName: 'Delgado',
    email: 'Marcus.Delgado@quickmail.example',
    'raw.account_type': 'guest',
  },
)
const imaniGuest = customer(
  'web-shop:W1012',
  'imani',
  ['2024-05-30', '2024-05-30', 1],
  '31 Hazel Point Street|Providence|RI|02906',
  {
    givenName: 'Imani',
    familyName: 'Brooks',
    email: 'imani.brooks@mailgarden.example',
    'raw.account_type': 'guest',
  },
)
const imani = customer(
  'web-shop:W1013',
  'imani',
  ['2025-04-18', '2025-04-18', 1],
  '31 Hazel Point Street|Providence|RI|02906',
  {
    givenName: 'Imani',
    familyName: 'Brooks',
    birthDate: '1998-07-09',
    email: 'imani.brooks@mailgarden.example',
    mobile: '401-555-0127',
    'identifier.webAccount': 'wa_imanib98',
    'identifier.social': 'chirp:imani_b',
  },
)
const stephen = customer(
  'web-shop:W1020',
  'stephen',
  ['2020-01-15', '2023-03-08', 2],
  '1660 Ironwood Crossing, Unit 12|Milwaukee|WI|53211',
  {
    givenName: 'Stephen',
    familyName: 'Kowalczyk',
    birthDate: '1979-12-05',
    email: 'skowalczyk@example.org',
    mobile: '(414) 555-0164',
  },
)
const stehpen = customer(
  'web-shop:W1021',
  'stephen',
  ['2024-08-21', '2024-08-21', 1],
  '1660 Ironwood Crossing, #12|Milwaukee|WI|53211',
  {
    givenName: 'Stehpen',
    familyName: 'Kowalcyzk',
    birthDate: '1979-12-05',
    email: 'stephen.k79@fernpost.example',
    mobile: '414.555.0164',
  },
)
const laura = customer(
  'web-shop:W1030',
  'laura',
  ['2022-09-01', '2025-06-11', 2],
  '482 Sassafrass Hil Ln|Nashville|TN|',
  {
    givenName: 'Laura',
    familyName: 'Whitfield',
    email: 'laura.whitfield@example.com',
    mobile: '615-555-0148',
  },
)
const lauraErp = customer(
  'erp:E1030',
  'laura',
  ['2021-11-16', '2024-02-27', 3],
  '482 Sassafras Hill Lane|Nashville|TN|37206',
  {
    fullName: 'LAURA WHITFIELD',
    birthDate: '1988-03-14',
    phone: '615-555-0148',
    email: 'laura.whitfield@example.com',
  },
)
const tomoko = customer(
  'crm:C1150',
  'tomoko',
  ['2021-12-12', '2024-11-29', 2],
  '2701 Redbud Spring Avenue|Sacramento|CA|95816',
  {
    givenName: 'Tomoko',
    familyName: 'Nakamura',
    birthDate: '1983-05-21',
    email: 'tomoko.nakamura@example.net',
    mobile: '916-555-0112',
    'identifier.cardToken': 'tok_nkm77q3e5wrt',
  },
)
const tomokoGuest = customer('web-shop:W1150', 'tomoko', ['2025-07-04', '2025-07-04', 1], '', {
  givenName: 'T.',
  familyName: 'Nakamura',
  email: 'tn.orders@fernpost.example',
  'address.city': 'Sacramento',
  'address.region': 'CA',
  'address.postcode': '95816',
  'identifier.cardToken': 'tok_nkm77q3e5wrt',
  'raw.account_type': 'guest',
})

/** The web shop: guests, known cards, forgotten logins, duplicates in the ERP. */
export const SHOP_STORIES: readonly Story[] = [
  {
    key: 'guest-order',
    title: 'Marcus Delgado orders as a guest',
    search: 'Marcus Delgado',
    expect: 'one customer with an account and a guest order; spend 79.00 + 119.00',
    drafts: [
      marcus,
      marcusGuest,
      order(marcus, { id: 'WO1010-1', date: '2024-10-02', product: 'Ridgeway Fleece', quantity: 1, amount: '79.00' }),
      order(marcusGuest, {
        id: 'WO1011-1',
        date: '2025-02-14',
        product: 'Trail Runner Shoe',
        quantity: 1,
        amount: '119.00',
      }),
    ],
  },
  {
    key: 'guest-first',
    title: 'Imani Brooks registers a year after her guest order',
    search: 'Imani Brooks',
    expect: 'one customer; the guest order (35.00) came along to the account',
    drafts: [
      imaniGuest,
      imani,
      order(imaniGuest, {
        id: 'WO1012-1',
        date: '2024-05-30',
        product: 'Kids Puddle Boot',
        quantity: 1,
        amount: '35.00',
      }),
    ],
  },
  {
    key: 'card-payment',
    title: 'T. Nakamura pays as a guest with a known card',
    search: 'Nakamura Sacramento',
    expect:
      'guest W1150 joins (or waits in review for) Tomoko Nakamura: same card token, surname and postcode, an initial only',
    drafts: [
      tomoko,
      tomokoGuest,
      order(tomokoGuest, { id: 'WO1150-1', date: '2025-07-04', product: 'Canvas Belt', quantity: 1, amount: '29.00' }),
    ],
  },
  {
    key: 'forgotten-login',
    title: 'Stephen Kowalczyk forgot his login and mistyped his own name',
    search: 'Kowalczyk Milwaukee',
    expect: 'one customer, two accounts; counted once, spend 69.00 + 95.00 + 75.00',
    drafts: [
      stephen,
      stehpen,
      order(stephen, { id: 'WO1020-1', date: '2022-12-03', product: 'Quarry Work Pant', quantity: 1, amount: '69.00' }),
      order(stephen, { id: 'WO1021-1', date: '2023-03-08', product: 'Denim Jacket', quantity: 1, amount: '95.00' }),
      order(stehpen, {
        id: 'WO1022-1',
        date: '2024-08-21',
        product: 'Straight Leg Jean',
        quantity: 1,
        amount: '75.00',
      }),
    ],
  },
  {
    key: 'shop-and-erp',
    title: 'Laura Whitfield: the good address is on the duplicate',
    search: 'Laura Whitfield Nashville',
    expect:
      'one customer; the shop has a misspelt street and no ZIP, the ERP the deliverable 482 Sassafras Hill Lane 37206',
    drafts: [
      laura,
      lauraErp,
      order(laura, {
        id: 'WO1030-1',
        date: '2025-06-11',
        product: 'Down Vest',
        quantity: 1,
        amount: '109.00',
        status: 'returned',
      }),
      order(lauraErp, { id: 'EO1030-1', date: '2024-02-27', product: 'Wool Beanie', quantity: 2, amount: '48.00' }),
    ],
  },
]
