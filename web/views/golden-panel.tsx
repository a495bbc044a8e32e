import type { GoldenView, GraphNode } from '../../server/model/views.ts'
import { useApp, useLoaded } from '../app-context.ts'
import { day, plain } from '../words.ts'
import { Answer } from './answers.tsx'
import { Attributes } from './attributes.tsx'
import { SalesCard } from './company-card/sales-card.tsx'
import { Copies } from './copies.tsx'
import { RecordName, Section, StatusChip } from './marks.tsx'
import { PanelHead } from './panel-head.tsx'
import { Tabs } from './tabs.tsx'
import { WhyTab } from './why-tab.tsx'

/** A golden record: its values and what they beat, where it belongs, and why its records are one. */
export function GoldenPanel({ node }: { node: GraphNode }) {
  const { api } = useApp()
  const golden = useLoaded(`golden ${node.id}`, (signal) => api.golden(node.id, signal))
  const tabs = [
    {
      name: 'Golden record',
      content: () => (
        <Answer of={golden} what="the golden record">
          {(view) => <Values view={view} />}
        </Answer>
      ),
    },
    { name: 'Why', content: () => <WhyTab id={node.id} /> },
    ...(node.kind === 'company' ? [{ name: 'Sales card', content: () => <SalesCard id={node.id} /> }] : []),
  ]
  return (
    <>
      <PanelHead node={node}>{golden.status === 'ready' && <StatusChip status={golden.value.status} />}</PanelHead>
      <Tabs label={`About ${node.label}`} tabs={tabs} />
    </>
  )
}

function Values({ view }: { view: GoldenView }) {
  return (
    <>
      {view.reasons.length > 0 && (
        <ul className="reasons">
          {view.reasons.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      )}
      <Section title="Values">
        <Attributes attributes={view.attributes} />
      </Section>
      {view.addresses.length > 0 && (
        <Section title="Addresses" count={view.addresses.length}>
          <ul className="rows">
            {view.addresses.map((address) => (
              <li
                key={`${address.key} ${address.kind ?? ''} ${address.from ?? ''}`}
                className={address.current ? '' : 'former'}
              >
                <span className="row-main">{address.text}</span>
                <span className={`chip ${address.current ? 'chip-same' : 'chip-plain'}`}>
                  {address.current ? 'current' : 'former'}
                </span>
                <span className="muted row-note">
                  {[address.kind, periodOf(address.from, address.to)].filter(Boolean).join(' · ')}
                </span>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {view.relations.length > 0 && <Relations view={view} />}
      <Records view={view} />
      {view.issues.length > 0 && (
        <Section title="Quality issues" count={view.issues.length}>
          <ul className="rows">
            {view.issues.map((issue) => (
              <li key={`${issue.record} ${issue.policy} ${issue.field ?? ''}`}>
                <span className={`chip chip-${issue.severity}`}>{issue.severity}</span>
                <span className="row-main">{issue.message}</span>
                <span className="muted row-note">
                  {plain(issue.policy)} · {issue.record}
                </span>
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Copies id={view.id} />
    </>
  )
}

function Relations({ view }: { view: GoldenView }) {
  const { actions } = useApp()
  return (
    <Section title="Relations" count={view.relations.length}>
      <ul className="rows">
        {view.relations.map((relation) => (
          <li key={`${relation.type} ${relation.direction} ${relation.id}`}>
            <button type="button" className="row-link" onClick={() => void actions.visit(relation.id)}>
              <span className="row-verb">{relation.label}</span> {relation.name}
            </button>
            <span className="muted row-note">{textsOf(relation.properties)}</span>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Records({ view }: { view: GoldenView }) {
  const { actions } = useApp()
  return (
    <Section title="Source records" count={view.records.length}>
      <ul className="rows">
        {view.records.map((record) => (
          <li key={record.id}>
            <button type="button" className="row-link" onClick={() => void actions.visit(record.id)}>
              <RecordName id={record.id} /> {record.name}
            </button>
            <span className="muted row-note">
              {[record.channel, day(record.updatedAt), record.issues > 0 ? `${record.issues} issues` : '']
                .filter(Boolean)
                .join(' · ')}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function periodOf(from: string | undefined, to: string | undefined): string {
  if (from && to) return `${day(from)} – ${day(to)}`
  return from ? `since ${day(from)}` : to ? `until ${day(to)}` : ''
}

/** Properties of a relation that a person can read, on one line. */
function textsOf(properties: Readonly<Record<string, unknown>>): string {
  return Object.entries(properties)
    .flatMap(([name, value]) => {
      if (name === 'record' || value === null || value === '' || value === false) return []
      if (value === true) return [plain(name)]
      if (name === 'from' || name === 'to') return [`${name === 'from' ? 'since' : 'until'} ${day(String(value))}`]
      return typeof value === 'string' || typeof value === 'number' ? [String(value)] : []
    })
    .join(' · ')
}
