import type { CopyState, Delivery, LossAnswer } from '../../../server/model/sync/delivery.ts'
import { useApp } from '../../state/app-context.ts'
import type { WhyNot } from '../../state/rights.ts'
import { attributeWords } from '../../words/sync-words.ts'
import { number } from '../../words/words.ts'
import { Ago, Ahead, Since } from './ago.tsx'
import { RecordMark } from './record-mark.tsx'
import { RightButton } from './right-button.tsx'

type Table = {
  deliveries: readonly Delivery[]
  state: CopyState
  now: number
  isPaused: boolean
  whyNot: WhyNot
  onDo: (id: string, what: Doing) => void
}

/** What somebody can do about a record: try it again, or answer what it asks. */
type Doing = 'again' | LossAnswer
const FAILED = [['Try again', 'again']] as const
const ASKED = [
  ['Take back from', 'takeBack'],
  ['Keep in', 'keep'],
] as const
const LABELS: Record<Doing, string> = { again: 'Try again', takeBack: 'Take back…', keep: 'Keep' }

/** Records of one state: whose, why, since when, and what comes next. */
export function DeliveryTable({ deliveries, state, now, isPaused, whyNot, onDo }: Table) {
  const { actions } = useApp()
  const isDue = state === 'due'
  const differs = state !== 'current' && state !== 'gone'
  const isStuck = differs && !isDue
  return (
    <table className="data">
      <caption className="sr-only">Records that are {state}</caption>
      <thead>
        <tr>
          <th scope="col">Golden record</th>
          <th scope="col">Record</th>
          {differs && <th scope="col">Why</th>}
          {differs && (
            <th scope="col" className="num">
              Tries
            </th>
          )}
          <th scope="col">{differs ? 'Differs for' : 'Last write'}</th>
          {isDue && <th scope="col">Next try</th>}
          {!differs && <th scope="col">Looked at</th>}
          {isStuck && (
            <td>
              <span className="sr-only">What can be done</span>
            </td>
          )}
        </tr>
      </thead>
      <tbody>
        {deliveries.map((each) => {
          const { id, golden, record, name = record ?? golden } = each
          return (
            <tr key={id}>
              <th scope="row">
                {golden === undefined ? (
                  <span className="muted">none</span>
                ) : (
                  <button type="button" className="link" onClick={() => void actions.open(golden)}>
                    {name}
                  </button>
                )}
              </th>
              <td>
                {record === undefined ? (
                  <span className="muted">none yet</span>
                ) : (
                  <button type="button" className="link" onClick={() => void actions.open(record)}>
                    <RecordMark id={record} />
                  </button>
                )}
              </td>
              {differs && (
                <td className="why">
                  <Why delivery={each} />
                </td>
              )}
              {differs && <td className="num">{number(each.attempts)}</td>}
              <td className="when">
                {differs ? (
                  each.dueSince && <Since at={each.dueSince} now={now} />
                ) : each.ackedAt ? (
                  <Ago at={each.ackedAt} now={now} />
                ) : (
                  <span className="muted">never</span>
                )}
              </td>
              {isDue && (
                <td className="when">
                  {isPaused ? 'when resumed' : each.dueAt ? <Ahead at={each.dueAt} now={now} /> : 'now'}
                </td>
              )}
              {!differs && <td className="when">{each.checkedAt && <Ago at={each.checkedAt} now={now} />}</td>}
              {isStuck && (
                <td className="row-action">
                  {(state === 'ask' ? ASKED : FAILED).map(([verb, what]) => (
                    <RightButton
                      key={what}
                      right="decide"
                      whyNot={whyNot}
                      aria-label={`${verb} ${record ?? golden}`}
                      onClick={() => onDo(id, what)}
                    >
                      {LABELS[what]}
                    </RightButton>
                  ))}
                </td>
              )}
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

function Why({ delivery: { error, column, sent } }: { delivery: Delivery }) {
  const unanswered = sent.length > 0 && `sent and not answered yet: ${sent.map(attributeWords).join(', ')}`
  if (!error && !unanswered) return <span className="muted">its turn comes</span>
  return (
    <>
      {column !== undefined && (
        <>
          <code>{column}</code>{' '}
        </>
      )}
      {error}
      {unanswered && <span className="muted because">{unanswered}</span>}
    </>
  )
}
