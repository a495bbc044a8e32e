import type { GraphNode } from '../../../server/model/views.ts'
import type { Drawing } from '../../canvas/scene.ts'
import { shown, useApp, useLoaded, useSelect } from '../../state/app-context.ts'
import { SalesCard } from '../company-card/sales-card.tsx'
import { Answer } from '../parts/answers.tsx'
import { StatusChip } from '../parts/marks.tsx'
import { Tabs } from '../parts/tabs.tsx'
import { GoldenActions } from '../record/golden-actions.tsx'
import { HistoryTab } from '../record/history-tab.tsx'
import { ValuesTab } from '../record/values-tab.tsx'
import { PanelHead } from './panel-head.tsx'
import { WhyTab } from './why-tab.tsx'

/** A golden record: its values and what they beat, where it belongs, why its records are one, and how it came to be so. */
export function GoldenPanel({ node, drawing }: { node: GraphNode; drawing: Drawing }) {
  const { api } = useApp()
  const past = useSelect((s) => s.past !== undefined)
  const golden = useLoaded(`golden ${node.id}`, (signal) => api.golden(node.id, signal))
  const view = shown(golden)
  const tabs = [
    {
      name: 'Golden record',
      content: () => (
        <Answer of={golden} what="the golden record">
          {(value) => <ValuesTab view={value} />}
        </Answer>
      ),
    },
    { name: 'Why', content: () => <WhyTab id={node.id} /> },
    ...(node.kind === 'company' ? [{ name: 'Sales card', content: () => <SalesCard id={node.id} /> }] : []),
    {
      name: 'History',
      content: () => (
        <Answer of={golden} what="the golden record">
          {(value) => <HistoryTab view={value} />}
        </Answer>
      ),
    },
  ]
  return (
    <>
      <PanelHead node={node}>{view && <StatusChip status={view.status} />}</PanelHead>
      {view && <GoldenActions view={view} drawing={drawing} />}
      <Tabs label={`About ${node.label}`} tabs={tabs} first={past ? 'History' : undefined} />
    </>
  )
}
