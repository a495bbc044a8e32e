import { type FormEvent, useState } from 'react'
import { useApp } from '../../state/app-context.ts'
import { linkTo, type QueryText, valuesIn } from '../../state/query-text.ts'
import { dropView, savedViews, saveView } from '../../state/saved-views.ts'
import { asked, say } from '../../state/state.ts'
import { CopyButton } from '../parts/copy-button.tsx'

/** Lists kept in this browser by name, and the link that brings this one to somebody else. */
export function SavedViews({ query }: { query: QueryText }) {
  const { update } = useApp()
  const [views, setViews] = useState(() => savedViews())
  const [name, setName] = useState('')
  const now = views.find((view) => view.query === query)
  const save = (event: FormEvent) => {
    event.preventDefault()
    if (name.trim() === '') return
    setViews(saveView(name.trim(), query))
    setName('')
    update(say('The list was saved.'))
  }
  return (
    <div className="saved">
      {views.length > 0 && (
        <select
          aria-label="Saved lists"
          value={now?.name ?? ''}
          onChange={(event) => {
            const view = views.find((each) => each.name === event.target.value)
            if (view) update(asked('lists', view.query))
          }}
        >
          <option value="">Saved lists</option>
          {views.map((view) => (
            <option key={view.name}>{view.name}</option>
          ))}
        </select>
      )}
      {now ? (
        <button type="button" className="quiet" onClick={() => setViews(dropView(now.name))}>
          Forget it
        </button>
      ) : (
        <form onSubmit={save} className="saved">
          <input
            aria-label="Name to save this list under"
            placeholder="Save as…"
            maxLength={60}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
          <button type="submit" disabled={name.trim() === ''}>
            Save
          </button>
        </form>
      )}
      <span className="small muted">
        Link: <CopyButton text={`${location.origin}${location.pathname}${linkTo('lists', valuesIn(query))}`} />
      </span>
    </div>
  )
}
