import { useId, useRef } from 'react'
import type { SystemView } from '../../../server/model/sync/delivery.ts'
import { useApp, useSelect } from '../../state/app-context.ts'
import type { WhyNot } from '../../state/rights.ts'
import { synced } from '../../state/state.ts'
import { connectorWords, firstState, isWritten, MODE_WORDS, standing } from '../../words/sync-words.ts'
import { number } from '../../words/words.ts'
import { Ago, Since } from './ago.tsx'
import { DryRun } from './dry-run.tsx'
import { PauseButton } from './pause-button.tsx'
import { Records } from './records.tsx'
import { StateBar } from './state-bar.tsx'
import { InForce, Troubles } from './troubles.tsx'

type Card = { view: SystemView; now: number; whyNot: WhyNot }

/** One system: where it stands at a glance, and opened, which records differ and what its file would have written. */
export function SystemCard({ view, now, whyNot }: Card) {
  const { update } = useApp()
  const place = useSelect((s) => s.sync)
  const id = useId()
  const dryRun = useRef<HTMLHeadingElement>(null)
  const { system, copies } = view
  const isOpen = place.system === system
  const records = Object.values(copies).reduce((sum, count) => sum + count, 0)
  const look = () => {
    update(synced({ system, state: place.system === system ? place.state : firstState(copies), plan: true }))
    // It is there once this has been drawn.
    setTimeout(() => dryRun.current?.focus())
  }
  return (
    <li className="system">
      <div className="system-head">
        <div className="system-name">
          <h2>
            <button
              type="button"
              className="system-toggle"
              aria-expanded={isOpen}
              aria-controls={id}
              onClick={() => update(synced(isOpen ? {} : { system, state: firstState(copies) }))}
            >
              <span className="system-arrow" aria-hidden="true" />
              {system}
            </button>
          </h2>
          <p className="muted small">{about(view)}</p>
        </div>
        <State view={view} />
        <Figures view={view} now={now} />
        <PauseButton view={view} whyNot={whyNot} onLook={look} />
      </div>
      <Troubles view={view} now={now} onLook={look} />
      {records > 0 && <StateBar copies={copies} />}
      <div id={id}>
        {isOpen && (
          <div className="system-body">
            {records > 0 && <Records view={view} now={now} whyNot={whyNot} />}
            <DryRun view={view} whyNot={whyNot} heading={dryRun} onLook={look} />
            <InForce view={view} />
          </div>
        )}
      </div>
    </li>
  )
}

/** What a system is: how it is reached, and what its mode means. */
function about({ mode, connector }: SystemView): string {
  const words = connectorWords(connector)
  if (mode === undefined) return words
  return [words, `${mode}: ${MODE_WORDS[mode]}`].filter((part) => part !== '').join(' · ')
}

function State({ view }: { view: SystemView }) {
  const { word, tone, about: sentence } = standing(view)
  return (
    <div className="system-state">
      <span className={`chip state state-${tone}`}>{word}</span>
      <span className="muted small">{sentence}</span>
    </div>
  )
}

function Figures({ view, now }: { view: SystemView; now: number }) {
  const { behind, oldest, writes, lastWriteAt } = view
  const isCompared = isWritten(view)
  return (
    <dl className="figures">
      <div>
        <dt>Records that differ</dt>
        <dd className={behind > 0 ? 'figure figure-behind' : 'figure'}>
          {isCompared || behind > 0 ? number(behind) : '–'}
        </dd>
        <dd className="muted small">
          {oldest ? (
            <>
              the oldest for <Since at={oldest} now={now} />
            </>
          ) : isCompared ? (
            'none'
          ) : (
            'nothing is compared'
          )}
        </dd>
      </div>
      <div>
        <dt>Writes</dt>
        <dd className="figure">{number(writes)}</dd>
        <dd className="muted small">
          {lastWriteAt ? (
            <>
              the last <Ago at={lastWriteAt} now={now} />
            </>
          ) : (
            'none yet'
          )}
        </dd>
      </div>
    </dl>
  )
}
