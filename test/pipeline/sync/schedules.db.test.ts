import { beforeAll, inject, test } from 'vitest'
import { emptyGraph } from '../../kit/graph.ts'
import { playSchedules } from '../../kit/schedule/run.ts'
import { sized } from '../../kit/size.ts'

// The gate plays the same few each time; `npm run soak -- sync` plays others, longer and denser ones, of which some still fail
// (docs/testing.md). A seed that failed is played again by giving it there.
const RUNS = sized(6, 20)
const SEED = 2

beforeAll(async () => {
  await (await emptyGraph()).close()
})

test(`${RUNS} random schedules leave every system in step (seed ${SEED})`, async () => {
  await playSchedules(inject('neo4j'), { runs: RUNS, seed: SEED, longest: 12 })
}, 900_000)
