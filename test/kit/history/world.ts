import type { EntityName } from '../../../server/model/entities/registry.ts'
import type { Decision } from '../../../server/model/evidence.ts'
import { compareIds, type GoldenId, idOfRecord, pairKey, type RecordId } from '../../../server/model/ids.ts'
import type { RecordInput } from '../../../server/model/record.ts'
import { type Kith, openKith } from '../../../server/pipeline/kith.ts'
import type { RunContext } from '../../../server/pipeline/run/context.ts'
import { mintId } from '../../../server/pipeline/run/mint.ts'
import { parseRuleSet, type RuleSet, shippedRuleSet } from '../../../server/rules/rule-set.ts'
import { type Connection, openStore, type Store } from '../../../server/store/graph/driver.ts'
import type { RulesName } from './steps.ts'

const START = Date.parse('2026-01-05T08:00:00Z')
const DAY_MS = 86_400_000

/** A graph in the middle of a history, and what the history says must be in it. */
export class World {
  store: Store
  kith: Kith
  /** What a record says now, by the rule that the newest of a source's own times counts; gone with the record. */
  readonly said = new Map<RecordId, RecordInput>()
  /** All versions of it that are known, in the order in which they came, since it was last deleted. */
  readonly versions = new Map<RecordId, RecordInput[]>()
  /** What a deleted record said last: decisions about it stand. */
  readonly buried = new Map<RecordId, RecordInput>()
  readonly decided = new Map<string, Pick<Decision, 'id' | 'low' | 'high' | 'verdict'>>()
  readonly pins: { id: string; until?: string | undefined }[] = []
  readonly plans: { id: string; state: 'open' | 'applied' }[] = []
  readonly retired = new Set<string>()
  /** Every golden id there ever was. */
  readonly known = new Set<GoldenId>()
  rules: RulesName = 'shipped'
  sent: RecordInput[] = []
  #clock = START
  readonly #connection: Connection

  private constructor(store: Store, connection: Connection) {
    this.store = store
    this.#connection = connection
    this.kith = openKith(store, this.context)
  }

  /** An empty graph; the schema and the notes of its migrations stay, which is what takes time. */
  static async begin(connection: Connection): Promise<World> {
    const world = new World(await openStore(connection), connection)
    await world.wipe()
    return world
  }

  async wipe(): Promise<void> {
    await this.store.autoCommit('MATCH (n) WHERE NOT n:Migration AND NOT n:Counter DETACH DELETE n')
    await this.store.autoCommit(`MATCH (c:Counter) SET c = {name: c.name, seq: 0, at: '1970-01-01T00:00:00.000Z'}`)
  }

  /** Another process on the same graph: nothing may have been kept in memory alone. */
  async restart(): Promise<void> {
    await this.store.close()
    this.store = await openStore(this.#connection)
    this.kith = openKith(this.store, this.context)
  }

  get context(): RunContext {
    return { actor: { key: 'history' }, now: this.now, mint: mintId }
  }

  /** A clock that never stands still and never runs back. */
  readonly now = (): Date => {
    this.#clock += 7
    return new Date(this.#clock)
  }

  wait(days: number): void {
    this.#clock += days * DAY_MS
    const now = new Date(this.#clock).toISOString()
    for (const pin of this.pins.filter(({ until }) => until !== undefined && until <= now))
      this.pins.splice(this.pins.indexOf(pin), 1)
  }

  /** Takes note of records that arrived, in their order. */
  arrive(records: readonly RecordInput[]): void {
    this.sent = [...records]
    for (const input of records) {
      const id = idOfRecord(input)
      this.versions.set(id, [...(this.versions.get(id) ?? []), input])
      const stored = this.said.get(id)
      if (
        stored &&
        stored.updatedAt !== undefined &&
        input.updatedAt !== undefined &&
        input.updatedAt < stored.updatedAt
      )
        continue
      this.said.set(id, input)
      this.buried.delete(id)
    }
  }

  bury(id: RecordId): void {
    const input = this.said.get(id)
    if (input) this.buried.set(id, input)
    this.said.delete(id)
    this.versions.delete(id)
  }

  /** Takes the decisions that stand from the graph: plans write and withdraw them. */
  async heedDecisions(): Promise<void> {
    const rows = await this.store.autoCommit(
      'MATCH (d:Decision) WHERE d.revokedAt IS NULL RETURN d.id AS id, d.low AS low, d.high AS high, d.verdict AS verdict',
    )
    this.decided.clear()
    for (const row of rows as Pick<Decision, 'id' | 'low' | 'high' | 'verdict'>[])
      this.decided.set(pairKey(row.low, row.high), row)
  }

  live(entity?: EntityName): RecordId[] {
    return [...this.said.keys()].filter((id) => !entity || this.said.get(id)?.entity === entity).sort(compareIds)
  }
}

/** The rule sets that a history changes between. */
export function rulesNamed(name: RulesName): RuleSet {
  const shipped = shippedRuleSet()
  const { person, company, contact } = shipped.entities
  switch (name) {
    case 'shipped':
      return shipped
    case 'strict':
      return {
        ...shipped,
        name,
        entities: { ...shipped.entities, person: { ...person, score: { ...person.score, match: 24, review: 4 } } },
      }
    case 'low cap': {
      // Every key of more than two records is common, so counts cross the cap all the time, and few stand next to one another.
      const low = <T extends typeof person>(rules: T): T => {
        const passes = rules.block.passes.map(({ cap: _own, ...pass }) => pass)
        return { ...rules, block: { ...rules.block, cap: 2, near: 1, passes } }
      }
      return { ...shipped, name, entities: { person: low(person), company: low(company), contact: low(contact) } }
    }
    case 'other trust': {
      const trust = { ...person.survive.trust, sources: { club: 0.9, shop: 0.1 } }
      return parseRuleSet({
        ...shipped,
        name,
        entities: { ...shipped.entities, person: { ...person, survive: { ...person.survive, trust } } },
      })
    }
  }
}
