import { BUNDLE_STEP } from '../canvas/bundles.ts'
import { pictureOf } from '../canvas/picture.ts'
import type { Point } from '../canvas/place.ts'
import { changeScene, type Shown } from '../canvas/scene.ts'
import type { Off } from '../canvas/switches.ts'
import type { Tint } from '../canvas/tint.ts'
import { plural } from '../words/words.ts'
import { hidden, type Producer } from './state.ts'

/** What a user does to the canvas without asking the server. Each is one step to undo. */
const change =
  (of: (shown: Shown) => Partial<Shown>, said: string): Producer =>
  (s) => ({ ...s, scene: changeScene(s.scene, of(s.scene)), said })

/** A golden record shows its records. */
export const goldenOpened = (id: string): Producer =>
  change(({ opened }) => ({ opened: [...opened.filter((each) => each !== id), id] }), 'Its records are shown.')

/** A golden record stands for its records again; what was selected among them gives way to it. */
export const goldenClosed =
  (id: string): Producer =>
  (s) => {
    const scene = changeScene(s.scene, { opened: s.scene.opened.filter((each) => each !== id) })
    const { nodes, edges } = pictureOf(scene)
    const seen = nodes.some((node) => node.id === s.selected) || edges.some(({ key }) => key === s.selected)
    return { ...s, scene, selected: seen ? s.selected : id, said: 'Its records are inside it again.' }
  }

/** Switches kinds, sources and days off or on, and says how much is out of sight now. */
export const switchedOff =
  (off: Off): Producer =>
  (s) => {
    const scene = changeScene(s.scene, { off })
    const { nodes, edges } = pictureOf(scene).off
    const gone =
      nodes + edges === 0
        ? 'Nothing is switched off.'
        : `${plural(nodes, 'node')} and ${plural(edges, 'line')} switched off.`
    return { ...s, scene, said: gone }
  }

/** Lets more of a bundle out, all of it with `all`. */
export const unpacked = (bundle: string, all = false): Producer =>
  change(
    ({ unpacked: before }) => ({
      unpacked: { ...before, [bundle]: all ? Number.MAX_SAFE_INTEGER : (before[bundle] ?? 0) + BUNDLE_STEP },
    }),
    all ? 'All of them are shown.' : `Up to ${BUNDLE_STEP} more are shown.`,
  )

/** Holds a node where it lies, whatever is laid out anew; without a point it is let go. */
export const pinned = (id: string, at: Point | undefined): Producer =>
  change(
    ({ pinned: before }) => {
      const { [id]: _, ...others } = before
      return { pinned: at ? { ...others, [id]: { x: Math.round(at.x), y: Math.round(at.y) } } : others }
    },
    at ? 'It stays where it lies.' : 'It may be moved again.',
  )

/** What colours tell. */
export const tintedBy = (tint: Tint): Producer =>
  change(() => ({ tint }), tint === 'kind' ? 'Colours tell kinds.' : `Colours tell ${tint}.`)

/** Picks these nodes together, instead of those that were. */
export const marked =
  (ids: readonly string[]): Producer =>
  (s) => ({ ...s, marked: [...new Set(ids)], said: ids.length === 0 ? 'None picked.' : `${ids.length} picked.` })

/** Picks one more, or lets it go. */
export const markTurned =
  (id: string): Producer =>
  (s) =>
    marked(s.marked.includes(id) ? s.marked.filter((each) => each !== id) : [...s.marked, id])(s)

/** Leaves only what is picked, and the focus. */
export const onlyMarked: Producer = (s) => {
  const keep = new Set(s.marked)
  const others = pictureOf(s.scene).nodes.flatMap(({ id }) => (keep.has(id) ? [] : [id]))
  return hidden(...others)(s)
}
