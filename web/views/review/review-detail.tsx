import type { ReactNode, RefObject } from 'react'
import type { Evidence } from '../../../server/model/evidence.ts'
import type { ReviewItem } from '../../../server/model/review.ts'
import { useApp, useSelect } from '../../state/app-context.ts'
import { evidenceLabel, finding, speaks } from '../../words/evidence-words.ts'
import { bits } from '../../words/words.ts'
import { DecideBar, type Verdict } from '../panel/decide-bar.tsx'
import { PairTable } from '../panel/pair-table.tsx'
import { WaterfallChart } from '../panel/waterfall-chart.tsx'
import { Section, VerdictChip } from '../parts/marks.tsx'

type Detail = {
  item: ReviewItem
  ask: RefObject<((verdict: Verdict) => void) | undefined>
  onSkip: () => void
  /** What is to be seen of it, which may come later than what can be done. */
  children?: ReactNode
}

/** The item in hand, and what can be done about it. */
export function ReviewDetail({ item, ask, onSkip, children }: Detail) {
  const { actions } = useApp()
  const blind = useSelect((s) => s.blind)
  const { low, high, golden } = item
  const title = low && high ? (blind ? 'The same, or two?' : item.words) : item.words
  return (
    <article className="review-detail" aria-label="Item in hand">
      <div className="review-head">
        <h2>{title}</h2>
        {!blind && item.probability !== undefined && item.bits !== undefined && (
          <p className="verdict-line">
            <VerdictChip verdict="unsure" probability={item.probability} /> {bits(item.bits)} bits · touches{' '}
            {item.touches?.records ?? item.impact} records
          </p>
        )}
        <div className="actions">
          {low && high && <DecideBar low={low.record} high={high.record} control={ask} keys />}
          <button type="button" onClick={onSkip}>
            Skip
            <span className="key" aria-hidden="true">
              N
            </span>
          </button>
          <span className="actions-gap" />
          {low && (
            <button type="button" className="quiet" onClick={() => void actions.open(low.golden)}>
              Explore {low.record}
            </button>
          )}
          {high && high.golden !== low?.golden && (
            <button type="button" className="quiet" onClick={() => void actions.open(high.golden)}>
              Explore {high.record}
            </button>
          )}
          {golden !== undefined && (
            <button type="button" onClick={() => void actions.open(golden)}>
              Explore the cluster
            </button>
          )}
        </div>
      </div>
      {children}
    </article>
  )
}

/** What two records say beside each other, and what speaks for and against that they are one. */
export function PairFindings({ item }: { item: ReviewItem }) {
  const blind = useSelect((s) => s.blind)
  const { low, high, bits: weight, probability, evidence, entity } = item
  if (!low || !high) return null
  return (
    <div className="review-columns">
      <div>
        <Section title="Side by side">
          <PairTable low={low.record} high={high.record} evidence={evidence} blind={blind} />
        </Section>
      </div>
      {!blind && (
        <div>
          <ForAndAgainst item={item} />
          {weight !== undefined && probability !== undefined && (
            <Section title="What moved the odds">
              <WaterfallChart pair={{ bits: weight, probability, evidence }} entity={entity} />
            </Section>
          )}
        </div>
      )}
    </div>
  )
}

function ForAndAgainst({ item }: { item: ReviewItem }) {
  const told = item.evidence.filter((e) => e.field !== 'prior' && speaks(e) && Math.abs(e.bits) >= 0.05)
  const pro = told.filter((e) => e.bits > 0).toSorted((a, b) => b.bits - a.bits)
  const contra = told.filter((e) => e.bits < 0).toSorted((a, b) => a.bits - b.bits)
  return (
    <div className="for-against">
      <Reasons title="For" sign="+" reasons={pro} item={item} />
      <Reasons title="Against" sign="−" reasons={contra} item={item} />
    </div>
  )
}

type ReasonsProps = { title: string; sign: string; reasons: readonly Evidence[]; item: ReviewItem }

function Reasons({ title, sign, reasons, item }: ReasonsProps) {
  return (
    <Section title={title} count={reasons.length}>
      {reasons.length === 0 ? (
        <p className="muted">Nothing.</p>
      ) : (
        <ul className={`reasons-list reasons-${sign === '+' ? 'for' : 'against'}`}>
          {reasons.map((reason) => (
            <li key={`${reason.field} ${reason.because}`}>
              <span className="reason-sign" aria-hidden="true">
                {sign}
              </span>
              <span>
                <strong>{evidenceLabel(item.entity, reason.field)}</strong> {finding(reason)}
                {reason.level !== null && <span className="because">{reason.because}</span>}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}
