import { addressLine } from '../../../server/model/address-line.ts'
import type { GraphNode, RecordView, TraceStep } from '../../../server/model/views.ts'
import { nodeName } from '../../canvas/elements.ts'
import { useApp, useLoaded } from '../../state/app-context.ts'
import { planning } from '../../state/record-state.ts'
import { useWhyNot } from '../../state/rights.ts'
import { recordFields, standingMarks, type Written, writtenAddress } from '../../words/record-fields.ts'
import { fieldLabel, minute, number, plain } from '../../words/words.ts'
import { Answer } from '../parts/answers.tsx'
import { Section, SourceChip } from '../parts/marks.tsx'
import { Tabs } from '../parts/tabs.tsx'
import { PanelHead } from './panel-head.tsx'

/** A source record: what came, what was made of it, and each step it went through. */
export function RecordPanel({ node }: { node: GraphNode }) {
  const { api } = useApp()
  const record = useLoaded(`record ${node.id}`, (signal) => api.record(node.id, signal))
  const tabs = [
    {
      name: 'Values',
      content: () => (
        <Answer of={record} what="the record">
          {(view) => <Fields view={view} name={nodeName(node)} />}
        </Answer>
      ),
    },
    { name: 'Trace', content: () => <Trace id={node.id} /> },
  ]
  return (
    <>
      <PanelHead node={node}>{record.status === 'ready' && <SourceChip source={record.value.source} />}</PanelHead>
      <Tabs label={`About ${node.id}`} tabs={tabs} />
    </>
  )
}

function Fields({ view, name }: { view: RecordView; name: string }) {
  const { actions, update } = useApp()
  const why = useWhyNot()?.decide
  const leave = () => update(planning({ kind: 'unmerge', record: { id: view.id, name: `${name} of ${view.source}` } }))
  const { golden } = view
  const address = writtenAddress(view.input)
  const facts = [
    ['Channel', view.channel ?? ''],
    ['Created at source', minute(view.createdAt)],
    ['Updated at source', minute(view.updatedAt)],
    ['Version', view.version === undefined ? '' : String(view.version)],
    ['Received', minute(view.receivedAt)],
    ['Written by', [view.writtenBy?.user, view.writtenBy?.key].filter(Boolean).join(', with key ')],
    ['Deleted', minute(view.deletedAt)],
  ].filter(([, value]) => value !== '')
  return (
    <>
      {golden !== undefined && (
        <div className="actions record-actions">
          <button type="button" className="link" onClick={() => void actions.visit(golden)}>
            To its golden record
          </button>
          <span className="actions-gap" />
          <button type="button" disabled={why !== undefined} title={why} onClick={leave}>
            Take out…
          </button>
        </div>
      )}
      <Section title="As delivered, as cleaned">
        {standingMarks(view.input).length > 0 && (
          <p className="words">
            What Kith wrote in {view.source} stands beside what {view.source} itself said last. It counts for nothing in
            matching.
          </p>
        )}
        <table className="fields">
          <thead>
            <tr>
              <th scope="col">Field</th>
              <th scope="col">Delivered</th>
              <th scope="col">Cleaned</th>
            </tr>
          </thead>
          <tbody>
            {recordFields(view).map((row) => (
              <tr key={row.field} className={row.changed ? 'changed' : ''}>
                <th scope="row">{fieldLabel(view.entity, row.field)}</th>
                <td className="raw">
                  {row.raw.join('\n')}
                  {row.written && <WrittenThere written={row.written} hasOwn={row.raw.length > 0} />}
                </td>
                <td>{row.clean.join('\n')}</td>
              </tr>
            ))}
            {view.addresses.map((address) => (
              <tr key={address.key}>
                <th scope="row">Address{address.kind && ` (${address.kind})`}</th>
                <td className="raw">{address.original.full ?? Object.values(address.original).join(', ')}</td>
                <td>
                  {addressLine(address)}
                  {address.corrected?.map(({ part, why }) => (
                    <small key={part}> {why}</small>
                  ))}
                </td>
              </tr>
            ))}
            {address && (
              <tr>
                <th scope="row">Address there</th>
                <td className="raw">
                  <WrittenThere written={address} hasOwn={view.addresses.length > 0} />
                </td>
                <td />
              </tr>
            )}
          </tbody>
        </table>
      </Section>
      {view.issues.length > 0 && (
        <Section title="Quality issues" count={view.issues.length}>
          <ul className="rows">
            {view.issues.map((issue) => (
              <li key={`${issue.policy} ${issue.field ?? ''}`}>
                <span className={`chip chip-${issue.severity}`}>{issue.severity}</span>
                <span className="row-main">{issue.message}</span>
                <span className="muted row-note">{plain(issue.policy)}</span>
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Section title="About the record">
        <dl className="facts">
          {facts.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </Section>
    </>
  )
}

/** A value that stands in the system because Kith wrote it there. */
function WrittenThere({ written: { stored, asked, change, at }, hasOwn }: { written: Written; hasOwn: boolean }) {
  return (
    <>
      {!hasOwn && <span className="muted">nothing of its own</span>}
      <span className="written">
        {stored.length > 0 ? stored.join('\n') : 'emptied'}
        <span className="chip chip-written" title={minute(at)}>
          written by Kith, change {number(change)}
        </span>
        {asked && <span className="muted">it was to be {asked.join(', ')}</span>}
      </span>
    </>
  )
}

function Trace({ id }: { id: string }) {
  const { api } = useApp()
  const trace = useLoaded(`trace ${id}`, (signal) => api.trace(id, signal))
  return (
    <Answer of={trace} what="the trace">
      {({ steps }) => (
        <ol className="trace">
          {steps.map((step) => (
            <Step key={`${step.stage} ${step.at}`} step={step} />
          ))}
        </ol>
      )}
    </Answer>
  )
}

function Step({ step }: { step: TraceStep }) {
  return (
    <li>
      <strong>{step.stage}</strong> <span>{step.summary}</span>
      <span className="muted row-note">
        <time>{minute(step.at)}</time>
        {step.ms !== undefined && ` · ${step.ms < 10 ? step.ms.toFixed(1) : Math.round(step.ms)} ms`}
      </span>
    </li>
  )
}
