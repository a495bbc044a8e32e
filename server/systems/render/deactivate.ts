import type { Inactive } from '../../model/sync/inactive.ts'
import type { RemoteRow, RowPatch } from '../connector.ts'
import type { SystemTable } from '../system-shape.ts'
import type { AttributeDifference } from './difference.ts'

/** What is written where nobody's own word is left of a customer, as if it were an attribute. */
export const DEACTIVATE = 'deactivate'

/** A copy of a golden record that nobody speaks of any more, or does again. */
export type Life = {
  readonly table: Pick<SystemTable, 'onDelete' | 'deactivate' | 'activate'>
  /** Every record of its golden record was made by Kith. */
  readonly isLeft: boolean
  /** Somebody changed this one there since it was made: then it is theirs to say whether it is active. */
  readonly hasWord: boolean
  /** What was made inactive there before. */
  readonly inactive: Inactive | undefined
}

/**
 * A copy that nobody's own word is left of is made inactive, once: who makes it active again there has the last word. Where the customer
 * returns, what still stands there of it is taken back.
 * @param row its cells, where they were just read
 */
export function deactivation(life: Life, row?: RemoteRow): AttributeDifference[] {
  const cells = life.isLeft ? cellsThatEnd(life, row) : cellsThatReturn(life, row)
  if (Object.keys(cells).length === 0) return []
  return [{ attribute: DEACTIVATE, is: 'write', cells, mark: { attribute: DEACTIVATE, fields: {} } }]
}

function cellsThatEnd({ table: { onDelete, deactivate = {} }, inactive }: Life, row: RemoteRow | undefined): RowPatch {
  if (onDelete !== 'deactivate' || inactive?.stored || (row && stands(deactivate, row))) return {}
  return deactivate
}

function cellsThatReturn(
  { table: { deactivate = {}, activate = {} }, inactive, hasWord }: Life,
  row: RemoteRow | undefined,
): RowPatch {
  if (!inactive || hasWord) return {}
  const set = inactive.stored ?? deactivate
  const standing = Object.keys(set).filter((column) => !row || (row[column] ?? null) === set[column])
  return Object.fromEntries(
    standing.map((column) => [column, activate[column] ?? inactive.was[column] ?? null] as const),
  )
}

function stands(cells: RowPatch, row: RemoteRow): boolean {
  return Object.entries(cells).every(([column, text]) => (row[column] ?? null) === text)
}

/** What is noted before such a write is sent: a value that it takes the place of cannot be asked for afterwards. */
export function inactiveBefore({ isLeft, inactive, table }: Life, row: RemoteRow | undefined): Inactive | undefined {
  if (!isLeft || inactive) return inactive
  return { was: row ? cellsOf(Object.keys(table.deactivate ?? {}), row) : {} }
}

/**
 * What is noted once nothing of it is left to be written.
 * @param row its cells by now, as far as they are known
 * @returns '' where it is active again; null where nothing changes
 */
export function inactiveAfter({ isLeft, inactive, table }: Life, row: RemoteRow | undefined): string | null {
  if (!inactive) return null
  if (!isLeft) return ''
  if (inactive.stored || table.onDelete !== 'deactivate') return null
  const { deactivate = {} } = table
  return JSON.stringify({ ...inactive, stored: row ? cellsOf(Object.keys(deactivate), row) : deactivate })
}

function cellsOf(columns: readonly string[], row: RemoteRow): Record<string, string | null> {
  return Object.fromEntries(columns.map((column) => [column, row[column] ?? null]))
}
