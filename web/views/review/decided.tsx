import { useState } from 'react'
import type { Decision } from '../../../server/model/evidence.ts'
import { shown, useApp, useLoaded } from '../../state/app-context.ts'
import { useWhyNot } from '../../state/rights.ts'
import { minute } from '../../words/words.ts'
import { Answer, Empty } from '../parts/answers.tsx'
import { RecordName } from '../parts/marks.tsx'

/** What was decided, for good: the latest first, each with its reason and a way to take it back. */
export function Decided() {
  const { api } = useApp()
  const [withRevoked, setWithRevoked] = useState(false)
  const [words, setWords] = useState('')
  const [by, setBy] = useState('')
  const page = useLoaded(`decided ${withRevoked}`, (signal) => api.decisions(withRevoked, signal))
  const wanted = words.trim().toLowerCase()
  const fits = (each: Decision) =>
    (by === '' || each.by === by) &&
    [each.low, each.high, each.reason].some((text) => text.toLowerCase().includes(wanted))
  return (
    <div className="decided">
      <div className="actions">
        <input
          type="search"
          aria-label="Find in the list"
          placeholder="a record, a reason"
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
        <select aria-label="Who decided" value={by} onChange={(event) => setBy(event.target.value)}>
          <option value="">Everybody</option>
          {[...new Set(shown(page)?.decisions.map((each) => each.by))].toSorted().map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
        <label className="check">
          <input type="checkbox" checked={withRevoked} onChange={(event) => setWithRevoked(event.target.checked)} />
          With those that were taken back
        </label>
      </div>
      <Answer of={page} what="the decisions">
        {({ decisions }) => {
          const fitting = decisions.filter(fits)
          return fitting.length === 0 ? (
            <Empty title={decisions.length === 0 ? 'Nothing was decided yet' : 'No decision says so'} />
          ) : (
            <List decisions={fitting} />
          )
        }}
      </Answer>
    </div>
  )
}

function List({ decisions }: { decisions: readonly Decision[] }) {
  const { actions } = useApp()
  const whyNot = useWhyNot()?.decide
  return (
    <table className="data">
      <thead>
        <tr>
          <th scope="col">Records</th>
          <th scope="col">Said to be</th>
          <th scope="col">Why</th>
          <th scope="col">By</th>
          <th scope="col">
            <span className="sr-only">Undo</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {decisions.map((each) => (
          <tr key={each.id}>
            <th scope="row">
              {[each.low, each.high].map((record) => (
                <button key={record} type="button" className="link" onClick={() => void actions.open(record)}>
                  <RecordName id={record} />
                </button>
              ))}
            </th>
            <td>
              {each.verdict === 'same' ? 'the same' : 'different'}
              {each.changedAt !== undefined && (
                <span className="chip chip-warning" title={`Their values changed on ${minute(each.changedAt)}.`}>
                  changed since
                </span>
              )}
            </td>
            <td>{each.reason}</td>
            <td>
              {each.by}
              <span className="muted small decided-at">{minute(each.at)}</span>
            </td>
            <td>
              {each.revokedAt === undefined ? (
                <button
                  type="button"
                  disabled={whyNot !== undefined}
                  title={whyNot}
                  aria-label={`Undo: ${each.low} and ${each.high} ${each.verdict === 'same' ? 'the same' : 'different'}`}
                  onClick={() => void actions.takeBack({ kind: 'decision', id: each.id })}
                >
                  Undo
                </button>
              ) : (
                <span className="muted small">taken back {minute(each.revokedAt)}</span>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
