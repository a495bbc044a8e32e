import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { inTurn } from '../../server/pipeline/in-turn.ts'

test('work is done one piece at a time, in the order it was asked for, and a piece that fails holds up nobody', async () => {
  const turn = inTurn()
  const told: string[] = []
  const piece = (name: string, ms: number, fails = false) =>
    turn(async () => {
      told.push(`${name} begins`)
      await sleep(ms)
      told.push(`${name} ends`)
      if (fails) throw new Error(`${name} failed`)
      return name
    })
  const ended = await Promise.allSettled([piece('slow', 20), piece('bad', 5, true), piece('quick', 0)])
  expect(told).toEqual(['slow begins', 'slow ends', 'bad begins', 'bad ends', 'quick begins', 'quick ends'])
  expect(ended).toMatchObject([{ value: 'slow' }, { reason: new Error('bad failed') }, { value: 'quick' }])
})
