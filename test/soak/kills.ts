import { kills } from '../kit/kills.ts'
import type { SoakOptions } from './soak.ts'

/** Kith, its database or both are killed under load, or their disk is filled, at random; `seconds`: how long it may take to be back. */
export async function soak({ rounds = 50, seconds = 60, seed }: SoakOptions): Promise<void> {
  await kills({ rounds, seed, backMs: seconds * 1_000, say: (line) => process.stdout.write(`${line}\n`) })
}
