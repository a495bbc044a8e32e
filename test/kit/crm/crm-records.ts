import { EntityName } from '../../../server/model/entities/registry.ts'
import {
  type Coercions,
  type CrmFields,
  coerced,
  type FieldFault,
  faultsOf,
  flatFields,
  mergedFields,
} from './crm-rules.ts'

/** A record as the CRM holds it. */
export type CrmRecord = {
  readonly id: string
  readonly version: number
  readonly fields: CrmFields
  readonly createdAt: string
  readonly modifiedAt: string
  readonly modifiedBy: string
  /** Number of the last change of anything that changed it. */
  readonly seq: number
  readonly deleted?: boolean
  readonly mergedInto?: string
}

/** One change that really changed something. */
export type CrmWrite = {
  readonly seq: number
  readonly entity: EntityName
  readonly id: string
  readonly kind: 'create' | 'update' | 'delete' | 'merge'
  readonly by: string
  readonly version: number
  /** Field → what it was and what it is. */
  readonly changed: Readonly<Record<string, readonly [from: unknown, to: unknown]>>
}

/** Why a change was not taken. */
export type CrmRefusal =
  | { readonly kind: 'faults'; readonly faults: readonly FieldFault[] }
  | { readonly kind: 'changed'; readonly current: CrmRecord }
  | { readonly kind: 'duplicate'; readonly of: string }
  | { readonly kind: 'missing'; readonly mergedInto?: string | undefined }

export type Stored = { readonly record: CrmRecord; readonly write?: CrmWrite | undefined }

const PREFIX: Record<EntityName, string> = { person: 'P', company: 'C', contact: 'K' }

type State = {
  seq: number
  made: number
  records: Record<EntityName, Record<string, CrmRecord>>
  answers: Record<string, unknown>
}

/** The records of a CRM, and the ledger of what was changed in them. */
export class CrmRecords {
  readonly coerce: Coercions
  readonly ledger: CrmWrite[] = []
  readonly #now: () => Date
  #state: State = { seq: 0, made: 1000, records: { person: {}, company: {}, contact: {} }, answers: {} }

  /** Who carries an external id, or was the last to. */
  readonly #byExternalId = new Map<string, string>()

  constructor(coerce: Coercions, now: () => Date) {
    this.coerce = coerce
    this.#now = now
  }

  all(entity: EntityName): CrmRecord[] {
    return Object.values(this.#state.records[entity])
  }

  get(entity: EntityName, id: string): CrmRecord | undefined {
    return this.#state.records[entity][id]
  }

  /** Those that somebody can see, by the external id that they carry. */
  byExternalId(entity: EntityName, externalId: string): CrmRecord[] {
    const record = this.get(entity, this.#byExternalId.get(`${entity} ${externalId}`) ?? '')
    return record && isThere(record) && record.fields.externalId === externalId ? [record] : []
  }

  /** Records that were changed after a number, oldest change first. */
  changedAfter(entity: EntityName, seq: number, limit: number): CrmRecord[] {
    const changed = this.all(entity).filter((record) => record.seq > seq)
    return changed.sort((a, b) => a.seq - b.seq).slice(0, limit)
  }

  create(entity: EntityName, given: CrmFields, by: string): Stored | CrmRefusal {
    const fields = coerced(given, this.coerce)
    const refusal = this.#refusal(entity, undefined, fields)
    if (refusal) return refusal
    const at = this.#now().toISOString()
    const id = `${PREFIX[entity]}${++this.#state.made}`
    return this.#put(entity, 'create', {
      id,
      version: 1,
      fields,
      createdAt: at,
      modifiedAt: at,
      modifiedBy: by,
      seq: 0,
    })
  }

  /** Changes a record: lays a patch over it, or puts other fields in the place of its own. */
  update(entity: EntityName, id: string, change: CrmChange): Stored | CrmRefusal {
    const own = this.get(entity, id)
    if (!own || !isThere(own)) return { kind: 'missing', mergedInto: own?.mergedInto }
    if (change.version !== undefined && change.version !== own.version) return { kind: 'changed', current: own }
    const given = 'patch' in change ? mergedFields(own.fields, change.patch) : change.fields
    const fields = coerced(given, this.coerce)
    const refusal = this.#refusal(entity, id, fields)
    if (refusal) return refusal
    if (Object.keys(differences(own.fields, fields)).length === 0) return { record: own }
    return this.#put(entity, 'update', { ...own, ...this.#touched(own, change.by), fields })
  }

  remove(entity: EntityName, id: string, by: string): Stored | CrmRefusal {
    const own = this.get(entity, id)
    if (!own || !isThere(own)) return { kind: 'missing', mergedInto: own?.mergedInto }
    return this.#put(entity, 'delete', { ...own, ...this.#touched(own, by), deleted: true })
  }

  /** One record goes, into another. */
  merge(entity: EntityName, id: string, into: string, by: string): Stored | CrmRefusal {
    const [own, other] = [this.get(entity, id), this.get(entity, into)]
    if (!own || !isThere(own) || !other || !isThere(other) || own === other) return { kind: 'missing' }
    return this.#put(entity, 'merge', { ...own, ...this.#touched(own, by), mergedInto: into })
  }

  /** The answer that a request with an idempotency key was given; there is one a key. */
  answerFor<T>(key: string): T | undefined {
    return this.#state.answers[key] as T | undefined
  }

  keepAnswer(key: string, answer: unknown): void {
    this.#state.answers[key] = answer
  }

  /** All that it holds, to be restored some other day; the ledger is no part of it. */
  backup(): string {
    return JSON.stringify(this.#state)
  }

  restore(backup: string): void {
    const state: State = JSON.parse(backup)
    this.#state = state
    this.#byExternalId.clear()
    for (const entity of EntityName.options)
      for (const record of this.all(entity).sort((a, b) => a.seq - b.seq)) this.#keep(entity, record)
  }

  #keep(entity: EntityName, record: CrmRecord): void {
    this.#state.records[entity][record.id] = record
    const { externalId } = record.fields
    if (typeof externalId === 'string') this.#byExternalId.set(`${entity} ${externalId}`, record.id)
  }

  #touched(own: CrmRecord, by: string) {
    return { version: own.version + 1, modifiedAt: this.#now().toISOString(), modifiedBy: by }
  }

  #put(entity: EntityName, kind: CrmWrite['kind'], record: CrmRecord): Stored {
    const before = this.get(entity, record.id)
    const seq = ++this.#state.seq
    const stored = { ...record, seq }
    this.#keep(entity, stored)
    const { id, version, modifiedBy: by } = stored
    const write = { seq, entity, id, kind, by, version, changed: differences(before?.fields ?? {}, stored.fields) }
    this.ledger.push(write)
    return { record: stored, write }
  }

  #refusal(entity: EntityName, id: string | undefined, fields: CrmFields): CrmRefusal | undefined {
    const isCompany = (company: string) => this.get('company', company) !== undefined
    const faults = faultsOf(entity, fields, isCompany)
    if (faults.length > 0) return { kind: 'faults', faults }
    const { externalId } = fields
    if (typeof externalId !== 'string') return undefined
    const twin = this.byExternalId(entity, externalId).find((record) => record.id !== id)
    return twin ? { kind: 'duplicate', of: twin.id } : undefined
  }
}

export type CrmChange = { readonly by: string; readonly version?: number | undefined } & (
  | { readonly patch: CrmFields }
  | { readonly fields: CrmFields }
)

export function isThere(record: CrmRecord): boolean {
  return !record.deleted && record.mergedInto === undefined
}

function differences(before: CrmFields, after: CrmFields): Record<string, readonly [unknown, unknown]> {
  const [from, to] = [flatFields(before), flatFields(after)]
  const fields = [...new Set([...Object.keys(from), ...Object.keys(to)])].filter((field) => from[field] !== to[field])
  return Object.fromEntries(fields.map((field) => [field, [from[field], to[field]] as const]))
}

/** A record as it is shown to whoever asks. */
export function shownRecord({ seq: _, fields, deleted, mergedInto, ...head }: CrmRecord): Record<string, unknown> {
  return { ...head, ...fields, ...(deleted ? { deleted } : {}), ...(mergedInto === undefined ? {} : { mergedInto }) }
}
