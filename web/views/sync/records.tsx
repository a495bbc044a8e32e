import { useRef, useState } from 'react'
import type { LossAnswer, SystemView } from '../../../server/model/sync/delivery.ts'
import { useApp, useSelect } from '../../state/app-context.ts'
import { usePolled } from '../../state/polled.ts'
import type { WhyNot } from '../../state/rights.ts'
import { synced } from '../../state/state.ts'
import { countOf, firstState, STATE_WORDS, STATES } from '../../words/sync-words.ts'
import { capital, number } from '../../words/words.ts'
import { Failed, Loading } from '../parts/answers.tsx'
import { Pages, usePaging } from '../parts/pages.tsx'
import { DeliveryTable } from './delivery-table.tsx'
import { Modal } from './modal.tsx'
import { RightButton } from './right-button.tsx'

/** Records a page. */
const MOST = 25

type Props = { view: SystemView; now: number; whyNot: WhyNot }

/** Records of a system by how they stand, those that take a person first; what can be tried again, and what taken back. */
export function Records({ view, now, whyNot }: Props) {
  const { api, update, actions } = useApp()
  const place = useSelect((s) => s.sync)
  const { system, copies } = view
  const [opened] = useState(() => firstState(copies))
  const state = place.state ?? opened
  const paging = usePaging<string>(`${system} ${state}`, MOST)
  const [takingBack, setTakingBack] = useState<readonly string[]>()
  const region = useRef<HTMLElement>(null)
  const after = paging.after ?? ''
  const page = usePolled(`deliveries ${system} ${state} ${after}`, (signal) =>
    api.deliveries(system, { state, after, limit: MOST }, signal),
  )
  // What asks for a word is answered one by one.
  const failed = countOf(copies, ['dead', 'held'])
  // What was tried again leaves the list, and its button with it: the keyboard goes on from the list.
  const replay = async (deliveries?: readonly string[], answer?: LossAnswer) => {
    const done = await actions.replay(system, {
      ...(deliveries ? { deliveries } : {}),
      ...(answer ? { answer } : {}),
    })
    if (done) region.current?.focus()
    return done
  }
  return (
    <section className="section" aria-label={`Records of ${system}`} ref={region} tabIndex={-1}>
      <div className="filters records-filters">
        <h3>Records</h3>
        <fieldset className="tool-group">
          <legend className="sr-only">State</legend>
          {STATES.map((each) => (
            <button
              key={each}
              type="button"
              aria-pressed={each === state}
              onClick={() => update(synced({ ...place, system, state: each }))}
            >
              <span className={`dot copy-${each}`} aria-hidden="true" />
              {capital(each)} <span className="count">{number(copies[each] ?? 0)}</span>
            </button>
          ))}
        </fieldset>
        <span className="actions-gap" />
        {failed > 0 && (
          <RightButton right="decide" whyNot={whyNot} onClick={() => void replay()}>
            Try all again
          </RightButton>
        )}
      </div>
      <p className="muted">{STATE_WORDS[state]}</p>
      <div className="deliveries">
        {page.value === undefined && page.failure === undefined && <Loading what="the records" />}
        {page.value === undefined && page.failure !== undefined && <Failed message={page.failure} again={page.again} />}
        {page.value?.deliveries.length === 0 && <p className="notice">No record is {state}.</p>}
        {page.value !== undefined && page.value.deliveries.length > 0 && (
          <>
            <DeliveryTable
              deliveries={page.value.deliveries}
              state={state}
              now={now}
              isPaused={view.paused !== undefined}
              whyNot={whyNot}
              onDo={(id, what) => {
                if (what === 'takeBack') setTakingBack([id])
                else void replay([id], what === 'keep' ? what : undefined)
              }}
            />
            <Pages
              what="records"
              from={paging.from}
              shown={page.value.deliveries.length}
              all={copies[state] ?? 0}
              onBack={paging.onBack}
              onNext={paging.onNext(page.value.next)}
            />
          </>
        )}
      </div>
      {takingBack && (
        <Modal
          title={`Take it back from ${system}?`}
          verb="Take back"
          onDo={() => replay(takingBack, 'takeBack')}
          onClose={() => setTakingBack(undefined)}
        >
          <p>
            What Kith wrote there, and has no record behind it any more, goes: the field gets back what {system} itself
            said last, or is emptied.
          </p>
        </Modal>
      )}
    </section>
  )
}
