import { type FormEvent, type RefObject, useEffect, useId, useRef, useState } from 'react'
import { useAnswer, useApp, useSelect } from '../../state/app-context.ts'
import { useWhyNot } from '../../state/rights.ts'
import { DecisionPreview } from '../plan/decision-preview.tsx'

export type Verdict = 'same' | 'distinct'
type Bar = {
  low: string
  high: string
  /** Filled with a way to ask for a verdict by key. */
  control?: RefObject<((verdict: Verdict) => void) | undefined>
  keys?: boolean
}

const WORDS: Record<Verdict, { ask: string; reason: string }> = {
  same: { ask: 'Same', reason: 'same on review' },
  distinct: { ask: 'Different', reason: 'different on review' },
}

/** A person's word about two records. What it would do is shown while its reason is asked for. */
export function DecideBar({ low, high, control, keys = false }: Bar) {
  const [verdict, setVerdict] = useState<Verdict>()
  const why = useWhyNot()?.decide
  useEffect(() => {
    if (!control) return
    control.current = why === undefined ? setVerdict : undefined
    return () => {
      control.current = undefined
    }
  }, [control, why])
  if (verdict)
    return <Reason key={verdict} low={low} high={high} verdict={verdict} onEnd={() => setVerdict(undefined)} />
  return (
    <div className="decide">
      {(['same', 'distinct'] as const).map((each) => (
        <button
          key={each}
          type="button"
          className={`decide-${each}`}
          disabled={why !== undefined}
          title={why}
          onClick={() => setVerdict(each)}
        >
          {WORDS[each].ask}
          {keys && (
            <span className="key" aria-hidden="true">
              {each === 'same' ? 'S' : 'D'}
            </span>
          )}
        </button>
      ))}
    </div>
  )
}

type Asked = { low: string; high: string; verdict: Verdict; onEnd: () => void }

/**
 * Asks for the reason; an empty one says that it was looked at. Who is quicker than the preview is not held up by it,
 * unless it brings a warning.
 */
function Reason({ low, high, verdict, onEnd }: Asked) {
  const { actions, api } = useApp()
  const version = useSelect((s) => s.version)
  const check = useAnswer(`check ${low} ${high} ${verdict}`, String(version), () =>
    api.checkDecision({ low, high, verdict }),
  )
  const [reason, setReason] = useState('')
  const [wanted, setWanted] = useState(false)
  const [sending, setSending] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  const id = useId()
  useEffect(() => input.current?.focus(), [])
  const refused = check.status === 'ready' && check.value.conflict !== undefined

  const send = async () => {
    setWanted(false)
    setSending(true)
    const done = await actions.decide({ low, high, verdict, reason: reason.trim() || WORDS[verdict].reason })
    setSending(false)
    if (done) onEnd()
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (sending || refused) return
    if (check.status === 'loading') setWanted(true)
    else void send()
  }
  const clear = check.status === 'failed' || (check.status === 'ready' && !refused && check.value.warnings.length === 0)
  const sendNow = useRef(send)
  useEffect(() => {
    sendNow.current = send
  })
  useEffect(() => {
    if (!wanted || check.status === 'loading') return
    if (clear) void sendNow.current()
    else setWanted(false)
  }, [wanted, clear, check.status])

  return (
    <>
      <form className="decide" onSubmit={submit}>
        <label htmlFor={id}>Why {verdict === 'same' ? 'the same' : 'different'}?</label>
        <input
          id={id}
          ref={input}
          value={reason}
          maxLength={500}
          placeholder={WORDS[verdict].reason}
          onChange={(event) => setReason(event.target.value)}
          onKeyDown={(event) => event.key === 'Escape' && onEnd()}
        />
        <button type="submit" className={`decide-${verdict}`} disabled={sending || refused}>
          {verdict === 'same' ? 'Join' : 'Keep apart'}
        </button>
        <button type="button" className="quiet" onClick={onEnd}>
          Cancel
        </button>
      </form>
      <DecisionPreview check={check} />
    </>
  )
}
