import type { AddressesReport, WorstAddresses } from '../../../server/model/addresses/address-report.ts'
import { useApp, useLoaded } from '../../state/app-context.ts'
import { linkToNode } from '../../state/query-text.ts'
import { capital, day, number, percent, plural } from '../../words/words.ts'
import { Answer, Empty } from '../parts/answers.tsx'
import { Pages, usePaging } from '../parts/pages.tsx'
import { TableFrame } from '../parts/table-frame.tsx'

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
        {(report) => <BySource report={report} />}
      </Answer>
      <Answer of={worst} what="the worst addresses">
        {(page) => (
          <>
            <Worst page={page} />
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

const STATES: Readonly<Record<WorstAddresses['addresses'][number]['state'], string>> = {
  returned: 'mail came back',
  undeliverable: 'nothing arrives there',
  incomplete: 'something is missing',
  ambiguous: 'it may be several',
  correctable: 'it may be put right',
}

function Worst({ page: { addresses } }: { page: WorstAddresses }) {
  if (addresses.length === 0) return <p className="muted">No address is known to be bad.</p>
  return (
    <TableFrame label="Addresses that need a hand">
      <table className="data">
        <caption>Addresses that need a hand, the worst first</caption>
        <thead>
          <tr>
            <th scope="col">Whose</th>
            <th scope="col">Address</th>
            <th scope="col">Why</th>
            <th scope="col">Told</th>
          </tr>
        </thead>
        <tbody>
          {addresses.map(({ golden, name, key, address, state, returns, word }) => (
            <tr key={`${golden} ${key}`}>
              <th scope="row">
                <a href={linkToNode(golden)}>{name}</a>
              </th>
              <td>{address}</td>
              <td>
                {capital(STATES[state])}
                {returns > 1 && `, ${number(returns)} times`}
              </td>
              <td>{day(word.at)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableFrame>
  )
}
