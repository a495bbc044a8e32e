import type { WriteItem } from '../connector.ts'
import type { RestRequest } from './exchange.ts'
import type { BatchSettings, RestEntity } from './rest-entity-shape.ts'
import type { RestSettings } from './rest-shape.ts'
import { NotSendable, patchJson, typedCell, wholeJson } from './row-json.ts'
import { fillJson, fillPath, fillText, type JsonValue } from './template.ts'

type Placeholders = Record<string, JsonValue | undefined>

/** Headers of every request of a system; JSON is what all of them speak. */
export function constantHeaders({ headers, origin }: RestSettings): Record<string, string> {
  const own = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), fillText(value, { origin })])
  return { 'content-type': 'application/json', ...Object.fromEntries(own) }
}

/** The request that writes one item: what is not there yet is made, what has an id is changed. */
export function composeWrite(item: WriteItem, entity: RestEntity, settings: RestSettings): RestRequest | NotSendable {
  return item.id === undefined ? composeCreate(item, entity, settings) : composeUpdate(item, entity, settings)
}

function composeCreate(item: WriteItem, entity: RestEntity, settings: RestSettings): RestRequest | NotSendable {
  const { create } = entity
  if (!create) return new NotSendable(`the definition does not say how a ${item.entity} is made`)
  const { externalId: column, idempotencyHeader } = create
  const set = column === undefined || item.externalId === undefined ? {} : { [column]: item.externalId }
  const values = placeholders({ ...item, set: { ...item.set, ...set } }, entity, settings)
  if (values instanceof NotSendable) return values
  const path = pathOf(create.path, item, settings)
  if (path === undefined) return new NotSendable('its external id cannot stand in an address')
  const once = idempotencyHeader === undefined ? {} : { [idempotencyHeader.toLowerCase()]: item.key }
  const headers = { ...constantHeaders(settings), ...once }
  return { method: create.method, path, headers, body: fillJson(create.body, values) }
}

function composeUpdate(item: WriteItem, entity: RestEntity, settings: RestSettings): RestRequest | NotSendable {
  const { update } = entity
  if (!update) return new NotSendable(`the definition does not say how a ${item.entity} is changed`)
  const values = placeholders(item, entity, settings)
  if (values instanceof NotSendable) return values
  const path = pathOf(update.path, item, settings)
  if (path === undefined) return new NotSendable(`${JSON.stringify(item.id)} cannot stand in an address`)
  const { ifMatch } = update
  const over =
    ifMatch === undefined || item.version === undefined
      ? {}
      : { 'if-match': fillText(ifMatch, { version: item.version }) }
  const headers = { ...constantHeaders(settings), ...over }
  return { method: update.method, path, headers, body: fillJson(update.body, values) }
}

/** What one item is in a request for several. */
export function composeBatchItem(
  item: WriteItem,
  { item: template }: BatchSettings,
  entity: RestEntity,
  settings: RestSettings,
): { json: JsonValue } | NotSendable {
  const values = placeholders(item, entity, settings)
  return values instanceof NotSendable ? values : { json: fillJson(template, values) ?? null }
}

/** The request that writes several items. */
export function composeBatch(items: readonly JsonValue[], batch: BatchSettings, settings: RestSettings): RestRequest {
  const { origin } = settings
  const path = fillPath(batch.path, { origin }) ?? batch.path
  const body = fillJson(batch.body, { items, origin })
  return { method: batch.method, path, headers: constantHeaders(settings), body }
}

function pathOf(template: string, item: WriteItem, { origin }: RestSettings): string | undefined {
  const { id, externalId, key, seq, version } = item
  return fillPath(template, { id, externalId, key, seq: String(seq), version, origin })
}

/** What the placeholders of a body stand for, unless a value is none that the system takes. */
function placeholders(item: WriteItem, entity: RestEntity, { origin }: RestSettings): Placeholders | NotSendable {
  const set = patchJson(item.set, item.known, entity)
  const record = wholeJson(item.set, item.known, entity)
  if (set instanceof NotSendable) return set
  if (record instanceof NotSendable) return record
  const { id, version } = entity.record
  const { externalId, key, seq } = item
  return {
    set,
    record,
    id: item.id === undefined ? undefined : typedCell(item.id, id, entity),
    version: item.version === undefined ? undefined : typedCell(item.version, versionColumn(version), entity),
    externalId,
    key,
    seq,
    origin,
  }
}

function versionColumn(at: RestEntity['record']['version']): string | undefined {
  return typeof at === 'string' ? at : undefined
}
