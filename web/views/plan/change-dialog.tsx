import { type FormEvent, type ReactNode, useId, useLayoutEffect, useRef, useState } from 'react'
import type { Plan } from '../../../server/model/plan.ts'
import { ApiError } from '../../api/api.ts'
import type { PlanWish } from '../../api/record-api.ts'
import { useApp } from '../../state/app-context.ts'
import { Preview } from './preview.tsx'

type Props = {
  title: string
  /** What is asked for so far, but for the reason; undefined until it can be looked at. */
  ask: WithoutReason<PlanWish> | undefined
  onClose: () => void
  /** What has to be chosen. */
  children: ReactNode
}
type WithoutReason<T> = T extends { reason: string } ? Omit<T, 'reason'> : never

type Refused = { text: string; standing: boolean }

/**
 * A merge, split or unmerge: what is wanted, then what it would do, then doing exactly that, and taking it back. Nothing
 * is changed before Apply.
 */
export function ChangeDialog({ title, ask, onClose, children }: Props) {
  const { api, actions, store } = useApp()
  const dialog = useRef<HTMLDialogElement>(null)
  const head = useRef<HTMLHeadingElement>(null)
  const [reason, setReason] = useState('')
  const [plan, setPlan] = useState<Plan>()
  const [refused, setRefused] = useState<Refused>()
  const [sending, setSending] = useState(false)
  const [titleId, reasonId] = [useId(), useId()]
  useLayoutEffect(() => {
    const node = dialog.current
    node?.showModal()
    return () => node?.close()
  }, [])

  const busy = async (work: () => Promise<void>) => {
    if (sending) return
    setSending(true)
    await work()
    setSending(false)
    head.current?.focus()
  }
  const look = (overrule = false) =>
    busy(async () => {
      if (!ask) return
      setRefused(undefined)
      try {
        const wanted = { ...ask, ...(overrule && ask.kind === 'merge' ? { overrule } : {}), reason: reason.trim() }
        setPlan(await api.makePlan(wanted))
      } catch (error) {
        const text = error instanceof Error ? error.message : String(error)
        setRefused({ text, standing: error instanceof ApiError && error.code === 'decision.conflict' })
      }
    })
  const apply = () =>
    busy(async () => {
      const done = plan && (await actions.applyPlan(plan))
      if (done) setPlan(done)
      else tellWhy()
    })
  const revert = () =>
    busy(async () => {
      if (plan && (await actions.takeBack({ kind: 'plan', id: plan.id }))) onClose()
      else tellWhy()
    })
  /** Messages of the page lie behind a dialog. */
  const tellWhy = () => {
    const { toast } = store.get()
    setRefused(toast?.tone === 'error' ? { text: toast.text, standing: false } : undefined)
  }
  const back = () => {
    setPlan(undefined)
    setRefused(undefined)
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void look()
  }

  return (
    <dialog className="dialog dialog-wide" ref={dialog} aria-labelledby={titleId} onCancel={onClose}>
      <h2 id={titleId} ref={head} tabIndex={-1}>
        {title}
      </h2>
      {plan === undefined ? (
        <form onSubmit={submit}>
          {children}
          <label htmlFor={reasonId}>Why?</label>
          <input
            id={reasonId}
            value={reason}
            required
            maxLength={500}
            onChange={(event) => setReason(event.target.value)}
          />
          <Why refused={refused} />
          <div className="actions">
            <button type="button" onClick={onClose}>
              Cancel
            </button>
            {refused?.standing && ask?.kind === 'merge' && (
              <button type="button" disabled={sending} onClick={() => void look(true)}>
                Overrule that decision
              </button>
            )}
            <button type="submit" className="primary" disabled={sending || !ask || reason.trim() === ''}>
              Preview
            </button>
          </div>
        </form>
      ) : (
        <>
          <p className="muted">
            {plan.status === 'open'
              ? 'Nothing has been changed yet.'
              : 'This has been done. What you see is how it was, and how it is now.'}
          </p>
          <Preview effects={plan.effects} warnings={plan.warnings} />
          <Why refused={refused} />
          <div className="actions">
            {plan.status === 'open' ? (
              <>
                <button type="button" onClick={back}>
                  Back
                </button>
                <button type="button" className="primary" disabled={sending} onClick={() => void apply()}>
                  Apply
                </button>
              </>
            ) : (
              <>
                <button type="button" disabled={sending} onClick={() => void revert()}>
                  Revert
                </button>
                <button type="button" className="primary" onClick={onClose}>
                  Close
                </button>
              </>
            )}
          </div>
        </>
      )}
    </dialog>
  )
}

/** Why it was not done. */
function Why({ refused }: { refused: Refused | undefined }) {
  if (!refused) return null
  return (
    <p className="reasons" role="alert">
      {refused.text}
    </p>
  )
}
