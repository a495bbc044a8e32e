import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { OverlapReport } from '../../server/model/views.ts'
import type { Store } from '../../server/store/graph/driver.ts'
import { type Answer, serveApp, type TestApp } from '../kit/app.ts'
import { emptyGraph } from '../kit/graph.ts'
import { BRANCH, BUYER, EMIL, HOLDING, NADIA_NEW, NADIA_OLD, recordPath, STRANGER, WORLD } from './world.ts'

let store: Store
let app: TestApp
beforeAll(async () => {
  store = await emptyGraph()
  app = await serveApp(store)
  const loaded = await app.post('/records', { records: WORLD }, { headers: { 'x-kith-user': 'Zo%C3%AB' } })
  expect(loaded.status, JSON.stringify(loaded.body)).toBe(200)
})
afterAll(async () => {
  await app?.close()
  await store?.close()
})

const goldenOf = async (record: { source: string; sourceId: string }) =>
  String((await app.get(recordPath(record))).body.golden)
const codeOf = ({ status, headers, body }: Answer) => {
  expect(headers.get('content-type')).toContain('application/problem+json')
  expect(body.status).toBe(status)
  return body.code
}

describe('records', () => {
  test('the same again changes nothing', async () => {
    const { body } = await app.post('/records', { records: WORLD })
    const outcomes = body.outcomes as { outcome: string }[]
    expect(outcomes.map((each) => each.outcome)).toEqual(WORLD.map(() => 'unchanged'))
  })

  test('mixed outcomes: the good are written, the bad named with record and field', async () => {
    const { status, body } = await app.post('/records', {
      records: [EMIL, { ...STRANGER, sourceId: 'E10', entity: 'alien' }, 7, { ...STRANGER, shoeSize: 44 }],
    })
    expect(status).toBe(207)
    expect(body.outcomes).toMatchObject([
      { record: 'crm:person:C2', outcome: 'unchanged', golden: expect.stringMatching(/^cus_/) },
      {
        record: 'erp:alien:E10',
        outcome: 'rejected',
        problem: { code: 'record.invalid', record: 'erp:alien:E10', field: 'entity' },
      },
      { outcome: 'rejected', problem: { code: 'record.invalid' } },
      { record: 'erp:person:E9', outcome: 'rejected', problem: { code: 'record.invalid', field: 'shoeSize' } },
    ])
  })

  test.each<[what: string, fields: Record<string, unknown>, values: Record<string, string[]>]>([
    ['a name in capitals', { fullName: 'HOLMQUIST, Tove' }, { givenName: ['Tove'], familyName: ['Holmquist'] }],
    ['a mail box', { email: ' Tove@Holmquist.Example ' }, { email: ['tove@holmquist.example'] }],
    ['a day', { birthDate: '1988-02-03' }, { birthDate: ['1988-02-03'] }],
    ['two numbers in a cell', { phone: '+46 8 555 01 10, +46 8 555 01 11' }, { phone: ['+4685550110', '+4685550111'] }],
  ])('what cleaning made of %s is told where it is asked for', async (_what, fields, values) => {
    const sent = { source: 'crm', entity: 'person', sourceId: 'cleaned', familyName: 'Holmquist', ...fields }
    const { body } = await app.post('/records?cleaned=true', { records: [sent, {}] })
    const [outcome, refused] = body.outcomes as { outcome: string; cleaned?: { values: unknown; addresses: unknown } }[]
    expect(outcome?.cleaned).toMatchObject({ values, addresses: [] })
    expect(refused?.cleaned).toBeUndefined()
    const { body: unasked } = await app.post('/records', { records: [sent] })
    expect(unasked.outcomes).toEqual([expect.not.objectContaining({ cleaned: expect.anything() })])
    const stored = await app.get('/records/crm/person/cleaned')
    expect(stored.body).toMatchObject({ values: outcome?.cleaned?.values })
    await app.ask('DELETE', '/records/crm/person/cleaned')
  })

  test('nothing accepted is a problem that still tells every outcome', async () => {
    const answer = await app.post('/records', { records: [{ ...STRANGER, sourceId: '' }, {}] })
    expect(codeOf(answer)).toBe('record.invalid')
    expect(answer.body.outcomes).toHaveLength(2)
  })

  test('ids with slashes, colons and percent signs are found in the address', async () => {
    const { status, body } = await app.get(recordPath(NADIA_NEW))
    expect(status).toBe(200)
    expect(body).toMatchObject({ id: 'crm:person:C/1:a%b', sourceId: 'C/1:a%b', values: { familyName: ['Lindqvist'] } })
  })

  test('the trace names every stage with its time', async () => {
    const { body } = await app.get(`${recordPath(NADIA_OLD)}/trace`)
    const steps = body.steps as { stage: string; at: string }[]
    expect(steps.map((step) => step.stage)).toEqual([
      'receive',
      'standardise',
      'validate',
      'block',
      'score',
      'cluster',
      'survive',
      'relate',
      'publish',
    ])
  })

  test('a deleted record leaves a tombstone, and its id a problem for whoever deletes it again', async () => {
    const extra = {
      ...STRANGER,
      sourceId: 'gone',
      email: 'gone@example.net',
      givenName: 'Ulla',
      birthDate: '1951-01-02',
    }
    await app.post('/records', { records: [extra] })
    const golden = await goldenOf(extra)
    expect((await app.ask('DELETE', recordPath(extra))).body).toMatchObject({
      record: 'erp:person:gone',
      goldens: [golden],
    })
    expect((await app.get(recordPath(extra))).body).toMatchObject({ deletedAt: expect.any(String), values: {} })
    expect(codeOf(await app.ask('DELETE', recordPath(extra)))).toBe('record.not-found')
    expect((await app.get(`/ids/${golden}`)).body).toMatchObject({ state: 'retired', current: [] })
    expect(codeOf(await app.get(`/golden/${golden}`))).toBe('golden.not-found')
  })
})

describe('golden records', () => {
  test('show each value with its winner and what it beat', async () => {
    const id = await goldenOf(NADIA_NEW)
    expect(await goldenOf(NADIA_OLD)).toBe(id)
    const { body } = await app.get(`/golden/${id}`)
    expect(body).toMatchObject({ entity: 'person', name: 'Nadia Lindqvist', status: 'active' })
    const attributes = body.attributes as { attribute: string }[]
    expect(attributes.find((each) => each.attribute === 'familyName')).toMatchObject({
      label: 'Family name',
      value: 'Lindqvist',
      winner: { record: 'crm:person:C/1:a%b', source: 'crm' },
      runnersUp: [{ value: 'Okafor', record: 'shop:person:S1', source: 'shop' }],
    })
    expect(attributes[0]).toMatchObject({ attribute: 'name' })
    expect(body.relations).toMatchObject([{ type: 'IN_HOUSEHOLD', direction: 'out', label: 'Household' }])
  })

  test('are explained and remember their history', async () => {
    const id = await goldenOf(NADIA_NEW)
    const { body } = await app.get(`/golden/${id}/explain`)
    expect(body.links).toMatchObject([{ low: 'crm:person:C/1:a%b', high: 'shop:person:S1', verdict: 'same' }])
    const history = (await app.get(`/golden/${id}/history`)).body as { versions: unknown[]; changes: unknown[] }
    expect(history.changes.at(-1)).toMatchObject({ kind: 'created', actor: 'local', user: 'Zoë' })
    expect(history.versions[0]).toMatchObject({ members: ['crm:person:C/1:a%b', 'shop:person:S1'] })
  })

  test('have a graph around them that can be expanded node by node', async () => {
    const id = await goldenOf(NADIA_NEW)
    const { body } = await app.get(`/golden/${id}/graph`)
    const view = body as { nodes: { id: string; kind: string }[]; edges: { type: string; from: string; to: string }[] }
    const kinds = view.nodes.map((node) => node.kind).sort()
    expect(kinds).toEqual(['address', 'address', 'customer', 'customer', 'household', 'record', 'record'])
    const ids = view.nodes.map((node) => node.id)
    expect(view.edges.every((edge) => ids.includes(edge.from) && ids.includes(edge.to))).toBe(true)
    for (const node of view.nodes) {
      const around = await app.get(`/graph/${encodeURIComponent(node.id)}`)
      expect(around.body).toMatchObject({ focus: node.id })
      expect((around.body.nodes as { id: string }[]).map((each) => each.id)).toContain(node.id)
    }
    expect(codeOf(await app.get('/graph/addr%3Anowhere'))).toBe('golden.not-found')
  })

  test('have neighbours by kind: as many of each as are counted', async () => {
    const id = await goldenOf(NADIA_NEW)
    const { kinds, atLeast } = (await app.get(`/graph/${id}/kinds`)).body as {
      kinds: { kind: string; count: number }[]
      atLeast: boolean
    }
    expect(atLeast).toBe(false)
    expect(kinds).toContainEqual({ kind: 'record', count: 2 })
    for (const { kind, count } of kinds) {
      const { nodes } = (await app.get(`/graph/${id}?kind=${kind}`)).body as { nodes: { id: string; kind: string }[] }
      expect(nodes.filter((node) => node.kind === kind && node.id !== id)).toHaveLength(count)
      expect(nodes.every((node) => node.kind === kind || node.id === id || kind === 'order')).toBe(true)
    }
    expect(codeOf(await app.get('/graph/addr%3Anowhere/kinds'))).toBe('golden.not-found')
    expect(codeOf(await app.get(`/graph/${id}?kind=odd`))).toBe('request.invalid')
  })
})

describe('search', () => {
  test('finds by a former name and place, and stores nothing', async () => {
    const before = await app.get('/reports/counts')
    const { body } = await app.post('/search', { text: 'Nadia Okafor Austin' })
    expect(body.hits).toMatchObject([{ golden: await goldenOf(NADIA_NEW), name: 'Nadia Lindqvist' }])
    expect((await app.get('/reports/counts')).body).toEqual(before.body)
  })

  test('a list is searched for at once, in its order', async () => {
    const known = { text: 'Nadia Okafor Austin' }
    const { body } = await app.post('/search/batch', { queries: [{ text: 'Zebulon Quartermain' }, known] })
    expect(body.results).toEqual([{ hits: [] }, (await app.post('/search', known)).body])
    expect(codeOf(await app.post('/search/batch', { queries: [] }))).toBe('request.invalid')
  })

  test('a pair is explained in either order', async () => {
    const [one, other] = ['shop:person:S1', 'crm:person:C/1:a%b'].map(encodeURIComponent)
    const answer = await app.get(`/pairs/${one}/${other}`)
    expect(answer.body).toMatchObject({ low: 'crm:person:C/1:a%b', high: 'shop:person:S1', verdict: 'same' })
    expect((await app.get(`/pairs/${other}/${one}`)).body).toEqual(answer.body)
    expect(codeOf(await app.get(`/pairs/${one}/${one}`))).toBe('request.invalid')
    expect(codeOf(await app.get(`/pairs/${one}/x%3Anone`))).toBe('record.not-found')
  })
})

describe('relations', () => {
  test('a household tells its address, people and reason', async () => {
    const { body } = await app.get(`/golden/${await goldenOf(EMIL)}`)
    const [{ id } = { id: '' }] = body.relations as { id: string }[]
    const household = (await app.get(`/households/${id}`)).body
    expect(household).toMatchObject({ name: 'Lindqvist household', address: { city: 'Portland', current: true } })
    expect((household.members as { name: string }[]).map((each) => each.name)).toEqual([
      'Emil Lindqvist',
      'Nadia Lindqvist',
    ])
    expect(codeOf(await app.get('/households/hou_00000000-0000-7000-8000-000000000000'))).toBe('household.not-found')
  })

  test('a subsidiary leads to its parent and the parent’s contacts', async () => {
    const [top, branch] = [await goldenOf(HOLDING), await goldenOf(BRANCH)]
    expect((await app.get(`/companies/${branch}/parents`)).body).toMatchObject({
      ultimateParent: { id: top },
      path: [{ id: top }, { id: branch }],
    })
    expect((await app.get(`/companies/${branch}/tree`)).body).toMatchObject({
      root: top,
      focus: branch,
      standalone: false,
      path: [{ id: top }, { id: branch }],
      nodes: [
        { id: top, depth: 0, sources: ['crm-west'] },
        { id: branch, depth: 1, parent: top },
      ],
    })
    const contacts = async (query: string) =>
      ((await app.get(`/companies/${branch}/contacts${query}`)).body.contacts as { name: string }[]).map(
        ({ name }) => name,
      )
    expect(await contacts('')).toEqual(['Ingrid Sato', 'Rafael Moreau'])
    expect(await contacts('?scope=company')).toEqual(['Rafael Moreau'])
    expect(await contacts('?department=purchasing')).toEqual(['Ingrid Sato'])
    expect(codeOf(await app.get(`/companies/${await goldenOf(EMIL)}/tree`))).toBe('golden.not-found')
  })

  test('a contact shows the company in its graph', async () => {
    const { body } = await app.get(`/golden/${await goldenOf(BUYER)}/graph`)
    expect((body.nodes as { kind: string }[]).map((node) => node.kind).sort()).toEqual(['company', 'contact', 'record'])
  })
})

describe('reports', () => {
  test('totals reconcile', async () => {
    const { body } = await app.get('/reports/overlap?entity=person')
    const { records, customers, duplicates, sources, overlaps } = OverlapReport.parse(body)
    expect(records).toBe(customers + duplicates)
    expect(sources).toContainEqual({ source: 'crm', records: 2, customers: 2, duplicates: 0, only: 1 })
    expect(overlaps).toContainEqual({ a: 'crm', b: 'shop', customers: 1 })
    expect((await app.get('/reports/counts')).body).toMatchObject({
      customers,
      companies: 2,
      contacts: 2,
      households: 1,
      groups: 1,
    })
  })

  test('findings are listed by policy, source and record, a page at a time', async () => {
    const whole = (await app.get('/reports/issues')).body as { policies: { records: number }[]; records: unknown[] }
    expect(whole.policies.length).toBeGreaterThan(0)
    const first = (await app.get('/reports/issues?limit=1')).body as { next: string; records: unknown[] }
    const rest = await app.get(`/reports/issues?after=${encodeURIComponent(first.next)}`)
    expect([...first.records, ...(rest.body.records as unknown[])]).toEqual(whole.records)
  })
})
