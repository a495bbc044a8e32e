import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { asAtStart } from '../../server/cli/graph.ts'
import { neo4jCache } from '../../server/cli/places.ts'
import { readEnv } from '../../server/env.ts'
import { type RunningNeo4j, startNeo4j } from '../../server/neo4j/launch-neo4j.ts'
import { findJava } from '../../server/neo4j/tools.ts'
import { WholeKith } from '../kit/whole-kith.ts'

// A Neo4j that somebody else looks after: Kith cannot start it again, and has to be there when it is.

const env = readEnv()
const java = await findJava({ java: env.KITH_JAVA, javaHome: env.JAVA_HOME })
const folder = mkdtempSync(join(tmpdir(), 'kith-another-'))
const PORT = /:(\d+)$/
let theirs: RunningNeo4j
let kith: WholeKith

const startTheirs = (ports: { boltPort?: number; httpPort?: number } = {}) =>
  startNeo4j({
    home: join(folder, 'theirs'),
    cache: neo4jCache(env),
    heap: '512m',
    pageCache: '64m',
    java: env.KITH_JAVA,
    javaHome: env.JAVA_HOME,
    rehearse: asAtStart,
    ...(ports.boltPort === undefined ? { anyPort: true } : ports),
  })

beforeAll(async () => {
  if (!java) return
  theirs = await startTheirs()
  kith = new WholeKith(join(folder, 'kith'), { NEO4J_URI: theirs.uri, NEO4J_PASSWORD: theirs.password })
  await kith.start()
})
afterAll(async () => {
  await kith?.end()
  await theirs?.stop()
  rmSync(folder, { recursive: true, force: true })
})

test.skipIf(!java)('a Neo4j of somebody else’s goes away and comes back', async () => {
  const write = (sourceId: string) =>
    kith.ask('/records', { records: [{ source: 's', sourceId, entity: 'person', fields: { email: 'a@b.example' } }] })
  expect(await write('1')).toMatchObject({ status: 200 })
  const [boltPort, httpPort] = [theirs.uri, theirs.httpUrl].map((url) => Number(PORT.exec(url)?.[1]))
  process.kill(theirs.pid, 'SIGKILL')
  await theirs.exited

  await vi.waitFor(async () => expect(await kith.status()).toBe('unavailable'), { timeout: 20_000, interval: 200 })
  const asked = performance.now()
  const refused = await write('2')
  expect(refused).toMatchObject({ status: 503, body: { code: 'graph.unavailable' } })
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
  expect(performance.now() - asked).toBeLessThan(5_000)

  theirs = await startTheirs({ ...(boltPort && httpPort ? { boltPort, httpPort } : {}) })
  await vi.waitFor(async () => expect(await write('2')).toMatchObject({ status: 200 }), {
    timeout: 60_000,
    interval: 500,
  })
  expect(await kith.status()).toBe('ok')
})
