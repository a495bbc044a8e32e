import { useEffect, useRef, useState } from 'react'
import { type DryLine, readOn, requestText } from '../../api/dry-run.ts'
import { useApp } from '../../state/app-context.ts'
import { attributeWords } from '../../words/sync-words.ts'
import { number, plural } from '../../words/words.ts'
import { Failed, Loading } from '../parts/answers.tsx'
import { Section } from '../parts/marks.tsx'
import { RecordMark } from './record-mark.tsx'

/** Requests that are shown at first, and each time somebody wants more. */
const FIRST = 5

type Read = { lines: readonly DryLine[]; looked: number; after: string | undefined }

/** The requests themselves, as they would be sent, without secrets; what stays as it is is passed over. */
export function DryRequests({ system, writes }: { system: string; writes: number }) {
  const { api } = useApp()
  const [read, setRead] = useState<Read>()
  const [reading, setReading] = useState(true)
  const [failure, setFailure] = useState<string>()
  const control = useRef<AbortController>(undefined)
  const more = async (so: Read | undefined) => {
    control.current?.abort()
    control.current = new AbortController()
    const { signal } = control.current
    setReading(true)
    setFailure(undefined)
    try {
      const next = await readOn(
        (after, limit) => api.dryRun(system, { after, limit }, signal),
        so?.after ?? '',
        so === undefined ? FIRST : FIRST * 4,
      )
      if (signal.aborted) return
      setRead({
        lines: [...(so?.lines ?? []), ...next.lines],
        looked: (so?.looked ?? 0) + next.looked,
        after: next.after,
      })
    } catch (error) {
      if (!signal.aborted) setFailure(error instanceof Error ? error.message : String(error))
    }
    if (!signal.aborted) setReading(false)
  }
  const begin = useRef(more)
  useEffect(() => {
    void begin.current(undefined)
    return () => control.current?.abort()
  }, [])
  return (
    <Section title="Requests">
      {read?.lines.map((line, i) => (
        <Line key={line.record} line={line} isOpen={i === 0} />
      ))}
      {failure !== undefined && <Failed message={failure} again={() => void more(read)} />}
      {read === undefined && reading && <Loading what="the requests" />}
      {read !== undefined && (
        <p className="dry-more muted">
          {read.after === undefined
            ? `These are all: ${plural(read.looked, 'record')} looked at.`
            : `The first ${number(read.lines.length)} of ${number(Math.max(writes, read.lines.length))}; ${plural(read.looked, 'record')} looked at.`}
          {read.after !== undefined && (
            <button type="button" disabled={reading} onClick={() => void more(read)}>
              Show more
            </button>
          )}
        </p>
      )}
    </Section>
  )
}

function Line({ line, isOpen }: { line: DryLine; isOpen: boolean }) {
  const { actions } = useApp()
  const { record, golden, attributes, request, not, refused } = line
  return (
    <details className="link-card" open={isOpen}>
      <summary>
        <span className="link-ends">
          <RecordMark id={record} />
        </span>
        {attributes.map((name) => (
          <span key={name} className="chip chip-plain">
            {attributeWords(name)}
          </span>
        ))}
        {refused.length > 0 && <span className="chip chip-error">{number(refused.length)} refused</span>}
      </summary>
      {request && <pre className="request">{requestText(request.request)}</pre>}
      {Object.keys(not).length > 0 && (
        <dl className="facts">
          {Object.entries(not).map(([name, why]) => (
            <div key={name}>
              <dt>{attributeWords(name)}</dt>
              <dd>not written: {why}</dd>
            </div>
          ))}
        </dl>
      )}
      <p className="dry-golden">
        <button type="button" className="link" onClick={() => void actions.open(golden)}>
          To its golden record
        </button>
      </p>
    </details>
  )
}
