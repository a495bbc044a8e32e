import { setMaxListeners } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { ProblemError } from '../../model/problem.ts'
import { headOfFeed } from '../../store/read/change-reads.ts'
import {
  allSystems,
  anyDue,
  countOfSystem,
  leaseSystem,
  noteHealth,
  pauseSystem,
  type StoredSystem,
} from '../../store/write/systems.ts'
import type { CompiledSystem } from '../../systems/compile-system.ts'
import type { Connector } from '../../systems/connector.ts'
import { nextTry } from './pause.ts'
import { heedRestore, type SyncPosition } from './restored.ts'
import { inForce } from './systems.ts'
import { isWritten, turn } from './turn.ts'
import type { SyncAround } from './work.ts'

const LEASE_MS = 20_000
const RENEW_MS = 5_000
/** How long a sender that has nothing to do rests before it looks again. */
const IDLE_MS = 400
/** After something failed that no single system is to blame for: the database is away. */
const FAILED_MS = 5_000
/** Where there is no system. */
const NOBODY_MS = 3_000
/** Where not even its definition can be read. */
const PATIENCE = { firstSeconds: 1, factor: 2, mostSeconds: 600, tries: 1 }
/** So many records of a system are always free to be written at once, whatever share of them that is. */
const ALWAYS_FREE = 25

export type Runner = {
  /** One turn of every system that is in force, or of one. @returns whether anything was done */
  once(signal: AbortSignal, only?: string): Promise<boolean>
  /** Turns until the signal says stop. */
  keepOn(signal: AbortSignal): Promise<void>
  close(): Promise<void>
}

type Opening = SyncAround & {
  readonly holder: string
  readonly connect: (system: CompiledSystem) => Connector
  /** Share of a system's records that may be written at once without being asked. */
  readonly budget: number
  readonly position?: SyncPosition | undefined
}

type Line = { readonly hash: string; readonly system: CompiledSystem; readonly connector: Connector }

/** Sends what is due to every system, one sender a system: whoever holds its lease. */
export function openRunner({ holder, connect, budget, position, ...around }: Opening): Runner {
  const { store, now, log } = around
  const lines = new Map<string, Line>()
  let hasSystems = true

  async function lineOf(stored: StoredSystem): Promise<Line | undefined> {
    const open = lines.get(stored.name)
    if (open?.hash === stored.hash) return open
    await open?.connector.close()
    lines.delete(stored.name)
    const system = inForce(stored)
    if (!system || stored.hash === undefined) return undefined
    const line = { hash: stored.hash, system, connector: connect(system) }
    lines.set(stored.name, line)
    return line
  }

  const lease = async (name: string, until: number) =>
    (
      await store.write((tx) => leaseSystem.run(tx, { name, holder, now: now().getTime(), until }), { unasked: true })
    )[0]?.free ?? false

  /** One system that cannot be told keeps nobody else from being told: it is tried again after pauses that grow. */
  async function safely(stored: StoredSystem, signal: AbortSignal): Promise<boolean> {
    try {
      return await turnOf(stored, signal)
    } catch (error) {
      if (signal.aborted) return false
      const failure = messageOf(error)
      const failures = (stored.failures ?? 0) + 1
      const retry = lines.get(stored.name)?.system.definition.retry ?? PATIENCE
      log(`${stored.name}: ${failure}`)
      if (error instanceof ProblemError && error.problem.code === 'system.state') {
        // Trying again would not help: somebody has to say something.
        const row = { name: stored.name, at: now().toISOString(), by: 'sync', reason: failure, approved: 0 }
        await store.write((tx) => pauseSystem.run(tx, row), { unasked: true })
        return false
      }
      const row = { name: stored.name, failures, openUntil: nextTry(retry, failures, now()), failure }
      await store.write((tx) => noteHealth.run(tx, row), { unasked: true })
      return false
    }
  }

  async function turnOf(stored: StoredSystem, signal: AbortSignal): Promise<boolean> {
    const isShut = (stored.openUntil ?? '') > now().toISOString()
    if (isShut && !lines.has(stored.name)) return false
    const line = await lineOf(stored)
    if (!line || (await isIdle(stored, line))) return false
    if (!(await lease(stored.name, now().getTime() + LEASE_MS))) return false
    const ends = new AbortController()
    const renewing = setInterval(() => {
      lease(stored.name, now().getTime() + LEASE_MS).then(
        (held) => held || ends.abort(),
        () => ends.abort(),
      )
    }, RENEW_MS)
    try {
      const either = AbortSignal.any([signal, ends.signal])
      // Every request that is on its way listens to it, however many a system takes at once.
      setMaxListeners(0, either)
      const [mayGo, seen] = [stored.mayGo ?? false, { shown: 0, gone: 0 }]
      const work = { ...around, ...line, signal: either, mayGo, seen }
      return await turn(work, stored, { always: ALWAYS_FREE, share: () => shareOf(stored.name) })
    } finally {
      clearInterval(renewing)
      await lease(stored.name, 0)
    }
  }

  async function shareOf(name: string): Promise<number> {
    const [row] = await store.read((tx) => countOfSystem.run(tx, { prefix: `${name}:` }))
    return Math.floor(budget * (row?.records ?? 0))
  }

  /** Whether there is nothing to do for a system: asked often, so it takes nothing and writes nothing. */
  async function isIdle(
    { name, scanned, cursor = 0, polledAt = '', openUntil = '' }: StoredSystem,
    { system, connector }: Line,
  ): Promise<boolean> {
    const at = now()
    const isShut = openUntil > at.toISOString()
    if (isShut && system.definition.mode === 'downstream') return true
    const polls = new Date(at.getTime() - system.definition.pollSeconds * 1_000).toISOString()
    if (!isShut && connector.changes && polledAt < polls) return false
    if (!isWritten(system)) return true
    if (scanned !== undefined) return false
    const [head, due] = await store.read(
      async (tx) => [await headOfFeed(tx), await anyDue.run(tx, { name, now: at.toISOString() })] as const,
    )
    return cursor >= head.seq && (isShut || due.length === 0)
  }

  async function once(signal: AbortSignal, only?: string): Promise<boolean> {
    const systems = await store.read((tx) => allSystems.run(tx, {}))
    hasSystems = systems.length > 0
    if (position && hasSystems && (await heedRestore(store, position, now()))) return false
    const wanted = systems.filter(
      ({ name, pausedAt }) => pausedAt === undefined && (only === undefined || name === only),
    )
    // All of them have ended before the next begin: a system has one turn at a time.
    const turns = await Promise.allSettled(wanted.map((stored) => safely(stored, signal)))
    const failed = turns.find((each) => each.status === 'rejected')
    if (failed) throw failed.reason
    return turns.some((each) => each.status === 'fulfilled' && each.value)
  }

  return {
    once,
    async keepOn(signal) {
      for (let rest = 0; !signal.aborted; await sleep(rest, undefined, { signal }).catch(() => undefined))
        rest = await once(signal).then(
          (isBusy) => (isBusy ? 0 : hasSystems ? IDLE_MS : NOBODY_MS),
          (error: unknown) => {
            if (!signal.aborted) log(`synchronisation was put off: ${messageOf(error)}`)
            return FAILED_MS
          },
        )
    },
    async close() {
      for (const { connector } of lines.values()) await connector.close()
      lines.clear()
    },
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
