import { ChangeKind } from '../../../server/model/change.ts'
import type { ChangeLog } from '../../../server/model/lists/change-log.ts'
import { useApp, useSelect } from '../../state/app-context.ts'
import type { Visit } from '../../state/last-visit.ts'
import { valuesIn, withQuery } from '../../state/query-text.ts'
import { asked } from '../../state/state.ts'
import { CHANGE_WORDS, SPANS } from '../../words/change-words.ts'
import { capital, minute, number } from '../../words/words.ts'
import { EntitySelect, SourceSelect } from '../lists/selects.tsx'
import { TypedFilter } from '../lists/typed-filter.tsx'

type Props = { span: string; visit: Visit | undefined; kinds: ChangeLog['kinds'] }

/** Since when, of which kind, whose. */
export function ChangeFilters({ span, visit, kinds }: Props) {
  const { update } = useApp()
  const query = useSelect((s) => s.queries.changes ?? '')
  const { kind, entity, source } = valuesIn(query)
  const set = (changes: Parameters<typeof withQuery>[1]) => update(asked('changes', withQuery(query, changes)))
  const isDay = !(span in SPANS)
  return (
    <search className="filters list-filters" aria-label="Filter changes">
      <label>
        Since
        <select value={isDay ? 'day' : span} onChange={(event) => set({ since: event.target.value })}>
          {Object.entries(SPANS).map(([name, words]) => (
            <option key={name} value={name} disabled={name === 'visit' && !visit}>
              {name === 'visit' && visit ? `${words} (${minute(visit.at)})` : words}
            </option>
          ))}
          {isDay && <option value="day">a day</option>}
        </select>
      </label>
      <TypedFilter
        label="or since the day"
        type="date"
        value={isDay ? span : ''}
        onSet={(value) => value !== '' && set({ since: value })}
      />
      <label>
        What
        <select value={kind ?? ''} onChange={(event) => set({ kind: event.target.value })}>
          <option value="">every change</option>
          {ChangeKind.options.map((name) => (
            <option key={name} value={name}>
              {capital(CHANGE_WORDS[name])} ({number(kinds[name] ?? 0)})
            </option>
          ))}
        </select>
      </label>
      <EntitySelect value={entity ?? ''} every="everybody" onChange={(value) => set({ entity: value })} />
      <SourceSelect value={source ?? ''} onChange={(value) => set({ source: value })} />
    </search>
  )
}
