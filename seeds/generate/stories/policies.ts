import { customer, type Story } from './story.ts'

/** Data policies, and who owns which field. */
export const POLICY_STORIES: readonly Story[] = [
  {
    key: 'policy-violations',
    title: 'Records that break the data policy',
    search: 'Deshawn Rowe · Petra Sandoval · Harlan Boggs',
    expect:
      'issues on each: W1080 no postcode, W1081 bad e-mail, C1082 born in the future, E1083 no name and no way to reach (held back)',
    drafts: [
      customer(
        'web-shop:W1080',
        'policy-postcode',
        ['2024-03-03', '2024-03-03', 1],
        '18 Alder Run Street|Rochester|NY|',
        {
          givenName: 'Deshawn',
          familyName: 'Rowe',
          email: 'deshawn.rowe@example.org',
        },
      ),
      customer(
        'web-shop:W1081',
        'policy-email',
        ['2024-04-22', '2024-04-22', 1],
        '640 Quince Valley Drive|Tulsa|OK|74104',
        {
          givenName: 'Petra',
          familyName: 'Sandoval',
          email: 'petra.sandoval(at)example.com',
        },
      ),
      customer(
        'crm:C1082',
        'policy-birth',
        ['2023-06-15', '2023-06-15', 1],
        '2902 Bluestem View Court|Wichita|KS|67203',
        {
          givenName: 'Harlan',
          familyName: 'Boggs',
          birthDate: '2091-02-11',
          phone: '316-555-0190',
        },
      ),
      customer('erp:E1083', 'policy-empty', ['2022-08-08', '2022-08-08', 1], '', { fullName: 'CUSTOMER' }),
    ],
  },
  {
    key: 'conflicting-phones',
    title: 'Nadia Rahman has another phone in every system',
    search: 'Nadia Rahman',
    expect: 'one customer; the newest phone leads, the other two stay visible with source and date',
    drafts: [
      customer(
        'web-shop:W1090',
        'nadia',
        ['2020-05-05', '2021-09-09', 2],
        '77 Catalpa Field Avenue|Baltimore|MD|21210',
        {
          givenName: 'Nadia',
          familyName: 'Rahman',
          birthDate: '1994-10-10',
          email: 'nadia.rahman@postbox.example',
          phone: '410-555-0101',
        },
      ),
      customer('crm:C1090', 'nadia', ['2021-01-12', '2023-02-14', 2], '77 Catalpa Field Ave|Baltimore|MD|21210', {
        givenName: 'Nadia',
        familyName: 'Rahman',
        birthDate: '1994-10-10',
        email: 'nadia.rahman@postbox.example',
        phone: '410-555-0122',
      }),
      customer('erp:E1090', 'nadia', ['2022-02-02', '2025-08-19', 4], '77 CATALPA FIELD AVE|BALTIMORE|MD|21210', {
        fullName: 'NADIA RAHMAN',
        birthDate: '1994-10-10',
        phone: '410-555-0143',
      }),
    ],
  },
  {
    key: 'loyalty-points',
    title: 'Victor Almeida: ERP and CRM disagree about his points',
    search: 'Victor Almeida',
    expect:
      'points 4200 and credit limit 2500 from the CRM, which owns them; the newer ERP value 3150 is kept but loses',
    drafts: [
      customer('crm:C1100', 'victor', ['2020-07-07', '2024-06-30', 5], '1204 Mulberry Grove Place|Hartford|CT|06106', {
        givenName: 'Victor',
        familyName: 'Almeida',
        birthDate: '1971-09-18',
        email: 'valmeida@cablehome.example',
        phone: '860-555-0111',
        'identifier.loyalty': '70010100',
        'custom.loyaltyPoints': '4200',
        'custom.creditLimit': '2500',
      }),
      customer('erp:E1100', 'victor', ['2020-08-01', '2025-07-22', 6], '1204 MULBERRY GROVE PL|HARTFORD|CT|06106', {
        fullName: 'ALMEIDA, VICTOR',
        phone: '8605550111',
        'identifier.loyalty': '70010100',
        'custom.loyaltyPoints': '3150',
      }),
      customer('loyalty:L1100', 'victor', ['2020-07-07', '2022-01-05', 1], '', {
        givenName: 'Vic',
        familyName: 'Almeida',
        birthDate: '1971-09-18',
        email: 'valmeida@cablehome.example',
        'identifier.loyalty': '70010100',
      }),
    ],
  },
]
