import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { Change } from '../../server/model/change.ts'
import { type RecordId, splitRecordId } from '../../server/model/ids.ts'
import { ChangesPage } from '../../server/model/service-views.ts'
import { replay } from '../../server/publish/replay.ts'
import type { Store } from '../../server/store/graph/driver.ts'
import { recordInputs } from '../../server/store/write/records.ts'
import type { TestApp } from './app.ts'
import { below, pick, seeded } from './seeded.ts'

export type CrowdOptions = { writers: number; readers: number; ms: number; seed: number }
export type CrowdFigures = { writes: number; lines: number; slowestMs: number }

const GIVEN = ['Teodora', 'Theodora', 'Wendell', 'Wendel', 'Ingrid']
const FAMILY = ['Aaltonen', 'Altonen', 'Prewitt', 'Sorrel']
const STREETS = ['Cooper Lane', 'Gull Terrace', 'Foundry Yard']
/** People that records are of, and records of each writer's own; all of them share three record ids besides. */
const PEOPLE = 90
const OWN = 6
const SHARED = 3

/**
 * Writers and feed readers on one server at once, over HTTP. Throws when an answer is not what was asked for (a deadlock
 * that surfaces is a 503), when a record does not say what its last accepted version says, or when a reader sees a line
 * missing, twice or out of order. Readers end with the whole feed.
 */
export async function crowd(
  { url, own }: Pick<TestApp, 'url' | 'own'>,
  store: Store,
  options: CrowdOptions,
): Promise<CrowdFigures> {
  const until = Date.now() + options.ms
  const versions = new Map<number, number>()
  const newest = new Map<RecordId, { version: number; email: string }>()
  const figures: CrowdFigures = { writes: 0, lines: 0, slowestMs: 0 }
  const done = new AbortController()
  const readers = Array.from({ length: options.readers }, (_, i) =>
    i === 0 ? stream(url, done.signal) : poll(url, done.signal),
  )
  // A reader that fails ends the run at once instead of being heard of at its end.
  const failed = Promise.all(readers)
  failed.catch(() => undefined)
  const writing = Promise.all(Array.from({ length: options.writers }, (_, writer) => write(writer)))
  try {
    await Promise.race([writing, failed.then(() => writing)])
  } finally {
    done.abort()
  }
  const feeds = await failed
  await everyWordIsKept(store, newest)
  const head = feeds.reduce((most, feed) => Math.max(most, feed.length), 0)
  for (const feed of feeds) if (feed.length !== head) throw new Error(`a reader has ${feed.length} lines of ${head}`)
  const held = [...replay(feeds[0] ?? []).values()].flatMap(({ members }) => members).sort()
  const live = [...newest.keys()].sort()
  if (JSON.stringify(held) !== JSON.stringify(live))
    throw new Error(`the feed tells of ${held.length} records, ${live.length} were accepted`)
  return { ...figures, lines: head }

  function next(shared: number): number {
    const version = (versions.get(shared) ?? 0) + 1
    versions.set(shared, version)
    return version
  }

  async function write(writer: number): Promise<void> {
    const random = seeded(options.seed * 1_000 + writer)
    for (let turn = 1; Date.now() < until; turn++) {
      const shared = random() < 0.25 ? below(random, SHARED) : undefined
      const id = (
        shared === undefined ? `w${writer}:person:${below(random, OWN)}` : `shop:person:${shared}`
      ) as RecordId
      // Whoever writes a shared record states a version of its own, so that the highest is the one to be found.
      const version = shared === undefined ? turn : next(shared)
      const email = `${pick(GIVEN, random).toLowerCase()}.${turn}.${writer}@example.org`
      await send(anybody(id, version, email, random))
      const known = newest.get(id)
      if (!known || known.version < version) newest.set(id, { version, email })
    }
  }

  async function send(record: Record<string, unknown>): Promise<void> {
    const start = performance.now()
    const { status, body } = await ask(`${url}/records`, {
      method: 'POST',
      headers: own,
      body: JSON.stringify({ records: [record] }),
    })
    figures.slowestMs = Math.max(figures.slowestMs, Math.round(performance.now() - start))
    figures.writes++
    if (status !== 200) throw new Error(`a write was answered ${status}: ${body}`)
  }
}

function anybody(id: RecordId, version: number, email: string, random: () => number): Record<string, unknown> {
  const { source, sourceId } = splitRecordId(id)
  const person = below(random, PEOPLE)
  return {
    ...{ source, sourceId, entity: 'person', version, email },
    givenName: GIVEN[person % GIVEN.length],
    familyName: FAMILY[person % FAMILY.length],
    birthDate: `19${60 + (person % 40)}-04-1${person % 9}`,
    phone: `+1 413 555 01${String(person).padStart(2, '0')}`,
    address: {
      line1: `${person} ${STREETS[person % STREETS.length]}`,
      city: 'Pittsfield',
      region: 'MA',
      postcode: '01201',
      country: 'US',
    },
  }
}

async function everyWordIsKept(
  store: Store,
  newest: ReadonlyMap<RecordId, { version: number; email: string }>,
): Promise<void> {
  const rows = await store.read((tx) => recordInputs.run(tx, { ids: [...newest.keys()] }))
  const stored = new Map(rows.map(({ id, input }) => [id, input]))
  for (const [id, { version, email }] of newest) {
    const input = stored.get(id)
    if (input?.version !== version || input.fields.email?.[0] !== email)
      throw new Error(`${id} was accepted as version ${version} and is ${input?.version ?? 'lost'}`)
  }
}

/** Reads pages until the writers are done and the feed is read out. */
async function poll(url: string, done: AbortSignal): Promise<Change[]> {
  const lines: Change[] = []
  for (;;) {
    const over = done.aborted
    const { status, body } = await ask(`${url}/changes?after=${lines.length}&limit=50`)
    if (status !== 200) throw new Error(`a reader was answered ${status}: ${body}`)
    const page = ChangesPage.parse(JSON.parse(body))
    for (const change of page.changes) take(lines, change)
    if (over && page.next === page.head) return lines
    if (page.next === page.head) await sleep(20)
  }
}

/** Listens to the stream until the writers are done and it has told all there is. */
async function stream(url: string, done: AbortSignal): Promise<Change[]> {
  const lines: Change[] = []
  const stop = new AbortController()
  const response = await fetch(`${url}/changes/stream?after=0`, { signal: stop.signal })
  if (!response.ok || !response.body) throw new Error(`the stream was answered ${response.status}`)
  const listening = (async () => {
    let rest = ''
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
      const parts = (rest + Buffer.from(chunk).toString('utf8')).split('\n')
      rest = parts.pop() ?? ''
      for (const line of parts) if (line.startsWith('data: ')) take(lines, Change.parse(JSON.parse(line.slice(6))))
    }
  })()
  const listened = listening.then(
    () => undefined,
    (error: unknown) => (stop.signal.aborted ? undefined : Promise.reject(error)),
  )
  const heard = async () => {
    while (!done.aborted) await sleep(50)
    const { head } = z
      .object({ head: z.int() })
      .parse(JSON.parse((await ask(`${url}/changes?after=${lines.length}&limit=1`)).body))
    for (const late = Date.now() + 10_000; lines.length < head && Date.now() < late; ) await sleep(20)
    stop.abort()
  }
  await Promise.race([heard(), listened.then(() => Promise.reject(new Error('the stream ended by itself')))])
  await listened
  return lines
}

function take(lines: Change[], change: Change): void {
  const last = lines.at(-1)
  if (change.seq !== (last?.seq ?? 0) + 1) throw new Error(`line ${change.seq} came after ${last?.seq ?? 'none'}`)
  if (last && change.at < last.at) throw new Error(`line ${change.seq} is older than the one before it`)
  lines.push(change)
}

async function ask(url: string, init: RequestInit = {}): Promise<{ status: number; body: string }> {
  const response = await fetch(url, { ...init, headers: { ...init.headers, 'content-type': 'application/json' } })
  return { status: response.status, body: await response.text() }
}
