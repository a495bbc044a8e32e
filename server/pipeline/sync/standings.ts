import type { EntityName } from '../../model/entities/registry.ts'
import { type RecordId, splitRecordId } from '../../model/ids.ts'
import { isWordless, type RecordInput } from '../../model/record.ts'
import type { Mark } from '../../model/sync/mark.ts'
import type { Engine } from '../../rules/engine.ts'
import type { Tx } from '../../store/graph/driver.ts'
import { kindsOfSources } from '../../store/write/sources.ts'
import { fatesOfRecords, type RecordStanding, sayingsOfGoldens, statesOfRecords } from '../../store/write/systems.ts'
import { familyOf, type SurviveRules } from '../../survive/rules.ts'
import type { CompiledSystem, CompiledTable } from '../../systems/compile-system.ts'
import type { RemoteRow } from '../../systems/connector.ts'
import { ADDRESS, fieldsOf, GOLDEN, type WritableAttribute } from '../../systems/render/columns.ts'
import { deactivation, type Life } from '../../systems/render/deactivate.ts'
import {
  type AttributeDifference,
  differences,
  type GiverFate,
  type WritePolicy,
} from '../../systems/render/difference.ts'
import { thereOf } from '../../systems/render/there.ts'
import { cellsReader, type GoldenState } from '../../systems/render/wanted.ts'
import { goldenStates } from './golden-states.ts'

/** A record of a system, its golden record, and whatever decides what may be written where. */
export type Looked = {
  readonly row: RecordStanding
  readonly golden: GoldenState
  readonly policy: WritePolicy
  readonly table: CompiledTable
  /** Nobody's own word is left of its golden record: all of its records were made by Kith. */
  readonly isLeft: boolean
}

/** Looks at records of a system as of now. Those that are of no golden record any more are left out. */
export async function lookAt(
  tx: Tx,
  system: CompiledSystem,
  records: readonly RecordId[],
  engine: Engine,
): Promise<Looked[]> {
  const rows = await statesOfRecords.run(tx, { records })
  const givers = rows.flatMap(({ input }) => (input.written ?? []).flatMap(({ from }) => from ?? []))
  const fates = new Map(
    givers.length === 0
      ? []
      : (await fatesOfRecords.run(tx, { ids: [...new Set(givers)] })).map((row) => [row.id, row]),
  )
  const left = await goldensLeft(tx, system, rows)
  const kinds = await kindsOfSources(tx)
  const goldens = await goldenStates(tx, rows, (place) => referencesOf(rows[place]))
  return rows.flatMap((row, place) => {
    const table = system.tables.get(row.entity)
    const golden = goldens[place]
    if (!table || !golden) return []
    const fateOf = (record: RecordId): GiverFate => {
      const fate = fates.get(record)
      if (!fate?.golden || fate.retired) return 'lost'
      return fate.golden === row.golden ? 'member' : 'apart'
    }
    const { survive } = engine.entities[row.entity].rules
    const isLeft = left.has(row.golden)
    return [{ row, golden, table, isLeft, policy: policyOf(system, table, { row, isLeft }, survive, kinds, fateOf) }]
  })
}

/** Golden records of rows that nobody's own word is left of, where a system is to be told. */
async function goldensLeft(
  tx: Tx,
  { tables }: CompiledSystem,
  rows: readonly RecordStanding[],
): Promise<ReadonlySet<string>> {
  const silent = rows.filter(
    ({ entity, input, inactive }) =>
      (inactive || tables.get(entity)?.table.onDelete === 'deactivate') && isWordless(input),
  )
  if (silent.length === 0) return new Set()
  const said = await sayingsOfGoldens.run(tx, { goldens: [...new Set(silent.map(({ golden }) => golden))] })
  return new Set(said.flatMap(({ golden, isSaid, inputs }) => (!isSaid && inputs.every(isWordless) ? [golden] : [])))
}

/** What a steward said may stay: a value by its attribute and the record that gave it. */
export function keptAs({ attribute, from }: Pick<Mark, 'attribute' | 'from'>): string {
  return `${attribute} ${from ?? ''}`
}

function referencesOf(row: RecordStanding | undefined): Record<string, string> {
  const [company, parent] = [row?.company[0], row?.parent[0]]
  return {
    ...(company === undefined ? {} : { 'company.id': company }),
    ...(parent === undefined ? {} : { 'parent.id': parent }),
  }
}

function policyOf(
  { name, definition }: CompiledSystem,
  { table }: CompiledTable,
  { row, isLeft }: Pick<Looked, 'row' | 'isLeft'>,
  survive: SurviveRules,
  kinds: ReadonlyMap<string, string>,
  fateOf: WritePolicy['fateOf'],
): WritePolicy {
  const names = (source: string) => [source, kinds.get(source) ?? source]
  const isHeld = row.status === 'held' || row.status === 'blocked'
  return {
    fateOf,
    waits: (attribute) => table.references !== 'omit' && waits(attribute, row),
    onLoss({ settings }, mark) {
      const { onLoss = table.onLoss } = settings
      if (onLoss !== 'ask') return onLoss
      if (row.kept?.includes(keptAs(mark))) return 'keep'
      if (row.answer) return row.answer === 'keep' ? 'keep' : 'revert'
      // What was made inactive is left as it was.
      return isLeft && table.onDelete === 'deactivate' ? 'keep' : 'ask'
    },
    barred(attribute, from) {
      if ((attribute.settings.mode ?? definition.mode) === 'consolidation')
        return 'nothing is written to it in this mode'
      // What must reach everybody, whatever is in doubt: a refusal.
      if (isHeld && !isRefusal(attribute, row)) return `the golden record is ${row.status}`
      const owners = ownersOf(attribute, row.entity, survive)
      if (!owners || !names(name).some((each) => owners.includes(each))) return undefined
      // Among several owners the word of another one counts here too.
      const giver = from === undefined ? name : splitRecordId(from).source
      const isOther = giver !== name && names(giver).some((each) => owners.includes(each))
      return isOther ? undefined : 'the system owns it'
    },
  }
}

function isRefusal({ name }: WritableAttribute, { body }: RecordStanding): boolean {
  if (name === GOLDEN) return true
  return name.startsWith('consent.') && body.values[name.replace('.', '_')] === 'false'
}

function waits({ name }: WritableAttribute, row: RecordStanding): boolean {
  if (name === 'company.id') return row.hasCompany && row.company.length === 0
  return name === 'parent.id' && row.hasParent && row.parent.length === 0
}

/** Sources, or kinds of them, that own an attribute by the rules of survivorship. */
function ownersOf(
  { name }: WritableAttribute,
  entity: EntityName,
  { attributes, addresses }: SurviveRules,
): string[] | undefined {
  if (name === ADDRESS) return addresses.owner
  const owned = fieldsOf(entity, name).flatMap((field) => {
    const rule = attributes[field] ?? attributes[familyOf(field)] ?? attributes['*']
    return rule?.owner ? [rule.owner] : []
  })
  return owned[0]
}

/** Where a record differs from its golden record. @param row its cells, where they were just read */
export function differencesOf(
  looked: Looked,
  engine: Engine,
  row?: RemoteRow,
): { there: RecordInput; differences: AttributeDifference[] } {
  const {
    row: { record, input, told },
    golden,
    table: { compiled, attributes },
    policy,
  } = looked
  const there = row ? cellsReader(compiled, record)(row) : thereOf(input)
  const standing = { record, own: input, there, row, told }
  const found = differences(attributes, golden, standing, compiled, engine.read, policy)
  return { there, differences: [...found, ...deactivation(lifeOf(looked), row)] }
}

/** Whether anybody still speaks of a copy's customer, and what its system is to be told about it. */
export function lifeOf({
  isLeft,
  row: { inactive, input },
  table: { table },
}: Omit<Looked, 'golden' | 'policy'>): Life {
  return { table, isLeft, inactive, hasWord: !isWordless(input) }
}
