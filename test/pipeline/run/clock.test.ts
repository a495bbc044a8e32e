import { describe, expect, test } from 'vitest'
import { clockFinding } from '../../../server/cli/advice/clock-finding.ts'
import { ProblemError } from '../../../server/model/problem.ts'
import { Clock, type ClockOptions, withClock } from '../../../server/pipeline/run/clock.ts'
import type { Store } from '../../../server/store/graph/driver.ts'

const DAY = 24 * 60 * 60_000
const LAST = Date.parse('2026-03-01T12:00:00.000Z')

/** A graph whose last line is of LAST, on a server with a clock of its own. */
function graph({ seq = 7, serverMs = LAST }: { seq?: number; serverMs?: number } = {}) {
  const seen = { asked: 0, written: 0 }
  const tx = {
    run: async (text: string) => {
      seen.asked += 1
      if (text.includes('datetime.realtime')) return [{ ms: serverMs }]
      return [{ seq, at: new Date(LAST).toISOString(), pruned: 0, idsCreated: 0, idsRetired: 0, churn: 0 }]
    },
  }
  const store = {
    read: (work: (of: typeof tx) => Promise<unknown>) => work(tx),
    write: async () => {
      seen.written += 1
    },
  } as unknown as Store
  return { store, seen }
}

const clockAt = (now: number, more: Partial<ClockOptions> = {}) =>
  new Clock({ mostDays: 180, elsewhere: false, now: () => now, passed: () => 0, ...more })

describe('on one machine', () => {
  test.each([
    ['an hour', 1 / 24, true],
    ['a weekend', 3, true],
    ['five months, in which nobody wrote', 150, true],
    ['180 days', 180, true],
    ['181 days', 181, false],
    ['two years, as of a clock that ran ahead', 730, false],
    ['minus two days, as of a clock that is behind', -2, true],
  ])('%s after the last line', async (_what, days, believed) => {
    const problem = await clockAt(LAST + days * DAY).problem(graph().store)
    if (believed) return expect(problem).toBeUndefined()
    expect(problem).toMatchObject({ code: 'clock.ahead' })
    expect(problem?.detail).toContain(`${days} days after the last line of the feed, 2026-03-01T12:00:00.000Z`)
    expect(problem?.detail).toContain(`KITH_CLOCK_LEAP=${days + 1}`)
  })

  test('a graph without a line has nothing to hold a clock against', async () => {
    expect(await clockAt(LAST + 5_000 * DAY).problem(graph({ seq: 0 }).store)).toBeUndefined()
  })

  test('whoever says how long the pause was is believed', async () => {
    expect(await clockAt(LAST + 730 * DAY, { mostDays: 731 }).problem(graph().store)).toBeUndefined()
  })
})

describe('with Neo4j on another machine', () => {
  test.each([
    ['both agree that it was a long pause', 730, 730, true],
    ['both agree but for some hours', 730.3, 730, true],
    ['this one is two days ahead', 32, 30, false],
    ['this one is two years ahead', 730, 0, false],
    ['this one is behind', 30, 35, true],
  ])('%s', async (_what, here, there, believed) => {
    const { store } = graph({ serverMs: LAST + there * DAY })
    const problem = await clockAt(LAST + here * DAY, { elsewhere: true }).problem(store)
    if (believed) return expect(problem).toBeUndefined()
    expect(problem?.detail).toContain(`${here - there} days ahead of the clock of Neo4j's machine`)
  })
})

describe('while Kith runs', () => {
  test.each([
    ['time passes', 400, 400, true],
    ['a laptop sleeps over its holidays', 30, 0, true],
    ['the clock is set ahead', 60, 1, false],
    ['the clock is set back', -60, 1, true],
  ])('%s', async (_what, wall, passed, believed) => {
    let [now, since] = [LAST, 0]
    const clock = clockAt(0, { now: () => now, passed: () => since, mostDays: 10_000 })
    const { store } = graph()
    expect(await clock.problem(store)).toBeUndefined()
    now += wall * DAY
    since += passed * DAY
    expect((await clock.problem(store)) === undefined).toBe(believed)
  })

  test('the graph is asked once a day, not once a write', async () => {
    let now = LAST + 2 * DAY
    const clock = clockAt(0, { now: () => now })
    const { store, seen } = graph()
    for (let i = 0; i < 100; i++) {
      await clock.demand(store)
      now += 60_000
    }
    expect(seen.asked).toBe(1)
  })
})

test('nothing is written by a clock that is not believed, but what gives back', async () => {
  const { store, seen } = graph()
  const guarded = withClock(store, clockAt(LAST + 730 * DAY))
  await expect(guarded.write(async () => 1)).rejects.toBeInstanceOf(ProblemError)
  expect(seen.written).toBe(0)
  await guarded.write(async () => 1, { unasked: true })
  expect(seen.written).toBe(1)
})

test.each([
  ['of an hour ago', 7, '2026-03-01T11:00:00.000Z', 'ok'],
  ['of seconds ahead', 7, '2026-03-01T12:00:30.000Z', 'ok'],
  ['of two years ahead', 7, '2028-03-01T12:00:00.000Z', 'advice'],
  ['that is none', 0, '2028-03-01T12:00:00.000Z', 'ok'],
])('doctor on a last line %s', (_what, seq, at, state) => {
  const finding = clockFinding({ seq, at }, undefined, new Date(LAST))
  expect(finding.state).toBe(state)
  if (state === 'advice') expect(finding).toMatchObject({ wayOut: expect.stringContaining('asOf=7') })
})
