import { type EntityName, fieldDef } from '../../server/model/entities/registry.ts'
import type { Verdict } from '../../server/model/evidence.ts'
import type { SearchFit } from '../../server/model/views.ts'

const NUMBER = new Intl.NumberFormat('en')
const DAY = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' })
const MINUTE = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' })

export function number(value: number): string {
  return NUMBER.format(value)
}

export function percent(share: number, digits = 0): string {
  return `${(share * 100).toFixed(digits)} %`
}

/** A probability without claiming certainty that it does not have: `> 99.9 %`. */
export function chance(probability: number): string {
  if (probability > 0.999) return '> 99.9 %'
  if (probability < 0.001) return '< 0.1 %'
  return percent(probability, probability > 0.99 || probability < 0.01 ? 1 : 0)
}

/** With a sign always, and a true minus. */
export function bits(value: number): string {
  const text = Math.abs(value).toFixed(1)
  return text === '0.0' ? '0.0' : `${value < 0 ? '−' : '+'}${text}`
}

/** A day of an instant or plain date; anything else as it is. */
export function day(text: string | undefined): string {
  if (!text) return ''
  const at = new Date(text)
  return Number.isNaN(at.getTime()) ? text : DAY.format(at)
}

export function minute(text: string | undefined): string {
  if (!text) return ''
  const at = new Date(text)
  return Number.isNaN(at.getTime()) ? text : `${MINUTE.format(at)} UTC`
}

/** `mostRecent` → `most recent`, `NEVER_SAME` → `never same`. */
export function plain(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/[_.]+/g, ' ')
    .toLowerCase()
    .trim()
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** What a field is called on screen: as the entity names it; an open one by its family, but for custom fields. */
export function fieldLabel(entity: EntityName, field: string): string {
  const [family = '', ...rest] = field.split('.')
  if (family === 'custom') return capital(plain(rest.join(' ')))
  if (OPEN_FAMILIES.has(family) && rest.length > 0) return `${capital(family)}: ${plain(rest.join(' '))}`
  return fieldDef(entity, field)?.label ?? capital(plain(field))
}

const OPEN_FAMILIES = new Set(['identifier', 'consent', 'terms'])

export const VERDICT_WORDS: Record<Verdict, string> = { same: 'match', unsure: 'possible', distinct: 'unlikely' }

/** How well somebody fits what was searched for, in a word and in a sentence. */
export const FIT_WORDS: Record<SearchFit, { short: string; long: string }> = {
  same: { short: 'same', long: 'A record that says this would be joined with it.' },
  fits: { short: 'fits', long: 'It says all that was typed. That may be too little to join a record with it.' },
  similar: { short: 'similar', long: 'It says some of what was typed, or nearly so.' },
}

export const ENTITY_WORDS: Record<EntityName, { one: string; many: string }> = {
  person: { one: 'customer', many: 'customers' },
  company: { one: 'company', many: 'companies' },
  contact: { one: 'contact', many: 'contacts' },
}

export function plural(n: number, one: string, many = `${one}s`): string {
  return `${number(n)} ${n === 1 ? one : many}`
}

/** Part of a record id before its first colon. */
export function sourceOf(recordId: string): string {
  return recordId.slice(0, recordId.indexOf(':'))
}
