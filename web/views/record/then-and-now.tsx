import type { GoldenView } from '../../../server/model/views.ts'
import { differencesOf } from '../../words/then-and-now.ts'
import { plural } from '../../words/words.ts'
import { Attributes } from './attributes.tsx'

/** A golden record on an earlier day beside today: what was otherwise first, all of its values folded. */
export function ThenAndNow({ before, now }: { before: GoldenView; now: GoldenView }) {
  const { others, same } = differencesOf(before, now)
  return (
    <>
      {others.length === 0 ? (
        <p className="muted">All was as it is today.</p>
      ) : (
        <table className="before-after">
          <thead>
            <tr>
              <th scope="col">
                <span className="sr-only">What</span>
              </th>
              <th scope="col">Then</th>
              <th scope="col">Today</th>
            </tr>
          </thead>
          <tbody>
            {others.map((row) => (
              <tr key={row.label}>
                <th scope="row">{row.label}</th>
                <td data-side="Then">{row.was.join('\n') || '—'}</td>
                <td data-side="Today">{row.is.join('\n') || '—'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {others.length > 0 && same > 0 && <p className="muted small">{plural(same, 'other value')} as today.</p>}
      <details>
        <summary className="unfold">All values of that day</summary>
        <Attributes view={before} attributes={before.attributes} past />
      </details>
    </>
  )
}
