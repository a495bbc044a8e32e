import { useState } from 'react'
import type { ScoredPair } from '../../../server/model/evidence.ts'
import type { ExplainView } from '../../../server/model/views.ts'
import { entityOfGolden } from '../../api/api.ts'
import { useApp, useLoaded } from '../../state/app-context.ts'
import { pairInWords } from '../../words/evidence-words.ts'
import { cameTogether, isPair, linksOf, tie } from '../../words/link-words.ts'
import { bits, minute, plural } from '../../words/words.ts'
import { Answer } from '../parts/answers.tsx'
import { RecordName, Section, VerdictChip } from '../parts/marks.tsx'
import { WaterfallChart } from './waterfall-chart.tsx'

/** Why these records are one: in words, in the order in which they joined, and link by link in numbers. */
export function WhyTab({ id }: { id: string }) {
  const { api } = useApp()
  const explain = useLoaded(`explain ${id}`, (signal) => api.explain(id, signal))
  return (
    <Answer of={explain} what="the reasons">
      {(view) => <Why view={view} />}
    </Answer>
  )
}

function Why({ view }: { view: ExplainView }) {
  const { actions } = useApp()
  const { weakest, joining, further } = linksOf(view)
  return (
    <>
      <p className="words">{cameTogether(view)}</p>
      {weakest && (
        <p className="weakest">
          <span className="chip chip-unsure">weakest link</span> {bits(weakest.bits)} bits, between{' '}
          <RecordName id={weakest.low} /> and <RecordName id={weakest.high} />
        </p>
      )}
      {joining.length > 0 && (
        <Section title="Links that join them, strongest first" count={joining.length}>
          {joining.map((link, i) => (
            <LinkCard key={`${link.low} ${link.high}`} link={link} golden={view.golden} open={i === 0} />
          ))}
        </Section>
      )}
      {further.length > 0 && (
        <details className="further-links">
          <summary className="unfold">
            {plural(further.length, 'further link')} between them: without {further.length === 1 ? 'it' : 'them'} they
            would be one all the same
          </summary>
          {further.map((link) => (
            <LinkCard key={`${link.low} ${link.high}`} link={link} golden={view.golden} open={false} />
          ))}
        </details>
      )}
      {view.joins.length > 0 && (
        <Section title="How it came together">
          <ol className="joins">
            {view.joins.map((join) => (
              <li key={join.step} className={weakest && isPair(weakest, join) ? 'join-weakest' : ''}>
                <RecordName id={join.low} /> joined <RecordName id={join.high} />
                <span className="muted">
                  {' '}
                  {tie(join, view)} · {join.size} records
                </span>
              </li>
            ))}
          </ol>
        </Section>
      )}
      {view.decisions.length > 0 && (
        <Section title="Decisions" count={view.decisions.length}>
          <ul className="rows">
            {view.decisions.map((decision) => (
              <li key={decision.id}>
                <span className={`chip ${decision.verdict === 'same' ? 'chip-same' : 'chip-error'}`}>
                  {decision.verdict}
                </span>
                <span className="row-main">
                  <RecordName id={decision.low} /> and <RecordName id={decision.high} />: {decision.reason}
                </span>
                <span className="muted row-note">
                  {decision.by} · {minute(decision.at)}
                  {decision.revokedAt && ` · withdrawn ${minute(decision.revokedAt)}`}
                </span>
                {decision.revokedAt === undefined && (
                  <button
                    type="button"
                    className="link"
                    onClick={() => void actions.takeBack({ kind: 'decision', id: decision.id })}
                  >
                    Withdraw
                  </button>
                )}
              </li>
            ))}
          </ul>
        </Section>
      )}
      <p className="muted small">
        Rule set <span className="mono">{view.ruleSet}</span>
      </p>
    </>
  )
}

type LinkProps = { link: ScoredPair; golden: string; open: boolean }

/** What is folded is drawn when it is unfolded: a cluster may have a thousand links. */
function LinkCard({ link, golden, open }: LinkProps) {
  const [shown, setShown] = useState(open)
  return (
    <details className="link-card" open={open} onToggle={(event) => event.currentTarget.open && setShown(true)}>
      <summary>
        <span className="link-ends">
          <RecordName id={link.low} /> <span aria-hidden="true">↔</span> <RecordName id={link.high} />
        </span>
        <VerdictChip verdict={link.verdict} probability={link.probability} />
        <span className="num">{bits(link.bits)}</span>
      </summary>
      {shown && (
        <>
          <p className="words">{pairInWords(link, entityOfGolden(golden))}</p>
          <WaterfallChart pair={link} entity={entityOfGolden(golden)} />
        </>
      )}
    </details>
  )
}
