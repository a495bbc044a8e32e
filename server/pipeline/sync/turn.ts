import { scanGoldens } from '../../store/write/system-goldens.ts'
import {
  anyOpen,
  dueCopies,
  noteHealth,
  notePoll,
  noteScanned,
  pauseSystem,
  type StoredSystem,
  scanDue,
  spendApproval,
} from '../../store/write/systems.ts'
import type { CompiledSystem } from '../../systems/compile-system.ts'
import { countWrites } from './budget.ts'
import { dispatch } from './dispatch.ts'
import { tellDownstream } from './downstream.ts'
import { noteMissing } from './make.ts'
import { countMakes, makeMissing } from './making.ts'
import { rest } from './pause.ts'
import { bringInStep } from './send.ts'
import { takeInRemote } from './take-in.ts'
import type { Work } from './work.ts'

/** Copies that are brought in step together, and records of a page when all of a system's are looked through. */
const TOGETHER = 64
const LANES = 2
const PAGE = 500

/** So many records may be written at once without being asked: some always, else a share of those that the system has. */
type Budget = { readonly always: number; share(): Promise<number> }

/**
 * One turn of a system: what is in force is looked through once, the feed is read on, the system is asked what changed there, and what
 * is due by now is brought in step. @returns whether anything was done
 * @throws what kept it from going on: the caller notes it
 */
export async function turn(work: Work, stored: StoredSystem, budget: Budget): Promise<boolean> {
  const { store, system, now } = work
  const holdsGoldens = system.definition.mode === 'downstream'
  const writes = isWritten(system)
  const isBusy = writes && !holdsGoldens && (await readOn(work, stored))
  if (stored.openUntil !== undefined && stored.openUntil > now().toISOString()) return isBusy
  const hasNews = !holdsGoldens && (await poll(work, stored))
  const hasSent = writes && (holdsGoldens ? await tellDownstream(work, stored) : await send(work, stored, budget))
  if ((stored.failures ?? 0) > 0)
    await store.write((tx) => noteHealth.run(tx, { name: system.name, failures: 0, openUntil: null, failure: null }))
  return isBusy || hasNews || hasSent
}

/** Whether a definition has anything written: in consolidation a system is only asked what changed there. */
export function isWritten({ definition: { mode }, tables }: CompiledSystem): boolean {
  if (mode !== 'consolidation') return true
  return [...tables.values()].some(({ attributes }) =>
    attributes.some(({ settings }) => settings.mode === 'coexistence' && settings.write !== 'never'),
  )
}

/** Notes which records are to be looked at: all of them once, then those that the feed tells of. */
async function readOn(work: Work, stored: StoredSystem): Promise<boolean> {
  let isBusy = await scan(work, stored)
  let { cursor = 0 } = stored
  for (let more = true; more; isBusy ||= more) ({ cursor, more } = await dispatch(work, cursor))
  return isBusy
}

/** All records of a system are looked at once after its definition came into force; one that is cut off goes on. */
async function scan(work: Work, { scanned }: StoredSystem): Promise<boolean> {
  const { store, system, now, others, signal } = work
  if (scanned === undefined) return false
  for (let after = scanned; !signal.aborted; ) {
    const began = performance.now()
    const rows = await store.write((tx) =>
      scanDue.run(tx, { name: system.name, prefix: `${system.name}:`, after, limit: PAGE, at: now().toISOString() }),
    )
    const last = rows.at(-1)
    if (!last) break
    after = last.id
    await others.giveWay(performance.now() - began, signal)
  }
  for (let after = ''; !signal.aborted; ) {
    const [from, began] = [after, performance.now()]
    const page = await store.read((tx) =>
      scanGoldens.run(tx, { after: from, entities: [...system.tables.keys()], limit: PAGE }),
    )
    const last = page.at(-1)
    if (!last) break
    await noteMissing(
      work,
      page.map(({ golden }) => golden),
    )
    after = last.golden
    await others.giveWay(performance.now() - began, signal)
  }
  if (!signal.aborted) await store.write((tx) => noteScanned.run(tx, { name: system.name, scanned: null }))
  return true
}

/** Asks a system what changed there since it was last asked. */
async function poll(work: Work, { polls = {}, polledAt }: StoredSystem): Promise<boolean> {
  const { connector, system, store, now, signal } = work
  const everyMs = system.definition.pollSeconds * 1_000
  if (!connector.changes || (polledAt !== undefined && Date.parse(polledAt) + everyMs > now().getTime())) return false
  const cursors = { ...polls }
  let isNews = false
  for (const entity of system.tables.keys()) {
    for (let more = true; more && !signal.aborted; ) {
      const page = await connector.changes(entity, cursors[entity] ?? '', signal)
      const { changed, gone } = await takeInRemote(work, entity, page.records)
      isNews ||= changed.size + gone.size > 0
      more = page.more && page.cursor !== cursors[entity]
      cursors[entity] = page.cursor
      const row = { name: system.name, polls: JSON.stringify(cursors), at: now().toISOString() }
      await store.write((tx) => notePoll.run(tx, row))
    }
  }
  return isNews
}

/** What is there is brought in step, then what is missing is made. */
async function send(work: Work, stored: StoredSystem, budget: Budget): Promise<boolean> {
  const [isFree, hasSent] = await sendDue(work, stored, budget)
  let hasMade = false
  for (let isMore = isFree; isMore && !work.signal.aborted; hasMade ||= isMore) {
    const began = performance.now()
    isMore = (await makeMissing(work)) > 0
    if (isMore) await work.others.giveWay(performance.now() - began, work.signal)
  }
  if ((stored.approved ?? 0) > 0 || work.mayGo) await spend(work)
  return hasSent || hasMade
}

/** What somebody approved holds until all of it is done, retries included, and no longer. */
async function spend({ store, system: { name }, now }: Work): Promise<void> {
  const open = await store.read((tx) => anyOpen.run(tx, { name, now: now().toISOString() }))
  if (open.length === 0) await store.write((tx) => spendApproval.run(tx, { name }))
}

/** @returns whether it may be written to, and whether it was */
async function sendDue(
  work: Work,
  stored: StoredSystem,
  { always, share }: Budget,
): Promise<[isFree: boolean, hasSent: boolean]> {
  const { store, system, now } = work
  const next = (limit: number) =>
    store.read((tx) => dueCopies.run(tx, { name: system.name, now: now().toISOString(), limit, but: [] }))
  const approved = stored.approved ?? 0
  const few = always + approved
  // Counting a system's records takes a while where it has many, and most turns write few.
  const isFew = (await next(few + 1)).length + (await countMakes(work, few)) <= few
  const free = isFew ? few : Math.max(always, await share()) + approved
  const waiting = isFew ? [] : await next(free + 1)
  if (!isFew) {
    const records = waiting.map(({ record }) => record)
    const makes = await countMakes(work, free)
    const writes = makes + (makes + waiting.length > free ? await countWrites(work, records) : 0)
    if (writes > free) {
      const reason = `${writes} records or more would be written at once, ${free} may be: look at the dry run, then resume`
      await store.write((tx) =>
        pauseSystem.run(tx, { name: system.name, at: now().toISOString(), by: 'sync', reason, approved: 0 }),
      )
      work.log(`${system.name} is paused: ${reason}`)
      return [false, false]
    }
  }
  return [true, await sendAll(work)]
}

/** Brings in step what is due by now, until nothing is. While one batch is on its way the next one is made ready. */
async function sendAll(work: Work): Promise<boolean> {
  const { store, system, now, signal } = work
  const { perSecond } = system.definition.pace
  const under = new Set<string>()
  const next = async () => {
    const limit = Math.max(1, Math.min(TOGETHER, perSecond ?? TOGETHER))
    const asked = { name: system.name, now: now().toISOString(), limit, but: [...under] }
    const due = signal.aborted || isOver ? [] : await store.read((tx) => dueCopies.run(tx, asked))
    for (const { copy } of due) under.add(copy)
    return due
  }
  let [isBusy, isOver] = [false, false]
  let claim: ReturnType<typeof next> = Promise.resolve([])
  const lane = async () => {
    for (;;) {
      claim = claim.then(next)
      const due = await claim
      if (due.length === 0) return
      isBusy = true
      const [since, began] = [now().getTime(), performance.now()]
      const written = await bringInStep(work, due)
      for (const { copy } of due) under.delete(copy)
      // What it rests for the system's pace is no work.
      const workedMs = performance.now() - began
      if (perSecond !== undefined) await rest(since + (written * 1_000) / perSecond - now().getTime(), signal)
      await work.others.giveWay(workedMs, signal)
    }
  }
  const ending = async () => {
    try {
      await lane()
    } finally {
      isOver = true
    }
  }
  // Who is paced has one lane, so that the pace is one. All lanes have ended before anybody hears that one failed.
  const ended = await Promise.allSettled(Array.from({ length: perSecond === undefined ? LANES : 1 }, ending))
  const failed = ended.find((each) => each.status === 'rejected')
  if (failed) throw failed.reason
  return isBusy
}
