import { beforeAll, inject, test } from 'vitest'
import { TEST_SEED } from '../../kit/commit-seed.ts'
import { emptyGraph } from '../../kit/graph.ts'
import { playSchedules } from '../../kit/schedule/run.ts'
import { sized } from '../../kit/size.ts'

const RUNS = sized(20, 60)

beforeAll(async () => {
  await (await emptyGraph()).close()
})

// `npm run soak -- sync` plays many more, and longer ones. A seed that failed is played again by giving it there.
test(`${RUNS} random schedules leave every system in step (seed ${TEST_SEED})`, async () => {
  await playSchedules(inject('neo4j'), { runs: RUNS, seed: TEST_SEED, longest: 14 })
}, 900_000)
