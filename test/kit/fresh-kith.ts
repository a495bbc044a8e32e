import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest'
import { type Kith, openKith } from '../../server/pipeline/kith.ts'
import type { Store } from '../../server/store/graph/driver.ts'
import { checkInvariants } from '../../server/store/graph/health.ts'
import { emptyGraph, wipe } from './graph.ts'
import { TEST_CONTEXT } from './world.ts'

/** Kith on a graph that is empty before each test of a file, and in which all invariants hold after it. */
export function freshKith(take: (opened: { store: Store; kith: Kith }) => void): void {
  let store: Store
  beforeAll(async () => {
    store = await emptyGraph()
    take({ store, kith: openKith(store, TEST_CONTEXT) })
  })
  afterAll(() => store.close())
  beforeEach(() => wipe(store))
  afterEach(async () => {
    for (const invariant of await checkInvariants(store)) expect(invariant).toMatchObject({ violations: [] })
  })
}
