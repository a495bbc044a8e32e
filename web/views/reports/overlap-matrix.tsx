import type { OverlapReport } from '../../../server/model/views.ts'
import { linkTo } from '../../state/query-text.ts'
import { number, percent } from '../../words/words.ts'

/** Shades of a cell, by share of the smaller system's customers. */
const SHADES = 6

/** Customers that two systems share; on the diagonal, all that a system has. */
export function OverlapMatrix({ report }: { report: OverlapReport }) {
  const own = new Map(report.sources.map((row) => [row.source, row.customers]))
  const shared = new Map(
    report.overlaps.flatMap(({ a, b, customers }) => [
      [`${a} ${b}`, customers] as const,
      [`${b} ${a}`, customers] as const,
    ]),
  )
  const names = report.sources.map((row) => row.source)
  return (
    // A wide one scrolls, by keyboard too.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached
    <section className="matrix-frame" aria-label="Customers that two systems share" tabIndex={0}>
      <table className="matrix">
        <caption>In both systems</caption>
        <thead>
          <tr>
            <td />
            {names.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {names.map((row) => (
            <tr key={row}>
              <th scope="row">{row}</th>
              {names.map((column) => {
                if (row === column)
                  return (
                    <td key={column} className="num diagonal">
                      <a href={linkTo('lists', { entity: report.entity, source: row })}>{number(own.get(row) ?? 0)}</a>
                    </td>
                  )
                const customers = shared.get(`${row} ${column}`) ?? 0
                const share = customers / Math.max(1, Math.min(own.get(row) ?? 0, own.get(column) ?? 0))
                return (
                  <td
                    key={column}
                    className={`num shade-${shadeOf(share)}`}
                    title={`${percent(share)} of the smaller one`}
                  >
                    <a href={linkTo('lists', { entity: report.entity, source: `${row},${column}` })}>
                      {number(customers)}
                    </a>
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function shadeOf(share: number): number {
  return share <= 0 ? 0 : Math.min(SHADES, Math.ceil(share * SHADES))
}
