import type { RecordInput } from '../../server/model/record.ts'
import type { Store } from '../../server/store/graph/driver.ts'
import { type Figure, median } from './figure.ts'

type Question = (input: RecordInput) => Record<string, unknown> | undefined

/** A key that few share, and what a shop assistant knows. */
const QUESTIONS: [name: string, goal: number, question: Question][] = [
  ['e-mail', 5, ({ fields: { email } }) => (email?.[0] ? { fields: { email } } : undefined)],
  [
    'name and city',
    10,
    ({ fields: { givenName, familyName }, addresses: [address] }) =>
      givenName?.[0] && familyName?.[0] && address?.city
        ? { fields: { givenName, familyName }, address: { city: address.city } }
        : undefined,
  ],
]

/** Search before create over REST against one indexed lookup over Bolt, medians of 95th percentiles, with as many clients on both sides. */
export async function measureSearch(url: string, store: Store, inputs: readonly RecordInput[]): Promise<Figure[]> {
  const [row] = await store.autoCommit('MATCH (r:SourceRecord) WITH r LIMIT 500 RETURN collect(r.id) AS ids')
  const ids = row?.ids as string[]
  const lookup = (id: string) => store.read((tx) => tx.run('MATCH (r:SourceRecord {id: $id}) RETURN r', { id }))
  const figures: Figure[] = []
  for (const [name, goal, question] of QUESTIONS) {
    const asked = inputs
      .map(question)
      .filter((body) => body !== undefined)
      .map((body) => JSON.stringify({ entity: 'person', ...body }))
    for (const clients of [1, 16]) {
      const [value = 0, bare = 0] = await inTurns(
        () => p95(asked, clients, (body) => ask(url, body)),
        () => p95(ids, clients, lookup),
      )
      figures.push({
        name: `search by ${name} over REST, ${clients} client${clients > 1 ? 's' : ''}, p95`,
        value,
        unit: 'ms',
        against: { name: 'indexed lookup over Bolt', value: bare },
        goal,
      })
    }
  }
  return figures
}

async function ask(url: string, body: string): Promise<void> {
  const response = await fetch(`${url}/search`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  })
  await response.arrayBuffer()
  if (!response.ok) throw new Error(`a search was answered ${response.status}`)
}

/** Passes before those that are measured: a database compiles its statements while they run. */
const WARM = 3
const MEASURED = 5

/** Medians over passes that take turns, so that a slow moment of the machine is no side's misfortune. */
async function inTurns(...sides: (() => Promise<number>)[]): Promise<number[]> {
  const figures = sides.map((): number[] => [])
  for (let pass = 0; pass < WARM + MEASURED; pass++)
    for (const [place, side] of sides.entries()) {
      const figure = await side()
      if (pass >= WARM) figures[place]?.push(figure)
    }
  return figures.map(median)
}

/** @returns the 95th percentile of how long each takes, in milliseconds. */
async function p95<T>(items: readonly T[], clients: number, work: (item: T) => Promise<unknown>): Promise<number> {
  const times: number[] = []
  const open = [...items]
  const client = async () => {
    for (let item = open.pop(); item !== undefined; item = open.pop()) {
      const start = performance.now()
      await work(item)
      times.push(performance.now() - start)
    }
  }
  await Promise.all(Array.from({ length: clients }, client))
  return times.sort((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? 0
}
