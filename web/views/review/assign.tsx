import { type FormEvent, useState } from 'react'
import type { ReviewItem } from '../../../server/model/review.ts'
import { useApp } from '../../state/app-context.ts'

/** Whose a case is, and giving it to somebody. */
export function Assign({ items }: { items: readonly ReviewItem[] }) {
  const { actions } = useApp()
  const [isOpen, setOpen] = useState(false)
  const ids = items.map(({ id }) => id)
  const given = [...new Set(items.flatMap(({ assignee }) => assignee ?? []))]
  const owners = [...new Set(items.flatMap((item) => item.owners ?? []))]
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const name = String(new FormData(event.currentTarget).get('assignee') ?? '').trim()
    if (name !== '' && (await actions.assign(ids, name))) setOpen(false)
  }
  return (
    <div className="assign">
      {given.length > 0 ? <span>Given to {given.join(', ')}</span> : <span className="muted">Given to nobody</span>}
      {owners.length > 0 && <span className="muted">· task of {owners.join(', ')}</span>}
      {isOpen ? (
        <form className="actions" onSubmit={(event) => void submit(event)}>
          <input name="assignee" aria-label="Give it to" placeholder="name" maxLength={200} required />
          <button type="submit">Give</button>
          <button type="button" className="quiet" onClick={() => setOpen(false)}>
            Cancel
          </button>
        </form>
      ) : (
        <button type="button" onClick={() => setOpen(true)}>
          Give to…
        </button>
      )}
      {given.length > 0 && !isOpen && (
        <button type="button" className="quiet" onClick={() => void actions.assign(ids, null)}>
          Take back
        </button>
      )}
    </div>
  )
}
