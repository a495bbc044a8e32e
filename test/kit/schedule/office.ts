import { compileMapping } from '../../../server/ingest/compile-mapping.ts'
import { ingestRow } from '../../../server/ingest/ingest.ts'
import { parseMapping } from '../../../server/ingest/source-mapping.ts'
import { ownActor } from '../../../server/model/change.ts'
import { RecordId } from '../../../server/model/ids.ts'
import { fail } from '../../../server/model/problem.ts'
import type { RecordInput } from '../../../server/model/record.ts'
import { type Kith, openKith } from '../../../server/pipeline/kith.ts'
import type { RunContext } from '../../../server/pipeline/run/context.ts'
import { mintId } from '../../../server/pipeline/run/mint.ts'
import { type Connection, openStore, type Store } from '../../../server/store/graph/driver.ts'
import { compileSystem } from '../../../server/systems/compile-system.ts'
import type { Connector } from '../../../server/systems/connector.ts'
import { PaperSystem } from '../paper-system.ts'
import { difference } from './difference.ts'
import { COERCE, definitionOf, GROUPS, mappingOf, type Papers, STAMPS, SYSTEMS, type SystemName } from './systems.ts'
import { filledRow, hear, nothingTyped, type Row, type Typed } from './typed.ts'

export type RecordKey = { system: SystemName; id: string }
/** What a system said of a record at a moment, on its way to Kith. */
export type Message = RecordKey & { row: Row; version: number }

export const CLI = ownActor('cli')
const START = Date.parse('2026-01-05T08:00:00Z')

/** Three systems on paper over one graph, and what is known of them beside it: what people typed there. */
export class Office {
  store: Store
  kith: Kith
  readonly papers: Papers
  readonly typed = new Map<string, Typed>()
  /** What people typed into records that were deleted since. */
  readonly buried = new Map<string, Typed>()
  readonly mail: Message[] = []
  readonly files: Message[][] = []
  readonly decided = new Map<string, { id: string; low: RecordId; high: RecordId; verdict: 'same' | 'distinct' }>()
  /** How often people changed a record, by its id. */
  readonly edits = new Map<string, number>()
  /** Writes, with how often people had changed the record before. */
  readonly writes: { key: string; seq: number; column: string; edits: number }[] = []
  readonly trouble = new Map<SystemName, 'away' | 'dies before' | 'dies after'>()
  readonly log: string[] = []
  #clock = START
  readonly #connection: Connection

  private constructor(store: Store, connection: Connection) {
    this.store = store
    this.#connection = connection
    const paper = (system: SystemName) => new PaperSystem(COERCE[system], (row) => this.#stamped(system, row))
    this.papers = { shop: paper('shop'), crm: paper('crm'), erp: paper('erp') }
    this.kith = this.#open()
  }

  static async begin(connection: Connection): Promise<Office> {
    const office = new Office(await openStore(connection), connection)
    await office.wipe()
    return office
  }

  async wipe(): Promise<void> {
    await this.store.autoCommit('MATCH (n) WHERE NOT n:Migration AND NOT n:Counter DETACH DELETE n')
    await this.store.autoCommit(`MATCH (c:Counter) SET c = {name: c.name, seq: 0, at: '1970-01-01T00:00:00.000Z'}`)
  }

  get context(): RunContext {
    return { actor: CLI, now: this.now, mint: mintId }
  }

  readonly now = (): Date => {
    this.#clock += 7
    return new Date(this.#clock)
  }

  wait(minutes: number): void {
    this.#clock += minutes * 60_000
  }

  /** Another process on the same graph. */
  async restart(): Promise<void> {
    await this.store.close()
    this.store = await openStore(this.#connection)
    this.kith = this.#open()
  }

  row({ system, id }: RecordKey): Row | undefined {
    const kept = this.papers[system].rows.get(`person:${id}`)
    return kept && !kept.gone ? kept.row : undefined
  }

  /** Somebody types cells of one attribute. @returns false where nothing is new in it */
  edit(key: RecordKey, attribute: string, cells: Row): boolean {
    const was = this.row(key)
    const { system, id } = key
    if (was && Object.entries(cells).every(([column, text]) => (was[column] ?? '') === text)) return false
    const known = was ? this.typedOf(key) : nothingTyped()
    const row = this.#stamped(system, filledRow({ ...was, ...cells }), true)
    this.papers[system].rows.set(`person:${id}`, { row, version: this.now().getTime() })
    const last = known.versions.at(-1) ?? {}
    const said = attribute === '*' ? Object.keys(cells) : (GROUPS[system][attribute] ?? [])
    this.edits.set(nameOf(key), (this.edits.get(nameOf(key)) ?? 0) + 1)
    // Another spelling of what Kith wrote is still what Kith wrote.
    const of = (from: Row) => Object.fromEntries(said.map((column) => [column, from[column] ?? '']))
    const isKiths = was !== undefined && JSON.stringify(of(was)) !== JSON.stringify(of(last))
    if (isKiths && difference(key, inputOf(key, of(was)), inputOf(key, of(row))) === undefined) return true
    const typed = { ...last, ...Object.fromEntries(said.map((column) => [column, row[column] ?? ''])) }
    const times = { changed: row.changed ?? '', ...(row.rev ? { rev: row.rev } : {}) }
    if (isKiths) {
      const before = new Date(Date.parse(row.changed ?? '') - 1).toISOString()
      const none = Object.fromEntries(said.map((column) => [column, '']))
      const rev = row.rev ? { rev: String(Number(row.rev) - 1) } : {}
      known.gaps.set(known.versions.length, filledRow({ ...last, ...none, changed: before, ...rev }))
      known.overtyped.set(said.join(' '), { kiths: of(was), before: of(last), at: known.versions.length })
    } else {
      const over = known.overtyped.get(said.join(' '))
      if (over && difference(key, inputOf(key, over.kiths), inputOf(key, of(row))) === undefined)
        known.putBack.set(known.versions.length, { said, before: over.before, since: over.at })
    }
    known.versions.push(filledRow({ ...typed, ...times }))
    this.typed.set(nameOf(key), known)
    this.buried.delete(nameOf(key))
    return true
  }

  typedOf(key: RecordKey): Typed {
    return this.typed.get(nameOf(key)) ?? nothingTyped()
  }

  /** Somebody there deletes a record; what it said and is still on its way is never heard of. */
  erase(key: RecordKey): void {
    const kept = this.papers[key.system].rows.get(`person:${key.id}`)
    if (!kept) return
    kept.gone = {}
    this.buried.set(nameOf(key), this.typedOf(key))
    this.typed.delete(nameOf(key))
    const others = this.mail.filter((message) => nameOf(message) !== nameOf(key))
    this.mail.splice(0, this.mail.length, ...others)
    for (const file of this.files)
      file.splice(0, file.length, ...file.filter((message) => nameOf(message) !== nameOf(key)))
  }

  message(key: RecordKey): Message | undefined {
    const row = this.row(key)
    return row && { ...key, row: { ...row }, version: this.typedOf(key).versions.length - 1 }
  }

  async deliver(messages: readonly Message[]): Promise<void> {
    for (const message of messages) {
      const [outcome] = await this.kith.upsert([inputOf(message, message.row)], CLI)
      if (outcome?.outcome === 'rejected') throw new Error(`rejected: ${JSON.stringify(outcome)}`)
      hear(this.typedOf(message), message.version)
    }
  }

  #stamped(system: SystemName, row: Row, isPerson = false): Row {
    const at = isPerson || STAMPS[system] ? { changed: this.now().toISOString() } : {}
    return { ...row, ...at, ...(system === 'erp' ? { rev: String(this.now().getTime() - START) } : {}) }
  }

  #open(): Kith {
    const files = () =>
      SYSTEMS.map((name) => ({ file: `${name}.json`, name, system: compileSystem(definitionOf(name)) }))
    return openKith(this.store, {
      now: this.now,
      mint: mintId,
      systems: {
        files,
        connect: ({ name }) => this.#line(name as SystemName),
        budget: 1,
        log: (line) => this.log.push(line),
      },
    })
  }

  #line(system: SystemName): Connector {
    const paper = this.papers[system]
    const line = paper.connector()
    const answers = () => {
      if (this.trouble.get(system) !== 'away') return
      this.trouble.delete(system)
      fail('system.unavailable', `${system} does not answer`)
    }
    const dies = (when: string) => {
      if (this.trouble.get(system) !== when) return
      this.trouble.delete(system)
      throw new Error('killed')
    }
    return {
      ...line,
      read: async (entity, ids, signal) => {
        answers()
        const found = (await line.read?.(entity, ids, signal)) ?? []
        for (const { id } of found) this.#heard({ system, id })
        return found
      },
      write: async (items, signal) => {
        dies('dies before')
        const before = paper.writes.length
        const outcomes = await line.write(items, signal)
        for (const { id, set, seq } of paper.writes.slice(before)) {
          const key = nameOf({ system, id })
          for (const column of Object.keys(set)) this.writes.push({ key, seq, column, edits: this.edits.get(key) ?? 0 })
        }
        for (const [at, { kind }] of outcomes.entries())
          if (kind === 'conflict') this.#heard({ system, id: items[at]?.id ?? '' })
        dies('dies after')
        return outcomes
      },
    }
  }

  #heard(key: RecordKey): void {
    const typed = this.typed.get(nameOf(key))
    if (typed) hear(typed, typed.versions.length - 1)
  }
}

const nameOf = ({ system, id }: RecordKey) => `${system}:${id}`
export const recordOf = ({ system, id }: RecordKey) => RecordId.parse(`${system}:person:${id}`)

const mappings = new Map(SYSTEMS.map((name) => [name, compileMapping(parseMapping(mappingOf(name)))]))

/** A row as Kith reads it. */
export function inputOf({ system, id }: RecordKey, row: Row): RecordInput {
  const compiled = mappings.get(system)
  const read = compiled && ingestRow({ id, ...row }, compiled, { file: 'paper', line: 1 })
  if (!read?.ok) throw new Error(`${system}:${id} cannot be read: ${JSON.stringify(row)}`)
  return read.value as RecordInput
}
