import { type DragEvent, useRef, useState } from 'react'
import type { UploadHead } from '../../../server/model/uploads/upload.ts'
import { ApiError } from '../../api/api.ts'
import { useApp, useLoaded } from '../../state/app-context.ts'
import { refused, uploadOpened } from '../../state/state.ts'
import { problemInWords, STAGE_WORDS, sizeInWords } from '../../words/load-words.ts'
import { minute, plural } from '../../words/words.ts'
import { Answer } from '../parts/answers.tsx'

/** Where a file is dropped or chosen, and the files that were sent before. */
export function NewFile() {
  const { api } = useApp()
  const uploads = useLoaded('uploads', (signal) => api.uploads(signal))
  return (
    <>
      <div className="load-head">
        <h1>Load a file</h1>
        <p className="muted">
          A list of customers, companies, contacts or orders. You see how it is read and what it would change before
          anything is written, and you can undo it afterwards.
        </p>
      </div>
      <DropZone />
      <Answer of={uploads} what="earlier files">
        {(page) => (page.uploads.length === 0 ? null : <Earlier uploads={page.uploads} />)}
      </Answer>
    </>
  )
}

/** A larger file is refused; it need not be sent for that. */
const MOST_BYTES = 64 * 1024 * 1024

function DropZone() {
  const { api, update } = useApp()
  const input = useRef<HTMLInputElement>(null)
  const [sending, setSending] = useState<string>()
  const [problem, setProblem] = useState<string>()
  const [over, setOver] = useState(false)
  const send = async (file: File | undefined) => {
    if (!file || sending !== undefined) return
    if (file.size > MOST_BYTES)
      return setProblem(`${file.name} is larger than 64 MB. Load it with kith load on the server itself.`)
    setSending(file.name)
    setProblem(undefined)
    try {
      const upload = await api.sendFile(file)
      update(uploadOpened(upload.id))
    } catch (error) {
      if (error instanceof ApiError && error.status === 403) update(refused('decide', error.message))
      setProblem(
        error instanceof ApiError ? problemInWords({ code: 'internal', detail: error.message }) : String(error),
      )
      setSending(undefined)
    }
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    void send(event.dataTransfer.files[0])
  }
  return (
    <section
      className={`drop${over ? ' drop-over' : ''}`}
      aria-label="New file"
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      {sending === undefined ? (
        <>
          <p className="drop-title">Drop a file here</p>
          <button type="button" className="primary" onClick={() => input.current?.click()}>
            Choose a file…
          </button>
          <p className="muted small">CSV, Excel, JSON or JSON lines, also zipped, up to 64 MB</p>
        </>
      ) : (
        <p role="status" className="loading">
          <span className="spinner" aria-hidden="true" /> Sending {sending} and looking at it…
        </p>
      )}
      <input
        ref={input}
        type="file"
        className="sr-only"
        tabIndex={-1}
        aria-label="File to load"
        onChange={(event) => {
          void send(event.target.files?.[0])
          event.target.value = ''
        }}
      />
      {problem !== undefined && (
        <p className="drop-problem" role="alert">
          {problem}
        </p>
      )}
    </section>
  )
}

function Earlier({ uploads }: { uploads: readonly UploadHead[] }) {
  const { update } = useApp()
  return (
    <section>
      <h2>Files sent before</h2>
      <ul className="uploads">
        {uploads.map(({ id, name, bytes, by, at, stage, records }) => (
          <li key={id}>
            <button type="button" className="upload-row" onClick={() => update(uploadOpened(id))}>
              <strong>{name}</strong>
              <span className={`chip state-${STAGE_WORDS[stage].tone}`}>{STAGE_WORDS[stage].text}</span>
              <span className="muted small">
                {records === undefined ? sizeInWords(bytes) : plural(records, 'record')} · {by}, {minute(at)}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
