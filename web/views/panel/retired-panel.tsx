import type { GraphNode } from '../../../server/model/views.ts'
import { isRecordId } from '../../api/api.ts'
import { useApp, useLoaded } from '../../state/app-context.ts'
import { Answer } from '../parts/answers.tsx'
import { Section } from '../parts/marks.tsx'
import { PanelBody } from './panel-body.tsx'
import { PanelHead } from './panel-head.tsx'
import { RecordPanel } from './record-panel.tsx'

/** A retired id, or a record that its source deleted: both are kept, and lead somewhere. */
export function RetiredPanel(props: { node: GraphNode }) {
  return isRecordId(props.node.id) ? <RecordPanel {...props} /> : <LeadsTo {...props} />
}

/** An id that is no longer current, and where it leads. It resolves for ever. */
function LeadsTo({ node }: { node: GraphNode }) {
  const { api, actions } = useApp()
  const answer = useLoaded(`id ${node.id}`, (signal) => api.id(node.id, signal))
  return (
    <>
      <PanelHead node={node} />
      <PanelBody>
        <Answer of={answer} what="where this id leads">
          {(view) => (
            <Section title="Leads to" count={view.current.length}>
              <ul className="rows">
                {view.current.map((id) => (
                  <li key={id}>
                    <button type="button" className="row-link mono" onClick={() => void actions.visit(id)}>
                      {id}
                    </button>
                  </li>
                ))}
              </ul>
              {view.path.map((step) => (
                <p key={`${step.from} ${step.to}`} className="muted small">
                  {step.type === 'SPLIT_INTO' ? 'split into' : 'merged into'} <span className="mono">{step.to}</span>
                </p>
              ))}
            </Section>
          )}
        </Answer>
      </PanelBody>
    </>
  )
}
