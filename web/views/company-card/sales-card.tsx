import { useApp, useLoaded } from '../../state/app-context.ts'
import { go } from '../../state/state.ts'
import { Answer } from '../parts/answers.tsx'
import { Section } from '../parts/marks.tsx'
import { Contacts } from './contacts.tsx'
import { Group } from './group.tsx'
import { LastOrders } from './last-orders.tsx'
import { Revenue } from './revenue.tsx'
import { RightContact } from './right-contact.tsx'
import { Terms } from './terms.tsx'

/** What somebody wants to know before a call: whose company it is, what was agreed, what it buys, and whom to ask for. */
export function SalesCard({ id }: { id: string }) {
  const { api } = useApp()
  const tree = useLoaded(`tree ${id}`, (signal) => api.tree(id, signal))
  return (
    <div className="sales-card">
      <Answer of={tree} what="the group">
        {(view) => <Group view={view} id={id} />}
      </Answer>
      <Territories id={id} />
      <RightContact id={id} />
      <Contacts id={id} />
      <Terms id={id} />
      <Revenue id={id} tree={tree} />
      <LastOrders id={id} />
      <CrossSell id={id} />
    </div>
  )
}

/** Where sales and other departments have placed it, from the top down to itself. */
function Territories({ id }: { id: string }) {
  const { api, update } = useApp()
  const places = useLoaded(`places ${id}`, (signal) => api.places(id, signal))
  return (
    <Section title="Territory">
      <Answer of={places} what="the territory">
        {({ places: list }) =>
          list.length === 0 ? (
            <p className="muted">No department has placed it yet.</p>
          ) : (
            <ul className="rows">
              {list.map(({ hierarchy, title, path }) => (
                <li key={`${hierarchy} ${path.map((step) => step.key).join(' ')}`}>
                  <button
                    type="button"
                    className="row-link"
                    onClick={() =>
                      update((s) => ({
                        ...go('hierarchies')(s),
                        hierarchies: { ...s.hierarchies, left: hierarchy, right: undefined, of: undefined },
                      }))
                    }
                  >
                    {title}
                  </button>
                  <span className="row-note">
                    {path
                      .slice(0, -1)
                      .map((step) => step.name)
                      .join(' › ') || 'at the top'}
                  </span>
                </li>
              ))}
            </ul>
          )
        }
      </Answer>
    </Section>
  )
}

/** What its sisters buy and it does not. */
function CrossSell({ id }: { id: string }) {
  const { api, actions } = useApp()
  const report = useLoaded(`cross-sell ${id}`, (signal) => api.crossSell(id, signal))
  return (
    <Answer of={report} what="what the group buys">
      {({ products, group }) =>
        group.length === 0 ? null : (
          <Section title="What the rest of the group buys" count={products.length}>
            {products.length === 0 && <p className="muted">Nothing that this company does not buy too.</p>}
            <ul className="rows">
              {products.map((product) => (
                <li key={`${product.product} ${product.currency ?? ''}`}>
                  <button
                    type="button"
                    className="row-link"
                    onClick={() => void actions.open(`product:${product.product}`)}
                  >
                    {product.name ?? product.product}
                  </button>
                  <span className="muted">
                    {product.buyers.length} of {group.length} buy it
                  </span>
                </li>
              ))}
            </ul>
          </Section>
        )
      }
    </Answer>
  )
}
