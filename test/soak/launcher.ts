import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { neo4jCache } from '../../server/cli/places.ts'
import { PROJECT, readEnv } from '../../server/env.ts'
import { startNeo4j } from '../../server/neo4j/launch-neo4j.ts'
import { findPidFile } from '../../server/neo4j/pid-file.ts'
import { openStore } from '../../server/store/graph/driver.ts'
import { seeded } from '../kit/seeded.ts'
import type { SoakOptions } from './soak.ts'

const LONGEST_MS = 9_000

/** Kills a starting or running Kith at random moments; each time the next start must find a clean home and a whole graph. */
export async function soak({ rounds = 20, seed }: SoakOptions): Promise<void> {
  const random = seeded(seed)
  const home = await mkdtemp(join(tmpdir(), 'kith-soak-'))
  const cache = neo4jCache(readEnv())
  try {
    for (let round = 1; round <= rounds; round++) {
      const after = Math.floor(random() * LONGEST_MS)
      const holder = spawn(process.execPath, ['--import', 'tsx', 'test/neo4j/hold.ts', home, cache], {
        cwd: PROJECT,
        stdio: 'ignore',
      })
      await sleep(after)
      holder.kill(random() < 0.5 ? 'SIGKILL' : 'SIGTERM')
      await new Promise((done) => holder.once('exit', done))
      // At once: the start has to wait for, or clear away, what the killed one left.
      const server = await startNeo4j({ home, cache, heap: '512m', pageCache: '64m', anyPort: true })
      const store = await openStore(server)
      await store.autoCommit('MERGE (n:Soak) ON CREATE SET n.rounds = 1 ON MATCH SET n.rounds = n.rounds + 1')
      const [row] = await store.autoCommit('MATCH (n:Soak) RETURN n.rounds AS rounds')
      await store.close()
      await server.stop()
      if (row?.rounds !== round)
        throw new Error(`round ${round} (seed ${seed}): the graph counted ${String(row?.rounds)}`)
      if (await findPidFile(home)) throw new Error(`round ${round} (seed ${seed}): a pid file was left behind`)
      process.stdout.write(`  ${round}: killed after ${after} ms, graph whole\n`)
    }
  } finally {
    await rm(home, { recursive: true, force: true })
  }
}
