import { account, type Story } from './story.ts'

/** Many companies that look like one. */
export const LOOK_ALIKE_STORIES: readonly Story[] = [
  {
    key: 'franchises',
    title: 'Trailhead Sports of Denver, of Boulder, of Fort Collins',
    search: 'Trailhead Sports',
    expect: 'three companies that share a brand and a web site, with tax ids, phones and towns of their own',
    drafts: [
      ...franchise(
        'Denver',
        ['crm-west:WA1010', 'erp:B1010'],
        '1745 Flint Avenue|Denver|CO|80205',
        '303-555-0150',
        '84-1100101',
      ),
      ...franchise(
        'Boulder',
        ['crm-west:WA1011', 'erp:B1011'],
        '902 Gable Street|Boulder|CO|80302',
        '720-555-0151',
        '84-1100202',
      ),
      ...franchise(
        'Fort Collins',
        ['crm-west:WA1012', 'crm-central:CA1012'],
        '66 Drift Lane|Fort Collins|CO|80524',
        '970-555-0152',
        '84-1100303',
      ),
    ],
  },
  {
    key: 'sisters',
    title: 'Hartwell Apparel and Hartwell Footwear share an address and a switchboard',
    search: 'Hartwell',
    expect: 'two companies at 10 Cardinal Place, Richmond, never merged: other line of business, other tax id',
    drafts: (['crm-east', 'erp'] as const).flatMap((source, i) => [
      account(
        `${source}:${i === 0 ? 'EA1014' : 'B1014'}`,
        'hartwell-apparel',
        ['2019-09-09', `202${3 + i}-02-01`, 2],
        '10 Cardinal Place|Richmond|VA|23220',
        {
          name: 'Hartwell Apparel LLC',
          phone: '804-555-0160',
          taxId: '54-3300011',
          'terms.payment': 'Net 30',
        },
      ),
      account(
        `${source}:${i === 0 ? 'EA1015' : 'B1015'}`,
        'hartwell-footwear',
        ['2019-09-10', `202${3 + i}-02-02`, 2],
        '10 Cardinal Place|Richmond|VA|23220',
        {
          name: 'Hartwell Footwear LLC',
          phone: '804-555-0160',
          taxId: '54-3300029',
          'terms.payment': 'Net 30',
        },
      ),
    ]),
  },
  {
    key: 'same-firm-name',
    title: 'Two firms called Summit Sports',
    search: 'Summit Sports',
    expect: 'two companies, in Boise and in Burlington: only the name is the same',
    drafts: [
      account('crm-west:WA1040', 'summit-boise', ['2019-01-01', '2023-01-01', 2], '48 Nimbus Way|Boise|ID|83702', {
        name: 'Summit Sports LLC',
        website: 'summitsports-idaho.example',
        phone: '208-555-0133',
        taxId: '82-1010101',
      }),
      account(
        'crm-east:EA1040',
        'summit-burlington',
        ['2018-06-06', '2024-06-06', 2],
        '7 Orchard Song Lane|Burlington|VT|05401',
        {
          name: 'Summit Sports Inc.',
          website: 'summitsportsvt.example',
          phone: '802-555-0149',
          taxId: '03-2020202',
        },
      ),
    ],
  },
]

type Account = Parameters<typeof account>[0]

/** Two records of one store of the Trailhead franchise. */
function franchise(
  town: string,
  [first, second]: readonly [Account, Account],
  where: string,
  phone: string,
  taxId: string,
) {
  const who = `trailhead-${town.toLowerCase().replace(' ', '-')}`
  const shared = {
    name: `Trailhead Sports of ${town} LLC`,
    website: 'trailhead-sports.example',
    kind: 'retailer',
    phone,
    taxId,
  }
  return [
    account(first, who, ['2020-02-02', '2024-02-02', 2], where, {
      ...shared,
      'terms.payment': 'Net 30',
      'terms.contract': 'active',
    }),
    account(second, who, ['2020-03-03', '2023-03-03', 1], where, { ...shared, name: `Trailhead Sports ${town}` }),
  ]
}
