import { type Env, namedVariable } from '../env.ts'
import type { AddressOptions } from '../pipeline/kith.ts'
import { readProviders } from '../verify/providers/definitions.ts'

/** The address providers of a home. */
export function providersOf(env: Pick<Env, 'KITH_HOME'>, log: (line: string) => void): AddressOptions {
  return { files: () => readProviders(env.KITH_HOME), variable: namedVariable, log }
}
