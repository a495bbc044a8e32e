import { useRef, useState } from 'react'
import type { ReviewItem } from '../../server/model/review.ts'
import { useApp, useLoaded, useSelect } from '../app-context.ts'
import { useKeys } from '../keys.ts'
import { blinded, reviewed } from '../state.ts'
import { capital, chance, ENTITY_WORDS, number } from '../words.ts'
import { Answer, Empty } from './answers.tsx'
import type { Verdict } from './decide-bar.tsx'
import { KindMark, kindOfEntity } from './marks.tsx'
import { ReviewDetail } from './review-detail.tsx'

const KIND_WORDS: Record<ReviewItem['kind'], string> = {
  pair: 'doubtful pair',
  cut: 'link that was cut',
  held: 'held cluster',
  policy: 'policy',
  stale: 'decision to look at again',
  circle: 'circle of owners',
  event: 'uncertain life event',
}

/** Items asked for at once; the queue refills as they are decided. */
const MOST = 50

/** What waits for a person, the riskiest first: the queue, and the item in hand. */
export function Review() {
  const { api } = useApp()
  const filter = useSelect((s) => s.review)
  const page = useLoaded(`review ${filter.kind ?? ''} ${filter.entity ?? ''}`, (signal) =>
    api.review({ ...filter, limit: MOST }, signal),
  )
  return (
    <div className="review">
      <Filters />
      <Answer of={page} what="the queue">
        {({ items }) =>
          items.length === 0 ? (
            <Empty title="Nothing waits for review">
              <p>Every pair is clearly the same or clearly different, and no cluster is held.</p>
            </Empty>
          ) : (
            <Queue items={items} />
          )
        }
      </Answer>
    </div>
  )
}

function Filters() {
  const { update } = useApp()
  const { kind, entity } = useSelect((s) => s.review)
  const blind = useSelect((s) => s.blind)
  return (
    <div className="filters">
      <h1>Review</h1>
      <select
        aria-label="Kind of item"
        value={kind ?? ''}
        onChange={(event) => update(reviewed({ entity, kind: oneOf(Object.keys(KIND_WORDS), event.target.value) }))}
      >
        <option value="">Every kind</option>
        {Object.entries(KIND_WORDS).map(([name, words]) => (
          <option key={name} value={name}>
            {capital(words)}
          </option>
        ))}
      </select>
      <select
        aria-label="Entity"
        value={entity ?? ''}
        onChange={(event) => update(reviewed({ kind, entity: oneOf(Object.keys(ENTITY_WORDS), event.target.value) }))}
      >
        <option value="">Every entity</option>
        {Object.entries(ENTITY_WORDS).map(([name, words]) => (
          <option key={name} value={name}>
            {capital(words.many)}
          </option>
        ))}
      </select>
      <label className="check">
        <input type="checkbox" checked={blind} onChange={(event) => update(blinded(event.target.checked))} />
        Hide scores
      </label>
      <span className="filters-help">
        <kbd>J</kbd> <kbd>K</kbd> next, previous · <kbd>S</kbd> same · <kbd>D</kbd> different · <kbd>N</kbd> skip ·{' '}
        <kbd>U</kbd> undo
      </span>
    </div>
  )
}

function Queue({ items }: { items: readonly ReviewItem[] }) {
  const blind = useSelect((s) => s.blind)
  const [hand, setHand] = useState<{ id: string | undefined; at: number }>({ id: undefined, at: 0 })
  const ask = useRef<(verdict: Verdict) => void>(undefined)
  const found = items.findIndex((item) => item.id === hand.id)
  // A decided item leaves the queue; the one that takes its place is next.
  const at = found >= 0 ? found : Math.min(hand.at, items.length - 1)
  const item = items[at]
  const take = (index: number) => {
    const next = Math.max(0, Math.min(items.length - 1, index))
    setHand({ id: items[next]?.id, at: next })
  }
  useKeys({
    j: () => take(at + 1),
    k: () => take(at - 1),
    n: () => take(at + 1),
    s: () => ask.current?.('same'),
    d: () => ask.current?.('distinct'),
  })
  return (
    <div className="review-body">
      <nav className="queue" aria-label="Items to review">
        <p className="muted small">
          {items.length < MOST ? `${number(items.length)} in all` : `The ${number(MOST)} that matter most`}
        </p>
        <ol>
          {items.map((each, index) => (
            <li key={each.id}>
              <button
                type="button"
                className="queue-item"
                aria-current={each.id === item?.id}
                onClick={() => take(index)}
              >
                <KindMark kind={kindOfEntity(each.entity)} small named />
                <span className="queue-names">
                  {namesOf(each)}
                  <span className="muted small">
                    {KIND_WORDS[each.kind]} · {each.touches?.records ?? each.impact} records
                  </span>
                </span>
                {!blind && each.probability !== undefined && <span className="num">{chance(each.probability)}</span>}
              </button>
            </li>
          ))}
        </ol>
      </nav>
      {item && <ReviewDetail key={item.id} item={item} ask={ask} onSkip={() => take(at + 1)} />}
    </div>
  )
}

function namesOf(item: ReviewItem): string {
  const { low, high } = item
  return low && high ? (low.name === high.name ? `${low.name} twice` : `${low.name} / ${high.name}`) : item.words
}

function oneOf<T extends string>(list: readonly string[], text: string): T | undefined {
  return list.find((item): item is T => item === text)
}
