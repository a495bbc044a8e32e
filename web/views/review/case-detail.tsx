import type { RefObject } from 'react'
import type { ReviewCase, ReviewItem } from '../../../server/model/review.ts'
import { useApp, useLoaded, useSelect } from '../../state/app-context.ts'
import { KIND_WORDS, pairsOf } from '../../words/cases.ts'
import { capital, chance, plural, sourceOf } from '../../words/words.ts'
import type { Verdict } from '../panel/decide-bar.tsx'
import { Answer } from '../parts/answers.tsx'
import { Assign } from './assign.tsx'
import { BulkDecide } from './bulk-decide.tsx'
import { PolicyFix } from './policy-fix.tsx'
import { PairFindings, ReviewDetail } from './review-detail.tsx'

type Props = {
  of: ReviewCase
  /** The question in hand. */
  item: ReviewItem
  ask: RefObject<((verdict: Verdict) => void) | undefined>
  onTake: (item: ReviewItem) => void
  onSkip: () => void
}

/** A case with all its questions: which there are, the one in hand, and one word for all of its pairs. */
export function CaseDetail({ of, item, ask, onTake, onSkip }: Props) {
  const pairs = pairsOf([of])
  return (
    <div className="case">
      {of.items.length > 1 && (
        <section className="case-head" aria-label="Questions of this case">
          <div className="actions">
            <strong>{plural(of.items.length, 'question')} about the same customers</strong>
            <span className="actions-gap" />
            {pairs.length > 1 && <BulkDecide pairs={pairs} />}
          </div>
          <ol className="questions">
            {of.items.map((each) => (
              <li key={each.id}>
                <button type="button" aria-current={each.id === item.id} onClick={() => onTake(each)}>
                  <Question item={each} />
                </button>
              </li>
            ))}
          </ol>
        </section>
      )}
      <Assign key={`given ${of.id}`} items={of.items} />
      {item.low && item.high ? (
        <Pair key={item.id} item={item} ask={ask} onSkip={onSkip} />
      ) : (
        <ReviewDetail key={item.id} item={item} ask={ask} onSkip={onSkip}>
          {(item.kind === 'policy' || item.kind === 'held') && item.golden !== undefined && (
            <PolicyFix golden={item.golden} />
          )}
        </ReviewDetail>
      )}
    </div>
  )
}

function Question({ item }: { item: ReviewItem }) {
  const blind = useSelect((s) => s.blind)
  const { low, high, kind, probability } = item
  return (
    <>
      {low && high
        ? `${sideWords(low)} / ${sideWords(high)}`
        : [capital(KIND_WORDS[kind].one), item.name].filter(Boolean).join(': ')}
      {!blind && probability !== undefined && <span className="num muted">{chance(probability)}</span>}
    </>
  )
}

function sideWords({ name, record }: NonNullable<ReviewItem['low']>): string {
  return `${name} (${sourceOf(record)})`
}

/** A pair, with its evidence as it is now. It can be decided before that is there: what is typed meanwhile is its reason, and no key. */
function Pair({ item, ask, onSkip }: Pick<Props, 'item' | 'ask' | 'onSkip'>) {
  const { api } = useApp()
  const [low, high] = [item.low?.record ?? '', item.high?.record ?? '']
  const scored = useLoaded(`pair ${low} ${high}`, (signal) => api.pair(low, high, signal))
  return (
    <ReviewDetail item={item} ask={ask} onSkip={onSkip}>
      <Answer of={scored} what="the evidence">
        {({ evidence }) => <PairFindings item={{ ...item, evidence }} />}
      </Answer>
    </ReviewDetail>
  )
}
