import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { neo4jCache } from '../../server/cli/places.ts'
import { readEnv } from '../../server/env.ts'
import { startNeo4j } from '../../server/neo4j/launch-neo4j.ts'
import { openStore } from '../../server/store/graph/driver.ts'
import { migrate } from '../../server/store/graph/migrate.ts'
import { playSchedules } from '../kit/schedule/run.ts'
import type { SoakOptions } from './soak.ts'

/** Random schedules of three systems that are kept in step: in the end each shows what it should, and none was told twice. */
export async function soak({ rounds = 300, seed }: SoakOptions): Promise<void> {
  const home = await mkdtemp(join(tmpdir(), 'kith-soak-sync-'))
  const neo4j = await startNeo4j({ home, cache: neo4jCache(readEnv()), heap: '1g', pageCache: '128m', anyPort: true })
  try {
    const store = await openStore(neo4j)
    await migrate(store)
    await store.close()
    let played = 0
    const onRun = () => {
      played++
      if (played % 25 === 0 || played === rounds) process.stdout.write(`  ${played} schedules (seed ${seed})\n`)
    }
    await playSchedules(neo4j, { runs: rounds, seed, longest: 40, onRun })
  } finally {
    await neo4j.stop()
    await rm(home, { recursive: true, force: true })
  }
}
