import { tmpdir } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { keepRunning } from '../../server/neo4j/keep-running.ts'
import type { RunningNeo4j } from '../../server/neo4j/launch-neo4j.ts'
import { LaunchProblem } from '../../server/neo4j/launch-problem.ts'

type Fake = { server: RunningNeo4j; dies(code?: number): void }

function fake(pid: number): Fake {
  let end: (how: { stopped: boolean; code: number }) => void = () => undefined
  const exited = new Promise<{ stopped: boolean; code: number }>((done) => {
    end = done
  })
  const server: RunningNeo4j = {
    uri: 'bolt://127.0.0.1:7687',
    user: 'neo4j',
    password: 'secret',
    httpUrl: 'http://127.0.0.1:7474',
    version: '5.26.0',
    pid,
    exited,
    stop: async () => end({ stopped: true, code: 0 }),
  }
  return { server, dies: (code = 3) => end({ stopped: false, code }) }
}

/** A world in which the n-th start is what `start` says. */
function world(start: (n: number) => Fake, more: { enoughMs?: number } = {}) {
  const first = fake(1)
  const lines: string[] = []
  let starts = 0
  const again = async () => {
    starts += 1
    return start(starts).server
  }
  const kept = keepRunning(first.server, {
    again,
    home: tmpdir(),
    log: (line) => lines.push(line),
    firstPauseMs: 1,
    ...more,
  })
  return { first, kept, lines, starts: () => starts }
}

test.each([137, 3, 1])('a server that ends with %d is started again, and its end is said', async (code) => {
  const { first, kept, lines } = world((n) => fake(n + 1))
  first.dies(code)
  await expect.poll(() => kept.pid).toBe(2)
  expect(lines).toEqual([
    `the embedded Neo4j has ended (exit code ${code}); starting it again`,
    'the embedded Neo4j is back',
  ])
  await kept.stop()
  expect(await kept.exited).toEqual({ stopped: true, code: 0 })
})

test('a start that fails is tried again', async () => {
  const { first, kept } = world((n) => {
    if (n < 3) throw new Error('port in use')
    return fake(n + 1)
  })
  first.dies()
  await expect.poll(() => kept.pid).toBe(4)
  await kept.stop()
})

test('a server that ends at once again and again is given up', async () => {
  const { first, kept, starts } = world((n) => {
    const short = fake(n + 1)
    short.dies()
    return short
  })
  first.dies()
  expect(await kept.exited).toMatchObject({ stopped: false })
  expect(starts()).toBe(6)
})

test.each([137, 143])('one that is killed from outside (%d) again and again is started each time', async (code) => {
  const { first, kept, starts } = world((n) => {
    const short = fake(n + 1)
    if (n < 20) short.dies(code)
    return short
  })
  first.dies(code)
  await expect.poll(starts, { timeout: 10_000 }).toBe(20)
  await kept.stop()
})

test('on a full disk it waits for room, which is no try', async () => {
  const full = (needs: number) => new LaunchProblem('disk.full', 'The disk is full.', needs)
  const { first, kept, lines, starts } = world((n) => {
    if (n === 1) throw full(1)
    if (n === 2) throw full(Number.MAX_VALUE)
    return fake(n + 1)
  })
  first.dies()
  await expect.poll(starts, { timeout: 10_000 }).toBe(2)
  expect(lines.slice(1)).toEqual(Array(2).fill('The disk is full. It is started again once there is room.'))
  await sleep(1_500)
  expect(starts()).toBe(2)
  await kept.stop()
  expect(await kept.exited).toEqual({ stopped: true, code: 0 })
})

test('one that ran well has all its tries again', async () => {
  const { first, kept, starts } = world(
    (n) => {
      const short = fake(n + 1)
      if (n < 20) setTimeout(() => short.dies(), 5)
      return short
    },
    { enoughMs: 1 },
  )
  first.dies()
  await expect.poll(starts, { timeout: 10_000 }).toBe(20)
  await kept.stop()
})

test('a stop while it starts waits for that start, and ends it', async () => {
  const late = fake(2)
  const first = fake(1)
  const kept = keepRunning(first.server, {
    again: () => sleep(50, late.server),
    home: tmpdir(),
    log: () => undefined,
    firstPauseMs: 1,
  })
  first.dies()
  await sleep(20)
  await kept.stop()
  expect(await kept.exited).toEqual({ stopped: true, code: 0 })
  expect(await late.server.exited).toEqual({ stopped: true, code: 0 })
})
