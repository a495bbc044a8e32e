import { useId } from 'react'
import type { HistoryView } from '../../../server/model/service-views.ts'
import type { GoldenView } from '../../../server/model/views.ts'
import type { PastDay } from '../../api/record-api.ts'
import { useAnswer, useApp, useSelect } from '../../state/app-context.ts'
import { type Days, dayAt, dayOf, daysOf, markBeside, offsetOf } from '../../state/past-days.ts'
import { asOf } from '../../state/record-state.ts'
import { day, plural } from '../../words/words.ts'
import { Answer } from '../parts/answers.tsx'
import { Section } from '../parts/marks.tsx'
import { ThenAndNow } from './then-and-now.tsx'
import { useSettled } from './use-settled.ts'

const BY: Record<PastDay['by'], { name: string; told: string }> = {
  true: { name: 'What was true', told: 'as it was by what is known today' },
  known: { name: 'What was known', told: 'as it was known on that day' },
}

/** Any day of a golden record: a slider over its days, and what was otherwise then. */
export function TimeMachine({ view, history }: { view: GoldenView; history: HistoryView }) {
  const { update } = useApp()
  const past = useSelect((s) => s.past)
  const today = dayOf(new Date().toISOString())
  const by = past?.by ?? 'true'
  const days = daysOf(view, history, by, today)
  const at = past?.day ?? today
  const go = (to: string, how = by) => update(asOf(to >= today && how === by ? undefined : { day: to, by: how }))
  return (
    <Section title="As of a day">
      <fieldset className="time-by">
        <legend className="sr-only">Which past</legend>
        {(['true', 'known'] as const).map((each) => (
          <label key={each} className="check">
            <input type="radio" name="past" checked={by === each} onChange={() => go(at, each)} />
            {BY[each].name}
          </label>
        ))}
      </fieldset>
      <Slider days={days} at={at} onGo={go} />
      {past === undefined || past.day >= today ? (
        <p className="muted small">This is today. Move the slider to see it on an earlier day.</p>
      ) : (
        <Then view={view} past={past} />
      )}
    </Section>
  )
}

function Slider({ days, at, onGo }: { days: Days; at: string; onGo: (day: string) => void }) {
  const id = useId()
  const earlier = markBeside(days, at, 'earlier')
  const later = markBeside(days, at, 'later')
  const most = offsetOf(days, days.last)
  const marks = useId()
  return (
    <div className="time-slider">
      <label htmlFor={id} className="sr-only">
        Day
      </label>
      <input
        id={id}
        type="range"
        min={0}
        max={most}
        value={Math.max(0, offsetOf(days, at))}
        list={marks}
        aria-valuetext={at >= days.last ? 'today' : day(at)}
        onChange={(event) => onGo(dayAt(days, Number(event.target.value)))}
      />
      <datalist id={marks}>
        {days.marks.map((mark) => (
          <option key={mark} value={offsetOf(days, mark)} />
        ))}
      </datalist>
      <div className="time-ends" aria-hidden="true">
        <span>{day(days.first)}</span>
        <span>today</span>
      </div>
      <div className="actions">
        <button type="button" disabled={earlier === undefined} onClick={() => earlier && onGo(earlier)}>
          Earlier change
        </button>
        <input
          type="date"
          aria-label="Exact day"
          min={days.first}
          max={days.last}
          value={at}
          onChange={(event) => event.target.value !== '' && onGo(event.target.value)}
        />
        <button type="button" disabled={later === undefined} onClick={() => later && onGo(later)}>
          Later change
        </button>
      </div>
    </div>
  )
}

function Then({ view, past }: { view: GoldenView; past: PastDay }) {
  const { api, update } = useApp()
  const version = useSelect((s) => s.version)
  const settled = useSettled(past)
  const then = useAnswer(`past ${view.id} ${settled.by} ${settled.day}`, String(version), (signal) =>
    api.goldenOn(view.id, settled, signal),
  )
  return (
    <div className="past-view">
      <p className="past-head" role="status">
        <span className="chip chip-past">past</span> {day(past.day)}, {BY[past.by].told}{' '}
        <button type="button" className="link" onClick={() => update(asOf(undefined))}>
          Back to today
        </button>
      </p>
      {then.status === 'failed' ? (
        <p className="muted">Nothing was known of it then.</p>
      ) : (
        <Answer of={then} what="that day">
          {(was) => (
            <>
              <p className="words">
                {was.name}, {plural(was.records.length, 'record')}.
              </p>
              <ThenAndNow before={was} now={view} />
            </>
          )}
        </Answer>
      )}
    </div>
  )
}
