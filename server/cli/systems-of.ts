import { type Env, namedVariable } from '../env.ts'
import type { SystemOptions } from '../pipeline/kith.ts'
import { readDefinitions } from '../systems/definitions.ts'
import { syncPosition } from './sync-position.ts'

/** The systems of a home, and how much may be written to one at once. */
export function systemsOf(
  env: Pick<Env, 'KITH_HOME' | 'KITH_SYNC_BUDGET'>,
  log: (line: string) => void,
): SystemOptions {
  return {
    files: () => readDefinitions(env.KITH_HOME),
    budget: env.KITH_SYNC_BUDGET,
    variable: namedVariable,
    position: syncPosition(env.KITH_HOME),
    log,
  }
}
