import { edgeLook, LOOK_WORDS, nodeName } from '../../canvas/elements.ts'
import { edgeTitle } from '../../canvas/outline.ts'
import type { Drawing, DrawnEdge } from '../../canvas/scene.ts'
import { useApp, useLoaded } from '../../state/app-context.ts'
import { select } from '../../state/state.ts'
import { pairInWords } from '../../words/evidence-words.ts'
import { bits, capital } from '../../words/words.ts'
import { Answer } from '../parts/answers.tsx'
import { RecordName, Section, VerdictChip } from '../parts/marks.tsx'
import { DecideBar } from './decide-bar.tsx'
import { PairTable } from './pair-table.tsx'
import { PanelBody } from './panel-body.tsx'
import { Facts, factsOf } from './plain-panel.tsx'
import { WaterfallChart } from './waterfall-chart.tsx'

const PAIRS = new Set(['SAME_AS', 'MAYBE_SAME', 'ALWAYS_SAME', 'NEVER_SAME'])

/** A line on the canvas: a pair of records with everything for and against, or a relation with its properties. */
export function EdgePanel({ edge, drawing }: { edge: DrawnEdge; drawing: Drawing }) {
  return PAIRS.has(edge.type) ? <PairPanel edge={edge} /> : <RelationPanel edge={edge} drawing={drawing} />
}

function PairPanel({ edge }: { edge: DrawnEdge }) {
  const { api, actions } = useApp()
  const low = useLoaded(`record ${edge.from}`, (signal) => api.record(edge.from, signal))
  const pair = useLoaded(`pair ${edge.from} ${edge.to}`, (signal) => api.pair(edge.from, edge.to, signal))
  const entity = low.status === 'ready' ? low.value.entity : 'person'
  const decision = edge.properties.decision
  const decided = edge.type === 'ALWAYS_SAME' || edge.type === 'NEVER_SAME'
  return (
    <>
      <div className="panel-head">
        <p className="muted">{capital(LOOK_WORDS[edgeLook(edge.type)])}</p>
        <h2 className="pair-title">
          <RecordName id={edge.from} /> <span aria-hidden="true">↔</span> <RecordName id={edge.to} />
        </h2>
        {decided && typeof decision === 'string' ? (
          <div className="actions">
            <button type="button" onClick={() => void actions.takeBack({ kind: 'decision', id: decision })}>
              Withdraw the decision
            </button>
          </div>
        ) : (
          <DecideBar low={edge.from} high={edge.to} />
        )}
      </div>
      <PanelBody>
        <Answer of={pair} what="the evidence">
          {(scored) => (
            <>
              <p className="verdict-line">
                <VerdictChip verdict={scored.verdict} probability={scored.probability} /> {bits(scored.bits)} bits
              </p>
              <p className="words">{pairInWords(scored, entity)}</p>
              <Section title="What moved the odds">
                <WaterfallChart pair={scored} entity={entity} />
              </Section>
            </>
          )}
        </Answer>
        <Section title="Side by side">
          <PairTable
            low={edge.from}
            high={edge.to}
            evidence={pair.status === 'ready' ? pair.value.evidence : []}
            blind
          />
        </Section>
      </PanelBody>
    </>
  )
}

function RelationPanel({ edge, drawing }: { edge: DrawnEdge; drawing: Drawing }) {
  const { update } = useApp()
  const facts = factsOf(edge.properties)
  const ends = [edge.from, edge.to].map(
    (id) => drawing.nodes.find((node) => node.id === id) ?? { id, kind: 'retired' as const, label: id, properties: {} },
  )
  return (
    <>
      <div className="panel-head">
        <p className="muted">Relation</p>
        <h2>{capital(edgeTitle(edge))}</h2>
      </div>
      <PanelBody>
        <Section title="Between">
          <ul className="rows">
            {ends.map((end) => (
              <li key={end.id}>
                <button type="button" className="row-link" onClick={() => update(select(end.id))}>
                  {nodeName(end)}
                </button>
              </li>
            ))}
          </ul>
        </Section>
        {facts.length > 0 && (
          <Section title="Properties">
            <Facts facts={facts} />
          </Section>
        )}
      </PanelBody>
    </>
  )
}
