import { useState } from 'react'
import { GoldenStatus } from '../../../server/model/golden.ts'
import { shown, useApp, useLoaded } from '../../state/app-context.ts'
import { type QueryText, valuesIn, withQuery } from '../../state/query-text.ts'
import { asked } from '../../state/state.ts'
import {
  COLUMN_WORDS,
  columnsFor,
  columnsIn,
  entityIn,
  FILTERS,
  filterWords,
  type ShownColumn,
} from '../../words/list-words.ts'
import { capital, ENTITY_WORDS, plain } from '../../words/words.ts'
import { STATUS_WORDS } from '../parts/marks.tsx'
import { SourceSelect } from './selects.tsx'
import { TypedFilter } from './typed-filter.tsx'

type Props = { query: QueryText }

/** What a list is asked for. What is rarely asked lies behind "More filters"; what holds stands below, each to be taken out. */
export function ListFilters({ query }: Props) {
  const { update } = useApp()
  // What is offered there is asked for when somebody looks.
  const [isOpen, setOpen] = useState(false)
  const values = valuesIn(query)
  const entity = entityIn(query)
  const set = (changes: Parameters<typeof withQuery>[1]) => update(asked('lists', withQuery(query, changes)))
  const typed = (name: string, label: string, type = 'text') => (
    <TypedFilter {...{ label, type, value: values[name] ?? '' }} onSet={(value) => set({ [name]: value })} />
  )
  return (
    <search aria-label="Filter the list">
      <div className="filters list-filters">
        <fieldset className="tool-group">
          <legend className="sr-only">Who</legend>
          {(['person', 'company', 'contact'] as const).map((name) => (
            <button
              key={name}
              type="button"
              aria-pressed={entity === name}
              onClick={() => set({ entity: name, household: undefined, group: undefined, columns: undefined })}
            >
              {capital(ENTITY_WORDS[name].many)}
            </button>
          ))}
        </fieldset>
        {typed('text', 'Name, e-mail or town', 'search')}
        <SourceSelect value={values.source ?? ''} onChange={(source) => set({ source, only: undefined })} />
        {typed('country', 'Country code')}
        <details className="more-filters" onToggle={(event) => setOpen(event.currentTarget.open)}>
          <summary>More filters</summary>
          <div className="filters list-filters">
            {typed('region', 'Region')}
            {typed('city', 'Town')}
            {typed('least', 'Records, at least', 'number')}
            {typed('changed', 'Changed after', 'date')}
            {typed('created', 'New after', 'date')}
            {isOpen && <IssueSelect value={values.issue ?? ''} onChange={(issue) => set({ issue })} />}
            <label>
              Status
              <select value={values.status ?? ''} onChange={(event) => set({ status: event.target.value })}>
                <option value="">every status</option>
                {GoldenStatus.options.map((status) => (
                  <option key={status} value={status}>
                    {STATUS_WORDS[status]}
                  </option>
                ))}
              </select>
            </label>
            {entity === 'person' && (
              <YesNo
                label="Household"
                value={values.household ?? ''}
                words={{ in: 'lives in one', none: 'lives in none' }}
                onChange={(household) => set({ household })}
              />
            )}
            {entity === 'company' && (
              <YesNo
                label="Group"
                value={values.group ?? ''}
                words={{ in: 'belongs to one', none: 'stands alone' }}
                onChange={(group) => set({ group })}
              />
            )}
          </div>
        </details>
        <Columns query={query} onChange={(columns) => set({ columns: columns.join(',') })} />
      </div>
      <Held query={query} />
    </search>
  )
}

/** Filters that hold, in words. */
function Held({ query }: Props) {
  const { update } = useApp()
  const held = filterWords(query)
  if (held.length === 0) return null
  return (
    <ul className="held" aria-label="Filters that hold">
      {held.map(({ name, words }) => (
        <li key={name}>
          <button
            type="button"
            aria-label={`Take out: ${words}`}
            onClick={() => update(asked('lists', withQuery(query, { [name]: undefined })))}
          >
            {words} <span aria-hidden="true">×</span>
          </button>
        </li>
      ))}
      {held.length > 1 && (
        <li>
          <button
            type="button"
            className="quiet"
            onClick={() =>
              update(asked('lists', withQuery(query, Object.fromEntries(FILTERS.map((name) => [name, undefined])))))
            }
          >
            Take all out
          </button>
        </li>
      )}
    </ul>
  )
}

type Choice = { value: string; onChange: (value: string) => void }

/** Policies that records break today. */
function IssueSelect({ value, onChange }: Choice) {
  const { api } = useApp()
  const quality = shown(useLoaded('quality', (signal) => api.quality(signal)))
  const names = [...new Set([...(quality?.policies ?? []).map(({ policy }) => policy), value])].filter(
    (name) => name !== '' && name !== 'any',
  )
  return (
    <label>
      Policy
      <select value={value} onChange={(event) => onChange(event.target.value)}>
        <option value="">broken or not</option>
        <option value="any">any is broken</option>
        {names.toSorted().map((name) => (
          <option key={name} value={name}>
            {plain(name.replaceAll('-', ' '))} is broken
          </option>
        ))}
      </select>
    </label>
  )
}

function YesNo({ label, value, words, onChange }: Choice & { label: string; words: { in: string; none: string } }) {
  return (
    <label>
      {label}
      <select value={value} onChange={(event) => onChange(event.target.value)}>
        <option value="">either way</option>
        <option value="in">{words.in}</option>
        <option value="none">{words.none}</option>
      </select>
    </label>
  )
}

function Columns({ query, onChange }: Props & { onChange: (columns: readonly ShownColumn[]) => void }) {
  const shownNow = columnsIn(query)
  return (
    <details className="more-filters">
      <summary>Columns</summary>
      <fieldset className="column-choice">
        <legend className="sr-only">Columns that are shown</legend>
        {columnsFor(entityIn(query)).map((column) => (
          <label key={column} className="check">
            <input
              type="checkbox"
              checked={shownNow.includes(column)}
              onChange={(event) =>
                onChange(event.target.checked ? [...shownNow, column] : shownNow.filter((name) => name !== column))
              }
            />
            {COLUMN_WORDS[column].name}
          </label>
        ))}
      </fieldset>
    </details>
  )
}
