import type { RecordId } from '../../model/ids.ts'
import type { RecordInput, StandardRecord } from '../../model/record.ts'
import type { Mark } from '../../model/sync/mark.ts'
import { type Reading, readingOf } from '../../rules/reading.ts'
import type { CompiledTable } from '../compile-system.ts'
import type { RemoteRow } from '../connector.ts'
import { cellsReader } from './wanted.ts'

/**
 * Marks of an acknowledged write as the system stored it: it may have trimmed, changed case or cut. A mark that says what the source
 * itself said is spent.
 * @param row the record as it is there after the write, where that is known
 */
export function storedMarks(
  record: RecordId,
  sent: readonly Mark[],
  { compiled, attributes }: CompiledTable,
  standardise: (input: RecordInput) => StandardRecord,
  row?: RemoteRow,
): Mark[] {
  const read = cellsReader(compiled, record)
  const there = row && read(row)
  const reading = readingOf(there ?? read({}), standardise)
  return sent.map((mark) => {
    const columns = attributes.find(({ name }) => name === mark.attribute)?.columns ?? []
    if (!there || columns.length === 0) return isOwn(mark, reading) ? spent(mark) : mark
    const cells = Object.fromEntries(
      columns.flatMap(({ column }) => (row?.[column] === undefined ? [] : [[column, row[column]]])),
    )
    const now = read(cells)
    const stored: Mark = {
      ...asStored(mark, now),
      ...(there.version === undefined ? {} : { version: there.version }),
      ...(there.updatedAt === undefined ? {} : { updatedAt: there.updatedAt }),
    }
    return isOwn(stored, reading) ? spent(stored) : stored
  })
}

function asStored(mark: Mark, now: RecordInput): Mark {
  if (mark.address) {
    const place = now.addresses[0] ?? null
    const same = JSON.stringify(place) === JSON.stringify(mark.address.stored)
    const { asked = same ? undefined : mark.address.stored } = mark.address
    return { ...mark, address: { stored: place, own: mark.address.own, ...(asked === undefined ? {} : { asked }) } }
  }
  const fields = Object.entries(mark.fields).map(([field, said]) => {
    const stored = now.fields[field] ?? []
    const same = JSON.stringify(stored) === JSON.stringify(said.stored)
    const { asked = same ? undefined : said.stored } = said
    return [field, { stored, own: said.own, ...(asked === undefined ? {} : { asked }) }] as const
  })
  return { ...mark, fields: Object.fromEntries(fields) }
}

/** The source's own word is what stands there, in its own spelling. */
function spent({ from: _from, ...mark }: Mark): Mark {
  const fields = Object.entries(mark.fields).map(([field, { own }]) => [field, { stored: own, own }] as const)
  const { address } = mark
  return {
    ...mark,
    fields: Object.fromEntries(fields),
    ...(address ? { address: { stored: address.own, own: address.own } } : {}),
  }
}

/** Whether what was written is what the source had said itself. */
function isOwn({ fields, address }: Mark, reading: Reading): boolean {
  if (address) {
    const { stored, own } = address
    return stored === null || own === null ? stored === own : reading.samePlace(stored, own)
  }
  return Object.entries(fields).every(
    ([field, { stored, own }]) =>
      stored.length === own.length && stored.every((text, at) => reading.same(field, text, own[at] ?? '')),
  )
}
