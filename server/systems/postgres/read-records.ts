import { groupBy } from '../../collections/group-by.ts'
import { fail } from '../../model/problem.ts'
import type { RemoteRecord } from '../connector.ts'
import { type TablePlace, upToDate } from './catalogue.ts'
import { keyOf, recordOf } from './remote-rows.ts'
import { lookSql, paramsOf } from './statements.ts'
import { isUnfit } from './trouble.ts'

type Question = TablePlace & { readonly signal: AbortSignal; readonly began: number }

const READ_AT_ONCE = 500

/** Records in the order of their ids; those that are not there are gone. */
export async function readRecords(
  place: TablePlace,
  ids: readonly string[],
  signal: AbortSignal,
): Promise<RemoteRecord[]> {
  const began = Date.now()
  const records: RemoteRecord[] = []
  for (let at = 0; at < ids.length; at += READ_AT_ONCE) {
    records.push(...(await readPage({ ...place, signal, began }, ids.slice(at, at + READ_AT_ONCE))))
  }
  return records
}

/** One id that no row can have spoils the statement for all: halves are read, until it is alone and known to be gone. */
async function readPage(question: Question, ids: readonly string[]): Promise<RemoteRecord[]> {
  const { table } = question
  const keys = ids.map((id) => {
    return keyOf(table, id) ?? fail('system.invalid', `${table.name}: ${id} is no id of ${table.ids.join(', ')}`)
  })
  try {
    const found = await look(question, table.ids, keys)
    return ids.map((id, nr) => ({ ...(found.get(nr)?.[0] ?? { row: {}, gone: {} }), id }))
  } catch (error) {
    if (!isUnfit(error)) throw error
    if (ids.length === 1) return ids.map((id) => ({ id, row: {}, gone: {} }))
    const middle = Math.ceil(ids.length / 2)
    const before = await readPage(question, ids.slice(0, middle))
    return [...before, ...(await readPage(question, ids.slice(middle)))]
  }
}

/** Records with an external id; none where no row can have it. */
export async function findRecords(place: TablePlace, externalId: string, signal: AbortSignal): Promise<RemoteRecord[]> {
  const { externalId: column } = place.table.settings
  if (column === undefined) fail('system.invalid', `${place.table.name} has no column for external ids`)
  try {
    return (await look({ ...place, signal, began: Date.now() }, [column], [{ [column]: externalId }])).get(0) ?? []
  } catch (error) {
    if (isUnfit(error)) return []
    throw error
  }
}

/** Rows by the place of what finds them. */
async function look(
  { link, table, catalogue, signal, began }: Question,
  columns: readonly string[],
  keys: readonly Record<string, string>[],
): Promise<Map<number, RemoteRecord[]>> {
  const given = keys.map((key, nr) => ({ nr, key, cells: {} }))
  const { names, rows } = await upToDate(catalogue, began, async () => {
    const sql = lookSql(table, columns, [], await catalogue.types(signal))
    return link.ask(sql, paramsOf(table, given), signal)
  })
  const byNr = groupBy(rows, ([nr]) => Number(nr))
  return new Map([...byNr].map(([nr, found]) => [nr, found.map((row) => recordOf(table, names, row, 4))]))
}
