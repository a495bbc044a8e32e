import { type FormEvent, useState } from 'react'
import { entityOfGolden } from '../../api/api.ts'
import { useApp, useLoaded } from '../../state/app-context.ts'
import { type Finding, findingsOf } from '../../words/cases.ts'
import { fieldLabel, plain, sourceOf } from '../../words/words.ts'
import { Answer } from '../parts/answers.tsx'
import { RecordName, Section } from '../parts/marks.tsx'

/** What breaks a policy: the value, what is wrong with it, and what might stand instead. */
export function PolicyFix({ golden }: { golden: string }) {
  const { api } = useApp()
  const view = useLoaded(`golden ${golden}`, (signal) => api.golden(golden, signal))
  return (
    <Answer of={view} what="what is wrong">
      {(record) => {
        const findings = findingsOf(record)
        if (findings.length === 0) return null
        return (
          <Section title="What breaks a policy" count={findings.length}>
            <ul className="findings">
              {findings.map((finding) => (
                <li key={`${finding.record} ${finding.policy} ${finding.attribute ?? ''}`}>
                  <One golden={golden} finding={finding} />
                </li>
              ))}
            </ul>
          </Section>
        )
      }}
    </Answer>
  )
}

function One({ golden, finding }: { golden: string; finding: Finding }) {
  const { actions } = useApp()
  const { attribute, value, suggestion, message, policy, record, isSettled } = finding
  const [typed, setTyped] = useState(suggestion?.value ?? '')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (attribute === undefined || typed.trim() === '') return
    void actions.pin({ golden, attribute, value: typed.trim(), reason: `fix of ${plain(policy)} on review` })
  }
  return (
    <>
      <p>
        <strong>{message}</strong>
        <span className="muted"> · {plain(policy.replaceAll('-', ' '))}</span>
      </p>
      <p className="muted small">
        stated by <RecordName id={record} />
      </p>
      {isSettled && (
        <p>
          A person has said that <strong>{value}</strong> stands. It is still to be put right where it came from.
        </p>
      )}
      {attribute === undefined && <p>It is put right in {sourceOf(record)}; what comes from there next closes this.</p>}
      {attribute !== undefined && !isSettled && (
        <form className="actions" onSubmit={submit}>
          <span className="finding-value">
            {fieldLabel(entityOfGolden(golden), attribute)}: {value === '' ? <em>nothing</em> : <s>{value}</s>}
          </span>
          <input
            aria-label={`What ${fieldLabel(entityOfGolden(golden), attribute)} should be`}
            value={typed}
            placeholder="the right value"
            maxLength={500}
            onChange={(event) => setTyped(event.target.value)}
          />
          <button type="submit" className="primary" disabled={typed.trim() === ''}>
            {suggestion !== undefined && typed === suggestion.value ? 'Accept' : 'Let it stand'}
          </button>
          {suggestion !== undefined && (
            <span className="muted row-note">
              suggested: it is what <RecordName id={suggestion.record} /> says
            </span>
          )}
        </form>
      )}
    </>
  )
}
