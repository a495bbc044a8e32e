import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'
import { z } from 'zod'
import { SourceMapping } from '../../server/ingest/source-mapping.ts'
import { Change } from '../../server/model/change.ts'
import { ReviewItem } from '../../server/model/review.ts'
import { CypherAnswer } from '../../server/model/service-views.ts'
import { GoldenView, HouseholdView, RecordOutcome, RecordView, SearchHit } from '../../server/model/views.ts'
import { loadFiles } from '../../server/pipeline/load/load.ts'
import { mintId } from '../../server/pipeline/run/mint.ts'
import type { Store } from '../../server/store/graph/driver.ts'
import { serveApp, type TestApp } from './app.ts'
import { emptyGraph, wipe } from './graph.ts'

/** A record as a source sends it: `source`, `sourceId`, `entity` and any fields. */
export type Sent = { source: string; sourceId: string; entity: string; [field: string]: unknown }

/** A running server on an empty graph, asked the way its users ask it: over HTTP, answers read by their shapes. */
export type Served = Awaited<ReturnType<typeof serve>>

export async function serve(options: Parameters<typeof serveApp>[1] = {}) {
  const store = await emptyGraph()
  const app = await serveApp(store, options)
  return {
    store,
    app,
    ...asked(app),
    /** The same questions asked with headers of one's own: a key, a user. */
    as: (headers: Record<string, string>) =>
      asked({
        get: (path) => app.get(path, { headers }),
        post: (path, body) => app.post(path, body, { headers }),
      }),
    /** Orders as a source's file, loaded the way `kith load` does. */
    loadOrders: (source: string, lines: readonly OrderLine[]) => loadOrders(store, source, lines),
    /** Back to an empty graph under the same server. */
    empty: () => wipe(store),
    close: async () => {
      await app.close()
      await store.close()
    },
  }
}

function asked(app: Pick<TestApp, 'get' | 'post'>) {
  const get = async <S extends z.ZodType>(path: string, shape: S): Promise<z.output<S>> => {
    const { status, body } = await app.get(path)
    expect(status, `${path} ${JSON.stringify(body)}`).toBe(200)
    return shape.parse(body)
  }
  const record = (id: string) => get(recordPath(id), RecordView)
  const golden = (id: string) => get(`/golden/${id}`, GoldenView)
  const goldenIdOf = async (id: string) => {
    const { golden: found } = await record(id)
    if (found === undefined) throw new Error(`${id} has no golden record`)
    return found
  }
  return {
    get,
    record,
    golden,
    goldenIdOf,
    /** The golden record of a record. */
    goldenOf: async (id: string) => golden(await goldenIdOf(id)),
    /** Sends records in one request; every one has to be accepted. */
    send: async (records: readonly Sent[]): Promise<RecordOutcome[]> => {
      const { status, body } = await app.post('/records', { records })
      expect(status, JSON.stringify(body)).toBe(200)
      return z.object({ outcomes: z.array(RecordOutcome) }).parse(body).outcomes
    },
    search: async (query: string | Record<string, unknown>): Promise<SearchHit[]> => {
      const { status, body } = await app.post('/search', typeof query === 'string' ? { text: query } : query)
      expect(status, JSON.stringify(body)).toBe(200)
      return z.object({ hits: z.array(SearchHit) }).parse(body).hits
    },
    review: async (query = ''): Promise<ReviewItem[]> =>
      (await get(`/review${query}`, z.object({ items: z.array(ReviewItem) }))).items,
    changes: async (after = 0): Promise<Change[]> =>
      (await get(`/changes?after=${after}&limit=1000&members=true`, z.object({ changes: z.array(Change) }))).changes,
    household: (id: string) => get(`/households/${id}`, HouseholdView),
    /** Rows of a reading query, as a power user would ask it. */
    rows: async (statement: string, params: Record<string, unknown> = {}): Promise<unknown[][]> => {
      const { status, body } = await app.post('/cypher', { statement, params })
      expect(status, JSON.stringify(body)).toBe(200)
      return CypherAnswer.parse(body).rows
    },
  }
}

/** One line of an order: which record of the source placed it, what, and for how much. */
export type OrderLine = { id: string; customer: string; date: string; product: string; amount: string; terms?: string }

async function loadOrders(store: Store, source: string, lines: readonly OrderLine[]): Promise<void> {
  const home = mkdtempSync(join(tmpdir(), 'kith-orders-'))
  const path = join(home, 'orders.csv')
  const rows = lines.map(({ id, customer, date, product, amount, terms = '' }) => [
    ...[id, customer, date, product, amount, 'USD', terms],
  ])
  writeFileSync(path, [['id', 'customer', 'date', 'product', 'amount', 'currency', 'terms'], ...rows].join('\n'))
  const mapping = SourceMapping.parse({
    source,
    entity: 'order',
    id: 'id',
    fields: {
      customer: 'customer.id',
      date: 'date',
      product: 'product',
      amount: 'amount',
      currency: 'currency',
      terms: 'terms',
    },
  })
  const context = { actor: { key: 'test' }, now: () => new Date(), mint: mintId }
  const { orders: loaded, rejected } = await loadFiles(store, [{ path, mapping }], context, { train: false })
  rmSync(home, { recursive: true })
  expect({ loaded, rejected }).toEqual({ loaded: lines.length, rejected: 0 })
}

/** Address of a record below the API, by its id or without its entity. */
export function recordPath(id: string): string {
  const [, source = '', entity, sourceId = ''] = /^([^:]*):(?:(company|contact|person):)?(.*)$/.exec(id) ?? []
  return `/records/${[source, entity, sourceId].flatMap((part) => (part === undefined ? [] : encodeURIComponent(part))).join('/')}`
}

/** One attribute of a golden record. */
export function attribute({ attributes }: GoldenView, name: string): GoldenView['attributes'][number] {
  const found = attributes.find((each) => each.attribute === name)
  if (!found) throw new Error(`no ${name} among ${attributes.map((each) => each.attribute).join()}`)
  return found
}

/** Every order of a list. */
export function orders<T>(items: readonly T[]): T[][] {
  if (items.length < 2) return [[...items]]
  return items.flatMap((item, place) => orders(items.filter((_other, i) => i !== place)).map((rest) => [item, ...rest]))
}
