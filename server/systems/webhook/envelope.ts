import { hashOf } from '../../text/hash.ts'
import type { WriteItem } from '../connector.ts'
import type { WebhookSettings } from './webhook-shape.ts'

/** Digits of a number of the feed: 2^53 has 16, and `sequence` is compared as text. */
const DIGITS = 16

/** A CloudEvent 1.0 as structured JSON. Without a time: the same state is the same event however often it is sent. */
export type WebhookEvent = {
  readonly specversion: '1.0'
  readonly id: string
  readonly source: string
  readonly type: string
  readonly subject?: string
  readonly datacontenttype: 'application/json'
  /** Of the extension of this name: what is greater as text is newer. `data.seq` is the number. */
  readonly sequence: string
  readonly data: Readonly<Record<string, unknown>>
}

export const ONE_EVENT = 'application/cloudevents+json; charset=utf-8'
export const SEVERAL_EVENTS = 'application/cloudevents-batch+json; charset=utf-8'

export function actionOf(item: WriteItem): 'create' | 'update' {
  return item.id === undefined ? 'create' : 'update'
}

/** The event that says what a record is to hold. What is not known is left out. */
export function eventOf(item: WriteItem, settings: Pick<WebhookSettings, 'source' | 'type'>): WebhookEvent {
  const { key, entity, id, externalId, set, version, seq } = item
  const subject = id === undefined ? externalId : `${entity}:${id}`
  return {
    specversion: '1.0',
    id: key,
    source: settings.source,
    type: `${settings.type}.${actionOf(item)}d`,
    ...(subject === undefined ? {} : { subject }),
    datacontenttype: 'application/json',
    sequence: String(seq).padStart(DIGITS, '0'),
    data: {
      entity,
      ...(id === undefined ? {} : { id }),
      ...(externalId === undefined ? {} : { externalId }),
      ...(version === undefined ? {} : { version }),
      set,
      seq,
    },
  }
}

/**
 * `webhook-id` of a request, the same whenever the same items are sent: the key of its one item. A key that a header cannot
 * carry, or with a full stop, which parts what is signed, is told by its hash.
 */
export function messageId(items: readonly WriteItem[]): string {
  const [first] = items
  if (items.length === 1 && first)
    return /^[A-Za-z0-9_:~-]{1,200}$/.test(first.key) ? first.key : `key_${hashOf(first.key)}`
  return `batch_${hashOf(items.map(({ key }) => key))}`
}
