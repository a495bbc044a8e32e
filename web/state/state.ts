import type { CopyState } from '../../server/model/sync/delivery.ts'
import type { GraphView } from '../../server/model/views.ts'
import type { ReviewFilter } from '../api/api.ts'
import type { PastDay } from '../api/record-api.ts'
import { nodeName } from '../canvas/elements.ts'
import { addedBetween, hideSeen, pictureOf, revealed } from '../canvas/picture.ts'
import {
  collapseScene,
  EMPTY_SCENE,
  expandScene,
  openScene,
  type Scene,
  type Step,
  showHidden,
  undoScene,
} from '../canvas/scene.ts'
import { FIRST_PLACE, type HierarchyPlace } from '../hierarchies/place.ts'
import { plural } from '../words/words.ts'
import type { QueryText } from './query-text.ts'
import type { Changing, Done } from './record-state.ts'

export const VIEWS = [
  'explore',
  'hierarchies',
  'review',
  'changes',
  'lists',
  'mailing',
  'questions',
  'sync',
  'load',
  'reports',
] as const
export type View = (typeof VIEWS)[number]
export const ARRANGEMENTS = ['network', 'tree'] as const
/** How the canvas is laid out when asked to tidy: as a network, or from the top of a group down. */
export type Arrangement = (typeof ARRANGEMENTS)[number]

/** What a key may or may not be given to do, beyond reading. */
export type Right = 'decide' | 'organise' | 'administer'

/** What of the review is open: the queue with its filters, or what was decided. */
export type ReviewPlace = Pick<ReviewFilter, 'kind' | 'entity'> & { readonly list?: 'decided' | undefined }

/** What of the systems is open: one of them, its records of one state, and its dry run. */
export type SyncPlace = {
  readonly system?: string | undefined
  readonly state?: CopyState | undefined
  readonly plan?: boolean | undefined
}

export type Toast = {
  readonly id: number
  readonly text: string
  readonly tone: 'info' | 'error'
  readonly undo?: Done
}

/** Everything the page shows that did not come from the server, in one place. */
export type State = {
  readonly view: View
  readonly scene: Scene
  /** Node id or edge key. */
  readonly selected: string | undefined
  /** Nodes that were picked together, to do something with all of them. */
  readonly marked: readonly string[]
  readonly arrangement: Arrangement
  readonly hierarchies: HierarchyPlace
  readonly review: ReviewPlace
  readonly sync: SyncPlace
  /** The file that is being loaded, or was; without one the page asks for one. */
  readonly upload: string | undefined
  /** What views that are told by their address alone are asked to show. */
  readonly queries: Readonly<Partial<Record<View, QueryText>>>
  /** Scores out of sight while labelling, so that they cannot lead the judgement. */
  readonly blind: boolean
  /** Work under way that the user asked for. */
  readonly busy: number
  /** Why the last thing asked for could not be shown. */
  readonly failure: { readonly text: string; readonly id: string } | undefined
  readonly toast: Toast | undefined
  /** What was done on this page and can be taken back, the latest last. */
  readonly done: readonly Done[]
  /** The day that the selected golden record is shown as of. */
  readonly past: PastDay | undefined
  readonly changing: Changing | undefined
  /** Said to screen readers. */
  readonly said: string
  /** Goes up when what the server holds may have changed: everything shown is read again. */
  readonly version: number
  /** Changes published since the canvas was read that concern what is on it. */
  readonly stale: boolean
  readonly keyWanted: boolean
  /** What the server refused the key in hand, and why. */
  readonly refused: Readonly<Partial<Record<Right, string>>>
}

export type Producer = (state: State) => State

export const FIRST_STATE: State = {
  view: 'explore',
  scene: EMPTY_SCENE,
  selected: undefined,
  marked: [],
  arrangement: 'network',
  hierarchies: FIRST_PLACE,
  review: {},
  sync: {},
  upload: undefined,
  queries: {},
  blind: false,
  busy: 0,
  failure: undefined,
  toast: undefined,
  done: [],
  past: undefined,
  changing: undefined,
  said: '',
  version: 0,
  stale: false,
  keyWanted: false,
  refused: {},
}

export const go =
  (view: View): Producer =>
  (s) => ({ ...s, view, failure: undefined })
export const home: Producer = (s) => ({
  ...{ ...s, view: 'explore', scene: EMPTY_SCENE },
  ...{ selected: undefined, marked: [], failure: undefined, stale: false },
})

export const opened =
  (id: string, view: GraphView): Producer =>
  (s) => {
    const scene = openScene(id, view)
    const said = `Opened ${nameIn(view, view.focus)}: ${plural(pictureOf(scene).nodes.length, 'node')}.`
    return {
      ...{ ...s, view: 'explore', scene, selected: view.focus, marked: [] },
      ...{ past: undefined, failure: undefined, stale: false, said },
    }
  }

export const select =
  (id: string | undefined): Producer =>
  (s) =>
    s.selected === id ? s : { ...s, selected: id, past: undefined, scene: revealed(s.scene, id) }

/** What came beside a node; a golden record may open with it, which is one step to undo. */
export const expanded =
  (step: Step, open = false): Producer =>
  (s) => {
    const came = expandScene(s.scene, step)
    const scene = open ? { ...came, opened: [...came.opened, step.anchor] } : came
    const added = addedBetween(s.scene, scene)
    const name = nameIn(step.view, step.anchor)
    const said = added === 0 ? `Nothing more is seen beside ${name}.` : `Added ${plural(added, 'node')} beside ${name}.`
    return { ...s, scene, said }
  }

export const collapsed =
  (id: string): Producer =>
  (s) =>
    kept({ ...s, scene: collapseScene(s.scene, id), said: 'Collapsed.' })
export const hidden =
  (...ids: string[]): Producer =>
  (s) =>
    kept({ ...s, scene: hideSeen(s.scene, ids), marked: [], said: 'Hidden.' })
export const unhidden: Producer = (s) => ({ ...s, scene: showHidden(s.scene), said: 'All hidden nodes are back.' })
export const undone: Producer = (s) => kept({ ...s, scene: undoScene(s.scene), said: 'Undone.' })

export const arranged =
  (arrangement: Arrangement): Producer =>
  (s) => ({ ...s, arrangement })

/** A scene as an address bar or a refresh wants it. */
export const restored =
  (scene: Scene, more: Partial<Pick<State, 'selected' | 'arrangement' | 'view' | 'past'>>): Producer =>
  (s) =>
    sighted(kept({ ...s, ...more, scene, failure: undefined, stale: false }))

export const reviewed =
  (filter: State['review']): Producer =>
  (s) => ({ ...s, review: filter })
export const compared =
  (place: Partial<HierarchyPlace>): Producer =>
  (s) => ({ ...s, hierarchies: { ...s.hierarchies, ...place } })
export const synced =
  (sync: SyncPlace): Producer =>
  (s) => ({ ...s, sync })
export const uploadOpened =
  (upload: string | undefined): Producer =>
  (s) => ({ ...s, upload })
export const asked =
  (view: View, query: QueryText): Producer =>
  (s) => ({ ...s, view, queries: { ...s.queries, [view]: query } })
export const blinded =
  (blind: boolean): Producer =>
  (s) => ({ ...s, blind })
export const began: Producer = (s) => ({ ...s, busy: s.busy + 1 })
export const ended: Producer = (s) => ({ ...s, busy: Math.max(0, s.busy - 1) })
export const failed =
  (id: string, text: string): Producer =>
  (s) => ({ ...s, failure: { id, text }, said: text })
export const changed: Producer = (s) => ({ ...s, version: s.version + 1 })
export const outdated: Producer = (s) => (s.stale ? s : { ...s, stale: true, said: 'What is shown has changed.' })
export const keyAsked: Producer = (s) => ({ ...s, keyWanted: true })
export const keyDeclined: Producer = (s) => ({ ...s, keyWanted: false })
export const keyGiven: Producer = (s) => ({ ...s, keyWanted: false, refused: {}, version: s.version + 1 })
export const refused =
  (right: Right, why: string): Producer =>
  (s) => ({ ...s, refused: { ...s.refused, [right]: why } })
export const say =
  (text: string): Producer =>
  (s) => ({ ...s, said: text })

export const toasted =
  (toast: Omit<Toast, 'id'>): Producer =>
  (s) => ({
    ...s,
    toast: { ...toast, id: (s.toast?.id ?? 0) + 1 },
    said: toast.text,
  })
export const untoasted: Producer = (s) => ({ ...s, toast: undefined })

/** What is selected can be seen, which is no step of the user's to undo. */
function sighted(state: State): State {
  return { ...state, scene: { ...revealed(state.scene, state.selected), past: state.scene.past } }
}

/** Selection falls back to the focus when what was selected is no longer drawn. */
function kept(state: State): State {
  const { selected, scene } = state
  if (selected === undefined || selected.includes('|')) return state
  const nodes = scene.steps.flatMap((step) => step.view.nodes)
  const there = nodes.find(({ id }) => id === selected) ?? nodes.find(({ id }) => withoutTable(id) === selected)
  if (!there || scene.hidden.includes(there.id)) return { ...state, selected: scene.focus }
  return there.id === selected ? state : { ...state, selected: there.id }
}

function nameIn(view: GraphView, id: string): string {
  const node = view.nodes.find((each) => each.id === id)
  return node ? nodeName(node) : id
}

/** How links that were kept before ids said their table name a record. */
function withoutTable(id: string): string {
  return id.replace(/^([^:]+):(?:company|contact|person):/, '$1:')
}
