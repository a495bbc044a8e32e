import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { neo4jCache } from '../../server/cli/places.ts'
import { readEnv } from '../../server/env.ts'
import { startNeo4j } from '../../server/neo4j/launch-neo4j.ts'
import { openStore } from '../../server/store/driver.ts'
import { checkInvariants } from '../../server/store/health.ts'
import { cutLoad } from '../kit/cut-load.ts'
import { seeded } from '../kit/seeded.ts'

const SEED = 20_261_121
const RECORDS = 2_000

/** Loads that are killed twice, at random shares of the file, and finished by a third run: the graph must be the same. */
export async function soak(rounds: number): Promise<void> {
  const random = seeded(SEED)
  const home = await mkdtemp(join(tmpdir(), 'kith-soak-load-'))
  const neo4j = await startNeo4j({ home, cache: neo4jCache(readEnv()), heap: '1g', pageCache: '256m', anyPort: true })
  const store = await openStore(neo4j)
  try {
    for (let round = 1; round <= rounds; round++) {
      const cuts = [random(), random()].sort((a, b) => a - b)
      const { whole, afterCuts, recordsAtCut } = await cutLoad(store, neo4j, RECORDS, cuts, seeded(SEED + round))
      const where = `round ${round} (seed ${SEED}), killed at ${recordsAtCut.join(' and ')} of ${RECORDS} records`
      process.stdout.write(`${where}\n`)
      if (whole !== afterCuts) throw new Error(`${where}: ${afterCuts} instead of ${whole}`)
      const broken = (await checkInvariants(store)).filter(({ violations }) => violations.length > 0)
      if (broken.length > 0) throw new Error(`${where}: ${broken.map(({ name }) => name).join(', ')}`)
    }
  } finally {
    await store.close()
    await neo4j.stop()
    await rm(home, { recursive: true, force: true })
  }
}
