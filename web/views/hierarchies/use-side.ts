import { useEffect, useMemo, useState } from 'react'
import type { RollUpNode, RollUpView } from '../../../server/model/roll-up.ts'
import { type Branch, branchesOf, flat, keysAbove, nodesAround, openAtStart } from '../../hierarchies/tree.ts'
import { type Loaded, shown, useApp, useLoaded } from '../../state/app-context.ts'

/** A tree on screen: what it holds, what is open, and which node is looked at. */
export type Side = {
  readonly name: string
  readonly title: string
  readonly loaded: Loaded<RollUpView | undefined>
  /** All nodes of the hierarchy, also those that are left out of the picture. */
  readonly nodes: readonly RollUpNode[]
  readonly roots: readonly Branch[]
  readonly size: number
  readonly open: ReadonlySet<string>
  readonly current: string | undefined
  /** Goes up with each time that a node was asked for. */
  readonly turn: number
  readonly wantsFocus: boolean
  readonly toggle: (key: string) => void
  readonly openAll: (open: boolean) => void
  /** Looks at a node; opens what is above it. */
  readonly goTo: (key: string, focus: boolean) => void
}

type Wanted = {
  /** Without one nothing is asked for. */
  name: string | undefined
  title: string
  /** Of the legal tree, only what is below this company. */
  of?: string | undefined
  /** Of another, only what places these. */
  only?: ReadonlySet<string> | undefined
  /** As it was at the end of a day. */
  day?: string | undefined
}

const NONE: readonly RollUpNode[] = []

export function useSide({ name = '', title, of, only, day }: Wanted): Side {
  const { api } = useApp()
  const ofGroup = name === 'legal' ? of : undefined
  const loaded = useLoaded(`tree ${name} ${ofGroup ?? ''} ${day ?? ''}`, async (signal) => {
    if (name === '') return undefined
    return ofGroup === undefined ? api.rollUp(name, signal, day) : api.companyRollUp(ofGroup, signal, day)
  })
  const nodes = shown(loaded)?.nodes ?? NONE
  const roots = useMemo(() => branchesOf(only ? nodesAround(nodes, only) : nodes), [nodes, only])
  const byKey = useMemo(() => new Map(flat(roots).map((branch) => [branch.node.key, branch])), [roots])
  const [changed, setChanged] = useState<{ of: string; open: ReadonlySet<string> }>()
  const [current, setCurrent] = useState<{ key: string; focus: boolean; turn: number }>()
  const subject = `${name} ${ofGroup ?? ''} ${only === undefined ? '' : 'part'}`
  const first = useMemo(() => openAtStart(roots), [roots])
  const open = changed?.of === subject ? changed.open : first
  const setOpen = (next: ReadonlySet<string>) => setChanged({ of: subject, open: next })
  // biome-ignore lint/correctness/useExhaustiveDependencies: another tree is looked at from its top
  useEffect(() => setCurrent(undefined), [subject])
  return {
    ...{ name, title, loaded, nodes, roots, size: byKey.size, open },
    current: current?.key,
    turn: current?.turn ?? 0,
    wantsFocus: current?.focus === true,
    toggle: (key) => setOpen(new Set(open.has(key) ? [...open].filter((each) => each !== key) : [...open, key])),
    openAll: (all) => setOpen(new Set(all ? byKey.keys() : [])),
    goTo: (key, focus) => {
      const branch = byKey.get(key)
      if (!branch) return
      const above = keysAbove(branch)
      if (above.some((each) => !open.has(each))) setOpen(new Set([...open, ...above]))
      setCurrent((before) => ({ key, focus, turn: (before?.turn ?? 0) + 1 }))
    },
  }
}
