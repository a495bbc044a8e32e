import type { EntityName } from '../../model/entities/registry.ts'
import { type RecordId, splitRecordId } from '../../model/ids.ts'
import type { RecordInput } from '../../model/record.ts'
import type { Engine } from '../../rules/engine.ts'
import type { Tx } from '../../store/graph/driver.ts'
import { kindsOfSources } from '../../store/write/sources.ts'
import { fatesOfRecords, type RecordStanding, statesOfRecords } from '../../store/write/systems.ts'
import { familyOf, type SurviveRules } from '../../survive/rules.ts'
import type { CompiledSystem, CompiledTable } from '../../systems/compile-system.ts'
import type { RemoteRow } from '../../systems/connector.ts'
import { fieldsOf, GOLDEN, type WritableAttribute } from '../../systems/render/columns.ts'
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
    return [{ row, golden, table, policy: policyOf(system, table, row, survive, kinds, fateOf) }]
  })
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
  row: RecordStanding,
  survive: SurviveRules,
  kinds: ReadonlyMap<string, string>,
  fateOf: WritePolicy['fateOf'],
): WritePolicy {
  const names = (source: string) => [source, kinds.get(source) ?? source]
  const isHeld = row.status === 'held' || row.status === 'blocked'
  return {
    fateOf,
    onLoss: ({ settings }) => (row.approvedLoss ? 'revert' : (settings.onLoss ?? table.onLoss)),
    barred(attribute, from) {
      if ((attribute.settings.mode ?? definition.mode) === 'consolidation')
        return 'nothing is written to it in this mode'
      // What must reach everybody, whatever is in doubt: a refusal.
      if (isHeld && !isRefusal(attribute, row)) return `the golden record is ${row.status}`
      if (waits(attribute, row)) return 'the system does not know yet what it refers to'
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
function ownersOf({ name }: WritableAttribute, entity: EntityName, { attributes }: SurviveRules): string[] | undefined {
  const owned = fieldsOf(entity, name).flatMap((field) => {
    const rule = attributes[field] ?? attributes[familyOf(field)] ?? attributes['*']
    return rule?.owner ? [rule.owner] : []
  })
  return owned[0]
}

/** Where a record differs from its golden record. @param row its cells, where they were just read */
export function differencesOf(
  { row: { record, input, told }, golden, table, policy }: Looked,
  engine: Engine,
  row?: RemoteRow,
): { there: RecordInput; differences: AttributeDifference[] } {
  const { compiled, attributes } = table
  const there = row ? cellsReader(compiled, record)(row) : thereOf(input)
  const standing = { record, own: input, there, row, told }
  return { there, differences: differences(attributes, golden, standing, compiled, engine.standardise, policy) }
}
