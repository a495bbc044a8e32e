import { z } from 'zod'
import { fail } from '../../model/problem.ts'
import type { RemoteChanges, RemoteRecord } from '../connector.ts'
import { jsonAt, textAt } from './answer-json.ts'
import type { RestAnswer } from './exchange.ts'
import { answered, listIn, question, type Reader, readRecords } from './read-records.ts'
import type { RestEntity } from './rest-entity-shape.ts'

type ChangesSettings = NonNullable<RestEntity['changes']>

/** Where reading stands: the cursor that is asked with, the page of what it gives, and the greatest cursor seen on the way. */
const Place = z.tuple([z.string(), z.string(), z.string()])
type Place = z.infer<typeof Place>

/**
 * Records that changed since a cursor, one page of them.
 * @throws ProblemError `system.invalid` where the answer is none that the definition describes
 */
export async function changedRecords(cursor: string, reader: Reader): Promise<RemoteChanges> {
  const { changes } = reader.entity
  if (!changes) return { records: [], cursor, more: false }
  const place = placeOf(cursor, changes)
  const answer = await answered(pageRequest(place, changes, reader), reader)
  const list = listOf(answer, changes)
  const named = listIn(list, '', reader, answer.header)
  const records = changes.readEach ? await readRecords([...new Set(named.map(({ id }) => id))], reader) : named
  const next = nextPlace(place, list, answer, changes, reader)
  return { records: withMarks(records, named), cursor: cursorOf(next.place, changes), more: next.more }
}

/** A record that was read after a list named it as deleted is what it was read as, and gone where the list said so. */
function withMarks(records: readonly RemoteRecord[], named: readonly RemoteRecord[]): RemoteRecord[] {
  const gone = new Map(named.flatMap((each) => (each.gone ? [[each.id, each.gone] as const] : [])))
  return records.map((record) =>
    gone.has(record.id) ? { ...record, gone: record.gone ?? gone.get(record.id) } : record,
  )
}

function listOf({ json }: RestAnswer, { list: at }: ChangesSettings): unknown[] {
  const list = jsonAt(json, at)
  return Array.isArray(list) ? list : fail('system.invalid', `its answer holds no list at ${JSON.stringify(at)}`)
}

function placeOf(cursor: string, { first, page }: ChangesSettings): Place {
  const start = page && 'from' in page ? String(page.from) : ''
  if (cursor === '') return [first, start, '']
  if (!page) return [cursor, start, '']
  const [since, at, greatest] = Place.parse(JSON.parse(cursor))
  return [since, at === '' ? start : at, greatest]
}

/** Plain where there are no pages, so that people can read it, and set it. */
function cursorOf(place: Place, { page }: ChangesSettings): string {
  return page ? JSON.stringify(place) : place[0]
}

function pageRequest([cursor, page]: Place, changes: ChangesSettings, reader: Reader) {
  const { method, path, body, limit } = changes
  const values = { cursor, page, limit: String(limit) }
  // The address of a page that the system named stands for the whole question.
  if (changes.page && 'url' in changes.page && page !== '')
    return question({ method: 'GET', path: page, values: {} }, reader)
  return question({ method, path, body, values, json: { cursor, page, limit } }, reader)
}

function nextPlace(
  [since, page, before]: Place,
  list: readonly unknown[],
  answer: RestAnswer,
  changes: ChangesSettings,
  reader: Reader,
): { place: Place; more: boolean } {
  const greatest = greatestOf(before, list, answer, changes)
  const following = changes.page && nextPage(page, list, answer, changes, reader)
  if (following !== undefined) return { place: [since, following, greatest], more: true }
  const place: Place = [greatest === '' ? since : greatest, '', '']
  if (changes.page) return { place, more: false }
  const said = changes.more === undefined ? undefined : textAt(answer.json, changes.more)
  const more = said === undefined ? list.length >= changes.limit : said === 'true'
  if (more && place[0] === since)
    fail(
      'system.invalid',
      `there is more, but the cursor stays ${JSON.stringify(since)}: it needs pages, or a greater limit`,
    )
  return { place, more }
}

/** What {page} is next; undefined where that was all. */
function nextPage(
  page: string,
  list: readonly unknown[],
  { json }: RestAnswer,
  changes: ChangesSettings,
  reader: Reader,
): string | undefined {
  if (!changes.page) return undefined
  if ('next' in changes.page) return textAt(json, changes.page.next)
  if ('url' in changes.page) return pathBelow(textAt(json, changes.page.url), reader)
  return list.length >= changes.limit ? String(Number(page) + 1) : undefined
}

/**
 * An address that the system names, as a path below its own.
 * @throws ProblemError `system.invalid` where it leads elsewhere: nothing is sent there
 */
function pathBelow(address: string | undefined, { settings }: Reader): string | undefined {
  if (address === undefined) return undefined
  const base = settings.url.replace(/\/?$/, '/')
  const url = URL.canParse(address, base) ? new URL(address, base).href : ''
  if (!url.startsWith(new URL(base).href)) fail('system.invalid', 'its next page lies at another address than its own')
  return url.slice(new URL(base).href.length - 1)
}

function greatestOf(
  before: string,
  list: readonly unknown[],
  { json }: RestAnswer,
  { cursor }: ChangesSettings,
): string {
  if ('answer' in cursor) return textAt(json, cursor.answer) ?? before
  return list.map((each) => textAt(each, cursor.record) ?? '').reduce(greater, before)
}

/** Numbers by their size, all else, such as instants, by their letters. */
function greater(a: string, b: string): string {
  const numbers = /^\d+$/.test(a) && /^\d+$/.test(b) && a.length !== b.length
  return (numbers ? a.length > b.length : a > b) ? a : b
}
