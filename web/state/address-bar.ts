import { CopyState } from '../../server/model/sync/delivery.ts'
import type { PastDay } from '../api/record-api.ts'
import { drawingOf, type Scene, TREE, WHOLE_VIEW } from '../canvas/scene.ts'
import { type HierarchyPlace, hierarchyPlaceOf, hierarchyQuery } from '../hierarchies/place.ts'
import { type Look, lookIn, setLook } from './canvas-query.ts'
import {
  ARRANGEMENTS,
  type Arrangement,
  type ReviewPlace,
  type State,
  type SyncPlace,
  VIEWS,
  type View,
} from './state.ts'

/** What a link holds of the page: enough to bring the same picture back from the server. */
export type Place = {
  readonly view: View
  readonly focus: string | undefined
  /** Keys of the expansions after the focus, in order. */
  readonly open: readonly string[]
  readonly hide: readonly string[]
  /** Ids of all other nodes of a view that is asked for at once, instead of one expansion after another. */
  readonly ids: readonly string[]
  /** How the canvas is looked at: what is open, off, held, and what colours tell. */
  readonly look: Look
  readonly selected: string | undefined
  readonly arrangement: Arrangement
  readonly hierarchies: HierarchyPlace
  /** The day that the golden record is shown as of. */
  readonly past: PastDay | undefined
  readonly review: ReviewPlace
  readonly sync: SyncPlace
  readonly upload: string | undefined
  readonly queries: State['queries']
}

const KINDS = ['pair', 'cut', 'held', 'policy', 'stale', 'circle', 'event'] as const
const ENTITIES = ['person', 'company', 'contact'] as const
/** Views whose part of the address is theirs alone. */
const QUERIED: readonly View[] = ['changes', 'lists', 'mailing', 'questions']

/**
 * The state as the part of the address after `#`, which a browser never sends: ids and what is looked at stay out of
 * server logs.
 */
export function fragmentOf(state: State): string {
  if (QUERIED.includes(state.view)) return fragmentWith(state.view, state.queries[state.view] ?? '')
  const query = new URLSearchParams()
  if (state.view === 'review') reviewQuery(state.review, query)
  if (state.view === 'hierarchies') hierarchyQuery(state.hierarchies, query)
  const { system, state: standing, plan } = state.sync
  if (state.view === 'sync' && system !== undefined) {
    query.set('system', system)
    if (standing) query.set('state', standing)
    if (plan) query.set('plan', 'open')
  }
  if (state.view === 'load' && state.upload !== undefined)
    return fragmentWith(`load/${encodeURIComponent(state.upload)}`, '')
  const path = state.view === 'explore' ? canvasPath(state, query) : ''
  return fragmentWith(`${state.view}${path}`, query.toString())
}

function fragmentWith(path: string, query: string): string {
  return `#/${path}${query === '' ? '' : `?${query}`}`
}

/** What the canvas began with, and in the query how it became what it is. */
function canvasPath({ scene, selected, arrangement, past }: State, query: URLSearchParams): string {
  const [first, ...rest] = scene.steps
  if (first === undefined || scene.focus === undefined) return ''
  const byIds = first.key === WHOLE_VIEW || rest.length > MOST_STEPS
  if (byIds) query.set('ids', idsOf(scene).join(' '))
  else {
    for (const step of rest) query.append('open', step.key)
    for (const id of scene.hidden) query.append('hide', id)
  }
  if (selected !== undefined && selected !== scene.focus) query.set('at', selected)
  setPast(query, past)
  setLook(scene, query)
  if (arrangement !== 'network') query.set('as', arrangement)
  return `/${encodeURIComponent(!byIds && first.key.startsWith(TREE) ? first.key : scene.focus)}`
}

function reviewQuery({ kind, entity, list }: ReviewPlace, query: URLSearchParams): void {
  for (const [name, value] of Object.entries({ kind, entity, list })) if (value) query.set(name, value)
}

/** Expansions that an address names one by one; beyond these it names what is on the canvas. */
const MOST_STEPS = 6

/** Ids of what is on the canvas beside its focus. */
function idsOf(scene: Scene): string[] {
  return drawingOf(scene).nodes.flatMap(({ id }) => (id === scene.focus ? [] : [id]))
}

/** The address of what is on the canvas by the ids of its nodes: it takes one request to open, and nobody has to keep it. */
export function linkOf(state: State): string {
  const { focus } = state.scene
  if (focus === undefined) return fragmentOf(state)
  const query = new URLSearchParams({ ids: idsOf(state.scene).join(' ') })
  if (state.selected !== undefined && state.selected !== focus) query.set('at', state.selected)
  setLook(state.scene, query)
  if (state.arrangement !== 'network') query.set('as', state.arrangement)
  return `#/explore/${encodeURIComponent(focus)}?${query}`
}

/** Reads what `fragmentOf` wrote. Anything unknown is the start page. */
export function placeOf(hash: string): Place {
  const [path = '', search = ''] = hash.replace(/^#\/?/, '').split('?', 2)
  const [view, subject] = path.split('/')
  const named = subject ? decoded(subject) : undefined
  const query = new URLSearchParams(search)
  const kind = oneOf(KINDS, query.get('kind'))
  const entity = oneOf(ENTITIES, query.get('entity'))
  const standing = oneOf(CopyState.options, query.get('state'))
  const system = query.get('system')
  const at = oneOf(VIEWS, view) ?? 'explore'
  return {
    view: at,
    queries: QUERIED.includes(at) ? { [at]: query.toString() } : {},
    focus: at === 'load' ? undefined : named,
    upload: at === 'load' ? named : undefined,
    open: query.getAll('open'),
    hide: query.getAll('hide'),
    ids: query.get('ids')?.split(' ').filter(Boolean) ?? [],
    look: lookIn(query),
    selected: query.get('at') ?? undefined,
    arrangement: oneOf(ARRANGEMENTS, query.get('as')) ?? 'network',
    past: pastIn(query),
    hierarchies: hierarchyPlaceOf(query),
    review: {
      ...(kind ? { kind } : {}),
      ...(entity ? { entity } : {}),
      ...(query.get('list') === 'decided' ? { list: 'decided' as const } : {}),
    },
    sync:
      system === null
        ? {}
        : { system, ...(standing ? { state: standing } : {}), ...(query.get('plan') === 'open' ? { plan: true } : {}) },
  }
}

function setPast(query: URLSearchParams, past: PastDay | undefined): void {
  if (past) query.set(past.by === 'known' ? 'known' : 'day', past.day)
}

function pastIn(query: URLSearchParams): PastDay | undefined {
  for (const [name, by] of [['known', 'known'] as const, ['day', 'true'] as const]) {
    const day = query.get(name)
    if (day !== null && /^\d{4}-\d{2}-\d{2}$/.test(day)) return { day, by }
  }
  return undefined
}

function oneOf<const T extends string>(list: readonly T[], text: string | null | undefined): T | undefined {
  return list.find((item) => item === text)
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}
