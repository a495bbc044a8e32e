import { shown, useApp, useLoaded } from '../../state/app-context.ts'
import { capital, ENTITY_WORDS } from '../../words/words.ts'

type Props = { value: string; onChange: (value: string) => void }

/** Customers, companies or contacts. */
export function EntitySelect({
  value,
  every,
  onChange,
}: Props & { /** What it is called to ask for all. */ every: string }) {
  return (
    <label>
      Who
      <select value={value} onChange={(event) => onChange(event.target.value)}>
        <option value="">{every}</option>
        {Object.entries(ENTITY_WORDS).map(([name, { many }]) => (
          <option key={name} value={name}>
            {capital(many)}
          </option>
        ))}
      </select>
    </label>
  )
}

/** One of the sources that there are. One that the address names and that is none of them is offered as well. */
export function SourceSelect({ value, onChange }: Props) {
  const { api } = useApp()
  const counts = shown(useLoaded('counts', (signal) => api.counts(signal)))
  const names = [
    ...new Set([...(counts?.bySource ?? []).map(({ source }) => source), ...(value === '' ? [] : [value])]),
  ]
  return (
    <label>
      Source
      <select value={value} onChange={(event) => onChange(event.target.value)}>
        <option value="">every source</option>
        {names.toSorted().map((name) => (
          <option key={name} value={name}>
            {name.split(',').join(' and ')}
          </option>
        ))}
      </select>
    </label>
  )
}
