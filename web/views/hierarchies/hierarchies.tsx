import { useMemo } from 'react'
import type { HierarchyView } from '../../../server/model/hierarchy.ts'
import { flat, standings } from '../../hierarchies/tree.ts'
import { shown, useApp, useLoaded, useSelect } from '../../state/app-context.ts'
import { useWhyNot } from '../../state/rights.ts'
import { Answer, Empty } from '../parts/answers.tsx'
import { Differences } from './differences.tsx'
import { NodeBar } from './node-bar.tsx'
import { PlanDialog } from './plan-dialog.tsx'
import { PrintSheet } from './print-sheet.tsx'
import { TreePane } from './tree-pane.tsx'
import { TreeTools } from './tree-tools.tsx'
import { useEditing } from './use-editing.ts'
import { type Side, useSide } from './use-side.ts'

/** The group trees of the company: the legal one and those of departments, one or two of them side by side. */
export function Hierarchies() {
  const { api } = useApp()
  const list = useLoaded('hierarchies', (signal) => api.hierarchies(signal))
  return (
    <div className="hierarchies">
      {shown(list) === undefined && <h1 className="sr-only">Hierarchies</h1>}
      <Answer of={list} what="the hierarchies">
        {({ hierarchies }) => <Trees known={hierarchies} />}
      </Answer>
    </div>
  )
}

const LEGAL = { name: 'legal', title: 'Legal' }

function Trees({ known }: { known: readonly HierarchyView[] }) {
  const place = useSelect((s) => s.hierarchies)
  const choices = [LEGAL, ...known]
  const titleOf = (name: string) => choices.find((each) => each.name === name)?.title ?? name
  const { day } = place
  const group = useGroup(place.of, day)
  const left = useSide({ name: place.left, title: titleOf(place.left), of: place.of, only: group, day })
  const beside = place.right === place.left ? undefined : place.right
  const both = beside !== undefined
  const right = useSide({ name: beside, title: titleOf(beside ?? ''), of: place.of, only: group, day })
  const refused = useWhyNot()?.organise
  const whyNot = day === undefined ? refused : 'the past is only looked at'
  const editing = useEditing(both ? [left, right] : [left], whyNot)
  const compared = useMemo(
    () =>
      both
        ? { left: standings(left.roots, right.roots), right: standings(right.roots, left.roots) }
        : { left: new Map(), right: new Map() },
    [both, left.roots, right.roots],
  )
  const sides = both
    ? [
        { side: left, other: right, standing: compared.left },
        { side: right, other: left, standing: compared.right },
      ]
    : [{ side: left, other: undefined, standing: compared.left }]
  return (
    <>
      <TreeTools
        choices={choices}
        sides={sides.map(({ side }) => side)}
        group={group ? groupName(left, place.of) : undefined}
      />
      {both && <Differences sides={sides} />}
      <div className={`trees trees-${sides.length}`}>
        {sides.map(({ side, other, standing }, i) => (
          <section key={i === 0 ? 'left' : 'right'} className="tree-side" aria-label={side.title}>
            <h2>
              {side.title}
              {side.name === 'legal' && <span className="muted small">what the companies’ records say</span>}
            </h2>
            <Answer of={side.loaded} what={side.title}>
              {() =>
                side.roots.length === 0 ? (
                  <Empty title="Nothing is placed here yet" />
                ) : (
                  <TreePane
                    side={side}
                    direction={place.direction}
                    standing={standing}
                    other={other?.title}
                    canTake={(row) => editing.canTake(side, row.branch)}
                    canDrop={(row) => editing.canDrop(side, row.branch)}
                    holding={editing.held !== undefined}
                    does={{
                      onPick: ({ branch }) => {
                        editing.look(side)
                        const twin = other && twinOf(other, branch.node.company)
                        if (twin !== undefined) other?.goTo(twin, false)
                      },
                      onTake: ({ branch }) => editing.take(side, branch),
                      onDrop: ({ branch }) => editing.drop(side, branch),
                      onRelease: editing.release,
                      onRemove: ({ branch }) => editing.remove(side, branch),
                    }}
                  />
                )
              }
            </Answer>
          </section>
        ))}
      </div>
      <NodeBar sides={sides} editing={editing} whyNot={whyNot} />
      {editing.wish && <PlanDialog key={editing.wish.id} wish={editing.wish} editing={editing} />}
      <PrintSheet sides={sides} />
    </>
  )
}

/** Companies of a group, where only one is looked at. */
function useGroup(of: string | undefined, day: string | undefined): ReadonlySet<string> | undefined {
  const { api } = useApp()
  const tree = useLoaded(`group ${of ?? ''} ${day ?? ''}`, async (signal) => {
    if (of === undefined) return []
    return (await api.tree(of, signal, day)).nodes.map(({ id }) => id)
  })
  const ids = shown(tree)
  return useMemo(() => (of === undefined || ids === undefined ? undefined : new Set(ids)), [of, ids])
}

function groupName(side: Side, of: string | undefined): string {
  return side.nodes.find(({ company }) => company === of)?.name ?? 'one company'
}

function twinOf(side: Side, company: string | undefined): string | undefined {
  if (company === undefined) return undefined
  return flat(side.roots).find(({ node }) => node.company === company)?.node.key
}
