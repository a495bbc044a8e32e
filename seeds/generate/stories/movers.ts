import { customer, type Story, worker } from './story.ts'

const LAKE_EAST = ['lakeshore', 'EA1001'] as const
const LAKE_SITE = 'lakeshore-outfitters.example'

/** Contacts who changed employer, who work for the parent, or who are customers too. */
export const MOVER_STORIES: readonly Story[] = [
  {
    key: 'mover',
    title: 'Samuel Ortiz moved from Lakeshore Outfitters to Northgate',
    search: 'Samuel Ortiz',
    expect:
      'one contact: Lakeshore until 2023-06-30 (EC1030 and its duplicate EC1031), Northgate Retail Group since 2023-07-15 (CC1030)',
    drafts: [
      worker('crm-east:EC1030', 'samuel', ['2019-04-01', '2023-07-03', 3], LAKE_EAST, {
        givenName: 'Samuel',
        familyName: 'Ortiz',
        birthDate: '1984-06-11',
        email: [`samuel.ortiz@${LAKE_SITE}`, 'sam.ortiz84@quickmail.example'],
        mobile: '716-555-0172',
        role: 'account owner',
        department: 'Sales',
        jobTitle: 'Account Owner',
        'role.from': '2019-04-01',
        'role.to': '2023-06-30',
      }),
      worker('crm-east:EC1031', 'samuel', ['2021-11-19', '2021-11-19', 1], LAKE_EAST, {
        givenName: 'Sam',
        familyName: 'Ortiz',
        email: `samuel.ortiz@${LAKE_SITE}`,
        role: 'account owner',
      }),
      worker('crm-central:CC1030', 'samuel', ['2023-07-20', '2025-01-13', 2], ['northgate-group', 'CA1030'], {
        givenName: 'Samuel',
        familyName: 'Ortiz',
        email: ['samuel.ortiz@northgate-retail.example', 'sam.ortiz84@quickmail.example'],
        mobile: '(716) 555-0172',
        role: 'account owner',
        department: 'Sales',
        jobTitle: 'Regional Sales Manager',
        primary: 'true',
        'role.from': '2023-07-15',
      }),
    ],
  },
  {
    key: 'parents-contacts',
    title: 'The contacts of Harbor & Pine Holdings',
    search: 'Harbor & Pine Holdings',
    expect:
      'Gwen Abara, controller (WC1020), and Paul Nystrom, marketing (WC1021), at the parent; Nina Castro (EC1020) at the subsidiary',
    drafts: [
      worker('crm-west:WC1020', 'gwen', ['2020-08-17', '2024-08-17', 2], ['harbor-pine-holdings', 'WA1020'], {
        givenName: 'Gwen',
        familyName: 'Abara',
        email: 'gwen.abara@harborandpine.example',
        role: 'billing',
        department: 'Accounts Payable',
        jobTitle: 'Controller',
        primary: 'true',
      }),
      worker('crm-west:WC1021', 'paul-nystrom', ['2021-02-25', '2023-02-25', 2], ['harbor-pine-holdings', 'WA1020'], {
        givenName: 'Paul',
        familyName: 'Nystrom',
        email: 'paul.nystrom@harborandpine.example',
        mobile: '415-555-0183',
        role: 'marketing',
        department: 'Marketing',
      }),
      worker('crm-east:EC1020', 'nina-castro', ['2022-10-10', '2024-10-10', 2], ['harbor-pine-kids', 'EA1020'], {
        givenName: 'Nina',
        familyName: 'Castro',
        email: 'nina.castro@harborandpine.example',
        phone: '617-555-0144',
        role: 'purchaser',
        department: 'Purchasing',
      }),
    ],
  },
  {
    key: 'customer-and-contact',
    title: 'Priya Raman shops at ACME and buys for Summit Sports',
    search: 'Priya Raman',
    expect: 'a customer (C1140) and a contact (WC1140), joined as the same person by mobile and private mailbox',
    drafts: [
      customer('crm:C1140', 'priya-customer', ['2021-07-01', '2024-07-01', 2], '3310 Hazel View Drive|Boise|ID|83706', {
        givenName: 'Priya',
        familyName: 'Raman',
        birthDate: '1989-02-17',
        email: 'priya.raman@fernpost.example',
        mobile: '208-555-0156',
        'consent.email': 'true',
      }),
      worker('crm-west:WC1140', 'priya-contact', ['2022-04-22', '2025-04-22', 2], ['summit-boise', 'WA1040'], {
        givenName: 'Priya',
        familyName: 'Raman',
        email: ['priya@summitsports-idaho.example', 'priya.raman@fernpost.example'],
        mobile: '(208) 555-0156',
        role: 'purchaser',
        department: 'Purchasing',
        jobTitle: 'Head of Procurement',
        primary: 'true',
      }),
    ],
    samePerson: { 'priya-customer': 'priya-contact' },
  },
]
