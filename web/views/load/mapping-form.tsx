import { useState } from 'react'
import type { Upload } from '../../../server/model/uploads/upload.ts'
import { useApp } from '../../state/app-context.ts'
import type { OpenUpload } from '../../state/use-upload.ts'
import { idInWords, ROW_KINDS, type RowKind, rowKindOf, withKey, withRowKind } from '../../words/load-mapping.ts'
import { plural } from '../../words/words.ts'
import { MappingTable } from './mapping-table.tsx'
import { MappingText } from './mapping-text.tsx'

type Props = { upload: Upload; open: OpenUpload }

/** How a file is read: what its rows are, and what each column feeds. Every choice is kept at once. */
export function MappingForm({ upload, open }: Props) {
  const { api } = useApp()
  const [faults, setFaults] = useState<readonly string[]>([])
  const { mapping, doubts, notes, looked } = upload
  const kind = rowKindOf(mapping)
  const change = async (next: Upload['mapping']) => {
    const error = await open.ask(() => api.mapUpload(upload.id, next))
    setFaults(error?.code === 'mapping.invalid' ? (error.path.length > 0 ? error.path : [error.message]) : [])
  }
  const id = idInWords(mapping)
  return (
    <section className="load-part" aria-label="How the file is read">
      <h2>How it is read</h2>
      <p className="muted">
        Proposed from {plural(looked, 'row')}. Correct what is wrong; each choice is kept at once.
      </p>
      <div className="mapping-about">
        <label>
          Each row is about
          <select
            value={kind ?? ''}
            onChange={(event) => void change(withRowKind(mapping, event.target.value as RowKind))}
          >
            {kind === undefined && <option value="">what a column says</option>}
            {Object.entries(ROW_KINDS).map(([name, words]) => (
              <option key={name} value={name}>
                {words}
              </option>
            ))}
          </select>
        </label>
        <TextKey
          label="System it comes from"
          hint="a name of your own, such as crm or spring-fair"
          value={typeof mapping.source === 'string' ? mapping.source : ''}
          onKeep={(text) => void change(text === '' ? mapping : withKey(mapping, 'source', text))}
        />
        <TextKey
          label="Country, where none is given"
          hint="two letters, such as US"
          value={typeof mapping.defaultCountry === 'string' ? mapping.defaultCountry : ''}
          onKeep={(text) => void change(withKey(mapping, 'defaultCountry', text.toUpperCase()))}
        />
        <label>
          03/04/1984 is
          <select
            value={typeof mapping.dateOrder === 'string' ? mapping.dateOrder : ''}
            onChange={(event) => void change(withKey(mapping, 'dateOrder', event.target.value))}
          >
            <option value="">as the country writes it</option>
            <option value="MDY">March 4</option>
            <option value="DMY">3 April</option>
          </select>
        </label>
      </div>
      {faults.length > 0 && (
        <div className="sync-note sync-note-bad" role="alert">
          <p>This cannot be used, so it was not kept:</p>
          <ul className="faults">
            {faults.map((fault) => (
              <li key={fault}>{fault}</li>
            ))}
          </ul>
        </div>
      )}
      {doubts.length + notes.length > 0 && (
        <details className="load-doubts">
          <summary>{plural(doubts.length + notes.length, 'thing')} to check</summary>
          <ul className="faults">
            {[...doubts, ...notes].map((doubt) => (
              <li key={doubt}>{doubt}</li>
            ))}
          </ul>
        </details>
      )}
      {id !== undefined && <p className="sync-note">{id}</p>}
      <MappingTable upload={upload} kind={kind ?? 'person'} onChange={(next) => void change(next)} />
      <MappingText mapping={mapping} onKeep={change} />
    </section>
  )
}

type TextProps = { label: string; hint: string; value: string; onKeep: (text: string) => void }

/** A text that is kept when one leaves it or presses Enter. */
function TextKey({ label, hint, value, onKeep }: TextProps) {
  const [draft, setDraft] = useState<string>()
  const keep = () => {
    if (draft !== undefined && draft.trim() !== value) onKeep(draft.trim())
    setDraft(undefined)
  }
  return (
    <label>
      {label}
      <input
        value={draft ?? value}
        placeholder={hint}
        maxLength={100}
        onChange={(event) => setDraft(event.target.value)}
        onBlur={keep}
        onKeyDown={(event) => event.key === 'Enter' && keep()}
      />
    </label>
  )
}
