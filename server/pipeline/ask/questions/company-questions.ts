import type { PlacesView } from '../../../model/hierarchy.ts'
import type { GoldenId } from '../../../model/ids.ts'
import type { RightContactView } from '../../../model/relation-views.ts'
import type { BillingContactView, CrossSellReport } from '../../../model/reports.ts'
import type { CompanyContactsView, ParentsView, TreeView } from '../../../model/views.ts'
import type { Inquiry } from '../../../relate/right-contact.ts'
import type { Tx } from '../../../store/graph/driver.ts'
import { type ContactFilter, findContacts, findParents, findTree } from '../../../store/read/company-reads.ts'
import { whenOf } from '../../../store/read/moments.ts'
import { billingCandidates, siblingsBuy } from '../../../store/read/sales-reads.ts'
import { placesOfCompany } from '../../../store/write/hierarchies.ts'
import { BILLING_WORDS } from '../../../text/company-words.ts'
import { engineAt } from '../../run/rules-in-force.ts'
import { type Asking, limitsOf, type Past } from '../asking.ts'
import { found, heirOf } from '../heir-of.ts'
import { treeAsOf } from '../past/past-tree.ts'
import { rightContact } from '../right-contact.ts'

/** Questions about companies. A retired id is answered for its heir. All @throws ProblemError `golden.not-found` */
export const companyQuestions = ({ read, rules, now }: Asking) => ({
  /** The whole group it belongs to, today or as of a moment. */
  tree: (id: GoldenId, past: Past = {}): Promise<TreeView> =>
    read(async (tx) => {
      const when = await whenOf(tx, past, now())
      if (!when) return treeOf(tx, await heirOf(tx, id), id)
      return treeAsOf(tx, id, when, await engineAt(tx, when.known.at, await rules.engine(tx)))
    }, limitsOf(past)),

  /** The companies above it, from the ultimate parent down. */
  parents: (id: GoldenId): Promise<ParentsView> =>
    read(async (tx) => found(await findParents(tx, await heirOf(tx, id)), 'golden.not-found', `company ${id}`)),

  /** Where departments have placed it. */
  places: (id: GoldenId): Promise<PlacesView> =>
    read(async (tx) => {
      const company = await heirOf(tx, id)
      return { company, places: await placesOfCompany.run(tx, { id: company }) }
    }),

  /** Its people and those of its group. */
  contacts: (id: GoldenId, filter: ContactFilter): Promise<CompanyContactsView> =>
    read(async (tx) =>
      found(await findContacts(tx, await heirOf(tx, id), filter), 'golden.not-found', `company ${id}`),
    ),

  /** Whom to call for an inquiry, of the company or up and down its group. */
  rightContact: (id: GoldenId, inquiry: Inquiry & { limit: number }): Promise<RightContactView> =>
    read(async (tx) => rightContact(tx, await heirOf(tx, id), inquiry, await rules.engine(tx))),

  /** What the rest of its group buys and it does not. */
  crossSell: (id: GoldenId, limit: number): Promise<CrossSellReport> =>
    read(async (tx) => {
      const company = await heirOf(tx, id)
      const { nodes } = await treeOf(tx, company, id)
      const group = nodes.map((node) => node.id).filter((other) => other !== company)
      return { company, group, products: await siblingsBuy.run(tx, { id: company, ids: group, limit }) }
    }),

  /** Who gets its invoices: the one current contact, or that there is none, or that there are several. */
  billingContact: (id: GoldenId): Promise<BillingContactView> =>
    read(async (tx) => {
      const company = await heirOf(tx, id)
      await treeOf(tx, company, id)
      const today = now().toISOString()
      const all = await billingCandidates.run(tx, { id: company, words: [...BILLING_WORDS] })
      const current = all.filter(({ to }) => to === undefined || to > today)
      const primary = current.filter((each) => each.primary)
      const [one, ...others] = primary.length === 1 ? primary : current
      const former = all.filter((each) => !current.includes(each))
      if (!one) return { company, status: 'none', current, former }
      if (others.length > 0) return { company, status: 'ambiguous', current, former }
      return { company, status: 'one', contact: one, current, former }
    }),
})

async function treeOf(tx: Tx, company: GoldenId, asked: GoldenId): Promise<TreeView> {
  return found(await findTree(tx, company), 'golden.not-found', `company ${asked}`)
}
