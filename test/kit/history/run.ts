import fc from 'fast-check'
import type { Connection } from '../../../server/store/graph/driver.ts'
import { holdsAnew } from './anew.ts'
import { holdsAfter, holdsInTheEnd, look } from './contract.ts'
import { play } from './play.ts'
import { history, type Step } from './steps.ts'
import { World } from './world.ts'

/**
 * Plays random histories on a real graph and holds the contract (docs/architecture.md#identity-the-contract) after every
 * step of each. Seed and steps of one that fails are in the error; looking for a shorter one that fails too takes minutes.
 */
export async function playHistories(
  connection: Connection,
  { runs, seed, shrink = false, onRun }: { runs: number; seed: number; shrink?: boolean; onRun?: () => void },
): Promise<void> {
  await fc.assert(
    fc.asyncProperty(history, async (steps) => {
      await playOne(connection, steps)
      onRun?.()
    }),
    { numRuns: runs, seed, endOnFailure: !shrink },
  )
}

async function playOne(connection: Connection, steps: readonly Step[]): Promise<void> {
  const world = await World.begin(connection)
  try {
    let now = await look(world)
    for (const [place, step] of steps.entries()) {
      try {
        const played = await play(world, step)
        if (played) now = await holdsAfter(world, now, played)
      } catch (error) {
        throw new Error(`step ${place} (${step.do}): ${error instanceof Error ? error.message : String(error)}`, {
          cause: error,
        })
      }
    }
    await holdsInTheEnd(world, now)
    await holdsAnew(world)
  } finally {
    await world.store.close()
  }
}
