import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Cut, cutLoad, MortalGraph, type Town, townFile, wholeLoad } from '../../kit/cut-load.ts'
import { seeded } from '../../kit/seeded.ts'
import { sized } from '../../kit/size.ts'

const RECORDS = sized(300, 1_200)
let graph: MortalGraph
let town: Town
let whole: string
beforeAll(async () => {
  graph = await MortalGraph.begin()
  town = townFile(RECORDS, seeded(77))
  whole = await wholeLoad(graph, town)
}, 180_000)
afterAll(async () => {
  town?.drop()
  await graph?.end()
})

const WAYS: [string, Cut[]][] = [
  [
    'the database is killed, and then the load',
    [
      { at: 0.4, kill: 'database' },
      { at: 0.7, kill: 'kith' },
    ],
  ],
  ['the load is killed', [{ at: 0.3, kill: 'kith' }]],
  ['the database is killed', [{ at: 0.2, kill: 'database' }]],
]

// `npm run soak -- load` does this fifty times, at random shares.
test.each(WAYS.slice(0, sized(1, WAYS.length)))(
  '%s: the same file again ends in the same graph, and what was there in between was sound',
  async (_what, cuts) => {
    const { afterCuts, recordsAtCut } = await cutLoad(graph, town, cuts)
    expect(recordsAtCut[0]).toBeGreaterThan(0)
    expect(afterCuts).toBe(whole)
  },
  300_000,
)
