import { CopyState } from '../server/model/sync/delivery.ts'
import type { ReviewFilter } from './api.ts'
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
  readonly review: Pick<ReviewFilter, 'kind' | 'entity'>
  readonly sync: SyncPlace
  readonly upload: string | undefined
  readonly queries: State['queries']
}

const KINDS = ['pair', 'cut', 'held', 'policy', 'circle'] as const
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
  const path = pathOf(state)
  if (state.view === 'explore' && path !== '') {
    for (const step of scene.steps.slice(1)) query.append('open', step.key)
    for (const id of scene.hidden) query.append('hide', id)
    if (state.selected !== undefined && state.selected !== scene.focus) query.set('at', state.selected)
    if (state.arrangement !== 'network') query.set('as', state.arrangement)
  }
  return fragmentWith(`${state.view}${path}`, query.toString())
}

function fragmentWith(path: string, query: string): string {
  return `#/${path}${query === '' ? '' : `?${query}`}`
}

/** What the view is about, where it is about one thing. */
function pathOf({ view, scene, upload }: State): string {
  const subject = view === 'explore' ? scene.focus : view === 'load' ? upload : undefined
  return subject === undefined ? '' : `/${encodeURIComponent(subject)}`
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
    selected: query.get('at') ?? undefined,
    arrangement: oneOf(ARRANGEMENTS, query.get('as')) ?? 'network',
    review: { ...(kind ? { kind } : {}), ...(entity ? { entity } : {}) },
    sync:
      system === null
        ? {}
        : { system, ...(standing ? { state: standing } : {}), ...(query.get('plan') === 'open' ? { plan: true } : {}) },
  }
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
