import { linkToNode } from '../../state/query-text.ts'
import { actorWords, CHANGE_WORDS, differences, happening, type LoggedChange } from '../../words/change-words.ts'
import { KindMark, kindOfEntity, SourceChip } from '../parts/marks.tsx'

/** One change in words: who, what happened, by whom; what each value was and is now on request. */
export function ChangeLine({ change }: { change: LoggedChange }) {
  const { kind, entity, golden, name, leads, at, sources } = change
  const values = kind === 'created' || kind === 'erased' ? [] : differences(change)
  return (
    <li className="change-line">
      <time className="muted small" dateTime={at}>
        {at.slice(11, 16)}
      </time>
      <KindMark kind={kindOfEntity(entity)} small named />
      <div>
        <p>
          {leads ? <a href={linkToNode(golden)}>{name}</a> : <strong>{name}</strong>}
          {happening(change)}
        </p>
        <p className="muted small">
          <span className={`chip chip-change-${kind}`}>{CHANGE_WORDS[kind]}</span> by {actorWords(change)} ·{' '}
          {sources.map((source) => (
            <span key={source}>
              <SourceChip source={source} />{' '}
            </span>
          ))}
        </p>
        {values.length > 0 && (
          <details>
            <summary className="small">Before and after</summary>
            <table className="data small">
              <thead>
                <tr>
                  <th scope="col">Value</th>
                  <th scope="col">Before</th>
                  <th scope="col">After</th>
                </tr>
              </thead>
              <tbody>
                {values.map(({ label, was, is }) => (
                  <tr key={label}>
                    <th scope="row">{label}</th>
                    <td>{was || <span className="muted">none</span>}</td>
                    <td>{is || <span className="muted">none</span>}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </details>
        )}
      </div>
    </li>
  )
}
