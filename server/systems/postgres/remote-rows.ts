import type { RemoteRecord, RemoteRow } from '../connector.ts'
import type { Answer } from './postgres-link.ts'
import type { Table } from './statements.ts'

/** A row of an answer whose first `skip` cells are special to the question, and the others a record. */
export function recordOf(
  table: Table,
  names: Answer['names'],
  cells: Answer['rows'][number],
  skip: number,
): RemoteRecord {
  const [version, gone, into, origin] = cells.slice(skip)
  const afterId = skip + 4 + table.ids.length
  const id = cells.slice(skip + 4, afterId).map((part) => (part ?? '').trim())
  return {
    id: id.join(table.settings.separator),
    row: rowOf(names.slice(afterId), cells.slice(afterId)),
    ...(version ? { version } : {}),
    ...(gone === 't' ? { gone: into ? { into } : {} } : {}),
    ...(origin ? { origin } : {}),
  }
}

function rowOf(names: Answer['names'], cells: Answer['rows'][number]): RemoteRow {
  return Object.fromEntries(names.flatMap((name, i) => (cells[i] ? [[name, cells[i]]] : [])))
}

/** Columns of an id and their values; undefined where the text cannot be such an id. */
export function keyOf({ ids, settings: { separator } }: Table, id: string): Record<string, string> | undefined {
  const parts = ids.length === 1 ? [id] : id.split(separator)
  return parts.length === ids.length ? Object.fromEntries(ids.map((column, i) => [column, parts[i] ?? ''])) : undefined
}
