import { useState } from 'react'
import type { EntityName } from '../../../server/model/entities/registry.ts'
import type { ScoredPair } from '../../../server/model/evidence.ts'
import { evidenceLabel, finding, speaks } from '../../words/evidence-words.ts'
import { type Bar, type Waterfall, waterfallOf } from '../../words/waterfall.ts'
import { bits, chance, plain, plural } from '../../words/words.ts'

type Chart = { pair: Pick<ScoredPair, 'bits' | 'evidence' | 'probability' | 'overruledBy'>; entity: EntityName }

/** How each field moved the odds. The bars add up to the total, which is the number that decided. */
export function WaterfallChart({ pair, entity }: Chart) {
  const fall = waterfallOf(pair)
  const [all, setAll] = useState(false)
  const silent = fall.bars.filter((bar) => !speaks(bar) || bar.shown === 0)
  return (
    <table className="waterfall">
      <caption className="sr-only">Evidence in bits by field</caption>
      <thead className="sr-only">
        <tr>
          <th scope="col">Field</th>
          <th scope="col">Bar</th>
          <th scope="col">Bits</th>
        </tr>
      </thead>
      <tbody>
        {fall.bars
          .filter((bar) => !silent.includes(bar))
          .map((bar) => (
            <Row key={`${bar.field} ${bar.because}`} bar={bar} fall={fall} entity={entity} />
          ))}
        {all &&
          silent.map((bar) => <Row key={`${bar.field} ${bar.because}`} bar={bar} fall={fall} entity={entity} silent />)}
        {silent.length > 0 && (
          <tr>
            <td colSpan={3}>
              <button type="button" className="link small" aria-expanded={all} onClick={() => setAll(!all)}>
                {all ? 'Hide' : 'Show'} {plural(silent.length, 'line')} that {silent.length === 1 ? 'adds' : 'add'}{' '}
                nothing
              </button>
            </td>
          </tr>
        )}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">
            Total
            {pair.overruledBy !== undefined && <span className="because">overruled by {plain(pair.overruledBy)}</span>}
          </th>
          <td className="waterfall-chance">{chance(pair.probability)} the same</td>
          <td className="num" title={`${bits(fall.shownTotal)} bits`}>
            {bits(fall.shownTotal)}
          </td>
        </tr>
      </tfoot>
    </table>
  )
}

type RowProps = { bar: Bar; fall: Waterfall; entity: EntityName; silent?: boolean }

function Row({ bar, fall, entity, silent = false }: RowProps) {
  return (
    <tr className={silent ? 'silent' : ''}>
      <th scope="row">
        {evidenceLabel(entity, bar.field)}
        <span className="because">{bar.level ? `${finding(bar)}: ${bar.because}` : finding(bar)}</span>
      </th>
      <td className="waterfall-cell">
        <BarShape bar={bar} fall={fall} />
      </td>
      <td className="num" title={`${bits(bar.shown)} bits`}>
        {bits(bar.shown)}
      </td>
    </tr>
  )
}

function BarShape({ bar, fall }: { bar: Bar; fall: Waterfall }) {
  const scale = 100 / Math.max(1e-9, fall.high - fall.low)
  const x = (value: number) => (value - fall.low) * scale
  const left = x(Math.min(bar.from, bar.to))
  const width = Math.max(0.6, Math.abs(bar.to - bar.from) * scale)
  return (
    <svg className="bar" viewBox="0 0 100 14" preserveAspectRatio="none" aria-hidden="true">
      <line className="zero" x1={x(0)} x2={x(0)} y1="0" y2="14" />
      {bar.bits !== 0 && <rect className={sideOf(bar)} x={left} width={width} y="2.5" height="9" />}
    </svg>
  )
}

function sideOf(bar: Bar): string {
  if (bar.field === 'prior') return 'prior'
  return bar.bits < 0 ? 'against' : 'for'
}
