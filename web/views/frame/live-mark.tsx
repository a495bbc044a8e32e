import { useEffect, useState } from 'react'
import type { z } from 'zod'
import { Change } from '../../../server/model/change.ts'
import { readsWithoutKey } from '../../api/key.ts'
import type { Scene } from '../../canvas/scene.ts'
import { useApp, useSelect } from '../../state/app-context.ts'
import { linkTo } from '../../state/query-text.ts'
import { outdated } from '../../state/state.ts'
import { number } from '../../words/words.ts'

const Concern = Change.pick({ seq: true, golden: true, joined: true, left: true, from: true, heirs: true })

/** Whether a change is about anything on the canvas. */
export function concerns(scene: Scene, change: z.infer<typeof Concern>): boolean {
  const about = new Set<string>([change.golden, ...change.joined, ...change.left, ...change.from, ...change.heirs])
  return scene.steps.some((step) => step.view.nodes.some((node) => about.has(node.id)))
}

/** Listens to the change feed: shows where it stands and marks the canvas when something on it has changed. */
export function LiveMark({ seq }: { seq: number | undefined }) {
  const { store, update } = useApp()
  const [live, setLive] = useState<number>()
  const keyWanted = useSelect((s) => s.keyWanted)
  const known = seq !== undefined
  useEffect(() => {
    // An event stream cannot carry a key in a header; with keys the page is refreshed by hand.
    if (!known || keyWanted || !readsWithoutKey()) return
    const stream = new EventSource('/api/v1/changes/stream')
    stream.addEventListener('change', (event) => {
      const change = Concern.safeParse(jsonOf(String(event.data)))
      if (!change.success) return
      setLive((before) => Math.max(before ?? 0, change.data.seq))
      if (concerns(store.get().scene, change.data)) update(outdated)
    })
    return () => stream.close()
  }, [known, keyWanted, store, update])
  const at = Math.max(seq ?? 0, live ?? 0)
  return at === 0 ? null : (
    <a className="live" href={linkTo('changes')} title="What changed, the newest first">
      <span className="live-dot" aria-hidden="true" /> change {number(at)}
    </a>
  )
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
