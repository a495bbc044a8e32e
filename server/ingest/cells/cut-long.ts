import { longestOf, longestPart, MOST_FIELDS, MOST_TEXT } from '../../model/arriving/lengths.ts'
import { ADDRESS_PARTS } from '../../model/entities/field.ts'
import type { EntityName } from '../../model/entities/registry.ts'
import type { RecordInput } from '../../model/record.ts'
import type { Collected } from '../collect.ts'

/** Longest text of what a record says of itself: its times, version and channel. */
const MAX_OWN = 100
/** Values of a field, and letters of one that cannot be read. */
const MAX_VALUES = 100
const MAX_TOLD = 200

/** What a record says of itself, which is no field of an entity. */
const OWN: ReadonlySet<string> = new Set(['createdAt', 'updatedAt', 'version', 'channel'])

/** Values beyond what a record takes are told by their beginning: one of them costs nobody a customer. */
export function cutLong(
  { fields, addresses, unread }: Collected,
  entity: EntityName,
  customKinds: RecordInput['customKinds'],
): void {
  for (const address of addresses.values())
    for (const part of ADDRESS_PARTS) {
      const text = address[part]
      if (text === undefined || text.length <= longestPart(part)) continue
      unread[`address.${part}`] ??= text
      delete address[part]
    }
  for (const field of Object.keys(fields)) {
    const values = fields[field] ?? []
    // Most are shorter than any limit.
    if (values.every((value) => value.length <= MAX_OWN)) continue
    const longest = OWN.has(field) ? MAX_OWN : longestOf(entity, field, customKinds)
    const long = values.find((value) => value.length > longest)
    if (long === undefined) continue
    unread[field] ??= long
    const fits = values.filter((value) => value.length <= longest)
    if (fits.length > 0) fields[field] = fits
    else delete fields[field]
  }
  cutMuch(fields, unread)
  for (const field in unread) unread[field] = toldOf(unread[field] ?? '')
  for (const field in fields) {
    const values = fields[field] ?? []
    if (values.length <= MAX_VALUES) continue
    unread[field] ??= toldOf(
      `${values.length - MAX_VALUES} values beyond ${MAX_VALUES}: ${values.slice(MAX_VALUES).join(', ')}`,
    )
    fields[field] = values.slice(0, MAX_VALUES)
  }
}

/** Fields beyond what a record has, in the order of its columns: most records are far from it. */
function cutMuch(fields: Record<string, string[]>, unread: Record<string, string>): void {
  let count = 0
  let text = 0
  for (const field of Object.keys(fields)) {
    const values = fields[field] ?? []
    const length = values.reduce((sum, value) => sum + value.length, 0)
    if (count < MOST_FIELDS && text + length <= MOST_TEXT) {
      count += 1
      text += length
      continue
    }
    unread[field] ??= values.join(', ')
    delete fields[field]
  }
}

/** The beginning of a text, without the first half of a character that is cut in two. */
function toldOf(text: string): string {
  return text.slice(0, MAX_TOLD).replace(/\p{Surrogate}$/u, '')
}
