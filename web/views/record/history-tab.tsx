import type { HistoryView } from '../../../server/model/service-views.ts'
import type { GoldenView } from '../../../server/model/views.ts'
import { useApp, useLoaded } from '../../state/app-context.ts'
import { actorName, changeInWords } from '../../words/history-words.ts'
import { day, minute, number } from '../../words/words.ts'
import { Answer } from '../parts/answers.tsx'
import { Section } from '../parts/marks.tsx'
import { LifeEvents } from './life-events.tsx'
import { TimeMachine } from './time-machine.tsx'

/** What became of a golden record over time: any day of it, what happened to them, and each change in words. */
export function HistoryTab({ view }: { view: GoldenView }) {
  const { api } = useApp()
  const history = useLoaded(`history ${view.id}`, (signal) => api.history(view.id, signal))
  return (
    <Answer of={history} what="its history">
      {(past) => (
        <>
          <TimeMachine view={view} history={past} />
          {view.entity === 'person' && <LifeEvents id={view.id} />}
          <Changes history={past} />
        </>
      )}
    </Answer>
  )
}

function Changes({ history: { changes } }: { history: HistoryView }) {
  return (
    <Section title="Changes, latest first" count={changes.length}>
      {changes.length === 0 && <p className="muted">Nothing is told of it any more.</p>}
      <ol className="changes">
        {changes.map((change) => {
          const { title, values } = changeInWords(change)
          return (
            <li key={change.seq}>
              <p>
                <time title={minute(change.at)}>{day(change.at)}</time> {title}
              </p>
              {values.length > 0 && (
                <ul className="change-values">
                  {values.map(({ label, before, after }) => (
                    <li key={label}>
                      <span className="muted">{label}:</span> {before || 'nothing'} <span aria-hidden="true">→</span>
                      <span className="sr-only">became</span> {after || 'nothing'}
                    </li>
                  ))}
                </ul>
              )}
              <p className="muted small">
                by {actorName(change)} · change {number(change.seq)}
              </p>
            </li>
          )
        })}
      </ol>
    </Section>
  )
}
