import { type FormEvent, useEffect, useRef, useState } from 'react'
import { keyIn, storeKey } from '../../api/key.ts'
import { useApp } from '../../state/app-context.ts'
import { keyDeclined, keyGiven } from '../../state/state.ts'

/** Asks for what lets somebody do more than they may so far. Kept for this tab only. */
export function KeyDialog() {
  const { update, actions } = useApp()
  const [key, setKey] = useState('')
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    if (dialog.current?.open === false) dialog.current.showModal()
  }, [])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    storeKey(keyIn(key))
    update(keyGiven)
    void actions.restore(location.hash)
  }
  return (
    <dialog className="dialog" ref={dialog} aria-labelledby="key-title" onCancel={() => update(keyDeclined)}>
      <form onSubmit={submit}>
        <h2 id="key-title">This takes a key</h2>
        <p>
          On the machine that Kith runs on, open the link that <code>kith start</code> prints, or paste what the file{' '}
          <code>.kith/local-secret</code> holds. Elsewhere it is an API key: an administrator makes one with{' '}
          <code>kith key add</code>. It stays in this browser tab and is forgotten when that closes.
        </p>
        <label>
          API key, or the secret of this machine
          <input
            type="password"
            autoComplete="off"
            value={key}
            onChange={(event) => setKey(event.target.value)}
            required
          />
        </label>
        <div className="actions">
          <button type="button" onClick={() => update(keyDeclined)}>
            Not now
          </button>
          <button type="submit" className="primary">
            Continue
          </button>
        </div>
      </form>
    </dialog>
  )
}
