import { type Branch, flat, pathOf } from '../../hierarchies/tree.ts'
import { standingWords } from '../../hierarchies/words.ts'
import { useApp } from '../../state/app-context.ts'
import { compared } from '../../state/state.ts'
import { sums } from '../../words/money.ts'
import { number, plural } from '../../words/words.ts'
import type { ComparedSide } from './differences.tsx'
import { NewNode } from './new-node.tsx'
import type { Editing } from './use-editing.ts'

type Props = { sides: readonly ComparedSide[]; editing: Editing; whyNot: string | undefined }

/** About the node that is looked at: where it stands, what it adds up to, and what can be done with it. */
export function NodeBar({ sides, editing, whyNot }: Props) {
  const at = sides.find(({ side }) => side.name === editing.at) ?? sides[0]
  const branch = at && flat(at.side.roots).find(({ node }) => node.key === at.side.current)
  const isOwn = at !== undefined && at.side.name !== 'legal' && whyNot === undefined
  return (
    <section className="node-bar" aria-label="Node">
      {editing.held ? (
        <p role="status">
          <strong>{editing.held.branch.node.name}</strong> is in hand. Choose the node it is to stand under:{' '}
          <kbd>Enter</kbd> puts it there, <kbd>Esc</kbd> lets go.
        </p>
      ) : (
        at && branch && <About at={at} branch={branch} />
      )}
      <div className="actions">
        {branch && !editing.held && at && (
          <>
            <Links branch={branch} />
            {editing.canTake(at.side, branch) && (
              <button type="button" onClick={() => editing.take(at.side, branch)}>
                Move <kbd>M</kbd>
              </button>
            )}
            {isOwn && (
              <button type="button" onClick={() => editing.remove(at.side, branch)}>
                Take out
              </button>
            )}
          </>
        )}
        {editing.held && branch && at && editing.canDrop(at.side, branch) && (
          <button type="button" className="primary" onClick={() => editing.drop(at.side, branch)}>
            Put it under {branch.node.name}
          </button>
        )}
        {editing.held && (
          <button type="button" onClick={editing.release}>
            Let go
          </button>
        )}
        {isOwn && !editing.held && <NewNode side={at.side} under={branch} onAsk={editing.ask} />}
        {editing.last && !editing.held && (
          <button type="button" onClick={() => editing.last && editing.ask(editing.last)}>
            {editing.last.title}
          </button>
        )}
      </div>
      {branch && whyNot !== undefined && at?.side.name !== 'legal' && <p className="muted">Moving nodes: {whyNot}.</p>}
      {!branch && !editing.held && <p className="muted">{help(sides, whyNot)}</p>}
    </section>
  )
}

function help(sides: readonly ComparedSide[], whyNot: string | undefined): string {
  const own = sides.find(({ side }) => side.name !== 'legal')
  if (!own)
    return 'Choose a node to see where it stands. The legal tree is what records say; put a department’s tree beside it to edit that one.'
  if (whyNot !== undefined) return `Moving nodes: ${whyNot}.`
  return `Drag a node to where it belongs in ${own.side.title}, or press M on it. You see what changes before it does.`
}

function About({ at: { side, other, standing }, branch }: { at: ComparedSide; branch: Branch }) {
  const { node } = branch
  const { revenue, orders = 0, contacts, companies } = node.totals
  const stands = standing.get(node.key)
  return (
    <p>
      <strong>{node.name}</strong>{' '}
      <span className="muted">
        {[side.title, ...pathOf(branch)].join(' › ')}
        {other && stands && stands.kind !== 'same' && ` · ${standingWords(stands, other.title)}`}
      </span>
      <br />
      {[
        sums(revenue) || 'no revenue',
        plural(orders, 'order'),
        contacts === undefined ? '' : plural(contacts, 'contact'),
        `${number(companies)} ${companies === 1 ? 'company' : 'companies'}`,
      ]
        .filter(Boolean)
        .join(' · ')}
    </p>
  )
}

function Links({ branch: { node, children } }: { branch: Branch }) {
  const { actions, update } = useApp()
  const { company } = node
  if (company === undefined) return null
  return (
    <>
      <button type="button" onClick={() => void actions.open(company)}>
        Explore
      </button>
      {children.length > 0 && (
        <button type="button" onClick={() => update(compared({ of: company }))}>
          Only this group
        </button>
      )}
    </>
  )
}
