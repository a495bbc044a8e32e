import { useState } from 'react'
import type { BulkDecision } from '../../api/trees-api.ts'
import { useApp } from '../../state/app-context.ts'
import { plural } from '../../words/words.ts'
import { Modal } from '../sync/modal.tsx'

type Pair = { low: string; high: string; names: string }

/** As many as the server decides at once. */
const MOST = 100
/** As many are named before they are decided. */
const NAMED = 10

/** One word for many pairs, each of which is decided by itself and can be taken back by itself. */
export function BulkDecide({ pairs, onDone }: { pairs: readonly Pair[]; onDone?: () => void }) {
  const { actions } = useApp()
  const [verdict, setVerdict] = useState<BulkDecision['verdict']>()
  const [reason, setReason] = useState('')
  const now = pairs.slice(0, MOST)
  const words = verdict === 'same' ? 'the same' : 'different'
  return (
    <>
      <button type="button" className="decide-same" onClick={() => setVerdict('same')}>
        All the same…
      </button>
      <button type="button" className="decide-distinct" onClick={() => setVerdict('distinct')}>
        All different…
      </button>
      {verdict !== undefined && (
        <Modal
          title={`${plural(now.length, 'pair')} ${words}`}
          verb={verdict === 'same' ? 'Join them' : 'Keep them apart'}
          onDo={async () => {
            const items = now.map(({ low, high }) => ({ low, high, verdict }))
            const done = await actions.decideAll(items, reason.trim() || `${words} on review`)
            if (done) onDone?.()
            return done
          }}
          onClose={() => setVerdict(undefined)}
        >
          <ul className="rows">
            {now.slice(0, NAMED).map(({ low, high, names }) => (
              <li key={`${low} ${high}`}>
                {names}
                <span className="muted row-note">
                  {low} / {high}
                </span>
              </li>
            ))}
          </ul>
          {now.length > NAMED && <p className="muted">And {now.length - NAMED} more.</p>}
          {pairs.length > MOST && <p className="muted">The other {pairs.length - MOST} stay in the queue.</p>}
          <label>
            Why?
            <input
              value={reason}
              maxLength={500}
              placeholder={`${words} on review`}
              onChange={(event) => setReason(event.target.value)}
            />
          </label>
        </Modal>
      )}
    </>
  )
}
