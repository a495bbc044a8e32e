import { useState } from 'react'
import type { UndoPlan, Upload } from '../../../server/model/uploads/upload.ts'
import { useAnswer, useApp } from '../../state/app-context.ts'
import type { OpenUpload } from '../../state/use-upload.ts'
import { undoSentences } from '../../words/load-words.ts'
import { minute, number, plural } from '../../words/words.ts'
import { Answer } from '../parts/answers.tsx'
import { Modal } from '../sync/modal.tsx'

/** Undoes a load, after a look at what that does. */
export function UndoButton({ upload, open }: { upload: Upload; open: OpenUpload }) {
  const [asking, setAsking] = useState(false)
  return (
    <>
      <button type="button" disabled={open.asking} onClick={() => setAsking(true)}>
        Undo the load…
      </button>
      {asking && <UndoDialog upload={upload} open={open} onClose={() => setAsking(false)} />}
    </>
  )
}

function UndoDialog({ upload, open, onClose }: { upload: Upload; open: OpenUpload; onClose: () => void }) {
  const { api } = useApp()
  const [round, setRound] = useState(0)
  const plan = useAnswer(`undo ${upload.id}`, String(round), (signal) => api.undoPlan(upload.id, signal))
  const hash = plan.status === 'ready' ? plan.value.hash : undefined
  const undo = async () => {
    if (hash === undefined) return false
    const refusal = await open.ask(() => api.undoUpload(upload.id, hash))
    if (refusal?.code === 'plan.stale') setRound(round + 1)
    return refusal === undefined
  }
  return (
    <Modal
      title={`Undo the load of ${upload.name}?`}
      verb="Undo the load"
      ready={hash !== undefined}
      onDo={undo}
      onClose={onClose}
    >
      <Answer of={plan} what="what that does">
        {(found) => <PlanView plan={found} />}
      </Answer>
    </Modal>
  )
}

function PlanView({ plan }: { plan: UndoPlan }) {
  const { count, shown } = plan.kept
  return (
    <>
      {undoSentences(plan).map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      {count > 0 && (
        <>
          <p>
            {plural(count, 'record')} {count === 1 ? 'was' : 'were'} changed since and {count === 1 ? 'is' : 'are'} left
            as {count === 1 ? 'it is' : 'they are'}:
          </p>
          <ul className="faults undo-kept">
            {shown.map(({ record, name, by, at, deleted }) => (
              <li key={record}>
                {name ?? record}, {deleted ? 'deleted' : 'changed'}
                {by === undefined ? '' : ` by ${by}`}
                {at === undefined ? '' : `, ${minute(at)}`}
              </li>
            ))}
            {count > shown.length && <li>and {number(count - shown.length)} more</li>}
          </ul>
        </>
      )}
    </>
  )
}
