import { fail } from '../../model/problem.ts'
import type { RemoteRecord } from '../connector.ts'
import { jsonAt } from './answer-json.ts'
import { atOnce } from './at-once.ts'
import { constantHeaders } from './compose.ts'
import type { AskRest, RestAnswer, RestRequest } from './exchange.ts'
import { intoOf, meaningOf, type RestContext, reasonOf } from './outcome.ts'
import { remoteRecord } from './remote-record.ts'
import type { RestEntity } from './rest-entity-shape.ts'
import { fillJson, fillPath, type JsonValue } from './template.ts'

/** How much is asked for at once. */
export type RestPace = { readonly timeoutSeconds: number; readonly atOnce: number; readonly batch: number }

/** What asks a system about the records of one entity. */
export type Reader = RestContext & { readonly ask: AskRest; readonly pace: RestPace; readonly signal: AbortSignal }

/** Records as they are there now, one for each id: what is not there is `gone`. */
export async function readRecords(ids: readonly string[], reader: Reader): Promise<RemoteRecord[]> {
  const many = reader.entity.read?.many
  if (!many || ids.length < 2) return atOnce(ids, reader.pace.atOnce, (id) => readOne(id, reader))
  const parts = Array.from({ length: Math.ceil(ids.length / many.most) }, (_, i) =>
    ids.slice(i * many.most, (i + 1) * many.most),
  )
  return (await atOnce(parts, reader.pace.atOnce, (part) => readSeveral(part, many, reader))).flat()
}

type Several = NonNullable<NonNullable<RestEntity['read']>['many']>

async function readSeveral(ids: readonly string[], many: Several, reader: Reader): Promise<RemoteRecord[]> {
  const request = question({ ...many, values: { ids: ids.join(',') }, json: { ids } }, reader)
  const { json, header } = await answered(request, reader)
  const found = new Map(listIn(json, many.list, reader, header).map((record) => [record.id, record]))
  // Asked for alone, one that is missing may say where it went.
  return atOnce(ids, 1, async (id) => found.get(id) ?? readOne(id, reader))
}

async function readOne(id: string, reader: Reader): Promise<RemoteRecord> {
  const { read } = reader.entity
  const request = question({ method: 'GET', path: read?.path ?? '', values: { id } }, reader)
  const answer = await answered(request, reader, ['ok', 'gone', 'moved'])
  const meaning = meaningOf(answer.status, reader.settings)
  if (meaning !== 'ok') {
    const into = intoOf(answer, { id }, reader)
    if (meaning === 'moved' && into === undefined) refuse(request, reader, answer)
    return { id, row: {}, gone: { into } }
  }
  const record = recordIn(jsonAt(answer.json, read?.at ?? ''), reader, answer.header)
  // Some answer with what a record was merged into as if it were the record.
  return record.id === id ? record : { id, row: {}, gone: { into: record.id } }
}

/** Records that carry an external id. */
export async function findRecords(externalId: string, reader: Reader): Promise<RemoteRecord[]> {
  const { find } = reader.entity
  if (!find) return []
  const request = question({ ...find, values: { externalId }, json: { externalId } }, reader)
  const answer = await answered(request, reader, ['ok', 'gone'])
  return meaningOf(answer.status, reader.settings) === 'gone'
    ? []
    : listIn(answer.json, find.list, reader, answer.header)
}

type Question = {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly body?: JsonValue | undefined
  /** What its placeholders stand for: in the path, and in the body where that is something else. */
  readonly values: Readonly<Record<string, string>>
  readonly json?: Readonly<Record<string, JsonValue>> | undefined
}

/**
 * A request that writes nothing.
 * @throws ProblemError `system.invalid` where a value cannot stand in an address
 */
export function question({ method, path, body, values, json = values }: Question, { settings }: Reader): RestRequest {
  const filled = fillPath(path, values)
  if (filled === undefined) fail('system.invalid', `${JSON.stringify(values)} cannot stand in the path ${path}`)
  const headers = constantHeaders(settings)
  return { method, path: filled, headers, body: body === undefined ? undefined : fillJson(body, json) }
}

/**
 * What a question is answered with.
 * @throws ProblemError `system.unavailable` where it is not answered, or not in one of the ways asked for
 */
export async function answered(
  request: RestRequest,
  reader: Reader,
  meanings: readonly string[] = ['ok'],
): Promise<RestAnswer> {
  const answer = await reader.ask(request, reader.signal)
  if (answer.kind === 'none') fail('system.unavailable', `${request.method} ${request.path}: ${answer.reason}`)
  const meaning = meaningOf(answer.status, reader.settings)
  if (!meanings.includes(meaning) || (meaning === 'ok' && answer.fault)) refuse(request, reader, answer)
  return answer
}

function refuse({ method, path }: RestRequest, reader: Reader, answer: RestAnswer): never {
  const wait = answer.afterMs === undefined ? '' : `, and asks us to wait for ${Math.ceil(answer.afterMs / 1000)} s`
  fail('system.unavailable', `${method} ${path} is answered with ${reasonOf(answer, reader)}${wait}`)
}

/**
 * The records of a list, or the one record that stands in its place.
 * @throws ProblemError `system.invalid` where there is no list, or no record in it
 */
export function listIn(json: unknown, at: string, reader: Reader, header: RestAnswer['header']): RemoteRecord[] {
  const list = jsonAt(json, at)
  if (list === undefined || list === null)
    fail('system.invalid', `its answer holds nothing at ${JSON.stringify(at)}, where its records should be`)
  // The head of an answer speaks of all of it: of one record in a list it says nothing.
  return Array.isArray(list) ? list.map((each) => recordIn(each, reader)) : [recordIn(list, reader, header)]
}

function recordIn(json: unknown, { entity }: Reader, header?: RestAnswer['header']): RemoteRecord {
  const record = remoteRecord(json, entity, header)
  return (
    record ?? fail('system.invalid', `its answer holds no record with an id at ${JSON.stringify(entity.record.id)}`)
  )
}
