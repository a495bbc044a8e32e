import { setTimeout as sleep } from 'node:timers/promises'
import { Neo4jError } from 'neo4j-driver'
import { afterEach, expect, test } from 'vitest'
import { Reach } from '../../../server/store/graph/reach.ts'

const AWAY = { problem: { code: 'graph.unavailable' } }
const lost = (code = 'ServiceUnavailable') => new Neo4jError('connection refused', code, '50N42', 'lost')
const failing = (error: Error) => () => Promise.reject(error)

let there = true
let looks = 0
let reach: Reach
const open = () => {
  there = true
  looks = 0
  reach = new Reach(async () => {
    looks += 1
    if (!there) throw lost()
  })
  return reach
}
afterEach(() => reach.close())

test.each(['ServiceUnavailable', 'SessionExpired', 'Neo.TransientError.General.DatabaseUnavailable'])(
  '%s of a server that is gone is told at once, to this one and to all others, until it is back',
  async (code) => {
    open()
    there = false
    await expect(reach.during(failing(lost(code)))).rejects.toMatchObject(AWAY)
    let asked = false
    await expect(
      reach.during(async () => {
        asked = true
      }),
    ).rejects.toMatchObject(AWAY)
    expect(asked).toBe(false)
    expect(() => reach.demand()).toThrow()
    there = true
    await expect.poll(() => reach.during(async () => 'served').catch(() => undefined)).toBe('served')
  },
)

test.each([
  ['a connection lost while the server is there', lost(), 1],
  ['a mistake', new Neo4jError('what?', 'Neo.ClientError.Statement.SyntaxError', '42001', 'mistake'), 0],
  ['a deadlock', new Neo4jError('wait', 'Neo.TransientError.Transaction.DeadlockDetected', '40001', 'deadlock'), 0],
  ['an error of ours', new Error('ServiceUnavailable'), 0],
])('%s stays what it is', async (_why, error, looked) => {
  open()
  await expect(reach.during(failing(error))).rejects.toBe(error)
  expect(looks).toBe(looked)
  expect(await reach.during(async () => 1)).toBe(1)
})

test('a crowd that loses its connections looks once', async () => {
  open()
  there = false
  const crowd = Array.from({ length: 50 }, () => reach.during(failing(lost())))
  for (const one of await Promise.allSettled(crowd)) expect(one).toMatchObject({ status: 'rejected', reason: AWAY })
  expect(looks).toBeLessThan(4)
})

test('after closing nobody looks any more', async () => {
  open()
  there = false
  await expect(reach.during(failing(lost()))).rejects.toMatchObject(AWAY)
  reach.close()
  await sleep(50)
  const before = looks
  await sleep(300)
  expect(looks).toBe(before)
})

const BROKEN_OFF = 'The database has encountered a critical error, and needs to be restarted.'
const sick = (code = 'Neo.DatabaseError.Transaction.TransactionStartFailed', words = BROKEN_OFF) =>
  new Neo4jError(words, code, '50N42', 'sick')

test.each([
  ['a start of a transaction', sick()],
  ['a log that could not be written', sick('Neo.DatabaseError.Transaction.TransactionLogError', 'Could not append')],
  ['a commit', sick('Neo.DatabaseError.Transaction.TransactionCommitFailed')],
])('a server that breaks off (%s) is away, says why, and is healed once', async (_why, error) => {
  let well = false
  let healed = 0
  reach = new Reach(() => (well ? Promise.resolve() : Promise.reject(sick())), {
    reason: async () => 'its disk is full',
  })
  reach.onSick(() => {
    healed += 1
  })
  await expect(reach.during(failing(error))).rejects.toMatchObject({
    problem: { code: 'graph.unavailable', detail: 'Neo4j has broken off and has to be restarted: its disk is full' },
  })
  await sleep(500)
  expect(healed).toBe(1)
  well = true
  await expect.poll(() => reach.during(async () => 'served').catch(() => undefined), { timeout: 3_000 }).toBe('served')
})

test.each([
  ['a mistake that speaks of it', sick('Neo.ClientError.Statement.ArgumentError')],
  ['another error of the database', sick('Neo.DatabaseError.General.UnknownError', 'something else')],
])('%s is not one', async (_why, error) => {
  open()
  await expect(reach.during(failing(error))).rejects.toBe(error)
  expect(looks).toBe(0)
})
