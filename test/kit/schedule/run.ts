import fc from 'fast-check'
import { ProblemError } from '../../../server/model/problem.ts'
import { bulkResolve } from '../../../server/pipeline/bulk/bulk-resolve.ts'
import { dayOf } from '../../../server/pipeline/run/context.ts'
import { rulesInForce } from '../../../server/pipeline/run/rules-in-force.ts'
import { prepare } from '../../../server/rules/prepare.ts'
import type { Connection } from '../../../server/store/graph/driver.ts'
import { checkInvariants } from '../../../server/store/graph/health.ts'
import { goldensOf, holdsAtRest, same } from './holds.ts'
import { CLI, inputOf, Office, recordOf } from './office.ts'
import { play, rowsOf, start, sync } from './play.ts'
import { type Schedule, scheduleOf } from './steps.ts'
import { RECORDS, SYSTEMS } from './systems.ts'
import { heardOf } from './typed.ts'

/**
 * Plays random schedules of three systems that are kept in step, and looks at the systems' own data once all was answered and heard. Seed
 * and steps of one that fails are in the error; looking for a shorter one that fails too takes minutes.
 */
export async function playSchedules(
  connection: Connection,
  { runs, seed, longest = 24, shrink = false, onRun }: Options,
): Promise<void> {
  await fc.assert(
    fc.asyncProperty(scheduleOf(longest), async (schedule) => {
      await playOne(connection, schedule)
      onRun?.()
    }),
    { numRuns: runs, seed, endOnFailure: !shrink },
  )
}
type Options = { runs: number; seed: number; longest?: number; shrink?: boolean; onRun?: () => void }

async function playOne(connection: Connection, schedule: Schedule): Promise<void> {
  const office = await Office.begin(connection)
  try {
    await start(office, schedule)
    let seqs = await acknowledgedSeqs(office)
    for (const [place, step] of schedule.steps.entries()) {
      await during(`step ${place} (${step.do})`, () => play(office, step))
      seqs = await neverFall(office, seqs)
    }
    await during('the end', async () => {
      await comesToRest(office)
      await neverFall(office, seqs)
      await holdsAtRest(office)
      await isQuiet(office)
      once(office)
      const broken = (await checkInvariants(office.store)).filter(({ violations }) => violations.length > 0)
      same('checks', broken, [])
      await holdsAnew(office)
    })
  } finally {
    await office.store.close()
  }
}

async function during(what: string, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    throw new Error(`${what}: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
  }
}

/** Everything that is still on its way arrives, everything that waits is tried, whoever was asked says yes. */
async function comesToRest(office: Office): Promise<void> {
  office.trouble.clear()
  for (const system of SYSTEMS) office.papers[system].next.length = 0
  await office.deliver(office.mail.splice(0).reverse())
  for (let round = 0; round < 8; round++) {
    for (const key of RECORDS) if (!office.row(key)) await office.kith.remove(recordOf(key), CLI).catch(unknown)
    const writes = office.writes.length
    for (let idle = 0, turn = 0; idle < 2 && turn < 20; turn++) {
      idle = (await sync(office, 1)) ? 0 : idle + 1
      office.wait(60)
    }
    for (const system of SYSTEMS) await office.deliver(rowsOf(office, system))
    const { replayed } = await replay(office)
    if (round > 0 && replayed === 0 && writes === office.writes.length && !(await sync(office, 1))) return
  }
  throw new Error(`it does not come to rest: ${JSON.stringify(await office.kith.systems.list())}`)
}

function unknown(error: unknown): void {
  if (!(error instanceof ProblemError) || error.problem.code !== 'record.not-found') throw error
}

async function replay({ kith }: Office): Promise<{ replayed: number }> {
  let all = 0
  for (const system of SYSTEMS)
    for (const answer of [undefined, 'takeBack'] as const)
      all += (await kith.systems.replay(system, undefined, CLI, answer)).replayed
  return { replayed: all }
}

async function isQuiet(office: Office): Promise<void> {
  const state = async () => ({
    head: (await office.kith.ask.changes.head()).seq,
    writes: office.writes.length,
    versions: await office.store.autoCommit('MATCH (v:RecordVersion) RETURN count(v) AS versions'),
  })
  const before = await state()
  for (const system of SYSTEMS) await office.deliver(rowsOf(office, system))
  same('a turn when all is quiet', await sync(office, 1), false)
  same('quiet', await state(), before)
}

/** One effective write of a change and record, as long as nobody there changes it in between. */
function once({ writes }: Office): void {
  const counts = new Map<string, number>()
  for (const write of writes) counts.set(JSON.stringify(write), (counts.get(JSON.stringify(write)) ?? 0) + 1)
  same(
    'written twice',
    [...counts].filter(([, count]) => count > 1),
    [],
  )
}

async function acknowledgedSeqs({ store }: Office): Promise<Map<string, number>> {
  const rows = await store.autoCommit('MATCH (c:Copy) RETURN c.id AS id, coalesce(c.seq, -1) AS seq')
  return new Map((rows as { id: string; seq: number }[]).map(({ id, seq }) => [id, seq]))
}

async function neverFall(office: Office, before: ReadonlyMap<string, number>): Promise<Map<string, number>> {
  const now = await acknowledgedSeqs(office)
  const fallen = [...now].filter(([id, seq]) => seq < (before.get(id) ?? -1))
  same('acknowledged numbers that fell', fallen, [])
  return now
}

/** What was written is no evidence: an empty graph that is given only what people typed has the same golden records. */
async function holdsAnew(office: Office): Promise<void> {
  const lived = await goldensOf(office)
  await office.wipe()
  await office.restart()
  const typed = [...office.typed, ...office.buried].flatMap(([name, typed]) => {
    const key = RECORDS.find(({ system, id }) => `${system}:${id}` === name)
    return key ? heardOf(typed).map((row) => inputOf(key, row)) : []
  })
  const engine = await office.store.read((tx) => rulesInForce().engine(tx))
  const prepared = typed.map((input) => prepare(input, engine, dayOf(office.now())))
  await bulkResolve(office.store, 'person', prepared, engine, office.context)
  try {
    for (const { low, high, verdict } of office.decided.values())
      await office.kith.decide({ low, high, verdict, reason: 'again' }, CLI)
  } catch (error) {
    if (error instanceof ProblemError && REFUSED.has(error.problem.code) && office.buried.size > 0) return
    throw error
  }
  for (const name of office.buried.keys()) {
    const key = RECORDS.find(({ system, id }) => `${system}:${id}` === name)
    if (key) await office.kith.remove(recordOf(key), CLI).catch(unknown)
  }
  same('golden records of what people typed alone', await goldensOf(office), lived)
}

const REFUSED: ReadonlySet<string> = new Set(['decision.conflict', 'record.not-found'])
