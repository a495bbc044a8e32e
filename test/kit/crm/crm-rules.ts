import type { EntityName } from '../../../server/model/entities/registry.ts'

export type CrmValue = string | number | boolean | null | CrmFields
export type CrmFields = { [name: string]: CrmValue }

/** What the CRM makes of what it is given, each as real ones do. */
export type Coercions = {
  /** Blanks around texts go. */
  trim: boolean
  /** MI, not mi. */
  upperState: boolean
  lowerEmail: boolean
  /** An empty phone is kept as n/a. */
  phonePlaceholder: boolean
  /** Cities have no more than 40 characters. */
  shortCity: boolean
}
export const ALL_COERCIONS: Coercions = {
  trim: true,
  upperState: true,
  lowerEmail: true,
  phonePlaceholder: true,
  shortCity: true,
}

export type FieldFault = { field: string; message: string }

const ADDRESS = ['street', 'line2', 'city', 'state', 'zip', 'country'].map((part) => `address.${part}`)
const EVERY = ['externalId', 'kithId', 'email', 'phone', 'active', ...ADDRESS]
const HUMAN = ['title', 'firstName', 'middleName', 'lastName', 'suffix', 'birthDate', 'mobile']
const FIELDS: Record<EntityName, readonly string[]> = {
  person: [...EVERY, ...HUMAN, 'gender', 'loyaltyNumber', 'newsletter'],
  company: [...EVERY, 'name', 'website', 'taxId', 'parentId', 'paymentTerms'],
  contact: [...EVERY, ...HUMAN, 'companyId', 'jobTitle', 'department'],
}
const REQUIRED: Record<EntityName, string> = { person: 'lastName', company: 'name', contact: 'lastName' }
const BOOLEANS = ['active', 'newsletter']
const LONGEST_CITY = 40

/** Fields by their dotted names. */
export function flatFields(fields: CrmFields, at = ''): Record<string, Exclude<CrmValue, CrmFields>> {
  const found: Record<string, Exclude<CrmValue, CrmFields>> = {}
  for (const [name, value] of Object.entries(fields)) {
    if (typeof value === 'object' && value !== null) Object.assign(found, flatFields(value, `${at}${name}.`))
    else found[`${at}${name}`] = value
  }
  return found
}

/** A patch laid over fields: objects are merged, null empties. */
export function mergedFields(fields: CrmFields, patch: CrmFields): CrmFields {
  const merged: CrmFields = { ...fields }
  for (const [name, value] of Object.entries(patch)) {
    const own = merged[name]
    if (value === null) delete merged[name]
    else merged[name] = isFields(value) ? mergedFields(isFields(own) ? own : {}, value) : value
  }
  return merged
}

function isFields(value: CrmValue | undefined): value is CrmFields {
  return typeof value === 'object' && value !== null
}

/** Fields as they are stored. */
export function coerced(fields: CrmFields, how: Coercions, at = ''): CrmFields {
  const stored: CrmFields = {}
  for (const [name, value] of Object.entries(fields)) {
    if (isFields(value)) stored[name] = coerced(value, how, `${at}${name}.`)
    else if (value !== null) stored[name] = coercedValue(`${at}${name}`, value, how)
  }
  if (at === '' && how.phonePlaceholder && !stored.phone) stored.phone = 'n/a'
  return stored
}

function coercedValue(field: string, value: string | number | boolean, how: Coercions): string | number | boolean {
  if (typeof value !== 'string') return value
  const text = how.trim ? value.trim() : value
  if (field === 'address.state' && how.upperState) return text.toUpperCase()
  if (field === 'email' && how.lowerEmail) return text.toLowerCase()
  if (field === 'address.city' && how.shortCity) return text.slice(0, LONGEST_CITY)
  return text
}

/** Everything that keeps fields from being taken. */
export function faultsOf(entity: EntityName, fields: CrmFields, isKnown: (id: string) => boolean): FieldFault[] {
  const flat = flatFields(fields)
  const faults: FieldFault[] = Object.keys(flat)
    .filter((field) => !FIELDS[entity].includes(field))
    .map((field) => ({ field, message: 'no such field' }))
  const required = REQUIRED[entity]
  if (!flat[required]) faults.push({ field: required, message: 'must not be empty' })
  for (const [field, value] of Object.entries(flat)) {
    const message = value === null || value === '' ? undefined : faultOf(field, value, isKnown)
    if (message !== undefined) faults.push({ field, message })
  }
  return faults
}

function faultOf(
  field: string,
  value: string | number | boolean,
  isKnown: (id: string) => boolean,
): string | undefined {
  if (BOOLEANS.includes(field)) return typeof value === 'boolean' ? undefined : 'must be true or false'
  if (typeof value !== 'string') return 'must be a text'
  if (field === 'email') return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value.trim()) ? undefined : 'is no e-mail address'
  if (field === 'birthDate') return /^\d{4}-\d\d-\d\d$/.test(value) ? undefined : 'must look like 1984-05-31'
  if (field === 'companyId' || field === 'parentId') return isKnown(value) ? undefined : 'no such company'
  return undefined
}
