import { beforeAll, inject, test } from 'vitest'
import { TEST_SEED } from '../../kit/commit-seed.ts'
import { emptyGraph } from '../../kit/graph.ts'
import { playHistories } from '../../kit/history/run.ts'
import { sized } from '../../kit/size.ts'

const RUNS = sized(4, 40)

beforeAll(async () => {
  await (await emptyGraph()).close()
})

// `npm run soak -- histories` plays many more. A seed that failed is played again by giving it there.
test(`${RUNS} random histories keep the contract of identity after every step (seed ${TEST_SEED})`, async () => {
  await playHistories(inject('neo4j'), { runs: RUNS, seed: TEST_SEED })
}, 900_000)
