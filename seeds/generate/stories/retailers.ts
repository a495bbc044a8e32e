import { order } from '../orders.ts'
import { account, type Story } from './story.ts'

const SHORE = '1900 Harbor Gate Boulevard'
const lakeEast = account('crm-east:EA1001', 'lakeshore', ['2018-02-05', '2025-05-19', 7], `${SHORE}|Buffalo|NY|14201`, {
  name: 'Lakeshore Outfitters, Inc.',
  kind: 'retailer',
  industry: 'Apparel retail',
  website: 'https://www.lakeshore-outfitters.example',
  phone: '(716) 555-0130',
  email: 'info@lakeshore-outfitters.example',
  taxId: '16-4402187',
  duns: '804417720',
  'terms.payment': 'Net 45',
  'terms.contract': 'active',
})
const lakeWest = account(
  'crm-west:WA1001',
  'lakeshore',
  ['2021-08-30', '2024-03-12', 2],
  '77 Alder Point Street|Portland|OR|97209',
  {
    name: 'LAKESHORE OUTFITTERS INCORPORATED',
    kind: 'retailer',
    website: 'lakeshore-outfitters.example',
    phone: '503-555-0181',
    duns: '804417720',
    'terms.payment': 'Net 30',
    'terms.contract': 'active',
  },
)
const lakeErp = account(
  'erp:B1001',
  'lakeshore',
  ['2018-03-01', '2023-10-04', 3],
  '1900 HARBOR GATE BLVD|BUFFALO|NY|14201',
  {
    name: 'LAKESHORE OUTFITTERS INC',
    kind: 'retailer',
    phone: '7165550130',
    taxId: '164402187',
    'terms.payment': 'Net 30',
  },
)
const plains = account(
  'erp:B1050',
  'great-plains',
  ['2017-07-07', '2025-01-09', 5],
  '5600 PRAIRIE CROSSING RD|OMAHA|NE|68102',
  {
    name: 'GREAT PLAINS DISTRIBUTION CO',
    kind: 'distributor',
    phone: '402-555-0140',
    taxId: '47-2203391',
    'terms.payment': '2/10 Net 30',
  },
)

/** Retailers and distributors: one company in many systems. */
export const RETAILER_STORIES: readonly Story[] = [
  {
    key: 'three-territories',
    title: 'Lakeshore Outfitters is in three territory CRMs and the ERP',
    search: 'Lakeshore Outfitters',
    expect:
      'one company, four records under three territories, spelt four ways, two offices; terms Net 45 (East, newest) against Net 30 in ERP; ERP revenue counted once',
    drafts: [
      lakeEast,
      account('crm-central:CA1001', 'lakeshore', ['2020-01-22', '2024-11-02', 3], `${SHORE}|Buffalo|NY|14201`, {
        name: 'Lake Shore Outfitters',
        kind: 'retailer',
        website: 'www.lakeshore-outfitters.example',
        phone: '716-555-0130',
        'terms.payment': 'Net 45',
        'terms.contract': 'active',
      }),
      lakeWest,
      lakeErp,
      order(lakeErp, {
        id: 'EO2001-1',
        date: '2025-03-31',
        product: 'Harborline Rain Jacket',
        quantity: 48,
        amount: '3715.20',
      }),
      order(lakeErp, { id: 'EO2001-2', date: '2025-03-31', product: 'Wool Beanie', quantity: 96, amount: '1382.40' }),
    ],
  },
  {
    key: 'distributor',
    title: 'Great Plains Distribution, a distributor with a parent nobody has',
    search: 'Great Plains Distribution',
    expect:
      'one company (CA1050 + B1050) of kind distributor; its parent account CA9999 does not exist and is reported as dangling',
    drafts: [
      account(
        'crm-central:CA1050',
        'great-plains',
        ['2017-06-30', '2024-09-27', 4],
        '5600 Prairie Crossing Road|Omaha|NE|68102',
        {
          name: 'Great Plains Distribution Company',
          tradingName: 'GPD Wholesale',
          kind: 'distributor',
          phone: '402-555-0140',
          website: 'greatplains-dist.example',
          'parent.id': 'CA9999',
          'terms.payment': '2/10 Net 30',
          'terms.contract': 'active',
        },
      ),
      plains,
      order(plains, {
        id: 'EO2050-1',
        date: '2025-01-09',
        product: 'Cotton Tee 3-Pack',
        quantity: 240,
        amount: '5616.00',
      }),
    ],
  },
  {
    key: 'neighbours',
    title: 'Boutique Érable of Montréal and Ropa del Valle of Guadalajara',
    search: 'Boutique Erable · Ropa del Valle',
    expect: 'one company each, with and without accents and legal form; Ropa del Valle was once a quarter Northgate’s',
    drafts: [
      account(
        'crm-east:EA1060',
        'boutique-erable',
        ['2021-03-03', '2024-03-03', 2],
        '212 rue du Moulin|Montréal|QC|H2J 3K5|CA',
        {
          name: 'Boutique Érable inc.',
          website: 'boutique-erable.example',
          phone: '514-555-0161',
          'terms.contract': 'expired',
        },
      ),
      account(
        'erp:B1060',
        'boutique-erable',
        ['2021-03-20', '2023-03-20', 1],
        '212 RUE DU MOULIN|MONTREAL|QC|H2J3K5|CA',
        {
          name: 'BOUTIQUE ERABLE INC',
          phone: '+15145550161',
          'terms.payment': 'Net 30',
        },
      ),
      account(
        'crm-central:CA1061',
        'ropa-del-valle',
        ['2022-02-02', '2025-02-02', 2],
        'Calle Jacarandas 77|Guadalajara|JAL|44100|MX',
        {
          name: 'Ropa del Valle, S.A. de C.V.',
          website: 'ropadelvalle.example',
          phone: '+52 33 5550 0162',
          'parent.id': 'CA1030',
          'parent.share': '25',
          'parent.from': '2014-02-01',
          'parent.to': '2019-12-31',
          'terms.contract': 'active',
        },
      ),
      account(
        'erp:B1061',
        'ropa-del-valle',
        ['2022-02-15', '2024-02-15', 1],
        'CALLE JACARANDAS 77|GUADALAJARA|JAL|44100|MX',
        {
          name: 'ROPA DEL VALLE SA DE CV',
          phone: '+523355500162',
          'terms.payment': 'Prepaid',
        },
      ),
    ],
  },
]
