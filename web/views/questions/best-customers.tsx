import type { BestCustomersReport } from '../../../server/model/reports.ts'
import { linkToNode } from '../../state/query-text.ts'
import { money } from '../../words/money.ts'
import { number, plural } from '../../words/words.ts'
import { TableFrame } from '../parts/table-frame.tsx'

/** Products told before the others are counted. */
const MOST_PRODUCTS = 3

/** Who bought most, with what they bought. The sums are held against all orders. */
export function BestCustomers({ report: { customers, currency, reconciles } }: { report: BestCustomersReport }) {
  return (
    <>
      <TableFrame label="Best customers">
        <table className="data">
          <thead>
            <tr>
              <th scope="col">Customer</th>
              <th scope="col" className="num">
                Bought for
              </th>
              <th scope="col" className="num">
                Orders
              </th>
              <th scope="col">What</th>
            </tr>
          </thead>
          <tbody>
            {customers.map(({ golden, name, orders, amount, products }) => (
              <tr key={golden}>
                <th scope="row">
                  <a href={linkToNode(golden)}>{name}</a>
                </th>
                <td className="num">{money(amount, currency)}</td>
                <td className="num">{number(orders)}</td>
                <td>
                  <Products products={products} currency={currency} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableFrame>
      <p className="muted small">
        All orders in {currency} come to {money(reconciles.orders, currency)}: {money(reconciles.customers, currency)}{' '}
        of customers, {money(reconciles.waiting, currency)} that wait for their customer.
      </p>
    </>
  )
}

type ProductsProps = { products: BestCustomersReport['customers'][number]['products']; currency: string }

function Products({ products, currency }: ProductsProps) {
  const line = ({ name, quantity, amount }: (typeof products)[number]) =>
    `${name} (${number(quantity)}, ${money(amount, currency)})`
  const first = products.slice(0, MOST_PRODUCTS).map(line).join(', ')
  const rest = products.slice(MOST_PRODUCTS)
  if (rest.length === 0) return first
  return (
    <>
      {first}
      <details>
        <summary className="small">{plural(rest.length, 'more product')}</summary>
        <ul>
          {rest.map((product) => (
            <li key={product.product}>{line(product)}</li>
          ))}
        </ul>
      </details>
    </>
  )
}
