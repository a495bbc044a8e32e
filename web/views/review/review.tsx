import { useRef, useState } from 'react'
import type { ReviewCase } from '../../../server/model/review.ts'
import { useApp, useLoaded, useSelect } from '../../state/app-context.ts'
import { useKeys } from '../../state/keys.ts'
import { blinded, reviewed } from '../../state/state.ts'
import { caseKinds, caseName, KIND_WORDS, pairsOf } from '../../words/cases.ts'
import { capital, chance, ENTITY_WORDS, number, plural } from '../../words/words.ts'
import type { Verdict } from '../panel/decide-bar.tsx'
import { Answer, Empty } from '../parts/answers.tsx'
import { KindMark, kindOfEntity } from '../parts/marks.tsx'
import { Assign } from './assign.tsx'
import { BulkDecide } from './bulk-decide.tsx'
import { CaseDetail } from './case-detail.tsx'
import { Decided } from './decided.tsx'

/** Cases asked for at once; the queue refills as they are decided. */
const MOST = 50

/** What waits for a person, the riskiest first: one case for all that is about the same customers, and what was decided. */
export function Review() {
  const { api } = useApp()
  const filter = useSelect((s) => s.review)
  const isDecided = filter.list === 'decided'
  const page = useLoaded(`cases ${filter.kind ?? ''} ${filter.entity ?? ''} ${isDecided}`, async (signal) =>
    isDecided ? { cases: [], total: 0 } : api.cases(filter, MOST, signal),
  )
  return (
    <div className="review">
      <Filters />
      {isDecided ? (
        <Decided />
      ) : (
        <Answer of={page} what="the queue">
          {({ cases, total }) =>
            cases.length === 0 ? (
              <Empty title="Nothing waits for review">
                <p>Every pair is clearly the same or clearly different, and no cluster is held.</p>
              </Empty>
            ) : (
              <Queue cases={cases} total={total} />
            )
          }
        </Answer>
      )}
    </div>
  )
}

function Filters() {
  const { update } = useApp()
  const { kind, entity, list } = useSelect((s) => s.review)
  const blind = useSelect((s) => s.blind)
  const lists = (
    <fieldset className="tool-group">
      <legend className="sr-only">List</legend>
      <button type="button" aria-pressed={list === undefined} onClick={() => update(reviewed({ kind, entity }))}>
        What waits
      </button>
      <button type="button" aria-pressed={list === 'decided'} onClick={() => update(reviewed({ list: 'decided' }))}>
        What was decided
      </button>
    </fieldset>
  )
  if (list === 'decided') {
    return (
      <div className="filters">
        <h1>Review</h1>
        {lists}
      </div>
    )
  }
  return (
    <div className="filters">
      <h1>Review</h1>
      {lists}
      <select
        aria-label="Kind of item"
        value={kind ?? ''}
        onChange={(event) => update(reviewed({ entity, kind: oneOf(Object.keys(KIND_WORDS), event.target.value) }))}
      >
        <option value="">Every kind</option>
        {Object.entries(KIND_WORDS).map(([name, words]) => (
          <option key={name} value={name}>
            {capital(words.one)}
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

type Taken = { id: string | undefined; at: number }

function Queue({ cases, total }: { cases: readonly ReviewCase[]; total: number }) {
  const [hand, setHand] = useState<Taken>({ id: undefined, at: 0 })
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const ask = useRef<(verdict: Verdict) => void>(undefined)
  const questions = cases.flatMap((of) => of.items.map((item) => ({ of, item })))
  const found = questions.findIndex(({ item }) => item.id === hand.id)
  // A decided question leaves the queue; the one that takes its place is next.
  const at = found >= 0 ? found : Math.min(hand.at, questions.length - 1)
  const now = questions[at]
  const take = (index: number) => {
    const next = Math.max(0, Math.min(questions.length - 1, index))
    setHand({ id: questions[next]?.item.id, at: next })
  }
  const takeItem = (id: string | undefined) => take(questions.findIndex(({ item }) => item.id === id))
  const choose = (id: string) =>
    setChosen((before) => new Set(before.has(id) ? [...before].filter((each) => each !== id) : [...before, id]))
  useKeys({
    j: () => take(at + 1),
    k: () => take(at - 1),
    n: () => take(at + 1),
    s: () => ask.current?.('same'),
    d: () => ask.current?.('distinct'),
  })
  return (
    <div className="review-body">
      <nav className="queue" aria-label="Cases to review">
        <p className="muted small">
          {cases.length === total
            ? `${plural(total, 'case')}, ${plural(questions.length, 'question')}`
            : `The ${number(cases.length)} of ${number(total)} cases that matter most`}
        </p>
        <Chosen cases={cases.filter(({ id }) => chosen.has(id))} onDone={() => setChosen(new Set())} />
        <ol>
          {cases.map((each) => (
            <li key={each.id} className="queue-line">
              <input
                type="checkbox"
                aria-label={`Choose ${caseName(each)}`}
                checked={chosen.has(each.id)}
                onChange={() => choose(each.id)}
              />
              <CaseLine of={each} current={each === now?.of} onTake={() => takeItem(each.items[0]?.id)} />
            </li>
          ))}
        </ol>
      </nav>
      {now && (
        <CaseDetail
          of={now.of}
          item={now.item}
          ask={ask}
          onTake={({ id }) => takeItem(id)}
          onSkip={() => take(at + 1)}
        />
      )}
    </div>
  )
}

function CaseLine({ of, current, onTake }: { of: ReviewCase; current: boolean; onTake: () => void }) {
  const blind = useSelect((s) => s.blind)
  const likeliest = Math.max(...of.items.map(({ probability = 0 }) => probability))
  return (
    <button type="button" className="queue-item" aria-current={current} onClick={onTake}>
      <KindMark kind={kindOfEntity(of.entity)} small named />
      <span className="queue-names">
        {caseName(of)}
        <span className="muted small">{caseKinds(of.items)}</span>
      </span>
      {!blind && likeliest > 0 && <span className="num">{chance(likeliest)}</span>}
    </button>
  )
}

/** What can be done with several cases at once. */
function Chosen({ cases, onDone }: { cases: readonly ReviewCase[]; onDone: () => void }) {
  if (cases.length === 0) return null
  const pairs = pairsOf(cases)
  return (
    <fieldset className="chosen">
      <legend>{plural(cases.length, 'case')} chosen</legend>
      <Assign items={cases.flatMap(({ items }) => items)} />
      <div className="actions">
        {pairs.length > 0 && <BulkDecide pairs={pairs} onDone={onDone} />}
        <button type="button" className="quiet" onClick={onDone}>
          Choose none
        </button>
      </div>
    </fieldset>
  )
}

function oneOf<T extends string>(list: readonly string[], text: string): T | undefined {
  return list.find((item): item is T => item === text)
}
