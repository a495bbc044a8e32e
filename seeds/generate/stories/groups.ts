import { order } from '../orders.ts'
import { account, type Story } from './story.ts'

const midwest = account(
  'crm-central:CA1032',
  'northgate-midwest',
  ['2018-01-15', '2024-08-08', 3],
  '412 Granite Way|Milwaukee|WI|53202',
  {
    name: 'Northgate Stores Midwest LLC',
    kind: 'major retailer',
    website: 'midwest.northgate-retail.example',
    phone: '414-555-0102',
    taxId: '39-5518230',
    'parent.id': 'CA1031',
    'parent.name': 'Northgate Department Stores Corp.',
    'parent.share': '75',
    'parent.from': '2018-01-01',
    'terms.payment': 'Net 60',
    'terms.contract': 'active',
  },
)
const chicago = account(
  'crm-central:CA1033',
  'northgate-chicago',
  ['2019-05-20', '2025-02-25', 4],
  '230 Lantern Court|Chicago|IL|60607',
  {
    name: 'Northgate Chicago LLC',
    kind: 'retailer',
    phone: '312-555-0177',
    taxId: '36-7719004',
    'parent.id': 'CA1032',
    'terms.payment': 'Net 60',
    'terms.contract': 'active',
  },
)
const chicagoErp = account(
  'erp:B1033',
  'northgate-chicago',
  ['2019-06-01', '2024-12-12', 2],
  '230 LANTERN CT|CHICAGO|IL|60607',
  {
    name: 'NORTHGATE CHICAGO L.L.C.',
    phone: '3125550177',
    taxId: '36-7719004',
    'terms.payment': 'Net 60',
  },
)
const midwestErp = account(
  'erp:B1032',
  'northgate-midwest',
  ['2018-02-01', '2023-05-05', 2],
  '412 GRANITE WAY|MILWAUKEE|WI|53202',
  {
    name: 'NORTHGATE STORES MIDWEST LLC',
    phone: '4145550102',
    taxId: '395518230',
    'terms.payment': 'Net 60',
  },
)

/** Companies that belong to others, in the same CRM and across CRMs. */
export const GROUP_STORIES: readonly Story[] = [
  {
    key: 'parent-elsewhere',
    title: 'Harbor & Pine Kids is in crm-east, its parent only in crm-west',
    search: 'Harbor & Pine Kids',
    expect:
      "one subsidiary (EA1020 + WA1021) under Harbor & Pine Holdings Corp. (WA1020); the parent's contacts in one request",
    drafts: [
      account(
        'crm-east:EA1020',
        'harbor-pine-kids',
        ['2020-06-15', '2025-04-04', 3],
        '245 Kestrel Bridge Road|Boston|MA|02116',
        {
          name: 'Harbor & Pine Kids LLC',
          kind: 'retailer',
          website: 'kids.harborandpine.example',
          phone: '617-555-0144',
          taxId: '04-8812345',
          'terms.payment': 'Net 30',
          'terms.contract': 'active',
        },
      ),
      account(
        'crm-west:WA1021',
        'harbor-pine-kids',
        ['2021-01-11', '2023-07-19', 2],
        '245 Kestrel Bridge Rd|Boston|MA|02116',
        {
          name: 'Harbor and Pine Kids',
          kind: 'retailer',
          phone: '(617) 555-0144',
          website: 'kids.harborandpine.example',
          'parent.id': 'WA1020',
          'parent.name': 'Harbor & Pine Holdings Corp.',
        },
      ),
      account(
        'crm-west:WA1020',
        'harbor-pine-holdings',
        ['2017-11-30', '2024-12-30', 4],
        '3000 Beacon Ridge Avenue|San Francisco|CA|94103',
        {
          name: 'Harbor & Pine Holdings Corp.',
          kind: 'major retailer',
          website: 'harborandpine.example',
          phone: '415-555-0120',
          taxId: '94-6601928',
          'terms.payment': 'Net 60',
          'terms.contract': 'active',
        },
      ),
    ],
    parents: { 'harbor-pine-kids': 'harbor-pine-holdings' },
  },
  {
    key: 'retail-group',
    title: 'Northgate: a group of four levels',
    search: 'Northgate Retail Group',
    expect:
      'Northgate Retail Group, Inc. → Department Stores Corp. → Stores Midwest LLC → Chicago LLC, and Northgate Outlet under the top; revenue of the lower levels rolls up; 75 % of Midwest are held',
    drafts: [
      account(
        'crm-central:CA1030',
        'northgate-group',
        ['2016-04-04', '2024-01-31', 4],
        '1 Beacon Tower Place|Minneapolis|MN|55401',
        {
          name: 'Northgate Retail Group, Inc.',
          kind: 'major retailer',
          website: 'northgate-retail.example',
          phone: '612-555-0100',
          taxId: '41-9900100',
          'terms.payment': 'Net 60',
          'terms.contract': 'active',
        },
      ),
      account(
        'crm-central:CA1031',
        'northgate-department',
        ['2016-04-04', '2023-06-30', 3],
        '800 Granite Field Street|Saint Paul|MN|55102',
        {
          name: 'Northgate Department Stores Corp.',
          kind: 'major retailer',
          phone: '651-555-0108',
          taxId: '41-9900211',
          'parent.id': 'CA1030',
          'parent.name': 'Northgate Retail Group, Inc.',
          'parent.share': '100',
          'parent.from': '2009-07-01',
          'terms.payment': 'Net 60',
          'terms.contract': 'active',
        },
      ),
      midwest,
      chicago,
      account(
        'crm-east:EA1034',
        'northgate-outlet',
        ['2020-10-10', '2024-05-15', 2],
        '95 Quarry Mill Road|Columbus|OH|43214',
        {
          name: 'Northgate Outlet Inc.',
          kind: 'retailer',
          phone: '614-555-0175',
          taxId: '31-4408812',
          'parent.id': 'EA1030',
          'terms.payment': 'Net 45',
          'terms.contract': 'active',
        },
      ),
      account(
        'crm-east:EA1030',
        'northgate-group',
        ['2020-10-10', '2022-10-10', 1],
        '1 Beacon Tower Pl|Minneapolis|MN|55401',
        {
          name: 'Northgate Retail Group Inc',
          phone: '612-555-0100',
          website: 'www.northgate-retail.example',
        },
      ),
      midwestErp,
      chicagoErp,
      order(midwestErp, { id: 'EO2032-1', date: '2025-02-10', product: 'Down Vest', quantity: 96, amount: '6278.40' }),
      order(chicagoErp, {
        id: 'EO2033-1',
        date: '2025-05-06',
        product: 'Straight Leg Jean',
        quantity: 48,
        amount: '2160.00',
      }),
      order(chicagoErp, {
        id: 'EO2034-1',
        date: '2025-08-27',
        product: 'Flannel Pajama Set',
        quantity: 24,
        amount: '936.00',
      }),
    ],
    parents: {
      'northgate-department': 'northgate-group',
      'northgate-midwest': 'northgate-department',
      'northgate-chicago': 'northgate-midwest',
      'northgate-outlet': 'northgate-group',
    },
  },
]
