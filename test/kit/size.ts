import { readEnv } from '../../server/env.ts'

/** Whether this is `npm run test:full`: everything at its full size. */
export const FULL = readEnv().KITH_TEST_FULL

/** How much of something a test tries: what a gate needs, and the full size of `npm run test:full`. */
export function sized<T>(gate: T, full: T): T {
  return FULL ? full : gate
}
