import type { RecordInput } from '../../server/model/record.ts'
import type { Store } from '../../server/store/driver.ts'
import type { Figure } from './figure.ts'

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

/** Search before create over REST against one indexed lookup over Bolt, 95th percentiles, with as many clients on both sides. */
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
      figures.push({
        name: `search by ${name} over REST, ${clients} client${clients > 1 ? 's' : ''}, p95`,
        value: await p95(asked, clients, (body) => ask(url, body)),
        unit: 'ms',
        against: { name: 'indexed lookup over Bolt', value: await p95(ids, clients, lookup) },
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

/** Passes before the one that is measured: a database compiles its statements while they run. */
const WARM = 3

async function p95<T>(items: readonly T[], clients: number, work: (item: T) => Promise<unknown>): Promise<number> {
  let times: number[] = []
  for (let pass = 0; pass <= WARM; pass++) {
    times = []
    const open = [...items]
    const client = async () => {
      for (let item = open.pop(); item !== undefined; item = open.pop()) {
        const start = performance.now()
        await work(item)
        times.push(performance.now() - start)
      }
    }
    await Promise.all(Array.from({ length: clients }, client))
  }
  return times.sort((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? 0
}
