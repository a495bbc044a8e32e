import { type Bundle, bundled } from './bundles.ts'
import { folded, ownersIn } from './folding.ts'
import { changeScene, type Drawing, ELEMENT_LIMIT, fittingIn, hideNodes, type Scene, wholeOf } from './scene.ts'
import { type SwitchedOff, switched } from './switches.ts'

/** A drawing as it is seen: golden records closed or open, what is off left out, many of a kind as one. */
export type Picture = Drawing & {
  /** Golden record → how many records it has. */
  readonly records: ReadonlyMap<string, number>
  readonly off: SwitchedOff
  readonly bundles: readonly Bundle[]
}

/** What is seen of a scene. */
export function pictureOf(scene: Scene, limit = ELEMENT_LIMIT): Picture {
  const { focus, off, opened, unpacked, loose } = scene
  const open = folded(switched(unhidden(scene), off, focus), new Set(opened), focus)
  return fittingIn(bundled(open, { unpacked, loose: new Set(loose) }), limit)
}

/** All of a scene but what was hidden; a golden record that was hidden while closed took its records along. */
function unhidden({ steps, hidden, opened }: Scene): Drawing {
  if (hidden.length === 0) return wholeOf({ steps, hidden })
  const gone = new Set(hidden)
  const inside = [...ownersIn(wholeOf({ steps, hidden: [] }))].flatMap(([record, golden]) =>
    gone.has(golden) && !opened.includes(golden) ? [record] : [],
  )
  return wholeOf({ steps, hidden: [...hidden, ...inside] })
}

/** A drawing of another day, of which everything is seen. */
export function plainPicture(drawing: Drawing): Picture {
  return { ...drawing, records: new Map(), off: { nodes: 0, edges: 0 }, bundles: [] }
}

/** The scene with a node or line in sight: a golden record that stands for it opens, a bundle lets it out. */
export function revealed(scene: Scene, id: string | undefined): Scene {
  if (id === undefined) return scene
  const seen = pictureOf(scene)
  if (seen.nodes.some((node) => node.id === id) || seen.edges.some(({ key }) => key === id)) return scene
  const whole = wholeOf(scene)
  const edge = whole.edges.find(({ key }) => key === id)
  const ends = edge ? [edge.from, edge.to] : [id]
  const owners = ownersIn(whole)
  const closed = ends.flatMap((end) => owners.get(end) ?? []).filter((golden) => !scene.opened.includes(golden))
  const inside = new Set(seen.bundles.flatMap((bundle) => bundle.inside.map((node) => node.id)))
  const loose = ends.filter((end) => inside.has(end))
  if (closed.length === 0 && loose.length === 0) return scene
  return changeScene(scene, { opened: [...new Set([...scene.opened, ...closed])], loose: [...scene.loose, ...loose] })
}

/** Hides what is seen: of a bundle all that is in it. */
export function hideSeen(scene: Scene, ids: readonly string[]): Scene {
  const { bundles } = pictureOf(scene)
  const inside = (id: string) => bundles.find((bundle) => bundle.id === id)?.inside.map((node) => node.id)
  return hideNodes(
    scene,
    ids.flatMap((id) => inside(id) ?? [id]),
  )
}

/** How many nodes are seen after a step that were not before. */
export function addedBetween(before: Scene, after: Scene): number {
  const seen = new Set(pictureOf(before).nodes.map(({ id }) => id))
  return pictureOf(after).nodes.filter(({ id }) => !seen.has(id)).length
}
