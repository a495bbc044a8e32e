import { useState } from 'react'
import type { AttributeView, GoldenView } from '../../../server/model/views.ts'
import { useApp } from '../../state/app-context.ts'
import { beatenBy, loserWords, ruleWords, saidSince } from '../../words/attribute-words.ts'
import { day, minute } from '../../words/words.ts'
import { SourceChip } from '../parts/marks.tsx'
import { PinForm, PinMark } from './pins.tsx'
import { SharersOf } from './sharers.tsx'

const SHARED = { emails: 'email', phones: 'phone', mobiles: 'phone' } as const
type Props = { view: Pick<GoldenView, 'id'>; attributes: readonly AttributeView[]; past?: boolean }

/** Golden values, each with the record, time and rule that made it win; what it beat, and what can be done, open below it. */
export function Attributes({ view, attributes, past = false }: Props) {
  return (
    <div className="attributes">
      {attributes.map((attribute) => (
        <details key={attribute.attribute} className="attribute">
          <summary>
            <Line attribute={attribute} />
          </summary>
          <div className="attribute-body">
            <RunnersUp golden={view.id} attribute={attribute} past={past} />
            {!past && <Sharers attribute={attribute} />}
            {!past && attribute.winner?.pin && <PinMark pin={attribute.winner.pin} />}
          </div>
        </details>
      ))}
    </div>
  )
}

function Line({ attribute }: { attribute: AttributeView }) {
  const { value, winner } = attribute
  const values = typeof value === 'string' ? [value] : value
  const beaten = beatenBy(attribute).length
  return (
    <span className="attribute-line">
      <span className="attribute-label">{attribute.label}</span>
      <span className="attribute-values">
        {values.map((text, i) => (
          <span key={text} className={i === 0 ? 'value' : 'value value-further'}>
            {text}
          </span>
        ))}
        {winner && <Won attribute={attribute} />}
      </span>
      <span className="beaten">{beaten > 0 ? `${beaten} beaten` : ''}</span>
    </span>
  )
}

/** Where a value comes from, since when, and why it stands. */
export function Won({ attribute }: { attribute: Pick<AttributeView, 'value' | 'winner' | 'runnersUp'> }) {
  const { winner } = attribute
  if (!winner) return null
  const at = saidSince(winner)
  return (
    <span className="winner">
      <SourceChip source={winner.source} /> {at && <time title={minute(at)}>{day(at)}</time>}
      <span className="rule">{ruleWords(attribute)}</span>
    </span>
  )
}

type Beaten = { golden: string; attribute: AttributeView; past: boolean }

/** What lost, and why; a steward may let it stand instead. */
export function RunnersUp({ golden, attribute, past }: Beaten) {
  const { actions } = useApp()
  const [pinning, setPinning] = useState<string>()
  const beaten = beatenBy(attribute)
  return (
    <>
      {beaten.length === 0 && <p className="muted small">No record says anything else.</p>}
      <ul className="runners">
        {beaten.map((runner) => {
          const at = saidSince(runner)
          const why = loserWords(runner, attribute.winner)
          const key = `${runner.record} ${runner.value}`
          return (
            <li key={key}>
              <span className="value">{runner.value}</span>
              <span className="winner">
                <SourceChip source={runner.source} /> {at && <time title={minute(at)}>{day(at)}</time>}
                {why !== '' && <span className="rule">{why}</span>}
                <button type="button" className="link" onClick={() => void actions.visit(runner.record)}>
                  its record
                </button>
                {!past && pinning !== key && (
                  <button type="button" className="link" onClick={() => setPinning(key)}>
                    use this instead
                  </button>
                )}
              </span>
              {pinning === key && (
                <PinForm
                  what={{ golden, attribute: attribute.attribute, value: runner.value, record: runner.record }}
                  onEnd={() => setPinning(undefined)}
                />
              )}
            </li>
          )
        })}
      </ul>
    </>
  )
}

/** Who else has these phones or mail boxes. */
function Sharers({ attribute: { attribute, value } }: { attribute: AttributeView }) {
  const kind = attribute in SHARED ? SHARED[attribute as keyof typeof SHARED] : undefined
  if (!kind) return null
  return [value].flat().map((text) => <SharersOf key={text} kind={kind} value={text} shown={text} />)
}
