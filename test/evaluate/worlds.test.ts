import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { shipped } from '../kit/build.ts'
import { csvOf } from '../kit/worlds/csv.ts'
import { judge } from '../kit/worlds/judge.ts'
import { shapeOf } from '../kit/worlds/shape.ts'
import { worldOf } from '../kit/worlds/world.ts'

const folder = mkdtempSync(join(tmpdir(), 'kith-worlds-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** What every world reaches: F1 by that of the best threshold, and the agreeing true pairs that blocking brings together. */
const [OF_THE_BEST, REACHED] = [0.93, 0.97]
/** Bits that the learned prior may be off. */
const PRIOR = 1

/** A sample of `npm run bench -- worlds`, with floors of F1 by pairs and of B-cubed F1 a little under what was measured. */
test.each<[why: string, seed: number, size: number, f1: number, bcubed: number]>([
  ['contacts of some firms, a few of whom have dozens of records', 12, 346, 0.95, 0.93],
  ['people with middle names, few of them twice', 41, 614, 0.8, 0.96],
  ['people with dozens of records beside people with one', 21, 500, 0.97, 0.97],
  ['companies of whom some have dozens of records', 2, 400, 0.96, 0.93],
  ['namesakes with middle names', 16, 800, 0.84, 0.88],
])('%s (world-%i)', { timeout: 60_000 }, async (_why, seed, size, f1, bcubed) => {
  const { rows, mapping, truth } = worldOf({ ...shapeOf(seed), size })
  const file = join(folder, `${seed}.csv`)
  writeFileSync(file, csvOf(rows))
  const [verdict] = await judge({ file, mapping, truth }, shipped)
  if (!verdict) throw new Error('a world has records')
  const said = JSON.stringify(verdict)
  expect(verdict.shipped.f1, said).toBeGreaterThanOrEqual(f1)
  expect(verdict.shipped.bcubed, said).toBeGreaterThanOrEqual(bcubed)
  expect(verdict.ratio, said).toBeGreaterThanOrEqual(OF_THE_BEST)
  expect(verdict.blocking.reached, said).toBeGreaterThanOrEqual(REACHED)
  expect(Math.abs(verdict.prior.learned - verdict.prior.true), said).toBeLessThanOrEqual(PRIOR)
})

test('a world is the same whenever it is made', () => {
  const made = (seed: number) => JSON.stringify(worldOf({ ...shapeOf(seed), size: 300 }))
  expect(made(7)).toBe(made(7))
  expect(made(7)).not.toBe(made(8))
})
