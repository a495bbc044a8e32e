import { kills } from '../kit/kills.ts'
import type { SoakOptions } from './soak.ts'

/** Kith, its database or both are killed under load, or their disk is filled, at random. */
export async function soak({ rounds = 50, seed }: SoakOptions): Promise<void> {
  await kills({ rounds, seed, say: (line) => process.stdout.write(`${line}\n`) })
}
