import type { RollUpView, Totals } from '../../../server/model/roll-up.ts'
import type { TreeView } from '../../../server/model/views.ts'
import { type Loaded, useApp, useLoaded } from '../../state/app-context.ts'
import { ownTotals } from '../../words/company-card.ts'
import { sums } from '../../words/money.ts'
import { number, plural } from '../../words/words.ts'
import { Answer } from '../parts/answers.tsx'
import { Section } from '../parts/marks.tsx'

/** What it bought: itself, with all below it, and its whole group, once its tree tells which that is. */
export function Revenue({ id, tree }: { id: string; tree: Loaded<TreeView> }) {
  const { api } = useApp()
  const rolled = useLoaded(`revenue ${id}`, (signal) => api.companyRollUp(id, signal))
  return (
    <Section title="Revenue">
      <Answer of={rolled} what="the revenue">
        {(company) => (
          <Answer of={tree} what="the group">
            {(view) =>
              view.root === view.focus ? <Sums company={company} /> : <WithGroup company={company} tree={view} />
            }
          </Answer>
        )}
      </Answer>
    </Section>
  )
}

function WithGroup({ company, tree }: { company: RollUpView; tree: TreeView }) {
  const { api } = useApp()
  const group = useLoaded(`revenue ${tree.root}`, (signal) => api.companyRollUp(tree.root, signal))
  return (
    <Answer of={group} what="the revenue of the group">
      {({ totals }) => <Sums company={company} group={totals} top={tree.path[0]?.name ?? ''} />}
    </Answer>
  )
}

type SumsProps = { company: RollUpView; group?: Totals; top?: string }

function Sums({ company, group, top = '' }: SumsProps) {
  return (
    <table className="data revenue">
      <tbody>
        <Line title="This company" totals={ownTotals(company)} />
        {company.totals.companies > 1 && (
          <Line
            title={`With ${plural(company.totals.companies - 1, 'subsidiary', 'subsidiaries')}`}
            totals={company.totals}
          />
        )}
        {group && (
          <Line
            title={`The whole group of ${top}, ${plural(group.companies, 'company', 'companies')}`}
            totals={group}
          />
        )}
      </tbody>
    </table>
  )
}

function Line({ title, totals }: { title: string; totals: Pick<Totals, 'revenue' | 'orders'> }) {
  return (
    <tr>
      <th scope="row">{title}</th>
      <td className="num">{sums(totals.revenue) || 'nothing yet'}</td>
      <td className="num muted">
        {number(totals.orders ?? 0)} {totals.orders === 1 ? 'order' : 'orders'}
      </td>
    </tr>
  )
}
