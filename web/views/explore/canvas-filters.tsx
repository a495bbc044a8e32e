import { useRef } from 'react'
import { NODE_KINDS, type NodeKind } from '../../canvas/elements.ts'
import type { Picture } from '../../canvas/picture.ts'
import type { Drawing } from '../../canvas/scene.ts'
import { NOTHING_OFF, type Off, switchesOf, turned } from '../../canvas/switches.ts'
import { TINTS, type Tint } from '../../canvas/tint.ts'
import { useApp, useSelect } from '../../state/app-context.ts'
import { switchedOff, tintedBy } from '../../state/canvas-state.ts'
import { number } from '../../words/words.ts'
import { useClosing } from '../parts/use-closing.ts'

const TINT_WORDS: Record<Tint, string> = { kind: 'kind', source: 'source', spend: 'spend', confidence: 'confidence' }

type Props = { picture: Picture; whole: Drawing }

/** What is shown of the canvas: kinds, sources and days that can be switched off, and what colours tell. */
export function CanvasFilters({ picture, whole }: Props) {
  const { update } = useApp()
  const off = useSelect((s) => s.scene.off)
  const tint = useSelect((s) => s.scene.tint)
  const menu = useRef<HTMLDetailsElement>(null)
  useClosing(menu)
  const { kinds, sources, timed } = switchesOf(whole)
  const nothing = off.kinds.length + off.sources.length === 0 && !off.since && !off.until
  const gone = picture.off.nodes + picture.off.edges
  const change = (more: Partial<Off>) => update(switchedOff({ ...off, ...more }))
  return (
    <details className="export switches" ref={menu}>
      <summary>Show{gone > 0 && <span className="count">{number(gone)} hidden</span>}</summary>
      <div className="export-menu filter-menu">
        <fieldset>
          <legend>Kinds</legend>
          {[...kinds].map(([kind, count]) => (
            <Switch
              key={kind}
              on={!off.kinds.includes(kind)}
              count={count}
              onTurn={() => change({ kinds: turned<NodeKind>(off.kinds, kind) })}
            >
              {NODE_KINDS[kind].many}
            </Switch>
          ))}
        </fieldset>
        {sources.size > 0 && (
          <fieldset>
            <legend>Sources</legend>
            {[...sources].map(([source, count]) => (
              <Switch
                key={source}
                on={!off.sources.includes(source)}
                count={count}
                onTurn={() => change({ sources: turned(off.sources, source) })}
              >
                {source}
              </Switch>
            ))}
          </fieldset>
        )}
        {timed && (
          <fieldset>
            <legend>What was so between</legend>
            <Day label="From" value={off.since} onPick={(since) => change({ since })} />
            <Day label="Until" value={off.until} onPick={(until) => change({ until })} />
          </fieldset>
        )}
        <fieldset>
          <legend>Colour by</legend>
          {TINTS.map((name) => (
            <label key={name} className="check">
              <input type="radio" name="tint" checked={tint === name} onChange={() => update(tintedBy(name))} />
              {TINT_WORDS[name]}
            </label>
          ))}
        </fieldset>
        <button type="button" disabled={nothing} onClick={() => update(switchedOff(NOTHING_OFF))}>
          Show everything
        </button>
      </div>
    </details>
  )
}

type SwitchProps = { on: boolean; count: number; onTurn: () => void; children: React.ReactNode }

function Switch({ on, count, onTurn, children }: SwitchProps) {
  return (
    <label className="check">
      <input type="checkbox" checked={on} onChange={onTurn} />
      {children} <span className="count">{number(count)}</span>
    </label>
  )
}

type DayProps = { label: string; value: string | undefined; onPick: (day: string | undefined) => void }

function Day({ label, value, onPick }: DayProps) {
  return (
    <label className="day-field">
      {label}
      <input type="date" value={value ?? ''} onChange={(event) => onPick(event.target.value || undefined)} />
    </label>
  )
}
