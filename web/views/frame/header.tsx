import logo from '../../canvas/icons/kith.svg'
import { shown, useApp, useLoaded, useSelect } from '../../state/app-context.ts'
import { go, home, VIEWS, type View } from '../../state/state.ts'
import { number } from '../../words/words.ts'
import { SearchBox } from '../explore/search-box.tsx'
import { LiveMark } from './live-mark.tsx'

const NAMES: Partial<Record<View, string>> = {
  explore: 'Explore',
  hierarchies: 'Hierarchies',
  review: 'Review',
  changes: 'Changes',
  lists: 'Lists',
  sync: 'Sync',
  load: 'Load',
  reports: 'Reports',
}
/** Views that stand behind another one's name. */
const BEHIND: Partial<Record<View, View>> = { mailing: 'lists', questions: 'reports' }

export function Header() {
  const { api, update } = useApp()
  const view = useSelect((s) => s.view)
  const busy = useSelect((s) => s.busy > 0)
  const counts = shown(useLoaded('counts', (signal) => api.counts(signal)))
  const health = shown(useLoaded('health', (signal) => api.health(signal)))
  return (
    <header className="header">
      <button type="button" className="brand" onClick={() => update(home)} aria-label="Kith, start page">
        <img src={logo} alt="" width="26" height="26" />
        <span>Kith</span>
      </button>
      <nav className="tabs" aria-label="Views">
        {VIEWS.filter((name) => NAMES[name] !== undefined).map((name) => (
          <button
            key={name}
            type="button"
            aria-current={(BEHIND[view] ?? view) === name ? 'page' : undefined}
            onClick={() => update(go(name))}
          >
            {NAMES[name]}
            {name === 'review' && counts !== undefined && counts.review.doubts > 0 && (
              <span className="badge">{number(counts.review.doubts)}</span>
            )}
          </button>
        ))}
      </nav>
      <SearchBox />
      <div className="header-end">
        <LiveMark seq={counts?.seq} />
        <a href="/docs" target="_blank" rel="noreferrer">
          API
        </a>
        {health?.neo4jBrowser && (
          <a href={health.neo4jBrowser} target="_blank" rel="noreferrer">
            Neo4j Browser
          </a>
        )}
      </div>
      {busy && <div className="progress" aria-hidden="true" />}
    </header>
  )
}
