import type { RecordInput } from '../../server/model/record.ts'
import type { Mark } from '../../server/model/sync/mark.ts'
import { compileEngine } from '../../server/rules/engine.ts'
import { ownWord } from '../../server/rules/own-word.ts'
import { shippedRuleSet } from '../../server/rules/rule-set.ts'
import { personInput } from '../kit/world.ts'

const { standardise } = compileEngine(shippedRuleSet())

export const BEFORE = '2026-01-01T00:00:00Z'
const WRITTEN = '2026-02-01T00:00:00Z'
export const AFTER = '2026-03-01T00:00:00Z'
export const HOME = { 'address.line1': '3 Tannery Row', 'address.city': 'Portland', 'address.postcode': '04101' }
const AWAY = { line1: '18 Pilot Street', city: 'Rockport', postcode: '04856' }
export const HOME_PLACE = { line1: '3 Tannery Row', city: 'Portland', postcode: '04101' }

export type Fields = Record<string, string>
export const OWN: Fields = { givenName: 'Sunniva', familyName: 'Dahlberg', email: 'own@example.org' }
const at = (updatedAt?: string) => (updatedAt === undefined ? {} : { updatedAt })
export const said = (fields: Fields, updatedAt?: string, more: Partial<RecordInput> = {}) =>
  personInput('shop:person:1', fields, { ...at(updatedAt), ...more })

/** A mark over fields: what stands there, and what of the source's own it took the place of. */
export function mark(
  attribute: string,
  fields: Record<string, [stored: string, own: string]>,
  more: Partial<Mark> = {},
): Mark {
  const listed = (text: string) => (text === '' ? [] : [text])
  const entries = Object.entries(fields).map(([field, [stored, own]]) => [
    field,
    { stored: listed(stored), own: listed(own) },
  ])
  return { attribute, change: 7, at: WRITTEN, fields: Object.fromEntries(entries), ...more }
}
export const MAIL = mark('email', { email: ['kith@example.org', 'own@example.org'] }, { updatedAt: WRITTEN })
export const NAME = mark(
  'name',
  { givenName: ['Sunny', 'Sunniva'], familyName: ['Montclair', 'Dahlberg'] },
  { updatedAt: WRITTEN },
)
export const PLACE = mark('address', {}, { updatedAt: WRITTEN, address: { stored: AWAY, own: HOME_PLACE } })
export const record = (fields: Fields, marks: Mark[], updatedAt: string | undefined = BEFORE) =>
  said(fields, updatedAt, { written: marks })

export function heard(arriving: RecordInput, before: RecordInput, { sent = [] as Mark[], isCurrent = false } = {}) {
  return ownWord(arriving, { input: before, sent }, standardise, isCurrent)
}
