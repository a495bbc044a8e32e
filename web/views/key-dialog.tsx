import { type FormEvent, useEffect, useRef, useState } from 'react'
import { useApp } from '../app-context.ts'
import { storeKey } from '../key.ts'
import { keyGiven } from '../state.ts'

/** Asks for an API key, which servers beyond loopback want. Kept for this tab only. */
export function KeyDialog() {
  const { update, actions } = useApp()
  const [key, setKey] = useState('')
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    if (dialog.current?.open === false) dialog.current.showModal()
  }, [])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    storeKey(key.trim())
    update(keyGiven)
    void actions.restore(location.hash)
  }
  return (
    <dialog className="dialog" ref={dialog} aria-labelledby="key-title" onCancel={(event) => event.preventDefault()}>
      <form onSubmit={submit}>
        <h2 id="key-title">This server wants an API key</h2>
        <p>
          An administrator makes keys with <code>kith key add</code>. The key stays in this browser tab and is forgotten
          when it closes.
        </p>
        <label>
          API key
          <input
            type="password"
            autoComplete="off"
            value={key}
            onChange={(event) => setKey(event.target.value)}
            required
          />
        </label>
        <div className="actions">
          <button type="submit" className="primary">
            Continue
          </button>
        </div>
      </form>
    </dialog>
  )
}
