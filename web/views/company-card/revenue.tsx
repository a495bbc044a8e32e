import type { Totals } from '../../../server/model/roll-up.ts'
import { useApp, useLoaded } from '../../state/app-context.ts'
import { ownTotals } from '../../words/company-card.ts'
import { sums } from '../../words/money.ts'
import { number, plural } from '../../words/words.ts'
import { Answer } from '../parts/answers.tsx'
import { Section } from '../parts/marks.tsx'

/** What it bought: itself, with all below it, and its whole group. */
export function Revenue({ id }: { id: string }) {
  const { api } = useApp()
  const rolled = useLoaded(`revenue ${id}`, async (signal) => {
    const [company, tree] = await Promise.all([api.companyRollUp(id, signal), api.tree(id, signal)])
    const group = tree.root === tree.focus ? company : await api.companyRollUp(tree.root, signal)
    return { company, group, top: tree.path[0]?.name ?? '', isTop: tree.root === tree.focus }
  })
  return (
    <Section title="Revenue">
      <Answer of={rolled} what="the revenue">
        {({ company, group, top, isTop }) => (
          <table className="data revenue">
            <tbody>
              <Line title="This company" totals={ownTotals(company)} />
              {company.totals.companies > 1 && (
                <Line
                  title={`With ${plural(company.totals.companies - 1, 'subsidiary', 'subsidiaries')}`}
                  totals={company.totals}
                />
              )}
              {!isTop && (
                <Line
                  title={`The whole group of ${top}, ${plural(group.totals.companies, 'company', 'companies')}`}
                  totals={group.totals}
                />
              )}
            </tbody>
          </table>
        )}
      </Answer>
    </Section>
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
