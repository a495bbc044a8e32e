import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { neo4jCache } from '../../server/cli/places.ts'
import { readEnv } from '../../server/env.ts'
import { startNeo4j } from '../../server/neo4j/launch-neo4j.ts'
import { openStore } from '../../server/store/graph/driver.ts'
import { checkInvariants } from '../../server/store/graph/health.ts'
import { migrate } from '../../server/store/graph/migrate.ts'
import { serveApp } from '../kit/app.ts'
import { crowd } from '../kit/crowd.ts'
import type { SoakOptions } from './soak.ts'

/** Writers and feed readers on one server over loopback. */
export async function soak({ seconds = 120, seed }: SoakOptions): Promise<void> {
  const home = await mkdtemp(join(tmpdir(), 'kith-soak-crowd-'))
  const neo4j = await startNeo4j({ home, cache: neo4jCache(readEnv()), heap: '1g', pageCache: '256m', anyPort: true })
  const store = await openStore(neo4j)
  try {
    await migrate(store)
    const app = await serveApp(store, { connection: neo4j, requestsPerMinute: 10_000_000 })
    try {
      const { writes, lines, slowestMs } = await crowd(app, store, {
        writers: 20,
        readers: 5,
        ms: seconds * 1_000,
        seed,
      })
      process.stdout.write(
        `  ${writes} writes by 20 writers in ${seconds} s, the slowest ${slowestMs} ms; ${lines} lines read in order by 5 readers\n`,
      )
    } finally {
      await app.close()
    }
    const broken = (await checkInvariants(store)).filter(({ violations }) => violations.length > 0)
    if (broken.length > 0) throw new Error(`broken: ${broken.map(({ name }) => name).join(', ')}`)
  } finally {
    await store.close()
    await neo4j.stop()
    await rm(home, { recursive: true, force: true })
  }
}
