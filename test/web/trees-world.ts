import type { Sent, Served } from '../kit/served.ts'

const company = (sourceId: string, name: string, taxId: string, more: Record<string, unknown> = {}): Sent => ({
  ...{ source: 'erp', sourceId, entity: 'company', updatedAt: '2024-03-01T00:00:00Z', name, taxId },
  ...{ address: { line1: '12 Quayside', city: name.split(' ')[0], region: 'ME', country: 'US' } },
  ...more,
})
const contact = (sourceId: string, first: string, last: string, at: string, more: Record<string, unknown>): Sent => ({
  ...{ source: 'erp', sourceId, entity: 'contact', updatedAt: '2024-03-01T00:00:00Z' },
  ...{ givenName: first, familyName: last, 'company.id': at },
  ...more,
})
const HOUSE = { line1: '77 Larch Hill', city: 'Helena', region: 'MT', postcode: '59601', country: 'US' }
const person = (source: string, family: string, more: Record<string, unknown> = {}): Sent => ({
  ...{ source, sourceId: family, entity: 'person', updatedAt: '2023-01-01T00:00:00Z' },
  ...{ givenName: 'Ottilie', familyName: family, address: HOUSE },
  ...more,
})

const COMPANIES = [
  company('P', 'Penobscot Lamps Inc.', '01-4440001'),
  company('S', 'Saco Candle Works LLC', '01-4440002', { 'parent.id': 'P' }),
  company('B', 'Bethel Wick Corp.', '01-4440004', { 'parent.id': 'S' }),
  company('K', 'Kennebec Ropes Ltd.', '01-4440003'),
]
const PEOPLE = [
  contact('1', 'Ada', 'Loring', 'S', {
    ...{ department: 'Purchasing', jobTitle: 'Head of purchasing', email: 'ada@saco.example', phone: '+12075550144' },
  }),
  contact('2', 'Ben', 'Moulton', 'P', { department: 'Finance', email: 'ben@penobscot.example' }),
]
const ORDERS = [
  { id: 'o1', customer: 'P', date: '2024-01-10', product: 'Lamp', amount: '100.00' },
  { id: 'o2', customer: 'S', date: '2024-02-10', product: 'Wick', amount: '40.00' },
  { id: 'o3', customer: 'K', date: '2024-02-11', product: 'Rope', amount: '7.50' },
]

/** Sales' own tree: Bethel stands under Ben's territory instead of under Saco, and Penobscot is not in it. */
const SALES = [
  { key: 'ada', name: 'Ada Field', type: 'position' },
  { key: 'coast', name: 'Coast', type: 'territory', parent: 'ada' },
  { key: 'inland', name: 'Inland', type: 'territory', parent: 'ada' },
  { key: 's', name: 'Saco Candle Works LLC', parent: 'coast', record: 'erp:company:S' },
  { key: 'b', name: 'Bethel Wick Corp.', parent: 'inland', record: 'erp:company:B' },
  { key: 'k', name: 'Kennebec Ropes Ltd.', parent: 'inland', record: 'erp:company:K' },
]

/** A group of three and a company alone, with orders, contacts and terms, and how sales sees them. */
export async function fillTrees(kith: Pick<Served, 'send' | 'loadOrders' | 'app'>): Promise<void> {
  await kith.send(COMPANIES)
  await kith.send(PEOPLE)
  await kith.loadOrders('erp', ORDERS)
  await kith.app.post('/activities', {
    activities: [
      {
        ...{ kind: 'terms', source: 'erp', activityId: 't1', customerId: 'S', from: '2024-01-01' },
        ...{ subject: 'payment', value: 'net 30' },
      },
    ],
  })
  await kith.app.post('/hierarchies', { name: 'sales', title: 'Sales', kind: 'sales' })
  await kith.app.post('/hierarchies/sales/nodes', { nodes: SALES })
}

/** One given name at one address under three family names: nobody knows whether they are one. */
export const DOUBTS = [
  person('shop', 'Brandvold'),
  person('crm', 'Nakamura', { email: 'o.nakamura@example.org' }),
  person('erp', 'Petrosyan', { email: 'ottilie.petrosyan@example.net' }),
]
