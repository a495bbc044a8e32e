import { describe, expect, test } from 'vitest'
import { ApiError, createApi, isId } from '../../web/api/api.ts'
import { drawingOf } from '../../web/canvas/scene.ts'
import { treeGraph } from '../../web/canvas/tree-graph.ts'
import { createActions } from '../../web/state/actions.ts'
import { fragmentOf } from '../../web/state/address-bar.ts'
import { FIRST_STATE } from '../../web/state/state.ts'
import { createStore } from '../../web/state/store.ts'
import { concerns } from '../../web/views/frame/live-mark.tsx'
import { northgateTree } from './fixtures/graphs.ts'
import { CATHERINE, CHARLES, MERGED_AWAY, NORTHGATE } from './fixtures/ids.ts'
import { answerOf, freshWorld, type World } from './fixtures/world.ts'

type Sent = { url: string; init: RequestInit }

/** The api against the invented world, without a network. */
function setUp(world: World = freshWorld(), key?: string) {
  const sent: Sent[] = []
  let refused = 0
  const reply = async (url: string, init: RequestInit): Promise<Response> => {
    sent.push({ url, init })
    if (world.key !== undefined && key !== world.key)
      return Response.json({ title: 'A key is needed' }, { status: 401 })
    const path = url.replace('/api/v1', '').split('?')[0] ?? ''
    const body: unknown = typeof init.body === 'string' ? JSON.parse(init.body) : undefined
    const query = new URL(url, 'http://stub').searchParams
    const answer = answerOf(world, init.method ?? 'GET', path.split('/').slice(1).map(decodeURIComponent), body, query)
    const problem = { code: 'golden.not-found', detail: `Nothing has the id ${path}.` }
    return answer === undefined ? Response.json(problem, { status: 404 }) : Response.json(answer)
  }
  const api = createApi({
    fetch: (input, init) => reply(String(input), init ?? {}),
    key: () => key,
    onRefused: () => {
      refused += 1
    },
  })
  const store = createStore(FIRST_STATE)
  return { api, sent, store, world, actions: createActions(api, store), refused: () => refused }
}

describe('api', () => {
  test('every invented answer has the shape that the server promises', async () => {
    const { api } = setUp()
    const asked = [
      api.golden(CATHERINE),
      api.explain(CATHERINE),
      api.graph(CATHERINE),
      api.neighbours('crm:person:C1001'),
      api.record('crm:person:C1001'),
      api.trace('crm:person:C1001'),
    ]
    const more = [
      api.pair('crm:person:C1001', 'crm:person:C1003'),
      api.household('hou_1'),
      api.tree(NORTHGATE),
      api.contacts(NORTHGATE),
      api.id(MERGED_AWAY),
      api.cases({}, 50),
    ]
    const rest = [
      api.overlap('person'),
      api.counts(),
      api.health(),
      api.search({ text: 'Yu' }),
      api.decide({ low: 'crm:person:C1001', high: 'crm:person:C1003', verdict: 'same', reason: 'x' }),
    ]
    const answers = await Promise.allSettled<unknown>([...asked, ...more, ...rest])
    expect(answers.flatMap((answer) => (answer.status === 'rejected' ? [String(answer.reason)] : []))).toEqual([])
  })

  test('parts of an address are encoded, a record id splits at its first two colons', async () => {
    const { api, sent } = setUp()
    await api.record('crm:person:a/b:c d').catch(() => undefined)
    await api.record('crm:a/b').catch(() => undefined)
    await api.neighbours('addr:x/y').catch(() => undefined)
    expect(sent.map((request) => request.url)).toEqual([
      '/api/v1/records/crm/person/a%2Fb%3Ac%20d',
      '/api/v1/records/crm/a%2Fb',
      '/api/v1/graph/addr%3Ax%2Fy',
    ])
  })

  test('a problem keeps its words and code', async () => {
    await expect(setUp().api.golden('cus_nobody')).rejects.toMatchObject({
      status: 404,
      code: 'golden.not-found',
      message: /Nothing has the id/,
    })
  })

  test('an answer of another shape is refused, and says where', async () => {
    const api = createApi({
      fetch: async () => Response.json({ steps: [{ stage: 'sing' }] }),
      key: () => undefined,
      onRefused: () => {},
    })
    await expect(api.trace('crm:person:1')).rejects.toThrow(/steps\.0\.stage/)
  })

  test('a server that does not answer is told apart', async () => {
    const api = createApi({
      fetch: () => Promise.reject(new TypeError('down')),
      key: () => undefined,
      onRefused: () => {},
    })
    await expect(api.counts()).rejects.toMatchObject({ status: 0, code: 'server.unreachable' })
  })

  test('the key goes into the header; without a good one the page is told', async () => {
    const world = { ...freshWorld(), key: 'k1' }
    const good = setUp(world, 'k1')
    await good.api.counts()
    expect(new Headers(good.sent[0]?.init.headers).get('authorization')).toBe('Bearer k1')
    const bad = setUp(world)
    await expect(bad.api.counts()).rejects.toBeInstanceOf(ApiError)
    expect(bad.refused()).toBe(1)
  })

  test.each([
    [CATHERINE, true],
    ['crm:person:C1001', true],
    ['Catherine Johnson', false],
    ['cat@example.com', false],
    ['10:30 in Austin', false],
  ])('%s is an id: %s', (text, yes) => expect(isId(text)).toBe(yes))
})

describe('actions', () => {
  const drawn = (store: ReturnType<typeof setUp>['store']) => drawingOf(store.get().scene).nodes.map((node) => node.id)

  test('a retired id leads to its heir', async () => {
    const { actions, store } = setUp()
    await actions.open(MERGED_AWAY)
    expect(store.get()).toMatchObject({ selected: CATHERINE, scene: { focus: CATHERINE } })
    expect(store.get().toast?.text).toMatch(/merged/)
  })

  test('what is not there is said, with its id', async () => {
    const { actions, store } = setUp()
    await actions.open('cus_nobody')
    expect(store.get().failure).toMatchObject({ id: 'cus_nobody' })
    expect(store.get().busy).toBe(0)
  })

  test('expand, then the address of the result brings the same picture back', async () => {
    const first = setUp()
    await first.actions.open(CATHERINE)
    await first.actions.expand(CHARLES)
    expect(drawn(first.store)).toContain('order:crm:O77')
    const second = setUp()
    await second.actions.restore(fragmentOf(first.store.get()))
    expect(drawn(second.store)).toEqual(drawn(first.store))
  })

  test('of two openings the later one wins, whichever is answered first', async () => {
    const { actions, store } = setUp()
    await Promise.all([actions.open(MERGED_AWAY), actions.open(NORTHGATE)])
    expect(store.get().scene.focus).toBe(NORTHGATE)
  })

  test('a decision is sent with its reason, shown, and can be undone', async () => {
    const { actions, store, world } = setUp()
    await actions.open(CATHERINE)
    const types = () => drawingOf(store.get().scene).edges.map((edge) => edge.type)
    expect(
      await actions.decide({
        low: 'crm:person:C1001',
        high: 'crm:person:C1003',
        verdict: 'distinct',
        reason: 'other birth date',
      }),
    ).toBe(true)
    expect(world.reason).toBe('other birth date')
    expect(types()).toContain('NEVER_SAME')
    expect(store.get().toast?.undo).toEqual({ kind: 'decision', id: 'dec_1' })
    await actions.takeBackLast()
    expect(types()).toContain('MAYBE_SAME')
    expect(types()).not.toContain('NEVER_SAME')
  })

  test('a plan is applied and taken back as a whole, a pin by itself', async () => {
    const { actions, api, store, world } = setUp()
    await actions.open(CATHERINE)
    const plan = await api.makePlan({ kind: 'merge', goldens: [CATHERINE, CHARLES], reason: 'one' })
    expect(world.plan).toBe('open')
    expect((await actions.applyPlan(plan))?.status).toBe('applied')
    await actions.pin({ golden: CATHERINE, attribute: 'familyName', record: 'crm:person:C1001', reason: 'she said so' })
    expect(store.get().done.map(({ kind }) => kind)).toEqual(['plan', 'pin'])
    await actions.takeBackLast()
    expect([world.pinned, world.plan]).toEqual([undefined, 'applied'])
    await actions.takeBackLast()
    expect(world.plan).toBe('reverted')
    await actions.takeBackLast()
    expect(store.get().said).toBe('There is nothing to take back.')
  })

  test('what lies between two is drawn, and comes back with the address', async () => {
    const { actions, store } = setUp()
    await actions.open(CATHERINE)
    await actions.expandPaths(CATHERINE, CHARLES, false)
    const point = 'point:phone:+17345550188'
    expect(drawingOf(store.get().scene).nodes.map(({ id }) => id)).toContain(point)
    const { actions: others, store: other } = setUp()
    await others.restore(fragmentOf(store.get()))
    expect(drawingOf(other.get().scene).nodes.map(({ id }) => id)).toContain(point)
  })

  test('a group is drawn from the ultimate parent down', async () => {
    const { actions, store } = setUp()
    await actions.openGroup(NORTHGATE)
    const { edges, nodes } = drawingOf(store.get().scene)
    expect(new Set(nodes.map(({ kind }) => kind))).toEqual(new Set(['company']))
    expect(edges.filter((edge) => edge.type === 'SUBSIDIARY_OF')).toHaveLength(4)
    expect(treeGraph(northgateTree(NORTHGATE)).nodes).toHaveLength(5)
  })

  test('a change concerns the canvas when it is about something on it', async () => {
    const { actions, store } = setUp()
    await actions.open(CATHERINE)
    const change = { seq: 1, golden: CHARLES, joined: [], left: [], from: [], heirs: [] }
    const about = (golden: string) => concerns(store.get().scene, JSON.parse(JSON.stringify({ ...change, golden })))
    expect([about(CHARLES), about(NORTHGATE)]).toEqual([true, false])
  })
})
