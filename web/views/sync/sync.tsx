import type { SystemView } from '../../../server/model/sync/delivery.ts'
import { useApp } from '../../state/app-context.ts'
import { type Polled, usePolled } from '../../state/polled.ts'
import { useWhyNot, type WhyNot } from '../../state/rights.ts'
import { keyAsked, type Right } from '../../state/state.ts'
import { countOf, STUCK } from '../../words/sync-words.ts'
import { number, plural } from '../../words/words.ts'
import { Empty, Failed, Loading } from '../parts/answers.tsx'
import { Since } from './ago.tsx'
import { idOfReason } from './right-button.tsx'
import { SystemCard } from './system-card.tsx'

/** Every system that golden records go back to: how far it is, what differs, what failed, and what can be done about it. */
export function Sync() {
  const { api } = useApp()
  const systems = usePolled('systems', (signal) => api.systems(signal).then((page) => page.systems))
  const whyNot = useWhyNot()
  const { value, failure, at } = systems
  return (
    <div className="sync">
      <div className="sync-head">
        <h1>Sync</h1>
        {value !== undefined && value.length > 0 && <Summary systems={value} now={at} />}
        <p className="muted small sync-about">
          Systems that golden values go back to. Each is a file in Kith’s home; what holds of it is what an
          administrator looked at and applied.
        </p>
      </div>
      {(value === undefined || whyNot === undefined) && failure === undefined && <Loading what="the systems" />}
      {failure !== undefined && <Outdated systems={systems} />}
      {value?.length === 0 && <NoSystem />}
      {value !== undefined && value.length > 0 && whyNot && (
        <>
          <Reasons whyNot={whyNot} />
          <ul className="systems" aria-label="Systems">
            {value.map((view) => (
              <SystemCard key={view.system} view={view} now={at} whyNot={whyNot} />
            ))}
          </ul>
        </>
      )}
    </div>
  )
}

function Summary({ systems, now }: { systems: readonly SystemView[]; now: number }) {
  const behind = systems.reduce((sum, view) => sum + view.behind, 0)
  const stuck = systems.reduce((sum, view) => sum + countOf(view.copies, STUCK), 0)
  const oldest = systems.flatMap((view) => view.oldest ?? []).sort()[0]
  return (
    <p className="muted">
      {number(systems.filter(({ mode }) => mode !== undefined).length)} of {plural(systems.length, 'system')} in force ·{' '}
      {behind === 0 ? 'no record differs' : `${plural(behind, 'record')} ${behind === 1 ? 'differs' : 'differ'}`}
      {oldest && (
        <>
          , the oldest for <Since at={oldest} now={now} />
        </>
      )}
      {stuck > 0 && ` · ${number(stuck)} ${stuck === 1 ? 'waits' : 'wait'} for a person`}
    </p>
  )
}

/** The last look failed: what is shown is older, or there is nothing to show. */
function Outdated({ systems: { value, failure = '', again } }: { systems: Polled<unknown> }) {
  if (value === undefined) return <Failed message={failure} again={again} />
  return (
    <div className="sync-note sync-note-bad" role="alert">
      <p>{failure} What is shown is older; Kith is asked again every two seconds.</p>
    </div>
  )
}

const ABOUT: Record<Exclude<Right, 'organise'>, string> = {
  decide: 'Pausing, resuming and trying again',
  administer: 'Applying what a file says',
}

/** What the key in hand is not enough for, said once for all buttons that are out of use. */
function Reasons({ whyNot }: { whyNot: WhyNot }) {
  const { update } = useApp()
  const rights = (['decide', 'administer'] as const).filter((right) => whyNot[right] !== undefined)
  if (rights.length === 0) return null
  return (
    <div className="sync-note">
      <ul>
        {rights.map((right) => (
          <li key={right} id={idOfReason(right)}>
            {ABOUT[right]}: {whyNot[right]}.
          </li>
        ))}
      </ul>
      <button type="button" onClick={() => update(keyAsked)}>
        Use another key
      </button>
    </div>
  )
}

function NoSystem() {
  return (
    <Empty title="No system is defined">
      <p>
        Golden values can go back into the systems that records come from, each change once. A system is one file in the
        folder <code>systems</code> of Kith’s home; <code>seeds/systems</code> has an example.
      </p>
      <p>
        Nothing is written anywhere before an administrator has looked at its dry run and applied it.{' '}
        <code>docs/coexistence.md</code> shows how, step by step.
      </p>
    </Empty>
  )
}
