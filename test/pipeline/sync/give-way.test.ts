import { setImmediate as next } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { otherWriters } from '../../../server/pipeline/sync/give-way.ts'

const NEVER = new AbortController().signal
/** Longer than any test waits. */
const LONG = 1_000_000

/** Whether a rest is still going on once everything else that was due has been done. */
async function isResting(rest: Promise<void>): Promise<boolean> {
  let isOver = false
  void rest.then(() => (isOver = true))
  for (let turn = 0; turn < 3; turn++) await next()
  return !isOver
}

describe('synchronisation gives way to whoever writes', () => {
  test('while nobody does it goes on at once', async () => {
    expect(await isResting(otherWriters().giveWay(LONG, NEVER))).toBe(false)
  })

  test('while somebody does it rests, and no longer once it is told to end', async () => {
    const others = otherWriters()
    let answer = () => {}
    const served = others.serve(() => new Promise<void>((done) => (answer = done)))
    const ends = new AbortController()
    const rest = others.giveWay(LONG, ends.signal)
    expect(await isResting(rest)).toBe(true)
    ends.abort()
    await rest
    answer()
    await served
  })

  test('it rests in proportion to what it took, and ends by itself however long others write', async () => {
    const others = otherWriters()
    void others.serve(() => new Promise<void>(() => {}))
    await others.giveWay(1, NEVER)
  })

  test('what fails is served like what succeeds', async () => {
    const others = otherWriters()
    await expect(others.serve(() => Promise.reject(new Error('no')))).rejects.toThrow('no')
  })
})
