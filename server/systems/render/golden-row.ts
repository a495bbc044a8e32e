import { fieldDef } from '../../model/entities/registry.ts'
import type { RowPatch } from '../connector.ts'
import type { SystemTable } from '../system-shape.ts'
import { ADDRESS, GOLDEN } from './columns.ts'
import type { GoldenState } from './wanted.ts'

/** Whether a golden record is there, and where its id leads where it is not. */
type Life = { readonly isLive: boolean; readonly heirs: readonly string[] }

/**
 * A golden record as a row of a system that holds golden records: its own columns (`golden`, `entity`, `status`, `heirs`), and its values,
 * by the columns that the definition gives them; without a definition each by the name of its property, lists as JSON.
 */
export function goldenRow(state: GoldenState, { isLive, heirs }: Life, { attributes }: SystemTable): RowPatch {
  const head = {
    golden: state.id,
    entity: state.entity,
    status: isLive ? state.status : heirs.length > 0 ? 'retired' : 'erased',
    heirs: heirs.length > 0 ? JSON.stringify(heirs) : null,
  }
  const named = Object.entries(attributes)
  if (named.length === 0) return { ...head, ...plain(state.values) }
  const cells = named.flatMap(([name, { columns = {}, entry }]) => {
    if (name === GOLDEN) return Object.values(columns).map((column) => [column, state.id] as const)
    const fields = Object.entries(columns).length > 0 ? Object.entries(columns) : [[name, name] as const]
    return fields.map(([field, column]) => [column, valueIn(field, entry, state)] as const)
  })
  return { ...head, ...Object.fromEntries(cells) }
}

function plain(values: GoldenState['values']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).map(([property, value]) => [property, Array.isArray(value) ? JSON.stringify(value) : value]),
  )
}

function valueIn(field: string, entry: number, { values, entity }: GoldenState): string | null {
  const property = field.startsWith(`${ADDRESS}.`)
    ? field.slice(ADDRESS.length + 1)
    : (fieldDef(entity, field)?.property ?? field)
  return [values[property] ?? []].flat()[entry] ?? null
}
