import type { ExplainView } from '../../server/model/views.ts'
import { entityOfGolden } from '../api.ts'
import { useApp, useLoaded } from '../app-context.ts'
import { pairInWords } from '../evidence-words.ts'
import { bits, minute } from '../words.ts'
import { Answer } from './answers.tsx'
import { RecordName, Section, VerdictChip } from './marks.tsx'
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
  const weakest = view.weakest
  return (
    <>
      <p className="words">{view.words}</p>
      {weakest && view.links.length > 0 && (
        <p className="weakest">
          <span className="chip chip-unsure">weakest link</span> {bits(weakest.bits)} bits, between{' '}
          <RecordName id={weakest.low} /> and <RecordName id={weakest.high} />
        </p>
      )}
      {view.links.length > 0 && (
        <Section title="Links, strongest first" count={view.links.length}>
          {view.links.map((link, i) => (
            <details key={`${link.low} ${link.high}`} className="link-card" open={i === 0}>
              <summary>
                <span className="link-ends">
                  <RecordName id={link.low} /> <span aria-hidden="true">↔</span> <RecordName id={link.high} />
                </span>
                <VerdictChip verdict={link.verdict} probability={link.probability} />
                <span className="num">{bits(link.bits)}</span>
              </summary>
              <p className="words">{pairInWords(link, entityOfGolden(view.golden))}</p>
              <WaterfallChart pair={link} entity={entityOfGolden(view.golden)} />
            </details>
          ))}
        </Section>
      )}
      {view.joins.length > 0 && (
        <Section title="How it came together">
          <ol className="joins">
            {view.joins.map((join) => (
              <li
                key={join.step}
                className={weakest && weakest.low === join.low && weakest.high === join.high ? 'join-weakest' : ''}
              >
                <RecordName id={join.low} /> joined <RecordName id={join.high} />
                <span className="muted">
                  {' '}
                  {bits(join.bits)} bits · {join.size} records
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
                  {decision.low} and {decision.high}: {decision.reason}
                </span>
                <span className="muted row-note">
                  {decision.by} · {minute(decision.at)}
                  {decision.revokedAt && ` · withdrawn ${minute(decision.revokedAt)}`}
                </span>
                {decision.revokedAt === undefined && (
                  <button type="button" className="link" onClick={() => void actions.undoDecision(decision.id)}>
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
