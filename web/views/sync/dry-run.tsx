import { type RefObject, useState } from 'react'
import type { SystemPlan, SystemView } from '../../../server/model/sync/delivery.ts'
import { useAnswer, useApp, useSelect } from '../../state/app-context.ts'
import type { WhyNot } from '../../state/rights.ts'
import { attributeWords, MODE_WORDS } from '../../words/sync-words.ts'
import { number, plural } from '../../words/words.ts'
import { Answer } from '../parts/answers.tsx'
import { DryRequests } from './dry-requests.tsx'
import { Modal } from './modal.tsx'
import { RightButton } from './right-button.tsx'

type Props = {
  view: SystemView
  whyNot: WhyNot
  heading: RefObject<HTMLHeadingElement | null>
  onLook: () => void
}

/** What a system's file would have written, on demand: it takes a look at every record of the system. */
export function DryRun({ view, whyNot, heading, onLook }: Props) {
  const isShown = useSelect((s) => s.sync.plan === true)
  return (
    <section className="section">
      <h3 ref={heading} tabIndex={-1}>
        Dry run
      </h3>
      {isShown ? (
        <Plan view={view} whyNot={whyNot} />
      ) : (
        <p className="dry-ask">
          What would the file of {view.system} have written to it now? Looking writes nothing.
          <button type="button" onClick={onLook}>
            Look at the dry run
          </button>
        </p>
      )}
    </section>
  )
}

function Plan({ view, whyNot }: { view: SystemView; whyNot: WhyNot }) {
  const { api } = useApp()
  const { system, hash } = view
  const [looks, setLooks] = useState(0)
  const plan = useAnswer(`plan ${system}`, `${hash ?? ''} ${looks}`, (signal) => api.plan(system, signal))
  const again = () => setLooks((n) => n + 1)
  return (
    <div className="dry">
      <Answer of={plan} what="what would be written">
        {(value) => (
          <>
            <Counts plan={value} />
            <ApplyLine plan={value} whyNot={whyNot} onAgain={again} />
            {(value.writes > 0 || value.refused > 0) && (
              <DryRequests key={`${value.hash} ${looks}`} system={system} writes={value.writes} />
            )}
          </>
        )}
      </Answer>
    </div>
  )
}

function Counts({ plan }: { plan: SystemPlan }) {
  const { mode, records, writes, attributes, refused } = plan
  const rows = Object.entries(attributes).toSorted(([, a], [, b]) => b - a)
  return (
    <>
      <p className="equation">
        <span>
          <b>{number(writes)}</b> of {plural(records, 'record')} would be written
        </span>
        <span className="chip chip-plain">
          {mode}: {MODE_WORDS[mode]}
        </span>
      </p>
      {rows.length > 0 && (
        <table className="data dry-counts">
          <caption className="sr-only">Records that would be written, by attribute</caption>
          <thead>
            <tr>
              <th scope="col">Attribute</th>
              <th scope="col" className="num">
                Records
              </th>
              <td />
            </tr>
          </thead>
          <tbody>
            {rows.map(([name, count]) => (
              <tr key={name}>
                <th scope="row">{attributeWords(name)}</th>
                <td className="num">{number(count)}</td>
                <td className="dry-share">
                  <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
                    <rect width={(count / Math.max(1, records)) * 100} height="8" />
                  </svg>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {refused > 0 && (
        <p className="sync-note sync-note-warn">
          {plural(refused, 'value has', 'values have')} no form there and would not be written; the requests say which.
        </p>
      )}
    </>
  )
}

function ApplyLine({ plan, whyNot, onAgain }: { plan: SystemPlan; whyNot: WhyNot; onAgain: () => void }) {
  const { actions } = useApp()
  const [asking, setAsking] = useState(false)
  const { system, mode, hash, inForce, writes } = plan
  const apply = async () => {
    const done = await actions.applySystem(system, hash)
    // The file may be another by now.
    if (!done) onAgain()
    return done
  }
  return (
    <div className="actions dry-apply">
      {inForce === hash ? (
        <span className="chip state state-good">this is in force</span>
      ) : (
        <RightButton right="administer" whyNot={whyNot} className="primary" onClick={() => setAsking(true)}>
          Apply…
        </RightButton>
      )}
      <button type="button" onClick={onAgain}>
        Look again
      </button>
      <span className="muted small">
        hash <span className="mono">{hash.slice(0, 12)}</span>
        {inForce !== undefined && inForce !== hash && (
          <>
            , in force <span className="mono">{inForce.slice(0, 12)}</span>
          </>
        )}
      </span>
      {asking && (
        <Modal title={`Put the file of ${system} in force?`} verb="Apply" onDo={apply} onClose={() => setAsking(false)}>
          <p>
            Mode {mode}: {MODE_WORDS[mode]}.{' '}
            {mode === 'consolidation'
              ? 'It stays so; nothing is written.'
              : `${plural(writes, 'record')} will be written as soon as it is in force, and from then on whatever changes.`}
          </p>
          <p>
            Hash of what was looked at: <code>{hash}</code>
          </p>
        </Modal>
      )}
    </div>
  )
}
