import type { EntityName } from '../../../server/model/entities/registry.ts'
import {
  type CrmChange,
  type CrmRecord,
  type CrmRecords,
  type CrmRefusal,
  isThere,
  type Stored,
  shownRecord,
} from './crm-records.ts'
import type { CrmFields } from './crm-rules.ts'

export type CrmCall = {
  readonly method: string
  /** Parts of the path. */
  readonly path: readonly string[]
  readonly query: URLSearchParams
  header(name: string): string | undefined
  readonly json: unknown
}

export type CrmReply = { readonly status: number; readonly json?: unknown; readonly headers?: Record<string, string> }

/** How it says that a record was merged: 410 and its heir, or a redirect to it. */
export type MergedAs = 'gone' | 'moved'

const TABLES: Record<string, EntityName> = { persons: 'person', companies: 'company', contacts: 'contact' }
const NAMES: Record<EntityName, string> = { person: 'persons', company: 'companies', contact: 'contacts' }
const PAGE = 100

/** Answers a call of the JSON interface. */
export function answerCall(call: CrmCall, records: CrmRecords, mergedAs: MergedAs): CrmReply {
  const [table = '', id, ...rest] = call.path
  if (table === 'ping') return { status: 200, json: { ok: true } }
  const entity = TABLES[table]
  if (!entity || rest.length > 0) return refused(404, 'no such path')
  const to = { call, records, entity, mergedAs }
  if (id === undefined) return collection(to)
  if (id === 'changes' && call.method === 'GET') return changes(to)
  if (id === 'batch' && call.method === 'POST') return batch(to)
  return single(to, id)
}

type To = { call: CrmCall; records: CrmRecords; entity: EntityName; mergedAs: MergedAs }

function collection({ call, records, entity, mergedAs }: To): CrmReply {
  if (call.method === 'GET')
    return { status: 200, json: { items: listed(call.query, records, entity).map(shownRecord) } }
  if (call.method !== 'POST') return refused(405, 'no such method')
  const key = call.header('idempotency-key')
  const known = key === undefined ? undefined : records.answerFor<CrmReply>(key)
  if (known) return known
  const made = records.create(entity, fieldsIn(call.json), callerOf(call))
  const reply = 'kind' in made ? refusalReply(made, entity, mergedAs) : storedReply(201, made, entity)
  if (key !== undefined && reply.status < 300) records.keepAnswer(key, reply)
  return reply
}

function listed(query: URLSearchParams, records: CrmRecords, entity: EntityName): CrmRecord[] {
  const [externalId, ids] = [query.get('externalId'), query.get('ids')]
  if (externalId !== null) return records.byExternalId(entity, externalId)
  const there = records.all(entity).filter(isThere)
  return ids === null ? there : there.filter((record) => ids.split(',').includes(record.id))
}

function changes({ call, records, entity }: To): CrmReply {
  const limit = Number(call.query.get('limit') ?? PAGE)
  const after = Number(call.query.get('after') || 0)
  const found = records.changedAfter(entity, after, limit + 1)
  const shown = found.slice(0, limit)
  const next = String(shown.at(-1)?.seq ?? after)
  return { status: 200, json: { items: shown.map(shownRecord), next, more: found.length > limit } }
}

/** Several changes at once, each with a status of its own. */
function batch({ call, records, entity, mergedAs }: To): CrmReply {
  const { items } = Object(call.json)
  if (!Array.isArray(items)) return refused(400, 'no items')
  const results = items.map(({ id, set, version }) => {
    const stored = records.update(entity, id, { by: callerOf(call), version: numberOf(version), patch: fieldsIn(set) })
    const { status, json } =
      'kind' in stored ? refusalReply(stored, entity, mergedAs) : storedReply(200, stored, entity)
    return status === 200 ? { id, status, record: json } : { id, status, error: json }
  })
  return { status: 200, json: { results } }
}

function single({ call, records, entity, mergedAs }: To, id: string): CrmReply {
  const by = callerOf(call)
  const version = numberOf(call.header('if-match')?.replace(/^W\//, '').replaceAll('"', ''))
  const change = (change: CrmChange) => {
    const done = records.update(entity, id, change)
    return 'kind' in done ? refusalReply(done, entity, mergedAs) : storedReply(200, done, entity)
  }
  switch (call.method) {
    case 'GET': {
      const record = records.get(entity, id)
      if (record && isThere(record)) return storedReply(200, { record }, entity)
      return refusalReply({ kind: 'missing', mergedInto: record?.mergedInto }, entity, mergedAs)
    }
    case 'PATCH':
      return change({ by, version, patch: fieldsIn(call.json) })
    case 'PUT':
      return change({ by, version, fields: fieldsIn(call.json) })
    case 'DELETE': {
      const done = records.remove(entity, id, by)
      return 'kind' in done ? refusalReply(done, entity, mergedAs) : { status: 204 }
    }
    default:
      return refused(405, 'no such method')
  }
}

function storedReply(status: number, { record }: Stored, entity: EntityName): CrmReply {
  const made = status === 201 ? { location: `/${NAMES[entity]}/${record.id}` } : undefined
  return { status, json: shownRecord(record), headers: { etag: `"${record.version}"`, ...made } }
}

function refusalReply(refusal: CrmRefusal, entity: EntityName, mergedAs: MergedAs): CrmReply {
  switch (refusal.kind) {
    case 'faults':
      return { status: 422, json: { message: 'some fields are wrong', errors: refusal.faults } }
    case 'changed': {
      const current = shownRecord(refusal.current)
      return {
        status: 412,
        json: { message: 'somebody changed it', current },
        headers: { etag: `"${current.version}"` },
      }
    }
    case 'duplicate':
      return { status: 409, json: { message: `${refusal.of} has this external id`, existing: refusal.of } }
    case 'missing': {
      const { mergedInto } = refusal
      if (mergedInto === undefined) return refused(404, 'no such record')
      const headers = { location: `/${NAMES[entity]}/${mergedInto}` }
      return mergedAs === 'moved'
        ? { status: 301, headers }
        : { status: 410, json: { message: 'it was merged into another', mergedInto } }
    }
  }
}

function refused(status: number, message: string): CrmReply {
  return { status, json: { message } }
}

function callerOf(call: CrmCall): string {
  return call.header('x-modified-by') ?? 'api'
}

/** What only the CRM itself sets is passed over, as in a record that is sent back whole. */
const OWN = ['id', 'version', 'createdAt', 'modifiedAt', 'modifiedBy']

function fieldsIn(json: unknown): CrmFields {
  const entries = Object.entries(Object(json)).filter(([name]) => !OWN.includes(name))
  return Object.fromEntries(entries) as CrmFields
}

function numberOf(text: unknown): number | undefined {
  return text === undefined || text === null || text === '*' ? undefined : Number(text)
}
