import { useState } from 'react'
import type { HierarchyEdit, HierarchyPlan } from '../../../server/model/hierarchy.ts'
import { ApiError } from '../../api/api.ts'
import { canDrop, dropEdit, type Held, inverseOf, isMovable } from '../../hierarchies/edits.ts'
import { type Branch, flat } from '../../hierarchies/tree.ts'
import { useApp } from '../../state/app-context.ts'
import { changed, refused, say, toasted } from '../../state/state.ts'
import type { Side } from './use-side.ts'

/** An edit that somebody wants and whose plan is looked at. `wider` is the same with all that is below. */
export type Wish = {
  readonly id: number
  readonly hierarchy: string
  readonly title: string
  readonly edit: HierarchyEdit
  readonly wider?: HierarchyEdit | undefined
}

export type Editing = {
  readonly held: Held | undefined
  /** The side that was touched last. */
  readonly at: string | undefined
  readonly wish: Wish | undefined
  /** The last edit, to be taken back. */
  readonly last: Omit<Wish, 'id'> | undefined
  readonly canTake: (side: Side, branch: Branch) => boolean
  readonly canDrop: (side: Side, branch: Branch) => boolean
  readonly look: (side: Side) => void
  readonly take: (side: Side, branch: Branch) => void
  readonly release: () => void
  readonly drop: (side: Side, branch: Branch) => void
  readonly remove: (side: Side, branch: Branch) => void
  readonly ask: (wish: Omit<Wish, 'id'>) => void
  readonly close: () => void
  readonly apply: (wish: Wish, edit: HierarchyEdit, plan: HierarchyPlan) => Promise<boolean>
}

/** Moving nodes by pointer and by key: what is in hand, what is asked for, and doing it once its plan was seen. */
export function useEditing(sides: readonly Side[], whyNot: string | undefined): Editing {
  const { api, update } = useApp()
  const [held, setHeld] = useState<Held>()
  const [at, setAt] = useState<string>()
  const [wish, setWish] = useState<Wish>()
  const [last, setLast] = useState<Omit<Wish, 'id'>>()
  const isOwn = ({ name }: Side) => name !== 'legal' && whyNot === undefined
  const ask = (next: Omit<Wish, 'id'>) => {
    setHeld(undefined)
    setWish((before) => ({ ...next, id: (before?.id ?? 0) + 1 }))
  }
  return {
    ...{ held, at, wish, last, ask },
    // A company of the legal tree may be taken to be placed in another; within its own tree it stays.
    canTake: (side, branch) =>
      isMovable(branch) && (isOwn(side) || (branch.node.company !== undefined && sides.some(isOwn))),
    canDrop: (side, branch) => held !== undefined && isOwn(side) && canDrop(held, { hierarchy: side.name, branch }),
    look: (side) => setAt(side.name),
    take: (side, branch) => {
      setHeld({ hierarchy: side.name, branch })
      update(
        say(`${branch.node.name} is in hand. Go to the node it is to stand under and press Enter; Escape lets go.`),
      )
    },
    release: () => {
      if (held) update(say(`${held.branch.node.name} stays where it is.`))
      setHeld(undefined)
    },
    drop: (side, { node }) => {
      if (!held) return
      const target = { hierarchy: side.name, key: node.key }
      const [edit, wider] = [false, true].map((below) => dropEdit(held, target, side.nodes, below))
      if (!edit) return
      const hasBelow = held.hierarchy !== side.name && flat([held.branch]).length > 1
      ask({
        ...{ hierarchy: side.name, title: `${held.branch.node.name} under ${node.name}`, edit },
        ...(hasBelow ? { wider } : {}),
      })
    },
    remove: (side, { node }) => {
      if (!isOwn(side)) return
      ask({ hierarchy: side.name, title: `Take ${node.name} out`, edit: { nodes: [], remove: [node.key] } })
    },
    close: () => setWish(undefined),
    apply: async (done, edit, plan) => {
      try {
        let { version } = plan
        if (edit.nodes.length > 0) version = (await api.editHierarchy(done.hierarchy, edit.nodes, version)).version
        for (const key of edit.remove) version = (await api.removeNode(done.hierarchy, key, version)).version
        const before = sides.find(({ name }) => name === done.hierarchy)?.nodes ?? []
        const { hierarchy, title } = done
        setLast({ hierarchy, title: `Take back: ${title}`, edit: inverseOf(edit, plan, before) })
        update(toasted({ text: `Done: ${title}.`, tone: 'info' }))
        update(changed)
        return true
      } catch (error) {
        if (error instanceof ApiError && error.status === 401) return false
        const text = error instanceof Error ? error.message : String(error)
        if (error instanceof ApiError && error.status === 403) update(refused('organise', text))
        // Somebody else was quicker: the plan is made again, on what they left.
        if (error instanceof ApiError && error.code === 'plan.stale') update(changed)
        update(toasted({ text, tone: 'error' }))
        return false
      }
    },
  }
}
