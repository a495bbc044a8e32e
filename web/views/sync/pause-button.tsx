import { useState } from 'react'
import type { SystemView } from '../../../server/model/sync/delivery.ts'
import { useApp } from '../../state/app-context.ts'
import type { WhyNot } from '../../state/rights.ts'
import { plural } from '../../words/words.ts'
import { Modal } from './modal.tsx'
import { RightButton } from './right-button.tsx'

type Props = { view: SystemView; whyNot: WhyNot; onLook: () => void }

/** Holds a system, with a reason, or lets it go on. One button, so that the keyboard stays where it is. */
export function PauseButton({ view, whyNot, onLook }: Props) {
  const [asking, setAsking] = useState<'pause' | 'resume'>()
  const { system, mode, paused } = view
  const close = () => setAsking(undefined)
  return (
    <div className="system-actions">
      {mode !== undefined && (
        <RightButton
          right="decide"
          whyNot={whyNot}
          aria-label={`${paused ? 'Resume' : 'Pause'} ${system}`}
          onClick={() => setAsking(paused ? 'resume' : 'pause')}
        >
          {paused ? 'Resume…' : 'Pause…'}
        </RightButton>
      )}
      {asking === 'pause' && <Pause system={system} onClose={close} />}
      {asking === 'resume' && <Resume view={view} onClose={close} onLook={onLook} />}
    </div>
  )
}

function Pause({ system, onClose }: { system: string; onClose: () => void }) {
  const { actions } = useApp()
  const [reason, setReason] = useState('')
  return (
    <Modal
      title={`Pause ${system}?`}
      verb="Pause"
      onDo={() => actions.pauseSystem(system, reason.trim())}
      onClose={onClose}
    >
      <p>Nothing is sent to it until somebody resumes it. It falls behind meanwhile, and catches up then.</p>
      <label>
        Why? Whoever finds it paused reads it.
        <input
          value={reason}
          maxLength={1_000}
          required
          pattern=".*\S.*"
          title="a reason in a few words"
          onChange={(event) => setReason(event.target.value)}
        />
      </label>
    </Modal>
  )
}

function Resume({ view, onClose, onLook }: { view: SystemView; onClose: () => void; onLook: () => void }) {
  const { actions } = useApp()
  const { system, behind, paused } = view
  return (
    <Modal title={`Resume ${system}?`} verb="Resume" onDo={() => actions.resumeSystem(system)} onClose={onClose}>
      {paused && (
        <p className="muted">
          {paused.by} paused it: {paused.reason}
        </p>
      )}
      <p>
        {behind === 0
          ? 'As far as is known, no record in it differs.'
          : `${plural(behind, 'record')} in it ${behind === 1 ? 'differs' : 'differ'}, or may. All of that may be written at once.`}
      </p>
      <p>
        <button
          type="button"
          className="link"
          onClick={() => {
            onClose()
            onLook()
          }}
        >
          Look at the dry run first
        </button>
      </p>
    </Modal>
  )
}
