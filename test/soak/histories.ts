import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { neo4jCache } from '../../server/cli/places.ts'
import { readEnv } from '../../server/env.ts'
import { startNeo4j } from '../../server/neo4j/launch-neo4j.ts'
import { openStore } from '../../server/store/graph/driver.ts'
import { migrate } from '../../server/store/graph/migrate.ts'
import { playHistories } from '../kit/history/run.ts'
import type { SoakOptions } from './soak.ts'

/** Random histories of a small world: after every step of each the contract holds, and a rebuild finds nothing to change. */
export async function soak({ rounds = 500, seed }: SoakOptions): Promise<void> {
  const home = await mkdtemp(join(tmpdir(), 'kith-soak-histories-'))
  const neo4j = await startNeo4j({ home, cache: neo4jCache(readEnv()), heap: '1g', pageCache: '128m', anyPort: true })
  try {
    const store = await openStore(neo4j)
    await migrate(store)
    await store.close()
    let played = 0
    const onRun = () => {
      played++
      if (played % 25 === 0 || played === rounds) process.stdout.write(`  ${played} histories (seed ${seed})\n`)
    }
    await playHistories(neo4j, { runs: rounds, seed, onRun })
  } finally {
    await neo4j.stop()
    await rm(home, { recursive: true, force: true })
  }
}
