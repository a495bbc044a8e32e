import { customer, type Story } from './story.ts'

/** One person in two alphabets, with and without accents, and beyond the borders. */
export const SCRIPT_STORIES: readonly Story[] = [
  {
    key: 'accents',
    title: 'José and Jose, Müller and Mueller',
    search: 'Ramirez Ortega · Juergen Mueller',
    expect: 'one customer for each pair, accents kept in the golden name',
    drafts: [
      customer(
        'web-shop:W1120',
        'jose',
        ['2021-06-06', '2024-06-06', 2],
        '1188 Redbud Crossing Drive|San Antonio|TX|78212',
        {
          givenName: 'José',
          familyName: 'Ramírez Ortega',
          birthDate: '1982-08-08',
          email: 'jose.ramirez@mailgarden.example',
          mobile: '210-555-0166',
        },
      ),
      customer('erp:E1120', 'jose', ['2022-01-20', '2023-01-20', 1], '1188 REDBUD CROSSING DR|SAN ANTONIO|TX|78212', {
        fullName: 'JOSE RAMIREZ',
        birthDate: '1982-08-08',
        phone: '2105550166',
      }),
      customer('crm:C1121', 'juergen', ['2019-09-19', '2023-09-19', 3], '340 Hazel Gate Street|Cincinnati|OH|45202', {
        title: 'Dr.',
        givenName: 'Jürgen',
        familyName: 'Müller',
        birthDate: '1969-04-30',
        email: 'j.mueller@example.org',
      }),
      customer('web-shop:W1121', 'juergen', ['2022-02-22', '2025-02-22', 2], '340 Hazel Gate St|Cincinnati|OH|45202', {
        givenName: 'Juergen',
        familyName: 'Mueller',
        email: 'j.mueller@example.org',
        phone: '513-555-0192',
      }),
    ],
  },
  {
    key: 'canada-and-mexico',
    title: 'François Lévesque in Montréal, María Fernanda López in Monterrey',
    search: 'Levesque Montreal · Lopez Monterrey',
    expect: 'one customer each, with a Canadian and a Mexican address and phone',
    drafts: [
      customer(
        'crm:C1123',
        'francois',
        ['2020-11-05', '2023-11-05', 2],
        '1450 rue des Érables|Montréal|QC|H2X 1Y4|CA',
        {
          givenName: 'François',
          familyName: 'Lévesque',
          birthDate: '1975-03-03',
          email: 'francois.levesque@example.com',
          phone: '514-555-0123',
        },
      ),
      customer(
        'web-shop:W1123',
        'francois',
        ['2022-07-17', '2025-03-17', 2],
        '1450 rue des Erables|Montreal|QC|H2X1Y4|CA',
        {
          givenName: 'Francois',
          familyName: 'Levesque',
          email: 'francois.levesque@example.com',
          phone: '+1 514 555 0123',
        },
      ),
      customer(
        'web-shop:W1125',
        'maria-fernanda',
        ['2021-10-01', '2024-10-01', 2],
        'Calle Río Sereno 214|Monterrey|NLE|64720|MX',
        {
          givenName: 'María Fernanda',
          familyName: 'López Hernández',
          birthDate: '1990-12-12',
          email: 'mf.lopez@postbox.example',
          phone: '+52 81 5550 0142',
        },
      ),
      customer(
        'erp:E1125',
        'maria-fernanda',
        ['2022-03-09', '2023-03-09', 1],
        'CALLE RIO SERENO 214|MONTERREY|NLE|64720|MX',
        {
          fullName: 'MARIA F LOPEZ',
          email: 'mf.lopez@postbox.example',
          phone: '+528155500142',
        },
      ),
    ],
  },
  {
    key: 'scripts',
    title: 'Юлия Соколова and Yulia Sokolova, 王芳 and Fang Wang',
    search: 'Sokolova · Fang Wang',
    expect: 'one customer for each pair, both spellings visible',
    drafts: [
      customer(
        'loyalty:L1124',
        'yulia',
        ['2023-02-08', '2024-02-08', 1],
        '88 Catalpa Grove Avenue, Apt 5C|Brooklyn|NY|11215',
        {
          givenName: 'Юлия',
          familyName: 'Соколова',
          birthDate: '1987-01-07',
          email: 'yulia.sokolova@example.net',
          mobile: '718-555-0139',
          'identifier.loyalty': '70010124',
        },
      ),
      customer('crm:C1124', 'yulia', ['2023-05-25', '2025-05-25', 2], '88 Catalpa Grove Ave, #5C|Brooklyn|NY|11215', {
        givenName: 'Yulia',
        familyName: 'Sokolova',
        birthDate: '1987-01-07',
        email: 'yulia.sokolova@example.net',
        'identifier.loyalty': '70010124',
      }),
      customer(
        'loyalty:L1122',
        'fang-wang',
        ['2022-09-10', '2023-09-10', 1],
        '2525 Hawthorn View Street|San Francisco|CA|94117',
        {
          givenName: '芳',
          familyName: '王',
          birthDate: '1984-02-29',
          email: 'fang.wang84@quickmail.example',
          mobile: '415-555-0154',
          'identifier.loyalty': '70010122',
        },
      ),
      customer(
        'web-shop:W1122',
        'fang-wang',
        ['2023-04-01', '2025-04-01', 2],
        '2525 Hawthorn View St|San Francisco|CA|94117',
        {
          givenName: 'Fang',
          familyName: 'Wang',
          birthDate: '1984-02-29',
          email: 'fang.wang84@quickmail.example',
          mobile: '4155550154',
        },
      ),
    ],
  },
]
