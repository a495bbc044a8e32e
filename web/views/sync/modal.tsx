import { type FormEvent, type ReactNode, useId, useLayoutEffect, useRef, useState } from 'react'

type Props = {
  title: string
  /** What the button says that does it. */
  verb: string
  /** Whether all that has to be seen before is there. */
  ready?: boolean
  /** Does it; false leaves the dialog open. */
  onDo: () => Promise<boolean>
  onClose: () => void
  children: ReactNode
}

/** Asks before something is done. Escape and Cancel leave everything as it is; afterwards the focus is where it was. */
export function Modal({ title, verb, ready = true, onDo, onClose, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null)
  const [sending, setSending] = useState(false)
  const id = useId()
  useLayoutEffect(() => {
    const node = dialog.current
    node?.showModal()
    return () => node?.close()
  }, [])
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (sending || !ready) return
    setSending(true)
    const done = await onDo()
    setSending(false)
    if (done) onClose()
  }
  return (
    <dialog className="dialog" ref={dialog} aria-labelledby={id} onCancel={onClose}>
      <form onSubmit={(event) => void submit(event)}>
        <h2 id={id}>{title}</h2>
        {children}
        <div className="actions">
          <button type="button" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" className="primary" disabled={sending || !ready}>
            {verb}
          </button>
        </div>
      </form>
    </dialog>
  )
}
