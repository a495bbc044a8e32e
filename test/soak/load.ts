import { type Cut, cutLoad, MortalGraph, townFile, wholeLoad } from '../kit/cut-load.ts'
import { seeded } from '../kit/seeded.ts'
import type { SoakOptions } from './soak.ts'

const RECORDS = 2_000

/** Loads in which Kith or its database is killed twice, at random shares of the file; run again, the graph must be the same. */
export async function soak({ rounds = 50, seed }: SoakOptions): Promise<void> {
  const random = seeded(seed)
  const graph = await MortalGraph.begin()
  const town = townFile(RECORDS, seeded(seed + 1))
  try {
    const whole = await wholeLoad(graph, town)
    for (let round = 1; round <= rounds; round++) {
      const cuts = [random(), random()]
        .sort((a, b) => a - b)
        .map((at): Cut => ({ at, kill: random() < 0.5 ? 'kith' : 'database' }))
      const words = cuts.map(({ at, kill }) => `${kill} at ${Math.round(at * RECORDS)}`).join(', ')
      const where = `round ${round} (seed ${seed}): killed ${words}`
      const { afterCuts, recordsAtCut } = await cutLoad(graph, town, cuts)
      process.stdout.write(`  ${where}; ${recordsAtCut.join(' and ')} of ${RECORDS} records were there\n`)
      if (afterCuts !== whole) throw new Error(`${where}: ${afterCuts} instead of ${whole}`)
    }
  } finally {
    town.drop()
    await graph.end()
  }
}
