import { type AddressEvent, readEvent } from '../../model/addresses/address-event.ts'
import { PLACE_PARTS } from '../../model/entities/field.ts'
import { fail, type Problem } from '../../model/problem.ts'
import { csvRecords } from '../csv.ts'

const OWN = ['event', 'reason', 'at', 'carrier', 'golden', 'record', 'address'] as const
const COLUMNS: readonly string[] = [...OWN, ...PLACE_PARTS]

/** A row of a file of events, or what is wrong with it. */
export type EventRow = { readonly line: number; readonly read: AddressEvent | Problem }

/**
 * Events from CSV, a row an event: `event` (returned where it is absent, or confirmed), `reason`, `at`, `carrier`, `golden` or
 * `record`, and the address as printed in `address` or in parts. Rows that cannot be read are told, and the rest goes on.
 * @throws ProblemError `row.unreadable` for a header with columns that it does not know
 */
export async function* eventRows(chunks: AsyncIterable<string>): AsyncGenerator<EventRow> {
  let header: string[] | undefined
  for await (const record of csvRecords(chunks)) {
    if ('broken' in record) {
      yield { line: record.line, read: { code: 'row.unreadable', detail: record.broken, line: record.line } }
      continue
    }
    const cells = record.fields.map((cell) => cell.trim())
    if (cells.every((cell) => cell === '')) continue
    if (header) yield { line: record.line, read: eventOf(header, cells, record.line) }
    else header = knownColumns(cells, record.line)
  }
}

function knownColumns(cells: readonly string[], line: number): string[] {
  const byFold = new Map(COLUMNS.map((name) => [name.toLowerCase(), name]))
  return cells.map(
    (cell) =>
      byFold.get(cell.toLowerCase()) ??
      fail('row.unreadable', `unknown column "${cell}"; there are ${COLUMNS.join(', ')}`, { line }),
  )
}

function eventOf(header: readonly string[], cells: readonly string[], line: number): AddressEvent | Problem {
  const row = new Map(header.map((name, i) => [name, cells[i] ?? '']))
  const stated = (names: readonly string[]) =>
    Object.fromEntries(names.flatMap((name) => (row.get(name) ? [[name, row.get(name)]] : [])))
  const { event = 'returned', address, ...said } = stated(OWN)
  if (event !== 'returned' && event !== 'confirmed')
    return { code: 'request.invalid', detail: `"${event}" is no event: returned or confirmed`, field: 'event', line }
  const parts = stated(PLACE_PARTS)
  const where = address ?? (Object.keys(parts).length > 0 ? parts : undefined)
  const read = readEvent(event, { ...said, ...(where === undefined ? {} : { address: where }) })
  return 'code' in read ? { ...read, line } : read
}
