import { CopyState } from '../server/model/sync/delivery.ts'
import type { ReviewFilter } from './api.ts'
import type { PastDay } from './record-api.ts'
import { ARRANGEMENTS, type Arrangement, type State, type SyncPlace, VIEWS, type View } from './state.ts'

/** What a link holds of the page: enough to bring the same picture back from the server. */
export type Place = {
  readonly view: View
  readonly focus: string | undefined
  /** Keys of the expansions after the focus, in order. */
  readonly open: readonly string[]
  readonly hide: readonly string[]
  readonly selected: string | undefined
  readonly arrangement: Arrangement
  /** The day that the golden record is shown as of. */
  readonly past: PastDay | undefined
  readonly review: Pick<ReviewFilter, 'kind' | 'entity'>
  readonly sync: SyncPlace
}

const KINDS = ['pair', 'cut', 'held', 'policy', 'circle'] as const
const ENTITIES = ['person', 'company', 'contact'] as const

/**
 * The state as the part of the address after `#`, which a browser never sends: ids and what is looked at stay out of
 * server logs.
 */
export function fragmentOf(state: State): string {
  const query = new URLSearchParams()
  if (state.view === 'review') {
    if (state.review.kind) query.set('kind', state.review.kind)
    if (state.review.entity) query.set('entity', state.review.entity)
  }
  const { system, state: standing, plan } = state.sync
  if (state.view === 'sync' && system !== undefined) {
    query.set('system', system)
    if (standing) query.set('state', standing)
    if (plan) query.set('plan', 'open')
  }
  const { scene } = state
  const path = state.view === 'explore' && scene.focus !== undefined ? `/${encodeURIComponent(scene.focus)}` : ''
  if (path !== '') {
    for (const step of scene.steps.slice(1)) query.append('open', step.key)
    for (const id of scene.hidden) query.append('hide', id)
    if (state.selected !== undefined && state.selected !== scene.focus) query.set('at', state.selected)
    setPast(query, state.past)
    if (state.arrangement !== 'network') query.set('as', state.arrangement)
  }
  return `#/${state.view}${path}${query.size === 0 ? '' : `?${query}`}`
}

/** Reads what `fragmentOf` wrote. Anything unknown is the start page. */
export function placeOf(hash: string): Place {
  const [path = '', search = ''] = hash.replace(/^#\/?/, '').split('?', 2)
  const [view, focus] = path.split('/')
  const query = new URLSearchParams(search)
  const kind = oneOf(KINDS, query.get('kind'))
  const entity = oneOf(ENTITIES, query.get('entity'))
  const standing = oneOf(CopyState.options, query.get('state'))
  const system = query.get('system')
  return {
    view: oneOf(VIEWS, view) ?? 'explore',
    focus: focus ? decoded(focus) : undefined,
    open: query.getAll('open'),
    hide: query.getAll('hide'),
    selected: query.get('at') ?? undefined,
    arrangement: oneOf(ARRANGEMENTS, query.get('as')) ?? 'network',
    past: pastIn(query),
    review: { ...(kind ? { kind } : {}), ...(entity ? { entity } : {}) },
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
