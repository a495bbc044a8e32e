import { type FormEvent, useId, useState } from 'react'
import { EVENT_WORDS, type LifeEventOf, type LifeEventVerdict } from '../../../server/model/life-event.ts'
import { shown, useApp, useLoaded } from '../../state/app-context.ts'
import { useWhyNot } from '../../state/rights.ts'
import { capital, chance, day } from '../../words/words.ts'
import { Failed } from '../parts/answers.tsx'
import { Section } from '../parts/marks.tsx'

/** What happened to a person as records tell it; a steward says whether it is so. */
export function LifeEvents({ id }: { id: string }) {
  const { api } = useApp()
  const loaded = useLoaded(`events ${id}`, (signal) => api.lifeEvents(id, signal))
  if (loaded.status === 'failed')
    return (
      <Section title="Life events">
        <Failed message={loaded.message} again={loaded.again} />
      </Section>
    )
  const events = shown(loaded)?.events ?? []
  if (events.length === 0) return null
  return (
    <Section title="Life events" count={events.length}>
      <ul className="rows">
        {events.map((event) => (
          <Event key={event.id} event={event} />
        ))}
      </ul>
    </Section>
  )
}

const ASK: Record<LifeEventVerdict, { verb: string; why: string }> = {
  confirmed: { verb: 'Confirm', why: 'How do you know?' },
  dismissed: { verb: 'Dismiss', why: 'Why is it not so?' },
}

function Event({ event }: { event: LifeEventOf }) {
  const { actions } = useApp()
  const why = useWhyNot()?.decide
  const [verdict, setVerdict] = useState<LifeEventVerdict>()
  const [reason, setReason] = useState('')
  const id = useId()
  const submit = async (sent: FormEvent) => {
    sent.preventDefault()
    if (verdict && (await actions.judgeEvent(event.id, verdict, reason.trim()))) {
      setVerdict(undefined)
      setReason('')
    }
  }
  return (
    <li className={event.status === 'dismissed' ? 'former' : ''}>
      <span className="row-main">
        {capital(EVENT_WORDS[event.kind])}, {periodOf(event)}
      </span>
      <span className={`chip chip-${event.status === 'uncertain' ? 'unsure' : 'plain'}`}>{standing(event)}</span>
      <span className="muted row-note">{event.evidence.join('; ')}</span>
      {event.by !== undefined && (
        <span className="muted row-note">
          {event.status} by {event.by}: {event.reason}
        </span>
      )}
      {verdict === undefined ? (
        <span className="row-note">
          {(['confirmed', 'dismissed'] as const)
            .filter((each) => each !== event.status)
            .map((each) => (
              <button
                key={each}
                type="button"
                className="link event-verb"
                disabled={why !== undefined}
                title={why}
                onClick={() => setVerdict(each)}
              >
                {ASK[each].verb}
              </button>
            ))}
        </span>
      ) : (
        <form className="inline-form" onSubmit={(sent) => void submit(sent)}>
          <label htmlFor={id}>{ASK[verdict].why}</label>
          <input
            id={id}
            value={reason}
            required
            maxLength={500}
            onChange={(change) => setReason(change.target.value)}
            onKeyDown={(key) => key.key === 'Escape' && setVerdict(undefined)}
          />
          <button type="submit" className="primary" disabled={reason.trim() === ''}>
            {ASK[verdict].verb}
          </button>
          <button type="button" className="quiet" onClick={() => setVerdict(undefined)}>
            Cancel
          </button>
        </form>
      )}
    </li>
  )
}

function periodOf({ at, after }: LifeEventOf): string {
  return after === undefined ? `by ${day(at)}` : `between ${day(after)} and ${day(at)}`
}

function standing({ status, certainty }: LifeEventOf): string {
  return status === 'found' || status === 'uncertain' ? `${status}, ${chance(certainty)}` : status
}
