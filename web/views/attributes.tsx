import type { AttributeView } from '../../server/model/views.ts'
import { useApp } from '../app-context.ts'
import { day, minute, plain } from '../words.ts'
import { SourceChip } from './marks.tsx'

/** Golden values, each with the record, time and rule that made it win; what it beat opens below it. */
export function Attributes({ attributes }: { attributes: readonly AttributeView[] }) {
  return (
    <div className="attributes">
      {attributes.map((attribute) =>
        attribute.runnersUp.length === 0 ? (
          <div key={attribute.attribute} className="attribute">
            <Line attribute={attribute} />
          </div>
        ) : (
          <details key={attribute.attribute} className="attribute">
            <summary>
              <Line attribute={attribute} />
            </summary>
            <RunnersUp attribute={attribute} />
          </details>
        ),
      )}
    </div>
  )
}

function Line({ attribute }: { attribute: AttributeView }) {
  const { value, winner, runnersUp } = attribute
  const values = typeof value === 'string' ? [value] : value
  return (
    <span className="attribute-line">
      <span className="attribute-label">{attribute.label}</span>
      <span className="attribute-values">
        {values.map((text, i) => (
          <span key={text} className={i === 0 ? 'value' : 'value value-further'}>
            {text}
          </span>
        ))}
        {winner && (
          <span className="winner">
            <SourceChip source={winner.source} /> {winner.at && <time title={minute(winner.at)}>{day(winner.at)}</time>}
            <span className="rule">{plain(winner.rule)}</span>
          </span>
        )}
      </span>
      {runnersUp.length > 0 && <span className="beaten">{runnersUp.length} beaten</span>}
    </span>
  )
}

function RunnersUp({ attribute }: { attribute: AttributeView }) {
  const { actions } = useApp()
  return (
    <ul className="runners">
      {attribute.runnersUp.map((runner) => (
        <li key={`${runner.record} ${runner.value}`}>
          <span className="value">{runner.value}</span>
          <span className="winner">
            <SourceChip source={runner.source} /> {runner.at && <time title={minute(runner.at)}>{day(runner.at)}</time>}
            <button type="button" className="link" onClick={() => void actions.visit(runner.record)}>
              {runner.record}
            </button>
          </span>
        </li>
      ))}
    </ul>
  )
}
