import { type FormEvent, type RefObject, useEffect, useId, useRef, useState } from 'react'
import { useApp } from '../app-context.ts'

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

/** A person's word about two records. It asks for a reason first; an empty one says that it was looked at. */
export function DecideBar({ low, high, control, keys = false }: Bar) {
  const { actions } = useApp()
  const [verdict, setVerdict] = useState<Verdict>()
  const [reason, setReason] = useState('')
  const [sending, setSending] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  const id = useId()
  useEffect(() => {
    if (verdict) input.current?.focus()
  }, [verdict])
  useEffect(() => {
    if (!control) return
    control.current = setVerdict
    return () => {
      control.current = undefined
    }
  }, [control])

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (!verdict || sending) return
    setSending(true)
    const done = await actions.decide({ low, high, verdict, reason: reason.trim() || WORDS[verdict].reason })
    setSending(false)
    if (!done) return
    setVerdict(undefined)
    setReason('')
  }
  if (!verdict) {
    return (
      <div className="decide">
        {(['same', 'distinct'] as const).map((each) => (
          <button key={each} type="button" className={`decide-${each}`} onClick={() => setVerdict(each)}>
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
  return (
    <form className="decide" onSubmit={(event) => void submit(event)}>
      <label htmlFor={id}>Why {verdict === 'same' ? 'the same' : 'different'}?</label>
      <input
        id={id}
        ref={input}
        value={reason}
        maxLength={500}
        placeholder={WORDS[verdict].reason}
        onChange={(event) => setReason(event.target.value)}
        onKeyDown={(event) => event.key === 'Escape' && setVerdict(undefined)}
      />
      <button type="submit" className={`decide-${verdict}`} disabled={sending}>
        {verdict === 'same' ? 'Join' : 'Keep apart'}
      </button>
      <button type="button" className="quiet" onClick={() => setVerdict(undefined)}>
        Cancel
      </button>
    </form>
  )
}
