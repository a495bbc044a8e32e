import type { EntityName } from '../../model/entities/registry.ts'
import { splitRecordId } from '../../model/ids.ts'
import type { Engine } from '../../rules/engine.ts'
import type { Store } from '../../store/graph/driver.ts'
import { scanGoldens } from '../../store/write/system-goldens.ts'
import { recordsOfSystem } from '../../store/write/systems.ts'
import type { CompiledSystem } from '../../systems/compile-system.ts'
import type { Connector, RenderedRequest } from '../../systems/connector.ts'
import type { RulesInForce } from '../run/rules-in-force.ts'
import { downstreamItems } from './downstream.ts'
import { type MakePlan, planMakes } from './make.ts'
import { differencesOf, type Looked, lookAt } from './standings.ts'

/** What would become of one record. */
export type DryLine = {
  readonly record: string
  readonly golden: string
  /** The system has none yet: it would be made. */
  readonly isNew?: boolean
  /** Attributes that would be written. */
  readonly attributes: readonly string[]
  readonly request?: RenderedRequest
  /** Attributes that would not, and why. */
  readonly not: Readonly<Record<string, string>>
  /** Those of them whose value has no form there. */
  readonly refused: readonly string[]
}

/** How much would be written, by attribute. */
export type DryCounts = {
  readonly records: number
  readonly writes: number
  /** Records that would be made. */
  readonly makes: number
  readonly attributes: Readonly<Record<string, number>>
  /** Values that have no form there. */
  readonly refused: number
}

type Dry = {
  store: Store
  rules: RulesInForce
  system: CompiledSystem
  connector: Pick<Connector, 'render' | 'createsOnce'>
}

const PAGE = 200

/** What a definition would have written to its system as of now, record by record, in id order from a given id on. Writes nothing. */
export async function* dryRun(dry: Dry, after: string): AsyncGenerator<DryLine> {
  const { store, rules, system, connector } = dry
  if (system.definition.mode === 'downstream') return yield* dryDownstream(dry, after)
  const isOfMakes = after !== '' && !after.startsWith(`${system.name}:`)
  for (let from = after; !isOfMakes; ) {
    const page = await store.read(async (tx) => {
      const records = (await recordsOfSystem.run(tx, { prefix: `${system.name}:`, after: from, limit: PAGE })).map(
        ({ record }) => record,
      )
      const engine = await rules.engine(tx)
      const looked = new Map((await lookAt(tx, system, records, engine)).map((each) => [each.row.record, each]))
      return records.map((record) => ({ record, line: dryLine(looked.get(record), engine, connector) }))
    })
    const last = page.at(-1)
    if (!last) break
    for (const { line } of page) if (line) yield line
    from = last.record
  }
  yield* dryMakes(dry, isOfMakes ? after : '')
}

/** Records that the system would be given. */
async function* dryMakes({ store, rules, system, connector }: Dry, after: string): AsyncGenerator<DryLine> {
  const entities = [...system.tables].flatMap(([entity, { table }]) => (table.create === 'never' ? [] : [entity]))
  const around = { system, connector, now: () => new Date() }
  for (let from = after; entities.length > 0; ) {
    const start = from
    const page = await store.read(async (tx) => {
      const goldens = await scanGoldens.run(tx, { after: start, entities, limit: PAGE })
      const candidates = goldens.map(({ golden }) => ({ golden, copy: golden }))
      const plans = await planMakes(tx, around, await rules.engine(tx), candidates)
      return goldens.map(({ golden }, place) => ({ golden, line: makeLine(golden, plans[place], connector) }))
    })
    const last = page.at(-1)
    if (!last) return
    for (const { line } of page) if (line) yield line
    from = last.golden
  }
}

function makeLine(
  golden: string,
  plan: MakePlan | undefined,
  { render }: Pick<Connector, 'render'>,
): DryLine | undefined {
  if (!plan || plan.is === 'idle') return undefined
  const line = { record: golden, golden, isNew: true, attributes: [], not: {}, refused: [] }
  if (plan.is === 'wait') return { ...line, not: { record: 'the system does not know yet what it refers to' } }
  if (plan.is === 'dead') return { ...line, not: { record: plan.reason }, refused: ['record'] }
  const { item, marks } = plan.making
  return { ...line, attributes: marks.map(({ attribute }) => attribute), request: render(item) }
}

/** A system that holds golden records is told of every one there is. */
async function* dryDownstream({ store, system, connector }: Dry, after: string): AsyncGenerator<DryLine> {
  const entities = [...system.tables.keys()]
  for (let from = after; ; ) {
    const start = from
    const items = await store.read(async (tx) => {
      const page = await scanGoldens.run(tx, { after: start, entities, limit: PAGE })
      return downstreamItems(
        tx,
        system,
        page.map(({ golden }) => golden),
      )
    })
    const last = items.at(-1)?.externalId
    if (last === undefined) return
    for (const item of items) {
      const golden = item.externalId ?? ''
      yield {
        record: golden,
        golden,
        attributes: Object.keys(item.set),
        request: connector.render(item),
        not: {},
        refused: [],
      }
    }
    from = last
  }
}

function dryLine(
  looked: Looked | undefined,
  engine: Engine,
  { render }: Pick<Connector, 'render'>,
): DryLine | undefined {
  if (!looked) return undefined
  const { row } = looked
  const { differences, there } = differencesOf(looked, engine)
  const writes = differences.filter((each) => each.is === 'write')
  const not = differences.flatMap((each) => {
    if (each.is === 'barred') return [[each.attribute, each.why] as const]
    if (each.is === 'refused') return [[each.attribute, each.reason] as const]
    return each.is === 'ask' ? [[each.attribute, 'a steward is asked'] as const] : []
  })
  const { entity, sourceId } = splitRecordId(row.record)
  const set = Object.assign({}, ...writes.map(({ cells }) => cells))
  const seq = row.seq ?? 0
  const item = { key: row.record, entity: entity as EntityName, id: sourceId, set, known: there.raw ?? {}, seq }
  return {
    record: row.record,
    golden: row.golden,
    attributes: writes.map(({ attribute }) => attribute),
    ...(writes.length > 0 ? { request: render(item) } : {}),
    not: Object.fromEntries(not),
    refused: differences.filter(({ is }) => is === 'refused').map(({ attribute }) => attribute),
  }
}

/** The sum of a dry run. */
export async function dryCounts(dry: Dry): Promise<DryCounts> {
  const attributes: Record<string, number> = {}
  let [records, writes, makes, refused] = [0, 0, 0, 0]
  for await (const line of dryRun(dry, '')) {
    if (!line.isNew) records += 1
    if (line.isNew) makes += line.request ? 1 : 0
    else if (line.attributes.length > 0) writes += 1
    for (const name of line.attributes) attributes[name] = (attributes[name] ?? 0) + 1
    refused += line.refused.length
  }
  return { records, writes, makes, attributes, refused }
}
