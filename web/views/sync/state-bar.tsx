import type { SystemView } from '../../../server/model/sync/delivery.ts'
import { STATE_WORDS, STATES } from '../../words/sync-words.ts'
import { number } from '../../words/words.ts'

/** Width of the drawing; a part that is there is never thinner than one of these. */
const WIDTH = 400

/** Records of a system by how they stand: as a bar, and in numbers. */
export function StateBar({ copies }: { copies: SystemView['copies'] }) {
  const parts = STATES.toReversed().flatMap((state) => {
    const count = copies[state] ?? 0
    return count === 0 ? [] : [{ state, count }]
  })
  const all = parts.reduce((sum, { count }) => sum + count, 0)
  let from = 0
  const spans = parts.map(({ state, count }) => {
    const width = Math.max(2, (count / all) * WIDTH)
    const span = { state, x: from, width }
    from += width
    return span
  })
  return (
    <div className="states">
      <svg className="states-bar" viewBox={`0 0 ${from} 6`} preserveAspectRatio="none" aria-hidden="true">
        {spans.map(({ state, x, width }) => (
          <rect key={state} className={`copy-${state}`} x={x} width={width} height="6" />
        ))}
      </svg>
      <ul className="states-legend" aria-label="Records by state">
        {parts.toReversed().map(({ state, count }) => (
          <li key={state} title={STATE_WORDS[state]}>
            <span className={`dot copy-${state}`} aria-hidden="true" />
            {number(count)} {state}
          </li>
        ))}
      </ul>
    </div>
  )
}
