import { customer, type Story } from './story.ts'

/** One person under two spellings of the name. */
export const NAME_STORIES: readonly Story[] = [
  {
    key: 'short-and-swapped',
    title: 'Bill and William Prescott; Linh Tran and Tran Linh; E. J. Sandoval; Ana Torres-Vega',
    search: 'William Prescott · Linh Tran · Elena Sandoval · Ana Torres',
    expect: 'one customer for each pair: nickname, swapped names, initials, double surname',
    drafts: [
      customer(
        'crm:C1130',
        'william-prescott',
        ['2018-12-03', '2022-12-03', 3],
        '57 Quince Harbor Road|Portland|ME|04103',
        {
          givenName: 'William',
          middleName: 'T.',
          familyName: 'Prescott',
          birthDate: '1954-09-09',
          phone: '207-555-0116',
          'identifier.cardToken': 'tok_prs54w8c2vbn',
        },
      ),
      customer(
        'web-shop:W1130',
        'william-prescott',
        ['2021-01-31', '2024-01-31', 2],
        '57 Quince Harbor Rd|Portland|ME|04103',
        {
          givenName: 'Bill',
          familyName: 'Prescott',
          email: 'bill.prescott@cablehome.example',
          phone: '(207) 555-0116',
        },
      ),
      customer(
        'crm:C1131',
        'linh-tran',
        ['2020-08-08', '2023-08-08', 2],
        '940 Cottonwood Bend Street|Houston|TX|77007',
        {
          givenName: 'Linh',
          familyName: 'Tran',
          birthDate: '1995-05-05',
          email: 'linh.tran@example.com',
          mobile: '713-555-0109',
        },
      ),
      customer(
        'web-shop:W1131',
        'linh-tran',
        ['2022-05-12', '2024-05-12', 2],
        '940 Cottonwood Bend Street|Houston|TX|77007',
        {
          givenName: 'Tran',
          familyName: 'Linh',
          email: 'linh.tran@example.com',
          mobile: '713-555-0109',
        },
      ),
      customer(
        'loyalty:L1132',
        'elena-sandoval',
        ['2021-11-21', '2023-11-21', 1],
        '6 Alder Terrace Lane|Albuquerque|NM|87106',
        {
          givenName: 'Elena Judith',
          familyName: 'Sandoval',
          birthDate: '1968-07-14',
          email: 'ej.sandoval@fernpost.example',
          'identifier.loyalty': '70010132',
        },
      ),
      customer(
        'erp:E1132',
        'elena-sandoval',
        ['2022-10-10', '2024-10-10', 2],
        '6 ALDER TERRACE LN|ALBUQUERQUE|NM|87106',
        {
          fullName: 'E. J. SANDOVAL',
          email: 'ej.sandoval@fernpost.example',
          phone: '505-555-0135',
        },
      ),
      customer(
        'crm:C1133',
        'ana-torres-vega',
        ['2019-02-14', '2022-02-14', 2],
        '7714 Jacaranda Hill Drive|San Diego|CA|92116',
        {
          givenName: 'Ana',
          familyName: 'Torres-Vega',
          birthDate: '1991-10-28',
          email: 'ana.tv@mailgarden.example',
        },
      ),
      customer(
        'web-shop:W1133',
        'ana-torres-vega',
        ['2023-06-30', '2025-06-30', 2],
        '7714 Jacaranda Hill Dr|San Diego|CA|92116',
        {
          givenName: 'Ana',
          familyName: 'Torres',
          email: 'ana.tv@mailgarden.example',
          phone: '619-555-0187',
        },
      ),
    ],
  },
]
