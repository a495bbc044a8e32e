import type { ActivityView } from '../../../server/model/activity.ts'
import { useApp, useLoaded } from '../../state/app-context.ts'
import { inForce, period } from '../../words/company-card.ts'
import { money } from '../../words/money.ts'
import { capital, sourceOf } from '../../words/words.ts'
import { Answer } from '../parts/answers.tsx'
import { Section } from '../parts/marks.tsx'

/** What was agreed with it: the terms and contracts in force, and the others behind a fold. */
export function Terms({ id }: { id: string }) {
  const { api } = useApp()
  const agreed = useLoaded(`agreed ${id}`, async (signal) => {
    const [terms, contracts] = await Promise.all([
      api.activities(id, 'terms', signal),
      api.activities(id, 'contract', signal),
    ])
    return [...terms.activities, ...contracts.activities]
  })
  return (
    <Section title="Terms and contracts">
      <Answer of={agreed} what="the terms">
        {(all) => {
          const { now, other } = inForce(all, new Date().toISOString().slice(0, 10))
          return (
            <>
              {now.length === 0 && <p className="muted">No terms and no contract are in force.</p>}
              <Agreements of={now} />
              {other.length > 0 && (
                <details>
                  <summary>{other.length} former or future</summary>
                  <Agreements of={other} />
                </details>
              )}
            </>
          )
        }}
      </Answer>
    </Section>
  )
}

function Agreements({ of }: { of: readonly ActivityView[] }) {
  return (
    <ul className="rows">
      {of.map((each) => (
        <li key={each.id}>
          <span className="row-main">
            <strong>{capital(each.subject ?? (each.kind === 'contract' ? 'contract' : 'terms'))}</strong>{' '}
            {[each.value, each.amount !== undefined && each.currency ? money(each.amount, each.currency) : '']
              .filter(Boolean)
              .join(' · ')}
          </span>
          {each.status !== undefined && <span className="chip">{each.status}</span>}
          <span className="muted row-note">
            {[period(each), `from ${sourceOf(each.record)}`].filter(Boolean).join(' · ')}
          </span>
        </li>
      ))}
    </ul>
  )
}
