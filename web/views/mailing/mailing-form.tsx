import { useApp } from '../../state/app-context.ts'
import { type QueryText, valuesIn, withQuery } from '../../state/query-text.ts'
import { asked } from '../../state/state.ts'
import { TypedFilter } from '../lists/typed-filter.tsx'

/** Whom a mailing is for. */
export function MailingForm({ query }: { query: QueryText }) {
  const { update } = useApp()
  const { purpose = 'mail', per = 'household', need, verified, refusal = 'person' } = valuesIn(query)
  const set = (changes: Parameters<typeof withQuery>[1]) => update(asked('mailing', withQuery(query, changes)))
  return (
    <search className="filters list-filters" aria-label="Whom the mailing is for">
      <TypedFilter label="Consent that counts" type="text" value={purpose} onSet={(value) => set({ purpose: value })} />
      <label>
        One piece
        <select value={per} onChange={(event) => set({ per: event.target.value })}>
          <option value="household">a household</option>
          <option value="person">a person</option>
        </select>
      </label>
      <label>
        A refusal speaks
        <select value={refusal} onChange={(event) => set({ refusal: event.target.value })}>
          <option value="person">for the person</option>
          <option value="household">for the household</option>
        </select>
      </label>
      <label className="check">
        <input
          type="checkbox"
          checked={need === 'yes'}
          onChange={(event) => set({ need: event.target.checked ? 'yes' : undefined })}
        />
        Only who has agreed
      </label>
      <label className="check">
        <input
          type="checkbox"
          checked={verified === 'yes'}
          onChange={(event) => set({ verified: event.target.checked ? 'yes' : undefined })}
        />
        Only verified addresses
      </label>
    </search>
  )
}
