import { account, type Story, worker } from './story.ts'

const LAKE_EAST = ['lakeshore', 'EA1001'] as const
const LAKE_CENTRAL = ['lakeshore', 'CA1001'] as const
const LAKE_WEST = ['lakeshore', 'WA1001'] as const
const LAKE_ERP = ['lakeshore', 'B1001'] as const
const LAKE_SITE = 'lakeshore-outfitters.example'

const dolores = {
  givenName: 'Dolores',
  familyName: 'Whitaker',
  role: 'purchaser',
  department: 'Purchasing',
  mobile: '716-555-0125',
}

/** People in companies: duplicates within one, namesakes across two, shared boxes, the right one for a question. */
export const CONTACT_STORIES: readonly Story[] = [
  {
    key: 'five-times-one-contact',
    title: 'Benny finds Dolores Whitaker five times at Lakeshore Outfitters',
    search: 'Dolores Whitaker',
    expect:
      'one contact at Lakeshore with five records (3 crm-east, 2 crm-west); the Dolores Whitaker of Pinecrest Department Stores (EC1009) is somebody else',
    drafts: [
      worker('crm-east:EC1001', 'dolores', ['2019-02-02', '2024-10-15', 4], LAKE_EAST, {
        ...dolores,
        email: `dolores.whitaker@${LAKE_SITE}`,
        jobTitle: 'Purchasing Manager',
        primary: 'true',
      }),
      worker('crm-east:EC1002', 'dolores', ['2020-05-11', '2022-05-11', 1], LAKE_EAST, {
        ...dolores,
        givenName: 'Lola',
        email: `dolores.whitaker@${LAKE_SITE}`,
        jobTitle: 'Senior Buyer',
      }),
      worker('crm-east:EC1003', 'dolores', ['2021-09-23', '2021-09-23', 1], LAKE_EAST, {
        ...dolores,
        familyName: 'Whittaker',
        email: `info@${LAKE_SITE}`,
        phone: '(716) 555-0130',
      }),
      worker('crm-west:WC1001', 'dolores', ['2021-10-04', '2023-02-28', 2], LAKE_WEST, {
        ...dolores,
        mobile: '(716) 555-0125',
        jobTitle: 'Purch. Manager',
      }),
      worker('crm-west:WC1002', 'dolores', ['2022-12-12', '2022-12-12', 1], LAKE_WEST, {
        ...dolores,
        givenName: 'D.',
        mobile: '',
        email: `Dolores.Whitaker@${LAKE_SITE}`,
      }),
      account(
        'crm-east:EA1070',
        'pinecrest',
        ['2019-07-01', '2023-07-01', 2],
        '600 Ember Bridge Street|Pittsburgh|PA|15203',
        {
          name: 'Pinecrest Department Stores Inc.',
          website: 'pinecrest-stores.example',
          phone: '412-555-0107',
          taxId: '25-6612340',
          'terms.contract': 'active',
        },
      ),
      worker('crm-east:EC1009', 'dolores-namesake', ['2020-01-01', '2024-01-01', 2], ['pinecrest', 'EA1070'], {
        givenName: 'Dolores',
        familyName: 'Whitaker',
        email: 'd.whitaker@pinecrest-stores.example',
        mobile: '412-555-0193',
        role: 'marketing',
        department: 'Marketing',
        jobTitle: 'Brand Manager',
      }),
    ],
  },
  {
    key: 'right-contact',
    title: 'Who answers for marketing, IT or invoices at Lakeshore Outfitters?',
    search: 'Lakeshore Outfitters',
    expect:
      'primary contact by department: marketing Tessa Lindqvist (EC1040), IT Omar Haddad (CC1041), accounts payable Ruth Becker (K1043 + EC1043)',
    drafts: [
      worker('crm-east:EC1040', 'tessa', ['2022-03-03', '2025-03-03', 2], LAKE_EAST, {
        givenName: 'Tessa',
        familyName: 'Lindqvist',
        email: `tessa.lindqvist@${LAKE_SITE}`,
        role: 'marketing',
        department: 'Marketing',
        jobTitle: 'Marketing Manager',
        primary: 'true',
      }),
      worker('crm-central:CC1041', 'omar', ['2021-06-21', '2024-06-21', 2], LAKE_CENTRAL, {
        givenName: 'Omar',
        familyName: 'Haddad',
        email: `omar.haddad@${LAKE_SITE}`,
        mobile: '716-555-0188',
        role: 'technical',
        department: 'IT',
        jobTitle: 'EDI Coordinator',
        primary: 'true',
      }),
      worker('erp:K1043', 'ruth', ['2020-02-20', '2025-06-10', 3], LAKE_ERP, {
        givenName: 'RUTH',
        familyName: 'BECKER',
        email: `ap@${LAKE_SITE}`,
        phone: '716-555-0131',
        role: 'billing',
        department: 'Accounts Payable',
        'role.from': '2020-02-20',
      }),
      worker('crm-east:EC1043', 'ruth', ['2021-01-05', '2023-01-05', 1], LAKE_EAST, {
        givenName: 'Ruth',
        familyName: 'Becker',
        email: `ruth.becker@${LAKE_SITE}`,
        phone: '716-555-0131',
        role: 'billing',
        department: 'Accounts Payable',
        jobTitle: 'Controller',
      }),
    ],
  },
  {
    key: 'info-box',
    title: 'Two buyers behind info@trailhead-sports.example',
    search: 'info@trailhead-sports.example',
    expect:
      'two contacts of Trailhead Sports of Denver, Kara Holm (WC1050 + K1050) and Theo Marsh (WC1051): a shared box and switchboard prove nothing',
    drafts: [
      worker('crm-west:WC1050', 'kara', ['2021-04-14', '2024-04-14', 2], ['trailhead-denver', 'WA1010'], {
        givenName: 'Kara',
        familyName: 'Holm',
        email: 'info@trailhead-sports.example',
        phone: '303-555-0150',
        mobile: '303-555-0114',
        role: 'purchaser',
      }),
      worker('erp:K1050', 'kara', ['2021-05-01', '2023-05-01', 1], ['trailhead-denver', 'B1010'], {
        givenName: 'KARA',
        familyName: 'HOLM',
        email: 'info@trailhead-sports.example',
        mobile: '3035550114',
      }),
      worker('crm-west:WC1051', 'theo', ['2022-09-29', '2024-09-29', 1], ['trailhead-denver', 'WA1010'], {
        givenName: 'Theo',
        familyName: 'Marsh',
        email: 'info@trailhead-sports.example',
        phone: '303-555-0150',
        role: 'purchaser',
      }),
    ],
  },
]
