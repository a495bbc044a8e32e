import { type FormEvent, useEffect, useId, useRef, useState } from 'react'
import type { AttributeView } from '../../../server/model/views.ts'
import type { PinRequest } from '../../api/record-api.ts'
import { useApp } from '../../state/app-context.ts'
import { useWhyNot } from '../../state/rights.ts'
import { day, minute } from '../../words/words.ts'

type Pin = NonNullable<NonNullable<AttributeView['winner']>['pin']>

/** A steward's word about a value, and the way to take it back. */
export function PinMark({ pin }: { pin: Pin }) {
  const { actions } = useApp()
  const why = useWhyNot()?.decide
  return (
    <p className="pin-mark">
      <span className="chip chip-unsure">pinned</span> by {pin.by} on <time title={minute(pin.at)}>{day(pin.at)}</time>
      {pin.until !== undefined && `, until ${day(pin.until)}`}: {pin.reason}{' '}
      <button
        type="button"
        className="link"
        disabled={why !== undefined}
        title={why}
        onClick={() => void actions.takeBack({ kind: 'pin', id: pin.id })}
      >
        Take the pin back
      </button>
    </p>
  )
}

type Form = { what: Omit<PinRequest, 'reason' | 'until'>; onEnd: () => void }

/** Asks why a value is to stand, and until when. */
export function PinForm({ what, onEnd }: Form) {
  const { actions } = useApp()
  const why = useWhyNot()?.decide
  const [reason, setReason] = useState('')
  const [until, setUntil] = useState('')
  const [sending, setSending] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  const [reasonId, untilId] = [useId(), useId()]
  useEffect(() => input.current?.focus(), [])
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (sending) return
    setSending(true)
    const done = await actions.pin({
      ...what,
      reason: reason.trim(),
      ...(until === '' ? {} : { until: `${until}T23:59:59Z` }),
    })
    setSending(false)
    if (done) onEnd()
  }
  if (why !== undefined) return <p className="muted small">It takes a right that you do not have: {why}.</p>
  return (
    <form className="inline-form" onSubmit={(event) => void submit(event)}>
      <label htmlFor={reasonId}>Why does it stand?</label>
      <input
        id={reasonId}
        ref={input}
        value={reason}
        required
        maxLength={500}
        onChange={(event) => setReason(event.target.value)}
        onKeyDown={(event) => event.key === 'Escape' && onEnd()}
      />
      <label htmlFor={untilId}>Until (if it ends)</label>
      <input id={untilId} type="date" value={until} onChange={(event) => setUntil(event.target.value)} />
      <button type="submit" className="primary" disabled={sending || reason.trim() === ''}>
        Pin
      </button>
      <button type="button" className="quiet" onClick={onEnd}>
        Cancel
      </button>
    </form>
  )
}
