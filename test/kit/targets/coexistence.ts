import { onTestFinished } from 'vitest'
import { type Actor, ownActor } from '../../../server/model/change.ts'
import type { EntityName } from '../../../server/model/entities/registry.ts'
import { GoldenId, RecordId } from '../../../server/model/ids.ts'
import type { RecordInput } from '../../../server/model/record.ts'
import type { GoldenView } from '../../../server/model/views.ts'
import { openKith } from '../../../server/pipeline/kith.ts'
import { activate } from '../../../server/pipeline/run/rules-in-force.ts'
import { type RuleSet, shippedRuleSet } from '../../../server/rules/rule-set.ts'
import type { Store } from '../../../server/store/graph/driver.ts'
import { compileSystem } from '../../../server/systems/compile-system.ts'
import type { Connector } from '../../../server/systems/connector.ts'
import { cellsReader } from '../../../server/systems/render/wanted.ts'
import { TEST_CONTEXT } from '../world.ts'
import { definitionOf, KINDS, type Kind, type Saying, type Target } from './target.ts'
import type { Warehouse } from './warehouse.ts'

export const ADMIN = ownActor('cli')
const TURNS = 20
const WAREHOUSE = 'warehouse'

/** Several systems of one kind over one graph, and what is in force between them. */
export type Coexistence = Awaited<ReturnType<typeof coexist>>

/**
 * @param between stands between Kith and the line to a system: a network that repeats, loses, delays
 * @param warehouse a system beside them that holds golden records
 */
export async function coexist(
  store: Store,
  kind: Kind,
  files: Readonly<Record<string, Saying>>,
  {
    between = (_system, line) => line,
    warehouse,
  }: { between?: ((system: string, line: Connector) => Connector) | undefined; warehouse?: Warehouse | undefined } = {},
) {
  const names = Object.keys(files)
  const targets = new Map<string, Target>()
  for (const name of names) targets.set(name, await KINDS[kind]())
  const says = new Map(Object.entries(files))
  const targetOf = (name: string) => {
    const target = targets.get(name)
    if (!target) throw new Error(`no system is called ${name}`)
    return target
  }
  const compiled = (name: string) => compileSystem(definitionOf(name, targetOf(name), says.get(name) ?? {}))
  let ahead = 0
  const now = () => new Date(Date.now() + ahead)
  const kith = openKith(store, {
    ...TEST_CONTEXT,
    now,
    systems: {
      files: () =>
        [...names, ...(warehouse ? [WAREHOUSE] : [])].map((name) => ({
          file: `${name}.json`,
          name,
          system: name === WAREHOUSE && warehouse ? compileSystem(warehouse.definition) : compiled(name),
        })),
      connect: (system) =>
        system.name === WAREHOUSE && warehouse
          ? warehouse.connect(system)
          : between(system.name, targetOf(system.name).connect(system)),
      budget: 1,
    },
  })
  onTestFinished(async () => {
    await kith.runner.close()
    for (const target of targets.values()) await target.close()
    await warehouse?.close()
  })
  const signal = new AbortController().signal
  const settles = async () => {
    for (let turn = 0; turn < TURNS; turn++) if (!(await kith.runner.once(signal))) return
    throw new Error('it does not come to rest')
  }
  const goldenOf = async (record: string): Promise<GoldenView> => {
    const { golden } = await kith.ask.records.find(RecordId.parse(record))
    if (golden === undefined) throw new Error(`${record} has no golden record`)
    return kith.ask.golden.find(GoldenId.parse(golden))
  }
  return {
    kith,
    target: targetOf,
    settles,
    goldenOf,
    now,
    /** Time passes. */
    wait: (seconds: number) => {
      ahead += seconds * 1_000
    },
    /** Puts a system's file in force; other words where it says something else by now. */
    async apply(name: string, saying?: Saying) {
      if (saying) says.set(name, saying)
      const { hash } = await kith.systems.plan(name)
      await kith.systems.apply(name, hash, ADMIN)
    },
    /** An edited file, which changes nothing by itself. */
    edits: (name: string, saying: Saying) => says.set(name, saying),
    /** A system posts a record as it stands there, as somebody. */
    async posts(name: string, entity: EntityName, id: string, actor: Actor = ADMIN): Promise<void> {
      const table = compiled(name).tables.get(entity)
      const line = targetOf(name).connect(compiled(name))
      const [remote] = (await line.read?.(entity, [id], signal)) ?? []
      await line.close()
      if (!table || !remote) throw new Error(`${name} does not show ${id}`)
      const read = cellsReader(table.compiled, RecordId.parse(`${name}:${entity}:${id}`))
      await kith.upsert([read(remote.row)], actor)
    },
    /** Records of sources that Kith does not write to. */
    async sends(records: readonly RecordInput[]): Promise<void> {
      const outcomes = await kith.upsert(records, ADMIN)
      for (const { record, problem } of outcomes) if (problem) throw new Error(`${record}: ${problem.detail}`)
    },
    head: async () => (await kith.ask.changes.head()).seq,
    changes: async (after: number) => (await kith.ask.changes.after(after, 500, { members: true })).changes,
    /** What of each record Kith changed, system by system. */
    writes: async () =>
      Object.fromEntries(await Promise.all(names.map(async (name) => [name, await targetOf(name).writes()] as const))),
    /** Other rules from now on. */
    async rule(entity: EntityName, attribute: string, owner: readonly string[]): Promise<void> {
      const rules = structuredClone(shippedRuleSet()) as { name: string } & RuleSet
      const { attributes } = rules.entities[entity].survive
      attributes[attribute] = { ...(attributes[attribute] ?? attributes['*']), owner } as never
      await activate(store, { ...rules, name: `owned by ${owner.join(' and ')}` }, new Date())
    },
  }
}
