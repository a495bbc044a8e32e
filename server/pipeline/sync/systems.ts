import type { Actor } from '../../model/change.ts'
import type { GoldenId } from '../../model/ids.ts'
import { fail } from '../../model/problem.ts'
import {
  CopyState,
  type Delivery,
  type LossAnswer,
  type SystemPlan,
  type SystemView,
} from '../../model/sync/delivery.ts'
import { headOfFeed } from '../../store/read/change-reads.ts'
import {
  allSystems,
  copyCounts,
  deliveriesOf,
  deliveriesOfAll,
  deliveriesOfGolden,
  hastenCopies,
  pauseSystem,
  putSystem,
  replayCopies,
  type StoredSystem,
} from '../../store/write/systems.ts'
import { type CompiledSystem, compileSystem } from '../../systems/compile-system.ts'
import type { Connector } from '../../systems/connector.ts'
import { type DefinitionFile, definitionOf } from '../../systems/definitions.ts'
import { type DryLine, dryCounts, dryRun } from './dry-run.ts'
import type { SyncAround } from './work.ts'

/** Systems that golden records go back to: what is defined, what is in force, how each stands. */
export type Systems = {
  list(): Promise<SystemView[]>
  /** @throws ProblemError `system.unknown` */
  find(name: string): Promise<SystemView>
  /** What its file would have in force, and what would be written then. @throws ProblemError `system.unknown`, `system.invalid` */
  plan(name: string): Promise<SystemPlan>
  /** The requests of a plan, record by record. @throws as `plan` */
  dryRun(name: string, after: string): AsyncGenerator<DryLine>
  /** Puts its file in force, as its plan showed it. @throws ProblemError `system.stale` where the file is another by now */
  apply(name: string, hash: string, actor: Actor): Promise<SystemView>
  pause(name: string, reason: string, actor: Actor): Promise<SystemView>
  resume(name: string, actor: Actor): Promise<SystemView>
  /**
   * Tries again what failed or is held; with an answer instead what waits for one. All of it, or the deliveries that are named.
   * @throws ProblemError `delivery.not-found` where one that is named does not stand so
   */
  replay(
    name: string,
    ids: readonly string[] | undefined,
    actor: Actor,
    answer?: LossAnswer,
  ): Promise<{ replayed: number }>
  /** Those that were due first come first. `next` is where the following page begins; absent: that was all. */
  deliveries(name: string, page: DeliveryPage): Promise<{ deliveries: Delivery[]; next?: string }>
  /** Which systems hold a golden record's records, and which version each has. */
  ofGolden(id: GoldenId): Promise<Delivery[]>
}

type DeliveryPage = { state?: CopyState | undefined; after: string; limit: number }

type Opening = Pick<SyncAround, 'store' | 'rules' | 'now'> & {
  readonly files: () => readonly DefinitionFile[]
  readonly connect: (system: CompiledSystem) => Connector
}

export function openSystems({ store, rules, now, files, connect }: Opening): Systems {
  const proposed = (name: string): CompiledSystem => definitionOf(files(), name)
  const list = async () => {
    const [stored, counts, head] = await store.read(
      async (tx) =>
        [
          await allSystems.run(tx, {}),
          await copyCounts.run(tx, { states: CopyState.options }),
          await headOfFeed(tx),
        ] as const,
    )
    const known = new Map(stored.map((row) => [row.name, row]))
    const defined = new Map(files().map((file) => [file.name, file]))
    const names = [...new Set([...known.keys(), ...defined.keys()])].sort()
    return names.map((name) =>
      viewOf(
        name,
        known.get(name),
        defined.get(name),
        counts.filter(({ system }) => system === name),
        head.seq,
      ),
    )
  }
  const find = async (name: string) =>
    (await list()).find(({ system }) => system === name) ?? fail('system.unknown', `there is no system ${name}`)
  const withRender = async <T>(system: CompiledSystem, work: (connector: Connector) => Promise<T>): Promise<T> => {
    const connector = connect(system)
    return work(connector).finally(() => connector.close())
  }
  const plan = async (name: string): Promise<SystemPlan> => {
    const system = proposed(name)
    const counts = await withRender(system, (connector) => dryCounts({ store, rules, system, connector }))
    const { mode } = system.definition
    return { system: name, mode, hash: system.hash, inForce: (await find(name)).hash, ...counts }
  }
  return {
    list,
    find,
    plan,
    async *dryRun(name, after) {
      const system = proposed(name)
      const connector = connect(system)
      try {
        yield* dryRun({ store, rules, system, connector }, after)
      } finally {
        await connector.close()
      }
    },
    async apply(name, hash, actor) {
      const system = proposed(name)
      if (system.hash !== hash)
        fail('system.stale', `the file of ${name} is not what the plan was made of; look at the plan again`, {
          path: [system.hash],
        })
      const { writes, makes } = await plan(name)
      await store.write(async (tx) => {
        const { seq } = await headOfFeed(tx)
        const definition = JSON.stringify(system.definition)
        const row = {
          name,
          definition,
          hash,
          at: now().toISOString(),
          by: signed(actor),
          approved: writes + makes,
          cursor: seq,
        }
        await putSystem.run(tx, row)
      })
      return find(name)
    },
    async pause(name, reason, actor) {
      await find(name)
      await store.write((tx) =>
        pauseSystem.run(tx, { name, at: now().toISOString(), by: signed(actor), reason, approved: 0 }),
      )
      return find(name)
    },
    async resume(name, actor) {
      const { behind } = await find(name)
      const row = { name, at: now().toISOString(), by: signed(actor), reason: null, approved: behind }
      await store.write(async (tx) => {
        await pauseSystem.run(tx, row)
        await hastenCopies.run(tx, { name, at: row.at })
      })
      return find(name)
    },
    async replay(name, ids, _actor, answer) {
      await find(name)
      // A question is no failure: trying again answers none.
      const states: CopyState[] = answer ? ['ask'] : ['dead', 'held']
      const rows = await store.write((tx) =>
        replayCopies.run(tx, { name, ids: ids ?? null, at: now().toISOString(), states, answer: answer ?? null }),
      )
      if (ids && rows.length < ids.length) {
        const found = new Set(rows.map(({ id }) => id))
        const missing = ids.filter((id) => !found.has(id))
        const why = answer ? 'wait for no answer' : 'did not fail, or wait for an answer: takeBack or keep'
        fail('delivery.not-found', `${missing.length} of these ${why}; or they are not deliveries of ${name}`, {
          path: missing,
        })
      }
      return { replayed: rows.length }
    },
    async deliveries(name, { state, after: cursor, limit }) {
      await find(name)
      const [at = '', after = ''] = cursor.split(' ')
      const page = { name, at, after, limit }
      const deliveries = await store.read((tx) =>
        state === undefined ? deliveriesOfAll.run(tx, page) : deliveriesOf.run(tx, { ...page, state }),
      )
      const last = deliveries.length === limit ? deliveries.at(-1) : undefined
      return { deliveries, ...(last ? { next: `${last.dueAt} ${last.id}` } : {}) }
    },
    ofGolden: (id) => store.read((tx) => deliveriesOfGolden.run(tx, { id })),
  }
}

function signed({ key, user }: Actor): string {
  return user === undefined ? key : `${key} (${user})`
}

/** What is in force of a stored system. */
export function inForce({ definition }: StoredSystem): CompiledSystem | undefined {
  return definition === undefined ? undefined : compileSystem(JSON.parse(definition))
}

type Counted = Awaited<ReturnType<typeof copyCounts.run>>

function viewOf(
  system: string,
  stored: StoredSystem | undefined,
  file: DefinitionFile | undefined,
  counts: Counted,
  head: number,
): SystemView {
  const force = stored && inForce(stored)
  const proposal = file && 'system' in file ? file.system : undefined
  const behind = counts.filter(({ state }) => state !== 'current' && state !== 'gone')
  const oldest = behind.flatMap((row) => row.oldest ?? []).sort()[0]
  return {
    system,
    ...(force ? { mode: force.definition.mode } : {}),
    connector: (force ?? proposal)?.definition.connector.kind ?? '',
    ...pick(stored, 'hash', 'appliedAt', 'appliedBy', 'cursor'),
    fileDiffers: proposal !== undefined && proposal.hash !== stored?.hash,
    faults: file && 'problem' in file ? (file.problem.path ?? [file.problem.detail]) : [],
    ...(stored?.pausedAt === undefined
      ? {}
      : { paused: { at: stored.pausedAt, by: stored.pausedBy ?? '', reason: stored.pauseReason ?? '' } }),
    ...(stored?.openUntil === undefined
      ? {}
      : { unavailable: { reason: stored.failure ?? '', until: stored.openUntil } }),
    head,
    behind: behind.reduce((sum, { copies }) => sum + copies, 0),
    ...(oldest === undefined ? {} : { oldest }),
    copies: Object.fromEntries(counts.map(({ state, copies }) => [state, copies])),
    writes: stored?.writes ?? 0,
    ...pick(stored, 'lastWriteAt'),
  }
}

function pick<T extends object, K extends keyof T>(from: T | undefined, ...keys: K[]): Partial<Pick<T, K>> {
  const entries = keys.flatMap((key) => (from?.[key] === undefined ? [] : [[key, from[key]]]))
  return Object.fromEntries(entries) as Partial<Pick<T, K>>
}
