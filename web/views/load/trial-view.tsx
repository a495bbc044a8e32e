import type { EntityCounts, Upload, UploadTrial } from '../../../server/model/uploads/upload.ts'
import { useApp } from '../../state/app-context.ts'
import { trialHeadline, trialSentences } from '../../words/load-words.ts'
import { capital, ENTITY_WORDS, number } from '../../words/words.ts'
import { Rejects } from './rejects.tsx'
import { ResultTitle } from './result-title.tsx'

/** What loading the file would do. */
export function TrialView({ upload, trial, awaited }: { upload: Upload; trial: UploadTrial; awaited: boolean }) {
  return (
    <section className="load-part" aria-label="Dry run">
      <ResultTitle awaited={awaited}>What loading it would do</ResultTitle>
      <p>
        <strong>{trialHeadline(trial)}</strong>
      </p>
      {trialSentences(trial).map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      <Counts entities={trial.entities} />
      <Examples examples={trial.examples} />
      <Issues issues={trial.issues} />
      <Rejects upload={upload} rejects={trial.rejects} count={trial.rejected} />
    </section>
  )
}

const COLUMNS = [
  ['created', 'New'],
  ['changed', 'Changed'],
  ['unchanged', 'As before'],
  ['late', 'Older'],
  ['deleted', 'Deleted'],
] as const

/** What is told even where there is none of it. */
const ALWAYS: ReadonlySet<string> = new Set(['created', 'changed', 'unchanged'])

function Counts({ entities }: { entities: readonly EntityCounts[] }) {
  if (entities.length === 0) return null
  const columns = COLUMNS.filter(([key]) => ALWAYS.has(key) || entities.some((counts) => counts[key] > 0))
  return (
    <table className="trial-counts">
      <caption className="sr-only">Records by what would become of them</caption>
      <thead>
        <tr>
          <th scope="col">Records of</th>
          {columns.map(([key, words]) => (
            <th key={key} scope="col" className="num">
              {words}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {entities.map((counts) => (
          <tr key={counts.entity}>
            <th scope="row">{capital(ENTITY_WORDS[counts.entity].many)}</th>
            {columns.map(([key]) => (
              <td key={key} className={`num${counts[key] === 0 ? ' muted' : ''}`}>
                {number(counts[key])}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Examples({ examples }: Pick<UploadTrial, 'examples'>) {
  const { actions } = useApp()
  if (examples.length === 0) return null
  return (
    <>
      <h3>For example</h3>
      <table className="trial-examples">
        <caption className="sr-only">Records of the file and whom they would join</caption>
        <thead>
          <tr>
            <th scope="col">In the file</th>
            <th scope="col">Would</th>
          </tr>
        </thead>
        <tbody>
          {examples.map(({ record, name, outcome, joins }) => (
            <tr key={record}>
              <th scope="row">{name}</th>
              <td>
                {joins ? (
                  <>
                    join the {ENTITY_WORDS[joins.entity].one}{' '}
                    <button type="button" className="link" onClick={() => void actions.open(joins.golden)}>
                      {joins.name}
                    </button>
                  </>
                ) : outcome === 'created' ? (
                  'be new'
                ) : (
                  'change what its record says'
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

const SEVERITY_WORDS = { error: 'error', warning: 'warning', info: 'hint' } as const

function Issues({ issues }: Pick<UploadTrial, 'issues'>) {
  if (issues.length === 0) return null
  return (
    <>
      <h3>What its new and changed records lack</h3>
      <ul className="trial-issues">
        {issues.map(({ policy, severity, message, records }) => (
          <li key={policy}>
            <span className={`chip chip-${severity}`}>{SEVERITY_WORDS[severity]}</span>{' '}
            <span className="num">{number(records)} ×</span> {message}
          </li>
        ))}
      </ul>
    </>
  )
}
