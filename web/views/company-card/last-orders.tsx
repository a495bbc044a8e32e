import { useApp, useLoaded } from '../../state/app-context.ts'
import { money } from '../../words/money.ts'
import { day } from '../../words/words.ts'
import { Answer } from '../parts/answers.tsx'
import { Section } from '../parts/marks.tsx'

/** A panel is for the last few; the canvas and the reports have all. */
const FEW = 8

/** What it ordered last, over all of its records. */
export function LastOrders({ id }: { id: string }) {
  const { api, actions } = useApp()
  const last = useLoaded(`orders ${id}`, (signal) => api.orders(id, FEW, signal))
  return (
    <Section title="Last orders">
      <Answer of={last} what="the orders">
        {({ orders }) =>
          orders.length === 0 ? (
            <p className="muted">It has not ordered yet.</p>
          ) : (
            <ul className="rows">
              {orders.map((order) => (
                <li key={order.id}>
                  <button type="button" className="row-link" onClick={() => void actions.open(`order:${order.id}`)}>
                    {order.orderId}
                  </button>
                  <span className="num">
                    {order.amount !== undefined && order.currency ? money(order.amount, order.currency) : ''}
                  </span>
                  <span className="row-note">
                    {order.products
                      .map(({ name, quantity }) => (quantity === undefined ? name : `${quantity} × ${name}`))
                      .join(', ')}
                  </span>
                  <span className="muted row-note">
                    {[day(order.date), order.status, order.terms && `under ${order.terms}`].filter(Boolean).join(' · ')}
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
