import { useState } from 'react'
import type { AddressesReport, AddressQuality, WorstAddresses } from '../../server/model/addresses/address-report.ts'
import { useApp, useLoaded } from '../app-context.ts'
import { day, number, plain, plural } from '../words.ts'
import { Answer, Empty } from './answers.tsx'

/** Rows of the list of addresses that one look takes in. */
const SHOWN = 25

/** How good the addresses are by source and country, month by month, and those that need a hand, the worst first. */
export function AddressReport() {
  const { api } = useApp()
  const report = useLoaded('addresses', (signal) => api.addressReport(signal))
  return (
    <section className="report">
      <h1>Addresses</h1>
      <Answer of={report} what="how good addresses are">
        {(known) => (known.total.addresses === 0 ? <Empty title="No addresses yet" /> : <Quality report={known} />)}
      </Answer>
    </section>
  )
}

function Quality({ report: { total, rows, months } }: { report: AddressesReport }) {
  const [source, setSource] = useState('')
  return (
    <>
      <p>
        <b>{number(total.addresses)}</b> addresses, <b>{number(total.complete)}</b> of them complete;{' '}
        <b>{number(total.returned)}</b> pieces of mail came back, <b>{number(total.confirmed)}</b> are known to have
        arrived.
      </p>
      <BySource rows={rows} source={source} onSource={setSource} />
      {months.length > 0 && <ByMonth months={months} />}
      <Worst key={source} source={source} />
    </>
  )
}

type BySourceProps = { rows: readonly AddressQuality[]; source: string; onSource: (source: string) => void }

function BySource({ rows, source, onSource }: BySourceProps) {
  return (
    <table className="data">
      <caption>By source and country</caption>
      <thead>
        <tr>
          <th scope="col">Source</th>
          <th scope="col">Country</th>
          {['Addresses', 'Complete', 'Proved', 'Doubted', 'Came back'].map((name) => (
            <th key={name} scope="col" className="num">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={`${row.source} ${row.country}`}>
            <th scope="row">
              <button
                type="button"
                className="link"
                aria-pressed={source === row.source}
                onClick={() => onSource(source === row.source ? '' : row.source)}
              >
                {row.source}
              </button>
            </th>
            <td>{row.country || 'none stated'}</td>
            <td className="num">{number(row.addresses)}</td>
            <td className="num">{number(row.complete)}</td>
            <td className="num">{number(row.verdicts.deliverable)}</td>
            <td className="num">{number(doubted(row))}</td>
            <td className="num">{number(row.returned)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function doubted({ verdicts: { correctable, ambiguous, incomplete, undeliverable } }: AddressQuality): number {
  return correctable + ambiguous + incomplete + undeliverable
}

function ByMonth({ months }: Pick<AddressesReport, 'months'>) {
  return (
    <table className="data">
      <caption>By month</caption>
      <thead>
        <tr>
          <th scope="col">Month</th>
          {['Came back', 'Arrived', 'Looked at', 'Undeliverable'].map((name) => (
            <th key={name} scope="col" className="num">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {months.map(({ month, returned, confirmed, verdicts, undeliverable }) => (
          <tr key={month}>
            <th scope="row">{month}</th>
            <td className="num">{number(returned)}</td>
            <td className="num">{number(confirmed)}</td>
            <td className="num">{number(verdicts)}</td>
            <td className="num">{number(undeliverable)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** A page of those that need a hand; of one source where that is chosen. */
function Worst({ source }: { source: string }) {
  const { api } = useApp()
  const [offset, setOffset] = useState(0)
  const found = useLoaded(`worst addresses ${source} ${offset}`, (signal) =>
    api.worstAddresses({ source, offset, limit: SHOWN }, signal),
  )
  return (
    <Answer of={found} what="addresses that need a hand">
      {({ addresses, next }) =>
        addresses.length === 0 ? (
          <Empty title={source === '' ? 'No address needs a hand' : `No address of ${source} needs a hand`} />
        ) : (
          <>
            <WorstTable addresses={addresses} source={source} />
            <div className="filters">
              {offset > 0 && (
                <button type="button" onClick={() => setOffset(Math.max(0, offset - SHOWN))}>
                  Back
                </button>
              )}
              {next !== undefined && (
                <button type="button" onClick={() => setOffset(next)}>
                  More
                </button>
              )}
            </div>
          </>
        )
      }
    </Answer>
  )
}

function WorstTable({ addresses, source }: Pick<WorstAddresses, 'addresses'> & { source: string }) {
  const { actions } = useApp()
  return (
    <table className="data">
      <caption>Need a hand, the worst first{source !== '' && `: ${source}`}</caption>
      <thead>
        <tr>
          <th scope="col">Customer</th>
          <th scope="col">Address</th>
          <th scope="col">Why</th>
          <th scope="col">Said by</th>
        </tr>
      </thead>
      <tbody>
        {addresses.map(({ golden, key, name, address, state, returns, word }) => (
          <tr key={`${golden} ${key}`}>
            <th scope="row">
              <button type="button" className="link" onClick={() => void actions.open(golden)}>
                {name}
              </button>
            </th>
            <td>{address}</td>
            <td>{state === 'returned' ? cameBack(returns, word.reason) : state}</td>
            <td>
              {word.provider}, {day(word.at)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function cameBack(returns: number, reason: string | undefined): string {
  return `${plural(returns, 'piece')} came back${reason === undefined ? '' : `: ${plain(reason.replaceAll('-', ' '))}`}`
}
