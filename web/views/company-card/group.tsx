import type { TreeView } from '../../../server/model/views.ts'
import { useApp } from '../../state/app-context.ts'
import { arranged, compared, go } from '../../state/state.ts'
import { plural } from '../../words/words.ts'
import { Section } from '../parts/marks.tsx'

/** Whose company it is: the way to the top, and ways to see all of the group. */
export function Group({ view, id }: { view: TreeView; id: string }) {
  const { actions, update } = useApp()
  if (view.standalone)
    return (
      <Section title="Group">
        <p className="muted">Stands alone: no parent and no subsidiary is known.</p>
      </Section>
    )
  const draw = async () => {
    await actions.openGroup(id)
    update(arranged('tree'))
  }
  const compare = () => {
    update(compared({ left: 'legal', of: view.root }))
    update(go('hierarchies'))
  }
  return (
    <Section title="Group" count={view.nodes.length}>
      <ol className="path" aria-label="From the ultimate parent down">
        {view.path.map((company) => (
          <li key={company.id}>
            {company.id === id ? (
              <strong>{company.name}</strong>
            ) : (
              <button type="button" className="link" onClick={() => void actions.visit(company.id)}>
                {company.name}
              </button>
            )}
          </li>
        ))}
      </ol>
      <p className="muted">{plural(view.nodes.length, 'company', 'companies')} in the group</p>
      <p className="actions">
        <button type="button" onClick={() => void draw()}>
          Draw the whole group
        </button>
        <button type="button" onClick={compare}>
          See it as a tree
        </button>
      </p>
    </Section>
  )
}
