import type { ActivityView } from '../../server/model/activity.ts'
import type { RollUpView, Totals } from '../../server/model/roll-up.ts'
import type { CompanyContactsView } from '../../server/model/views.ts'
import { day } from './words.ts'

type Contact = CompanyContactsView['contacts'][number]

/** Contacts by department, the company's own before those of its parents; who has none comes last. */
export function byDepartment(contacts: readonly Contact[], company: string): [department: string, Contact[]][] {
  const found = new Map<string, Contact[]>()
  for (const contact of contacts) {
    const name = contact.department ?? ''
    found.set(name, [...(found.get(name) ?? []), contact])
  }
  const ownFirst = (a: Contact, b: Contact) => Number(b.company === company) - Number(a.company === company)
  return [...found]
    .toSorted(([a], [b]) => Number(a === '') - Number(b === '') || a.localeCompare(b))
    .map(([name, list]) => [name === '' ? 'No department' : name, list.toSorted(ownFirst)])
}

type Timed = Pick<ActivityView, 'from' | 'to'>

/** Terms and contracts that hold on a day, and those that do not. */
export function inForce<T extends Timed>(all: readonly T[], today: string): { now: T[]; other: T[] } {
  const holds = ({ from, to }: Timed) => (from === undefined || from <= today) && (to === undefined || to >= today)
  return { now: all.filter(holds), other: all.filter((each) => !holds(each)) }
}

/**
 * What a company adds up to by itself: the sums of its tree less those of the trees right below it. Revenue and orders
 * alone can be told apart so, as every order is of one company.
 */
export function ownTotals({ totals, nodes }: Pick<RollUpView, 'totals' | 'nodes'>): Pick<Totals, 'revenue' | 'orders'> {
  const [top] = nodes
  const below = nodes.filter((node) => node.parent === top?.key && node.key !== top?.key).map((node) => node.totals)
  const revenue = { ...totals.revenue }
  for (const sum of below)
    for (const [currency, minor] of Object.entries(sum.revenue ?? {}))
      revenue[currency] = (revenue[currency] ?? 0) - minor
  return { revenue, orders: below.reduce((rest, sum) => rest - (sum.orders ?? 0), totals.orders ?? 0) }
}

/** `since Mar 1, 2025 until Dec 31, 2025`, as far as it is known. */
export function period({ from, to }: Timed): string {
  return [from && `since ${day(from)}`, to && `until ${day(to)}`].filter(Boolean).join(' ')
}

/** An e-mail address as a link that opens a letter. */
export function mailLink(address: string): string {
  return `mailto:${encodeURIComponent(address).replaceAll('%40', '@')}`
}

/** A phone number as a link that dials: digits and the plus alone. */
export function phoneLink(phone: string): string {
  return `tel:${phone.replace(/[^\d+]/g, '')}`
}
