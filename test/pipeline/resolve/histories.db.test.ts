import { beforeAll, inject, test } from 'vitest'
import { readEnv } from '../../../server/env.ts'
import { emptyGraph } from '../../kit/graph.ts'
import { playHistories } from '../../kit/history/run.ts'

const RUNS = 40
const SEED = readEnv().KITH_TEST_SEED

beforeAll(async () => {
  await (await emptyGraph()).close()
})

// `npm run soak -- histories` plays many more. A seed that failed is played again by giving it there.
test(`${RUNS} random histories keep the contract of identity after every step (seed ${SEED})`, async () => {
  await playHistories(inject('neo4j'), { runs: RUNS, seed: SEED })
}, 900_000)
