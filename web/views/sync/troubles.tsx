import type { ReactNode } from 'react'
import type { SystemView } from '../../../server/model/sync/delivery.ts'
import { minute, number } from '../../words/words.ts'
import { Ago, Ahead } from './ago.tsx'

/** What keeps a system from being current, or will. */
export function Troubles({ view, now, onLook }: { view: SystemView; now: number; onLook: () => void }) {
  const { paused, unavailable, faults, fileDiffers, mode } = view
  return (
    <>
      {paused && (
        <Note tone="warn">
          Paused by {paused.by} <Ago at={paused.at} now={now} />: {paused.reason}
        </Note>
      )}
      {unavailable && (
        <Note tone="bad">
          {unavailable.reason}; tried again <Ahead at={unavailable.until} now={now} />.
        </Note>
      )}
      {faults.length > 0 && (
        <Note tone="bad">
          Its file cannot be used:
          <ul className="faults">
            {faults.map((fault) => (
              <li key={fault}>{fault}</li>
            ))}
          </ul>
        </Note>
      )}
      {fileDiffers && (
        <Note
          tone="plain"
          button={
            <button type="button" onClick={onLook}>
              Look at the dry run
            </button>
          }
        >
          {mode === undefined
            ? 'Its file is new: nothing of it holds yet.'
            : 'Its file says something else than what is in force; nothing of that holds yet.'}
        </Note>
      )}
    </>
  )
}

type NoteProps = { tone: 'warn' | 'bad' | 'plain'; button?: ReactNode; children: ReactNode }

function Note({ tone, button, children }: NoteProps) {
  return (
    <div className={`sync-note sync-note-${tone}`}>
      <div>{children}</div>
      {button}
    </div>
  )
}

/** Which definition holds, since when, and how far the system has been told of the feed. */
export function InForce({ view }: { view: SystemView }) {
  const { hash, appliedAt, appliedBy, cursor, head } = view
  if (hash === undefined) return null
  return (
    <p className="muted small system-foot">
      In force since {minute(appliedAt)}, applied by {appliedBy}, hash{' '}
      <span className="mono" title={hash}>
        {hash.slice(0, 12)}
      </span>
      .
      {cursor !== undefined && (
        <>
          {' '}
          The feed is read to change {number(cursor)} of {number(head)}.
        </>
      )}
    </p>
  )
}
