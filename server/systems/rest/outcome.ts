import { ownValue } from '../../collections/own-value.ts'
import type { WriteItem, WriteOutcome } from '../connector.ts'
import type { WriteVerdict } from '../denial.ts'
import { jsonAt, textAt } from './answer-json.ts'
import type { NoAnswer, RestAccess, RestAnswer } from './exchange.ts'
import { idInLocation, remoteRecord, versionOf } from './remote-record.ts'
import type { RestEntity, StatusMeaning } from './rest-entity-shape.ts'
import type { RestSettings } from './rest-shape.ts'

/** What answers are judged by. */
export type RestContext = {
  readonly settings: RestSettings
  readonly entity: RestEntity
  readonly access: RestAccess
}

const USUAL: Readonly<Record<string, StatusMeaning>> = {
  '2xx': 'ok',
  '3xx': 'moved',
  '4xx': 'rejected',
  '5xx': 'retry',
  '401': 'denied',
  '403': 'denied',
  '404': 'gone',
  '408': 'retry',
  '409': 'conflict',
  '410': 'gone',
  '412': 'conflict',
  '425': 'retry',
  '429': 'retry',
}
/** Statuses by which a server says that it did nothing, so that what was sent has not been written. */
const DID_NOTHING: readonly number[] = [408, 425, 429, 503]

/** Longest reason that is kept: pages of an HTML error are no help. */
const LONGEST_REASON = 500

/** What a status means in this system. */
export function meaningOf(status: number, { statuses }: RestSettings): StatusMeaning {
  const [own, family] = [String(status), `${Math.floor(status / 100)}xx`]
  return (
    ownValue(statuses, own) ?? ownValue(USUAL, own) ?? ownValue(statuses, family) ?? ownValue(USUAL, family) ?? 'retry'
  )
}

/** What became of an item, by the answer to a request of its own. */
export function outcomeOf(answer: RestAnswer | NoAnswer, item: WriteItem, context: RestContext): WriteVerdict {
  if (answer.kind === 'none') return unanswered(answer)
  const { create, update } = context.entity
  const at = item.id === undefined ? { stored: create?.stored, id: create?.id } : { stored: update?.stored }
  return outcomeBy(meaningOf(answer.status, context.settings), answer, item, context, at)
}

/** Nobody said anything: what never left is still to be sent, what left may have been written. */
export function unanswered({ reason, arrived, waiting }: NoAnswer): WriteOutcome {
  return { kind: 'retry', reason, ...(arrived ? { applied: true } : {}), ...(waiting ? { waiting } : {}) }
}

/** Where in an answer the record lies as it is stored now, and what else is said of it. */
export type StoredPlaces = {
  readonly stored?: string | undefined
  readonly id?: string | undefined
  readonly version?: string | undefined
}

/** What became of an item, once it is known what its answer means. */
export function outcomeBy(
  meaning: StatusMeaning,
  answer: RestAnswer,
  item: WriteItem,
  context: RestContext,
  at: StoredPlaces,
): WriteVerdict {
  const { settings, entity } = context
  const into = intoOf(answer, item, context)
  const reason = reasonOf(answer, context)
  switch (meaning) {
    case 'ok':
      return stored(answer, item, entity, settings, at)
    case 'gone':
      return item.id === undefined ? { kind: 'rejected', reason } : { kind: 'gone', into }
    case 'moved':
      return into === undefined
        ? {
            kind: 'denied',
            reason: `${answer.status}: it answers with another address, which is not followed`,
            ofAll: true,
          }
        : { kind: 'gone', into }
    case 'conflict':
      return into === undefined ? { kind: 'conflict', current: currentOf(answer, context) } : { kind: 'gone', into }
    case 'rejected':
      return { kind: 'rejected', reason, column: faultsOf(answer.json, context)[0]?.column }
    case 'retry': {
      const applied = DID_NOTHING.includes(answer.status) ? undefined : true
      return { kind: 'retry', reason, afterMs: answer.afterMs, applied }
    }
    case 'denied':
      return {
        kind: 'denied',
        reason: `it does not let us in: ${reason}`,
        // Who we are is not believed, whatever is asked for; 403 may be of this record alone.
        ofAll: answer.status === 401,
      }
  }
}

function stored(
  answer: RestAnswer,
  item: WriteItem,
  entity: RestEntity,
  { url }: RestSettings,
  at: StoredPlaces,
): WriteOutcome {
  const json = at.stored === undefined ? undefined : jsonAt(answer.json, at.stored)
  const record = remoteRecord(json, entity, answer.header)
  const id =
    record?.id ??
    item.id ??
    textAt(answer.json, at.id ?? entity.record.id) ??
    idInLocation(answer.header('location'), url, entity)
  // It is there, but nobody knows as what: it has to be found before it is made a second time.
  if (id === undefined) return { kind: 'retry', reason: 'the answer names no id', applied: true }
  if (record?.gone && id === item.id) return { kind: 'gone', into: record.gone.into }
  const version = record?.version ?? textAt(answer.json, at.version) ?? versionBeside(answer, entity)
  return { kind: 'acknowledged', id, version, stored: record?.row }
}

/** The version of a record that the answer does not hold: only its head may say it. */
function versionBeside(answer: RestAnswer, { record }: RestEntity): string | undefined {
  return typeof record.version === 'object' ? versionOf(undefined, record.version, answer.header) : undefined
}

/** Id of the record that an item's was merged into, where the answer says so. */
export function intoOf(
  answer: RestAnswer,
  { id }: Pick<WriteItem, 'id'>,
  { settings, entity }: RestContext,
): string | undefined {
  if (id === undefined) return undefined
  const said =
    textAt(answer.json, settings.errors.into) ?? idInLocation(answer.header('location'), settings.url, entity)
  return said === id ? undefined : said
}

function currentOf(answer: RestAnswer, { settings, entity }: RestContext) {
  const { current } = settings.errors
  return current === undefined ? undefined : remoteRecord(jsonAt(answer.json, current), entity, answer.header)
}

/** Why it is as it is, in words: the status, what it says of the whole, and of each column. */
export function reasonOf(answer: RestAnswer, context: Omit<RestContext, 'entity'>): string {
  const { settings, access } = context
  const faults = faultsOf(answer.json, context).map(({ column, why }) =>
    column === undefined ? why : `${column}: ${why}`,
  )
  const status = answer.status === 0 ? undefined : `${answer.status}`
  const parts = [status, textAt(answer.json, settings.errors.reason), faults.join('; ') || undefined, answer.fault]
  return access.hide(parts.filter((part) => part !== undefined).join(': ')).slice(0, LONGEST_REASON)
}

type Fault = { readonly column?: string | undefined; readonly why: string }

/** Faults one by one, whether the system lists them or names them by column. */
function faultsOf(json: unknown, { settings: { errors } }: Pick<RestContext, 'settings'>): Fault[] {
  const list = errors.list === undefined ? undefined : jsonAt(json, errors.list)
  if (typeof list !== 'object' || list === null) return []
  if (!Array.isArray(list)) return Object.entries(list).map(([column, why]) => ({ column, why: wordsOf(why) }))
  return list.map((each) => ({
    column: textAt(each, errors.column),
    why: textAt(each, errors.message) ?? (typeof each === 'string' ? each : ''),
  }))
}

function wordsOf(why: unknown): string {
  return Array.isArray(why) ? why.map(wordsOf).join(', ') : typeof why === 'string' ? why : JSON.stringify(why)
}
