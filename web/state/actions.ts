import type { GraphView } from '../../server/model/views.ts'
import { type Api, ApiError, isGoldenId } from '../api/api.ts'
import { isBundle, type NodeKind } from '../canvas/elements.ts'
import { isGolden, ownersIn } from '../canvas/folding.ts'
import { pathGraph } from '../canvas/path-graph.ts'
import { EMPTY_SCENE, isExpanded, ONLY, type Scene, stepOf, TREE, WHOLE_VIEW, wholeOf } from '../canvas/scene.ts'
import { treeGraph } from '../canvas/tree-graph.ts'
import { download } from '../export/download.ts'
import { fragmentOf, type Place, placeOf } from './address-bar.ts'
import { lookIn } from './canvas-query.ts'
import { goldenClosed, goldenOpened, unpacked } from './canvas-state.ts'
import { createCaseActions } from './case-actions.ts'
import * as state from './state.ts'
import { createStewardActions } from './steward-actions.ts'
import type { Store } from './store.ts'
import { createSyncActions } from './sync-actions.ts'

const PATH = 'path:'

/** Everything a user can do that asks the server. Producers change the state; this decides which and when. */
export function createActions(api: Api, store: Store) {
  const { get, update } = store

  /** A canvas asked for later wins over one whose answer comes later. */
  let turn = 0
  const mine = () => {
    turn += 1
    const now = turn
    return () => now === turn
  }

  /** `<kind>~<id>`: the neighbours of that kind. */
  const neighboursOnly = (name: string): Promise<GraphView> => {
    const at = name.indexOf('~')
    return api.neighboursOf(name.slice(at + 1), name.slice(0, at))
  }

  const viewOf = async (key: string): Promise<GraphView> => {
    if (key.startsWith(TREE)) return treeGraph(await api.tree(key.slice(TREE.length)))
    if (key.startsWith(ONLY)) return neighboursOnly(key.slice(ONLY.length))
    if (!key.startsWith(PATH)) return api.graph(key)
    const [from = '', to = '', past] = key.slice(PATH.length).split('~')
    return pathGraph(await api.paths(from, to, past === 'past'))
  }

  /** Runs one thing the user asked for; a failure is told, never thrown. */
  const run = async (id: string, work: () => Promise<void>): Promise<void> => {
    update(state.began)
    try {
      await work()
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error)
      if (error instanceof ApiError && error.status === 401) return
      if (get().scene.focus === undefined) update(state.failed(id, text))
      else update(state.toasted({ text, tone: 'error' }))
    } finally {
      update(state.ended)
    }
  }

  /** A retired id leads to its heir. Undefined when there is none, or it is no golden id. */
  const heirOf = async (id: string): Promise<string | undefined> => {
    if (!isGoldenId(id)) return undefined
    const answer = await api.id(id).catch(() => undefined)
    return answer?.state === 'retired' ? answer.current[0] : undefined
  }

  const focusView = async (id: string): Promise<GraphView> => {
    try {
      return await viewOf(id)
    } catch (error) {
      const heir =
        error instanceof ApiError && (error.status === 404 || error.status === 410) ? await heirOf(id) : undefined
      if (heir === undefined) throw error
      update(state.toasted({ text: 'That id was merged into another; this is where it leads.', tone: 'info' }))
      return viewOf(heir)
    }
  }

  /** A view by the ids of its nodes, in one request. The canvas has its focus first. */
  const wholeView = async (focus: string, ids: readonly string[]): Promise<Scene> => {
    const { missing, ...view } = await api.graphOf([focus, ...ids])
    if (missing.length > 0)
      update(state.toasted({ text: `${missing.length} of this view are no longer there.`, tone: 'info' }))
    return { ...EMPTY_SCENE, focus: view.focus, steps: [stepOf(WHOLE_VIEW, view)] }
  }

  const sceneOf = async (
    place: Pick<Place, 'focus' | 'open' | 'hide' | 'ids' | 'look'>,
    known: Scene,
  ): Promise<Scene> => {
    if (place.focus === undefined) return EMPTY_SCENE
    if (place.ids.length > 0) return { ...(await wholeView(place.focus, place.ids)), ...place.look }
    const cached = new Map(known.steps.map((step) => [step.key, step]))
    const first = cached.get(place.focus) ?? stepOf(place.focus, await focusView(place.focus))
    const rest = await Promise.all(
      place.open.map(
        async (key) =>
          cached.get(key) ??
          viewOf(key).then(
            (view) => stepOf(key, view),
            () => undefined,
          ),
      ),
    )
    return {
      ...{
        ...EMPTY_SCENE,
        ...place.look,
        focus: first.view.focus,
        steps: [first, ...rest.flatMap((step) => step ?? [])],
      },
      ...{ hidden: place.hide, past: known.focus === first.view.focus ? known.past : [] },
    }
  }

  const refresh = async () => {
    update(state.changed)
    const { scene } = get()
    if (scene.focus === undefined) return
    const place = placeOf(fragmentOf({ ...get(), view: 'explore' }))
    const current = mine()
    await run(scene.focus, async () => {
      const next = await sceneOf(place, EMPTY_SCENE)
      if (current()) update(state.restored(next, {}))
    })
  }

  /** Puts a node in the middle of a new canvas and selects it, or its first neighbour of a kind. */
  const open = (id: string, kind?: string) => {
    const current = mine()
    return run(id, async () => {
      const view = await focusView(id)
      if (!current()) return
      update(state.opened(id, view))
      const point = view.nodes.find((node) => node.kind === kind && node.id !== view.focus)
      if (point) update(state.select(point.id))
    })
  }

  /** Brings the page to what an address says. */
  const restore = (hash: string) => {
    const place = placeOf(hash)
    const { view, arrangement, hierarchies, past, review, sync, upload, queries } = place
    const current = mine()
    return run(place.focus ?? '', async () => {
      update((s) => ({ ...s, view, hierarchies, review, sync, upload, queries: { ...s.queries, ...queries } }))
      if (view !== 'explore') return
      const scene = await sceneOf(place, get().scene)
      if (!current()) return
      update(state.restored(scene, { view, arrangement, past, selected: place.selected ?? scene.focus }))
    })
  }

  const expand = (id: string, open: boolean) =>
    run(id, async () => update(state.expanded(stepOf(id, await api.neighbours(id)), open)))

  return {
    open,
    /** What could not be shown is asked for again: as the address has it, where that is what failed. */
    tryAgain: (id: string) => (placeOf(location.hash).focus === id ? restore(location.hash) : open(id)),
    restore,
    expand: (id: string) => expand(id, false),
    /** Brings a node's neighbours of one kind. */
    expandOnly: (id: string, kind: NodeKind) => {
      const key = `${ONLY}${kind}~${id}`
      return run(id, async () =>
        update(state.expanded({ ...stepOf(key, await viewOf(key)), anchor: id }, kind === 'record')),
      )
    },
    /** What a double click does: a golden record shows its records or puts them away, a bundle lets some out, others expand. */
    unfold: (id: string) => {
      const { scene } = get()
      if (isBundle(id)) return Promise.resolve(update(unpacked(id)))
      const whole = wholeOf(scene)
      const node = whole.nodes.find((each) => each.id === id)
      if (node && !isGolden(node)) return expand(id, false)
      if (scene.opened.includes(id)) return Promise.resolve(update(goldenClosed(id)))
      const known = isExpanded(scene, id) || [...ownersIn(whole).values()].includes(id)
      return known ? Promise.resolve(update(goldenOpened(id))) : expand(id, true)
    },
    /** Puts several side by side on a new canvas, the first of them selected. */
    openAll: (ids: readonly string[]) => {
      const [focus, ...rest] = ids
      if (focus === undefined) return Promise.resolve()
      const current = mine()
      return run(focus, async () => {
        const scene = await sceneOf(
          { focus, open: [], hide: [], ids: rest, look: lookIn(new URLSearchParams()) },
          EMPTY_SCENE,
        )
        if (current()) update(state.restored(scene, { view: 'explore', selected: scene.focus, arrangement: 'network' }))
      })
    },
    /** The whole group of a company on a canvas of its own, from the ultimate parent down: companies alone. */
    openGroup: (id: string) => {
      const current = mine()
      return run(id, async () => {
        const view = await viewOf(TREE + id)
        if (current()) update(state.opened(TREE + id, view))
      })
    },
    /** All that lies between two golden records, on the canvas. */
    expandPaths: (from: string, to: string, past: boolean) => {
      const key = `${PATH}${from}~${to}${past ? '~past' : ''}`
      return run(from, async () => update(state.expanded({ ...stepOf(key, await viewOf(key)), anchor: from })))
    },
    /** Selects what is on the canvas, opens what is not. */
    visit: (id: string) => {
      const drawn = wholeOf(get().scene).nodes.some((node) => node.id === id)
      if (drawn) update(state.select(id))
      return drawn ? Promise.resolve() : open(id)
    },
    refresh,
    /** Has the browser save what the server answers; how it ended is told. */
    saveFile: (name: string, ask: () => Promise<Blob>) =>
      run(name, async () => {
        download(await ask(), name)
        update(state.say(`${name} was saved.`))
      }),
    ...createSyncActions(api, store),
    ...createCaseActions(api, store),
    ...createStewardActions(api, store, refresh),
  }
}
export type Actions = ReturnType<typeof createActions>
