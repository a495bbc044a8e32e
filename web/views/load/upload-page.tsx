import { useState } from 'react'
import type { Upload } from '../../../server/model/uploads/upload.ts'
import { useApp } from '../../state/app-context.ts'
import { toasted, uploadOpened } from '../../state/state.ts'
import { isRunning, type OpenUpload, useUpload } from '../../state/use-upload.ts'
import { cutInWords, problemInWords, progressInWords, STAGE_WORDS, sizeInWords } from '../../words/load-words.ts'
import { minute } from '../../words/words.ts'
import { Failed, Loading } from '../parts/answers.tsx'
import { LoadedView } from './loaded-view.tsx'
import { MappingForm } from './mapping-form.tsx'
import { TrialView } from './trial-view.tsx'
import { UndoButton } from './undo-button.tsx'

/** One file from its mapping to its load and back. */
export function UploadPage({ id }: { id: string }) {
  const { update } = useApp()
  const open = useUpload(id)
  const { upload, failure, again } = open
  const back = () => update(uploadOpened(undefined))
  return (
    <>
      <button type="button" className="quiet load-back" onClick={back}>
        ← All files
      </button>
      {upload === undefined && <h1 className="sr-only">Load a file</h1>}
      {upload === undefined && failure === undefined && <Loading what="the file" />}
      {failure !== undefined && <Failed message={failure} again={again} />}
      {upload !== undefined && <Opened upload={upload} open={open} onGone={back} />}
    </>
  )
}

type Props = { upload: Upload; open: OpenUpload }

function Opened({ upload, open, onGone }: Props & { onGone: () => void }) {
  const { stage, trial, loaded, undone, problem } = upload
  const isOpen = (stage === 'open' || stage === 'undone') && upload.fileUntil !== undefined
  return (
    <>
      <Head upload={upload} />
      {problem !== undefined && (
        <p className="sync-note sync-note-bad" role="alert">
          {problemInWords(problem)}
        </p>
      )}
      {isRunning(stage) && <Progress upload={upload} />}
      {stage === 'cut' && (
        <p className="sync-note sync-note-warn">{cutInWords(upload)} It can go on from there, or be undone.</p>
      )}
      {stage === 'undone' && undone !== undefined && (
        <p className="sync-note">
          {undone.by} undid this load, {minute(undone.at)}. The file can be corrected and loaded again.
        </p>
      )}
      {loaded !== undefined && stage === 'loaded' && (
        <LoadedView upload={upload} loaded={loaded} awaited={open.watched} />
      )}
      {isOpen && <MappingForm upload={upload} open={open} />}
      {trial !== undefined && isOpen && <TrialView upload={upload} trial={trial} awaited={open.watched} />}
      <Steps upload={upload} open={open} onGone={onGone} />
    </>
  )
}

function Head({ upload: { name, bytes, by, at, stage } }: { upload: Upload }) {
  const { text, tone } = STAGE_WORDS[stage]
  return (
    <div className="load-head">
      <h1>
        {name} <span className={`chip state-${tone}`}>{text}</span>
      </h1>
      <p className="muted small">
        {sizeInWords(bytes)} · sent by {by}, {minute(at)}
      </p>
    </div>
  )
}

function Progress({ upload }: { upload: Upload }) {
  const { done = 0, of = 0 } = upload.progress ?? {}
  return (
    <div className="load-progress" role="status">
      <p>{progressInWords(upload)}…</p>
      <progress aria-label={progressInWords(upload)} {...(of > 0 ? { value: Math.min(done, of), max: of } : {})} />
      <p className="muted small">
        {upload.stage === 'trying' ? 'Nothing is written.' : 'You can leave this page: it goes on by itself.'}
      </p>
    </div>
  )
}

/** What can be done next. */
function Steps({ upload, open, onGone }: Props & { onGone: () => void }) {
  const { api, update } = useApp()
  const [dropping, setDropping] = useState(false)
  const { id, stage, trial, problem, fileUntil } = upload
  if (isRunning(stage)) return null
  const isThere = fileUntil !== undefined
  const canLoad = isThere && stage !== 'loaded'
  const exceeds = problem?.code === 'churn.exceeded'
  const load = () => void open.ask(() => api.loadUpload(id, exceeds))
  const discard = async () => {
    setDropping(true)
    try {
      await api.discardUpload(id)
      onGone()
    } catch (error) {
      setDropping(false)
      update(toasted({ text: error instanceof Error ? error.message : String(error), tone: 'error' }))
    }
  }
  return (
    <div className="load-steps">
      {canLoad && (
        <button
          type="button"
          className={trial === undefined && stage !== 'cut' ? 'primary' : ''}
          disabled={open.asking}
          onClick={() => void open.ask(() => api.tryUpload(id))}
        >
          {trial === undefined ? 'Dry run: see what it would do' : 'Dry run again'}
        </button>
      )}
      {canLoad && (trial !== undefined || stage === 'cut') && (
        <button type="button" className="primary" disabled={open.asking} onClick={load}>
          {stage === 'cut' ? 'Go on loading' : exceeds ? 'Load it all the same' : 'Load it'}
        </button>
      )}
      {(stage === 'loaded' || stage === 'cut') && <UndoButton upload={upload} open={open} />}
      {stage === 'loaded' && (
        <button type="button" className="primary" onClick={onGone}>
          Load another file
        </button>
      )}
      {(stage === 'open' || stage === 'undone') && (
        <button type="button" className="quiet" disabled={dropping} onClick={() => void discard()}>
          Discard the file
        </button>
      )}
    </div>
  )
}
