import type { EntityName } from '../../model/entities/registry.ts'
import { type GoldenId, idOfRecord, type RecordId, SourceName } from '../../model/ids.ts'
import type { Mark } from '../../model/sync/mark.ts'
import type { Engine } from '../../rules/engine.ts'
import type { Tx } from '../../store/graph/driver.ts'
import { type MakeableGolden, makeable, noteMakes } from '../../store/write/system-goldens.ts'
import type { CompiledSystem, CompiledTable } from '../../systems/compile-system.ts'
import type { Connector, WriteItem } from '../../systems/connector.ts'
import { GOLDEN, REFERENCE_FIELDS } from '../../systems/render/columns.ts'
import { cellsReader, type GoldenState, wantedOf } from '../../systems/render/wanted.ts'
import type { SystemTable } from '../../systems/system-shape.ts'
import { goldenStates } from './golden-states.ts'
import type { Looked } from './standings.ts'
import type { Work } from './work.ts'

/** Notes which golden records a system may have to be given a record of. */
export async function noteMissing({ store, system, now }: Work, goldens: readonly string[]): Promise<void> {
  const entities = [...system.tables].flatMap(([entity, { table }]) => (table.create === 'never' ? [] : [entity]))
  const isReferring = [...system.tables.values()].some(({ table }) => table.references === 'create')
  if ((entities.length === 0 && !isReferring) || goldens.length === 0) return
  const row = { name: system.name, goldens, entities, at: now().toISOString(), referred: false }
  await store.write((tx) => noteMakes.run(tx, row))
}

/** Notes golden records that others refer to in a system: they are made there whatever its own policy says. */
export async function noteReferred({ store, system, now }: Work, goldens: readonly string[]): Promise<void> {
  if (goldens.length === 0) return
  const row = { name: system.name, goldens, entities: [...system.tables.keys()], at: now().toISOString() }
  await store.write((tx) => noteMakes.run(tx, { ...row, referred: true }))
}

/** What records refer to that their system is to be given, and has not. */
export async function missingReferences(tx: Tx, system: CompiledSystem, looked: readonly Looked[]): Promise<string[]> {
  const waiting = looked.filter(
    ({ row, table }) =>
      table.table.references === 'create' &&
      ((row.hasCompany && row.company.length === 0) || (row.hasParent && row.parent.length === 0)),
  )
  if (waiting.length === 0) return []
  const ids = waiting.map(({ row }) => row.golden)
  return (await makeable.run(tx, { name: system.name, ids })).flatMap((row) => referredBy(row))
}

/** A golden record that may be given a record; `referred`: others refer to it there. */
export type MayBeMade = { readonly golden: string; readonly copy: string; readonly referred?: boolean | undefined }

/** A record that is to be made. */
export type Making = {
  readonly copy: string
  readonly golden: GoldenState
  readonly member: RecordId
  readonly table: CompiledTable
  readonly item: WriteItem
  readonly marks: readonly Mark[]
}

/** What is to be done about a golden record that a system has no record of. */
export type MakePlan =
  | { readonly is: 'make'; readonly making: Making }
  /** Nothing, as of now. */
  | { readonly is: 'idle' }
  | { readonly is: 'wait'; readonly refers: readonly string[] }
  | { readonly is: 'dead'; readonly reason: string }

type Around = Pick<Work, 'system' | 'now'> & { readonly connector: Pick<Connector, 'createsOnce'> }

/** What is to be done about golden records, one for one. Writes nothing. */
export async function planMakes(
  tx: Tx,
  around: Around,
  engine: Engine,
  candidates: readonly MayBeMade[],
): Promise<MakePlan[]> {
  const { system } = around
  const rows = await makeable.run(tx, { name: system.name, ids: candidates.map(({ golden }) => golden) })
  const states = await goldenStates(tx, rows, (place) => referencesOf(rows[place]))
  const known = new Map(rows.map((row, place) => [row.golden as string, { row, golden: states[place] }]))
  return candidates.map((candidate): MakePlan => {
    const { row, golden } = known.get(candidate.golden) ?? {}
    const table = row && system.tables.get(row.entity)
    const member = row?.members[0]
    // What went there, or was taken from its golden record by a steward, is never made a second time.
    if (!golden || !table || !member || row.isHeld || row.wasHeld || row.isWithdrawn) return { is: 'idle' }
    if (!isWanted(golden, table.table, candidate.referred === true)) return { is: 'idle' }
    const refers = table.table.references === 'omit' ? [] : missingIn(row, table)
    if (refers.length > 0) return { is: 'wait', refers: table.table.references === 'create' ? refers : [] }
    if (!around.connector.createsOnce(row.entity))
      return { is: 'dead', reason: 'what is made there could be made twice: it takes no key and cannot be searched' }
    return {
      is: 'make',
      making: makingOf(around, candidate.copy, { golden, member, table, seq: row.seq ?? 0 }, engine),
    }
  })
}

/** Whether a golden record is one that the system is to have a record of. */
function isWanted({ status, values }: GoldenState, { create }: SystemTable, isReferred: boolean): boolean {
  if (status === 'held' || status === 'blocked') return false
  if (isReferred) return true
  if (create === 'never') return false
  return Object.entries(create.when).every(([attribute, wanted]) => {
    const said = [values[attribute] ?? []].flat()
    if (wanted === true) return said.length > 0
    return [wanted].flat().some((each) => said.includes(each))
  })
}

function referencesOf(row: MakeableGolden | undefined): Record<string, string> {
  const [company, parent] = [row?.company[0], row?.parent[0]]
  return {
    ...(company === undefined ? {} : { 'company.id': company }),
    ...(parent === undefined ? {} : { 'parent.id': parent }),
  }
}

/** What a golden record refers to and the system does not know. */
function referredBy({ company, companies, parent, parents }: MakeableGolden): string[] {
  return [...(company.length === 0 ? companies : []), ...(parent.length === 0 ? parents : [])]
}

/** The same, as far as the table has columns for it. */
function missingIn({ company, companies, parent, parents }: MakeableGolden, { attributes }: CompiledTable): string[] {
  const [ofCompany, ofParent] = REFERENCE_FIELDS.map((field) =>
    attributes.some(
      ({ name, settings, columns }) => name === field && settings.write !== 'never' && columns.length > 0,
    ),
  )
  return [...(ofCompany && company.length === 0 ? companies : []), ...(ofParent && parent.length === 0 ? parents : [])]
}

type Made = { golden: GoldenState; member: RecordId; table: CompiledTable; seq: number }

function makingOf({ system, now }: Around, copy: string, { golden, member, table, seq }: Made, engine: Engine): Making {
  const read = cellsReader(table.compiled, newRecord(system.name, golden.entity, golden.id))
  const set: Record<string, string | null> = {}
  const marks: Mark[] = []
  for (const attribute of table.attributes) {
    if (attribute.settings.write === 'never' || attribute.columns.length === 0) continue
    const wanted = wantedOf(attribute, golden, table.compiled.mapping, read, engine.read)
    if (wanted.is !== 'value') continue
    for (const [column, text] of Object.entries(wanted.cells)) if (text !== null) set[column] = text
    if (attribute.name === GOLDEN) continue
    const fields = Object.entries(wanted.read.fields).map(
      ([field, stored]) => [field, { stored, own: [] as string[] }] as const,
    )
    const [place] = wanted.read.addresses
    marks.push({
      attribute: attribute.name,
      change: seq,
      at: now().toISOString(),
      ...(wanted.from ? { from: wanted.from } : {}),
      fields: Object.fromEntries(fields),
      ...(place ? { address: { stored: place, own: null } } : {}),
    })
  }
  const item = { key: copy, entity: golden.entity, externalId: golden.id as GoldenId, set, known: {}, seq }
  return { copy, golden, member, table, item, marks }
}

export function newRecord(system: string, entity: EntityName, sourceId: string): RecordId {
  return idOfRecord({ source: SourceName.parse(system), entity, sourceId })
}
