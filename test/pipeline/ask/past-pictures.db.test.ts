import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { ForestView } from '../../../server/model/hierarchy.ts'
import { Plan } from '../../../server/model/plan.ts'
import type { RecordInput } from '../../../server/model/record.ts'
import { GraphView, HouseholdView, TreeView } from '../../../server/model/views.ts'
import { below, pick, seeded } from '../../kit/seeded.ts'
import { recordPath, type Sent, type Served, serve } from '../../kit/served.ts'
import { sized } from '../../kit/size.ts'
import { crowdedTown } from '../../kit/world.ts'

let kith: Served
beforeAll(async () => {
  kith = await serve({ requestsPerMinute: 1_000_000 })
})
beforeEach(() => kith.empty())
afterAll(() => kith?.close())

const NAMES = ['Ammonite', 'Bergamot', 'Cormorant', 'Dulcimer', 'Eiderdown', 'Foxglove']
const CITIES = ['Omaha', 'Dayton', 'Boise', 'Tacoma', 'Albany', 'Mobile']
let days = 0

/** What a system says of company `i` from now on: which one it is under, from when and until when. */
function company(source: string, i: number, random: () => number): Sent {
  const under = random() < 0.75 ? String(below(random, NAMES.length)) : undefined
  const said = {
    ...(random() < 0.5 ? { 'parent.share': String(1 + below(random, 100)) } : {}),
    ...(random() < 0.4 ? { 'parent.from': `20${10 + below(random, 12)}-05-01` } : {}),
    ...(random() < 0.2 ? { 'parent.to': `20${15 + below(random, 8)}-05-01` } : {}),
  }
  const own = { source, sourceId: String(i), entity: 'company', name: `${NAMES[i]} Works Inc.`, taxId: `41-700000${i}` }
  const updatedAt = new Date(Date.UTC(2020, 0, 1 + 20 * days++)).toISOString()
  const address = { line1: `${i + 1} Harbour Road`, city: CITIES[i], country: 'US' }
  return { ...own, updatedAt, address, ...(under === undefined ? {} : { 'parent.id': under, ...said }) }
}

const contact = (i: number, at: number, day: number): Sent => ({
  ...{
    source: 'crm',
    sourceId: `c${i}`,
    entity: 'contact',
    fullName: `${pick(['Ann', 'Bo', 'Cy', 'Di'], () => i / 4)} Stone${i}`,
  },
  ...{
    email: `c${i}@example.com`,
    'company.id': String(at),
    updatedAt: new Date(Date.UTC(2021, 0, day)).toISOString(),
  },
})

const Forests = z.object({ nodes: z.array(z.object({ key: z.string() })) })

/** What docs/rest.md says the past does not keep: doubts with the records of others they are about, former addresses, orders, contact points. */
const NO_PAST = {
  kinds: new Set(['contactPoint', 'order', 'product']),
  types: new Set(['MAYBE_SAME', 'WAS_HAS_ADDRESS']),
}
/** Of a job it is kept where, not as what. */
const UNSAID = new Set(['WORKS_AT'])

/** What a picture shows, without what has no past. A link to a record of others is a doubt, unless a steward said so. */
function told({ focus, nodes, edges }: z.infer<typeof GraphView>) {
  const owner = new Map(edges.flatMap(({ type, from, to }) => (type === 'MEMBER_OF' ? [[from, to]] : [])))
  const decided = edges.filter(({ type }) => type === 'ALWAYS_SAME' || type === 'NEVER_SAME')
  const isOwn = (id: string) =>
    id === focus || focus === owner.get(id) || (owner.has(id) && owner.get(focus) === owner.get(id))
  const isThere = (id: string) => edges.some(({ type, to }) => to === id && !NO_PAST.types.has(type))
  const kept = ({ id, kind }: (typeof nodes)[number]) =>
    !NO_PAST.kinds.has(kind) &&
    (kind !== 'address' || isThere(id)) &&
    (kind !== 'record' ||
      isOwn(id) ||
      decided.some(({ from, to }) => (from === id && isOwn(to)) || (to === id && isOwn(from))))
  const shown = nodes.filter(kept)
  const ids = new Set(shown.map(({ id }) => id))
  const lines = edges.filter(
    ({ from, to, type }) =>
      ids.has(from) && ids.has(to) && !NO_PAST.types.has(type) && (type !== 'SAME_AS' || (isOwn(from) && isOwn(to))),
  )
  return {
    focus,
    nodes: shown.map(({ id, kind, label }) => `${id} ${kind} ${label}`).sort(),
    edges: lines.map(({ from, to, type, label }) => `${from} ${type} ${to} ${UNSAID.has(type) ? '' : label}`).sort(),
  }
}

/** Who was in it, and how it and they were called: of its head, of why, and of who left, the present is told. */
function home({ name, address, members }: z.infer<typeof HouseholdView>) {
  return { name, address, members: members.map(({ golden, name: called }) => `${golden} ${called}`).sort() }
}

/** An answer without the moment it is of. */
function timeless(answer: Record<string, unknown>): unknown {
  const { asOf: _moment, version: _version, ...rest } = answer
  return rest
}

/** A steward says that two records are not one. */
async function decideApart(one: RecordInput, other: RecordInput): Promise<void> {
  const [low, high] = [one, other].map(({ source, sourceId }) => `${source}:person:${sourceId}`).sort()
  const { status } = await kith.app.post('/decisions', { low, high, verdict: 'distinct', reason: 'met both' })
  expect(status).toBeLessThan(300)
}

/** All that is asked of a moment, by question. `when` is what stands behind the question mark. */
async function answers(when: string, asked: readonly string[]): Promise<Map<string, unknown>> {
  const found = new Map<string, unknown>()
  for (const path of asked) {
    const { status, body } = await kith.app.get(`${path}${when}`)
    expect([200, 404], `${path}${when} ${JSON.stringify(body)}`).toContain(status)
    if (status === 404) found.set(path, 'nothing')
    else if (path.includes('graph')) found.set(path, told(GraphView.parse(body)))
    else if (path.startsWith('/households')) found.set(path, home(HouseholdView.parse(body)))
    else if (path.endsWith('/tree')) found.set(path, timeless(TreeView.parse(body)))
    else found.set(path, timeless(ForestView.parse(body)))
  }
  return found
}

async function ids(): Promise<{ goldens: string[]; companies: string[]; households: string[] }> {
  const rows = await kith.rows('MATCH (n:Golden|Household) RETURN n.id AS id, n.entity AS entity ORDER BY id')
  const of = (wanted: unknown) => rows.filter(([, entity]) => entity === wanted).map(([id]) => String(id))
  const goldens = [...of('person'), ...of('company'), ...of('contact')]
  return { goldens, companies: of('company'), households: of(null) }
}

test.each(Array.from({ length: sized(1, 4) }, (_, i) => 31 + i))(
  'what is answered of a moment now was answered then: graph, tree, hierarchies, households (seed %i)',
  async (seed) => {
    const random = seeded(seed)
    const steps: { at: string; now: Map<string, unknown>; hindsight: Map<string, unknown> }[] = []
    const HINDSIGHT = '2021-06-15'
    const note = async () => {
      const { goldens, companies, households } = await ids()
      const some = goldens.filter(() => random() < 0.25)
      const trees = [...companies.map((id) => `/companies/${id}/tree`), '/hierarchies/legal', '/hierarchies/brand']
      const homes = households.map((id) => `/households/${id}`)
      const nodes = [...some, ...households].map((id) => `/graph/${id}`)
      const now = await answers('', [...some.map((id) => `/golden/${id}/graph`), ...nodes, ...trees, ...homes])
      const hindsight = await answers(`?asOf=${HINDSIGHT}&knownAt=now`, [...trees, ...homes])
      // A department's edit has an instant and no line of the feed.
      steps.push({ at: new Date().toISOString(), now, hindsight })
    }
    await kith.app.post('/hierarchies', { name: 'brand', kind: 'marketing' })
    const town = crowdedTown(15, random)
    await kith.send(town.slice(0, 9).map(({ entity, ...record }) => ({ entity, ...record })))
    await kith.send([...NAMES.map((_, i) => company('erp', i, random)), ...[0, 1, 2, 3].map((i) => contact(i, i, 1))])
    await kith.app.post('/hierarchies/brand/nodes', {
      nodes: [
        { key: 'all', name: 'All' },
        { key: 'one', parent: 'all', record: 'erp:company:0' },
        { key: 'two', parent: 'all', record: 'erp:company:1' },
      ],
    })
    await note()
    const [one, other] = town
    if (!one || !other) return
    await decideApart(one, other)
    await kith.send(town.slice(9))
    await kith.send([contact(0, 3, 40), contact(1, 2, 41)])
    await note()
    await kith.send(NAMES.map((_, i) => company(pick(['erp', 'crm'], random), i, random)).filter(() => random() < 0.7))
    await kith.app.post('/hierarchies/brand/nodes', { nodes: [{ key: 'two', parent: 'one' }], move: true })
    await note()
    const [mover, leaver] = town
    if (!mover || !leaver) return
    await kith.send([
      {
        ...mover,
        addresses: [{ line1: '7 Far Mill Lane', city: 'Dayton', postcode: '45402' }],
        updatedAt: '2025-01-01T00:00:00Z',
      },
    ])
    await kith.app.ask('DELETE', recordPath(`${leaver.source}:person:${leaver.sourceId}`))
    await note()
    const { companies } = await ids()
    const { body } = await kith.app.post('/plans', {
      kind: 'merge',
      goldens: companies.slice(0, 2),
      overrule: true,
      reason: 'one firm',
    })
    const plan = Plan.parse(body)
    expect((await kith.app.post(`/plans/${plan.id}/apply`, {})).status).toBe(200)
    await note()
    await kith.app.post(`/plans/${plan.id}/revert`, {})
    await kith.app.ask('DELETE', recordPath('erp:company:2'))
    await kith.send([company('erp', 4, random)])

    for (const { at, now, hindsight } of steps) {
      expect(await answers(`?asOf=${at}`, [...now.keys()]), `at ${at}`).toEqual(now)
      expect(await answers(`?asOf=${HINDSIGHT}&knownAt=${at}`, [...hindsight.keys()]), `hindsight of ${at}`).toEqual(
        hindsight,
      )
    }
    expect(Forests.parse((await kith.app.get('/hierarchies/legal')).body).nodes.length).toBeGreaterThan(0)
  },
)
