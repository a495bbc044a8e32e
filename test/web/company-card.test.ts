import { describe, expect, test } from 'vitest'
import { byDepartment, inForce, mailLink, ownTotals, period, phoneLink } from '../../web/words/company-card.ts'
import { money, shortMoney, sums } from '../../web/words/money.ts'

test.each<[minor: number, currency: string, long: string, short: string]>([
  [123_450, 'USD', '1,234.50 USD', '1.23K USD'],
  [5_000, 'JPY', '5,000 JPY', '5K JPY'],
  [1_234_500, 'KWD', '1,234.500 KWD', '1.23K KWD'],
  [750, 'USD', '7.50 USD', '7.50 USD'],
  [700, 'none', '700', '700'],
])('%i %s is %s', (minor, currency, long, short) => {
  expect([money(minor, currency), shortMoney(minor, currency)]).toEqual([long, short])
})

test('currencies are never added, and nothing is no sum', () => {
  expect(sums({ EUR: 100, USD: 20_000, GBP: 0 })).toBe('200.00 USD + 1.00 EUR')
  expect(sums({})).toBe('')
})

describe('the card', () => {
  const contact = (name: string, company: string, department?: string) => ({
    ...{ golden: name, name, company, companyName: company, primary: false, emails: [], phones: [], sources: [] },
    ...(department === undefined ? {} : { department }),
  })

  test('contacts by department, the company’s own first, those without one last', () => {
    const found = byDepartment([contact('a', 'top'), contact('b', 'top', 'IT'), contact('c', 'me', 'IT')], 'me')
    expect(found.map(([name, list]) => [name, list.map((each) => each.name)])).toEqual([
      ['IT', ['c', 'b']],
      ['No department', ['a']],
    ])
  })

  test('terms that hold on a day', () => {
    const all = [{ from: '2024-01-01' }, { to: '2023-12-31' }, { from: '2025-01-01' }, {}]
    expect(inForce(all, '2024-06-01').now).toEqual([all[0], all[3]])
    expect(period({ from: '2024-01-01', to: '2024-12-31' })).toBe('since Jan 1, 2024 until Dec 31, 2024')
  })

  test('what a company bought itself is its tree less the trees below it', () => {
    const node = (key: string, orders: number, minor: number, parent?: string) => ({
      ...{ key, name: key, type: 'company', depth: 0, totals: { companies: 1, orders, revenue: { USD: minor } } },
      ...(parent === undefined ? {} : { parent }),
    })
    const nodes = [node('me', 5, 500), node('below', 3, 300, 'me'), node('deeper', 1, 100, 'below')]
    const [top] = nodes
    expect(top && ownTotals({ nodes, totals: top.totals })).toEqual({ orders: 2, revenue: { USD: 200 } })
  })

  test('links to write and to call', () => {
    expect(mailLink('o’neil+x@a.example')).toBe('mailto:o%E2%80%99neil%2Bx@a.example')
    expect(phoneLink('+1 (207) 555-0144')).toBe('tel:+12075550144')
  })
})
