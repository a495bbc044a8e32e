import { useState } from 'react'
import type { Upload } from '../../../server/model/uploads/upload.ts'

type Props = { mapping: Upload['mapping']; onKeep: (mapping: Upload['mapping']) => Promise<void> }

/** The whole mapping as JSON, for what no list of choices can say. */
export function MappingText({ mapping, onKeep }: Props) {
  const [draft, setDraft] = useState<string>()
  const [flaw, setFlaw] = useState<string>()
  const text = JSON.stringify(mapping, null, 2)
  const keep = async () => {
    const read = readJson(draft ?? text)
    setFlaw(typeof read === 'string' ? read : undefined)
    if (typeof read === 'string') return
    await onKeep(read)
    setDraft(undefined)
  }
  return (
    <details className="mapping-text">
      <summary>The whole mapping, as text</summary>
      <p className="muted small">
        Everything a mapping may say is in <code>docs/mapping.md</code>: other delimiters, several values in a cell,
        rows to pass over.
      </p>
      <textarea
        aria-label="Mapping as JSON"
        spellCheck={false}
        rows={16}
        value={draft ?? text}
        onChange={(event) => setDraft(event.target.value)}
      />
      {flaw !== undefined && <p role="alert">{flaw}</p>}
      <button type="button" disabled={draft === undefined} onClick={() => void keep()}>
        Use this mapping
      </button>
    </details>
  )
}

/** What a text says as JSON, or why it is none. */
function readJson(text: string): Upload['mapping'] | string {
  try {
    const json: unknown = JSON.parse(text)
    return typeof json === 'object' && json !== null && !Array.isArray(json)
      ? { ...json }
      : 'A mapping is an object: { "source": … }.'
  } catch (error) {
    return `This is no JSON: ${error instanceof Error ? error.message : String(error)}.`
  }
}
