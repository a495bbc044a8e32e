import type { AddressesReport } from '../../../server/model/addresses/address-report.ts'
import { useApp, useLoaded } from '../../state/app-context.ts'
import { number, percent, plural } from '../../words/words.ts'
import { Answer, Empty } from '../parts/answers.tsx'
import { Pages, usePaging } from '../parts/pages.tsx'
import { TableFrame } from '../parts/table-frame.tsx'
import { Worst } from './worst-addresses.tsx'

/** Addresses that need a hand, a page. */
const MOST = 10

/** How good addresses are by source and country, and whose need a hand. */
export function Addresses() {
  const { api } = useApp()
  const addresses = useLoaded('addresses', (signal) => api.addresses(signal))
  const paging = usePaging<number>('worst', MOST)
  const offset = paging.after ?? 0
  const worst = useLoaded(`worst ${offset}`, (signal) => api.worstAddresses(offset, MOST, signal))
  return (
    <section className="report">
      <h1>Addresses</h1>
      <Answer of={addresses} what="the addresses">
        {(report) => (
          <>
            <BySource report={report} />
            <Trend rows={report.sourceMonths} />
          </>
        )}
      </Answer>
      <Answer of={worst} what="the worst addresses">
        {(page) => (
          <>
            <Worst key={offset} page={page} />
            <Pages
              what="addresses that need a hand"
              from={paging.from}
              shown={page.addresses.length}
              all={paging.from + page.addresses.length + (page.next === undefined ? 0 : 1)}
              onBack={paging.onBack}
              onNext={paging.onNext(page.next)}
            />
          </>
        )}
      </Answer>
    </section>
  )
}

function BySource({ report: { total, rows } }: { report: AddressesReport }) {
  if (total.addresses === 0) return <Empty title="No addresses yet" />
  return (
    <>
      <p>
        {plural(total.addresses, 'address', 'addresses')}, {percent(total.complete / total.addresses)} of them whole;{' '}
        {plural(total.returned, 'piece')} came back, {number(total.confirmed)} arrived.
      </p>
      <TableFrame label="Addresses by source">
        <table className="data">
          <thead>
            <tr>
              <th scope="col">Source</th>
              <th scope="col">Country</th>
              {['Addresses', 'Whole', 'Came back', 'Arrived'].map((name) => (
                <th key={name} scope="col" className="num">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ source, country, addresses, complete, returned, confirmed }) => (
              <tr key={`${source} ${country}`}>
                <th scope="row">{source}</th>
                <td>{country === '' ? <span className="muted">not said</span> : country}</td>
                <td className="num">{number(addresses)}</td>
                <td className="num">{percent(complete / Math.max(1, addresses))}</td>
                <td className="num">{number(returned)}</td>
                <td className="num">{number(confirmed)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableFrame>
    </>
  )
}

/** Months that are shown, the last ones anything was told in. */
const MONTHS = 6

/** What came back and what verifiers found, source by source and month by month. */
function Trend({ rows }: { rows: AddressesReport['sourceMonths'] }) {
  const months = [...new Set(rows.map(({ month }) => month))].sort().slice(-MONTHS)
  const sources = [...new Set(rows.map(({ source }) => source))]
  if (months.length === 0) return null
  return (
    <TableFrame label="Addresses month by month">
      <table className="data">
        <caption>What came back, and what verifiers found, month by month</caption>
        <thead>
          <tr>
            <th scope="col">Source</th>
            {months.map((month) => (
              <th key={month} scope="col" className="num">
                {month}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sources.map((source) => (
            <tr key={source}>
              <th scope="row">{source}</th>
              {months.map((month) => (
                <td key={month} className="num">
                  {toldIn(rows.find((row) => row.source === source && row.month === month))}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </TableFrame>
  )
}

function toldIn(row: AddressesReport['sourceMonths'][number] | undefined): string {
  if (!row) return ''
  const { returned, verdicts, undeliverable } = row
  const checked = verdicts === 0 ? '' : `${number(undeliverable)} bad of ${number(verdicts)} checked`
  return [returned === 0 ? '' : `${number(returned)} back`, checked].filter((text) => text !== '').join(', ')
}
