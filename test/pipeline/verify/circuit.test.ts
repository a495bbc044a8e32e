import { describe, expect, test } from 'vitest'
import { type Call, openCircuit } from '../../../server/pipeline/verify/circuit.ts'
import { openPace } from '../../../server/pipeline/verify/pace.ts'

const RETRY = { firstSeconds: 10, factor: 2, mostSeconds: 100 }
const DOWN = { blame: 'provider', reason: 'it answers 500' } as const

function circuit() {
  let at = Date.parse('2026-03-01T10:00:00Z')
  const made = openCircuit(RETRY, () => new Date(at))
  return {
    call: made.call,
    fail: (failure: Parameters<Call['failed']>[0] = DOWN) => made.call()?.failed(failure),
    wait: (seconds: number) => {
      at += seconds * 1_000
    },
    until: () => made.pause()?.until.slice(11, 19),
  }
}

describe('a provider that fails', () => {
  test('is left alone after three times, for pauses that grow; one call tries whether it is over', () => {
    const { call, fail, wait, until } = circuit()
    fail()
    fail()
    expect(until()).toBeUndefined()
    fail()
    expect([until(), call()]).toEqual(['10:00:10', undefined])
    wait(11)
    const first = call()
    expect([first === undefined, call()]).toEqual([false, undefined])
    first?.failed(DOWN)
    expect(until()).toBe('10:00:31')
    wait(21)
    call()?.answered()
    expect([call() === undefined, call() === undefined, until()]).toEqual([false, false, undefined])
  })

  test.each<[why: string, failure: Parameters<Call['failed']>[0], until: string | undefined]>([
    ['asks us to wait', { ...DOWN, afterMs: 42_000 }, '10:00:42'],
    ['has no calls left', { blame: 'quota', reason: '429' }, '10:00:10'],
    ['has none left until tomorrow', { blame: 'quota', reason: '429', afterMs: 3_600_000 }, '11:00:00'],
    ['does not let us in', { blame: 'access', reason: '401' }, '10:01:40'],
    ['does not like an address', { blame: 'address', reason: '422' }, undefined],
  ])('at once where it %s', (_why, failure, until) => {
    const one = circuit()
    one.fail(failure)
    expect(one.until()).toBe(until)
  })

  test('what was begun before a pause neither ends it nor makes it longer', () => {
    const { call, fail, until } = circuit()
    const [good, bad] = [call(), call()]
    fail({ blame: 'quota', reason: '429', afterMs: 60_000 })
    good?.answered()
    bad?.failed({ ...DOWN, afterMs: 3_600_000 })
    expect(until()).toBe('10:01:00')
  })
})

describe('turns', () => {
  test('so many at once; whoever is done lets the next one in', async () => {
    const pace = openPace({ atOnce: 2 })
    const [first, second] = [await pace.turn(0), await pace.turn(0)]
    let isIn = false
    const third = pace.turn(0).then((free) => {
      isIn = true
      return free
    })
    await new Promise((done) => setTimeout(done, 10))
    expect(isIn).toBe(false)
    first?.()
    await third
    expect(isIn).toBe(true)
    second?.()
  })

  test('so many a second; who would wait too long is told at once', async () => {
    const pace = openPace({ atOnce: 9, perSecond: 20 })
    const began = performance.now()
    for (let i = 0; i < 4; i++) (await pace.turn(1_000))?.()
    expect(performance.now() - began).toBeGreaterThan(120)
    expect(await pace.turn(1)).toBeUndefined()
  })
})
