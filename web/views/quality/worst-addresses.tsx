import { useState } from 'react'
import type { WorstAddresses } from '../../../server/model/addresses/address-report.ts'
import { useApp } from '../../state/app-context.ts'
import { linkToNode } from '../../state/query-text.ts'
import { useWhyNot } from '../../state/rights.ts'
import { capital, day, number, plural } from '../../words/words.ts'
import { TableFrame } from '../parts/table-frame.tsx'

type Bad = WorstAddresses['addresses'][number]

const STATES: Readonly<Record<Bad['state'], string>> = {
  returned: 'mail came back',
  undeliverable: 'nothing arrives there',
  incomplete: 'something is missing',
  ambiguous: 'it may be several',
  correctable: 'it may be put right',
}

/** Addresses that need a hand, with what a verifier proposes instead: chosen ones are put right together, and can be taken back. */
export function Worst({ page: { addresses } }: { page: WorstAddresses }) {
  const { actions } = useApp()
  const why = useWhyNot()?.decide
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [busy, setBusy] = useState(false)
  if (addresses.length === 0) return <p className="muted">No address is known to be bad.</p>
  const proposed = [...new Set(addresses.flatMap(({ proposal }) => proposal?.word ?? []))]
  const wanted = proposed.filter((word) => chosen.has(word))
  const choose = (word: string) =>
    setChosen(new Set(chosen.has(word) ? wanted.filter((each) => each !== word) : [...wanted, word]))
  const apply = async () => {
    setBusy(true)
    await actions.acceptAddresses(wanted)
    setBusy(false)
  }
  return (
    <>
      {proposed.length > 0 && (
        <div className="worst-tools">
          <label>
            <input
              type="checkbox"
              checked={wanted.length === proposed.length}
              onChange={() => setChosen(new Set(wanted.length === proposed.length ? [] : proposed))}
            />{' '}
            All proposals of this page
          </label>
          <button type="button" disabled={wanted.length === 0 || busy || why !== undefined} onClick={apply}>
            {wanted.length === 0 ? 'Apply' : `Apply ${plural(wanted.length, 'proposal')}`}
          </button>
          {why !== undefined && <span className="muted">To put addresses right {why}.</span>}
        </div>
      )}
      <TableFrame label="Addresses that need a hand">
        <table className="data">
          <caption>Addresses that need a hand, the worst first</caption>
          <thead>
            <tr>
              <th scope="col">Whose</th>
              <th scope="col">Address</th>
              <th scope="col">Proposed instead</th>
              <th scope="col">Why</th>
              <th scope="col">Told</th>
            </tr>
          </thead>
          <tbody>
            {addresses.map((bad) => (
              <Row key={`${bad.golden} ${bad.key}`} bad={bad} chosen={chosen} onChoose={choose} />
            ))}
          </tbody>
        </table>
      </TableFrame>
    </>
  )
}

function Row({
  bad: { golden, name, address, proposal, state, returns, word },
  chosen,
  onChoose,
}: {
  bad: Bad
  chosen: ReadonlySet<string>
  onChoose: (word: string) => void
}) {
  return (
    <tr>
      <th scope="row">
        <a href={linkToNode(golden)}>{name}</a>
      </th>
      <td>{address}</td>
      <td>
        {proposal && (
          <label>
            <input type="checkbox" checked={chosen.has(proposal.word)} onChange={() => onChoose(proposal.word)} />{' '}
            {proposal.address}
          </label>
        )}
      </td>
      <td>
        {capital(STATES[state])}
        {returns > 1 && `, ${number(returns)} times`}
      </td>
      <td>{day(word.at)}</td>
    </tr>
  )
}
