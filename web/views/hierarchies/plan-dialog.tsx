import { useState } from 'react'
import type { HierarchyPlan } from '../../../server/model/hierarchy.ts'
import type { Totals } from '../../../server/model/roll-up.ts'
import { useApp, useLoaded } from '../../state/app-context.ts'
import { sums } from '../../words/money.ts'
import { number, plural } from '../../words/words.ts'
import { Failed, Loading } from '../parts/answers.tsx'
import { Modal } from '../sync/modal.tsx'
import type { Editing, Wish } from './use-editing.ts'

/** Sums that are listed; the rest are counted. */
const MOST = 12

/** What an edit would do, before it is done. */
export function PlanDialog({ wish, editing }: { wish: Wish; editing: Editing }) {
  const { api } = useApp()
  const [below, setBelow] = useState(wish.wider !== undefined)
  const edit = below && wish.wider ? wish.wider : wish.edit
  const plan = useLoaded(`plan ${wish.id} ${below}`, () => api.planEdit(wish.hierarchy, edit))
  return (
    <Modal
      title={wish.title}
      verb="Apply"
      ready={plan.status === 'ready'}
      onDo={async () => plan.status === 'ready' && editing.apply(wish, edit, plan.value)}
      onClose={editing.close}
    >
      {wish.wider && (
        <label className="check">
          <input type="checkbox" checked={below} onChange={(event) => setBelow(event.target.checked)} />
          With the companies below it, {plural(wish.wider.nodes.length, 'company', 'companies')} in all
        </label>
      )}
      {plan.status === 'loading' && <Loading what="what this would do" />}
      {plan.status === 'failed' && <Failed message={plan.message} again={plan.again} />}
      {plan.status === 'ready' && <Effects plan={plan.value} />}
    </Modal>
  )
}

function Effects({ plan }: { plan: HierarchyPlan }) {
  const { created, moved, renamed, removed, totals } = plan
  const nothing = created.length + moved.length + renamed.length + removed.length === 0
  if (nothing) return <p className="muted">Nothing would change: it stands there already.</p>
  return (
    <div className="plan">
      <ul className="rows">
        {moved.slice(0, MOST).map(({ key, name, from, to, below }) => (
          <li key={key}>
            <strong>{name}</strong> moves{below > 0 && ` with ${plural(below, 'node')} below it`}
            <span className="row-note">
              from {place(from)} to {place(to)}
            </span>
          </li>
        ))}
        {created.slice(0, MOST).map(({ key, name, to }) => (
          <li key={key}>
            <strong>{name}</strong> is added
            <span className="row-note">under {place(to)}</span>
          </li>
        ))}
        {removed.slice(0, MOST).map(({ key, name, from }) => (
          <li key={key}>
            <strong>{name}</strong> is taken out
            <span className="row-note">from {place(from)}</span>
          </li>
        ))}
        {renamed.slice(0, MOST).map(({ key, name, was }) => (
          <li key={key}>
            <strong>{was}</strong> is called {name}
          </li>
        ))}
      </ul>
      <Rest lists={[moved, created, removed, renamed]} />
      {totals.length === 0 ? <p className="muted">No sum changes.</p> : <Sums totals={totals} />}
    </div>
  )
}

function Rest({ lists }: { lists: readonly (readonly unknown[])[] }) {
  const left = lists.reduce((sum, list) => sum + Math.max(0, list.length - MOST), 0)
  return left === 0 ? null : <p className="muted">And {number(left)} more.</p>
}

function Sums({ totals }: { totals: HierarchyPlan['totals'] }) {
  return (
    <>
      <div className="plan-sums">
        <table className="data">
          <caption>Sums that change, before and after</caption>
          <thead>
            <tr>
              <th scope="col">Node</th>
              <th scope="col" className="num">
                Revenue
              </th>
              <th scope="col" className="num">
                Orders
              </th>
              <th scope="col" className="num">
                Companies
              </th>
            </tr>
          </thead>
          <tbody>
            {totals.slice(0, MOST).map(({ key, name, before, after }) => (
              <tr key={key}>
                <th scope="row">{name}</th>
                <Change before={before} after={after} read={(of) => sums(of.revenue) || '0'} />
                <Change before={before} after={after} read={(of) => number(of.orders ?? 0)} />
                <Change before={before} after={after} read={(of) => number(of.companies)} />
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Rest lists={[totals]} />
    </>
  )
}

type ChangeOf = { before: Totals | undefined; after: Totals | undefined; read: (of: Totals) => string }

function Change({ before, after, read }: ChangeOf) {
  const [was, is] = [before ? read(before) : '–', after ? read(after) : '–']
  if (was === is) return <td className="num muted">{is}</td>
  return (
    <td className="num">
      <span className="plan-was">{was}</span> → <strong>{is}</strong>
    </td>
  )
}

function place(path: readonly string[]): string {
  return path.length === 0 ? 'the top' : path.join(' › ')
}
