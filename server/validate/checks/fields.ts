import validator from 'validator'
import type { FieldKind } from '../../model/entities/field.ts'
import { type EntityName, fieldDef } from '../../model/entities/registry.ts'
import type { Claim, StandardAddress, StandardRecord } from '../../model/record.ts'

/** What a person calls a field: `Birth date`, `Postcode`, `Identifier ssn`. */
export function labelOf(entity: EntityName, field: string): string {
  if (field === 'address') return 'Address'
  if (field.startsWith('address.')) return ADDRESS_LABELS[field.slice(8)] ?? field
  const [family = '', rest] = field.split('.')
  if (rest === '*') return `Any ${family}`
  const label = fieldDef(entity, field)?.label ?? field
  return label === rest ? `${family.charAt(0).toUpperCase()}${family.slice(1)} ${rest}` : label
}

const ADDRESS_LABELS: Readonly<Record<string, string>> = {
  full: 'Address',
  line1: 'Street line',
  line2: 'Second address line',
  houseNumber: 'House number',
  street: 'Street',
  unit: 'Unit',
  city: 'City',
  region: 'Region',
  postcode: 'Postcode',
  country: 'Country',
}

/** Whether a record has a usable value of a field; `family.*` for any of a family, `address` or `address.part`. */
export function has(record: StandardRecord, field: string): boolean {
  if (field === 'address') return record.addresses.length > 0
  if (field.startsWith('address.')) {
    const part = field.slice(8) as keyof StandardAddress
    return record.addresses.some((address) => typeof address[part] === 'string' && address[part] !== '')
  }
  if (!field.endsWith('.*')) return usable(record.values[field])
  const prefix = field.slice(0, -1)
  return Object.entries(record.values).some(([name, claims]) => name.startsWith(prefix) && usable(claims))
}

/** Fields that a record has of some, `family.*` for all of a family. */
export function fieldsOf(record: StandardRecord, fields: readonly string[]): string[] {
  return fields.flatMap((field) =>
    field.endsWith('.*')
      ? Object.keys(record.values).filter((name) => name.startsWith(field.slice(0, -1)))
      : field in record.values
        ? [field]
        : [],
  )
}

/** A value as it came, cut where it is long. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > MOST ? `${text.slice(0, MOST)}…` : text)
}

const MOST = 60

function usable(claims: readonly Claim[] | undefined): boolean {
  return claims?.some((claim) => claim.folded !== '') ?? false
}

/** Why a claim says nothing: it is no value of its kind, or it is one that only fills a required box. */
export function faultOf(claim: Claim, kind: FieldKind): 'invalid' | 'junk' | undefined {
  if (claim.folded !== '' || claim.original.trim() === '') return undefined
  return isWellFormed(claim, kind) ? 'junk' : 'invalid'
}

function isWellFormed({ value, original }: Claim, kind: FieldKind): boolean {
  switch (kind) {
    case 'email':
      return validator.isEmail(value, { allow_utf8_local_part: true })
    case 'phone':
      // 000-0000 and 99999999: typed to get past a form, not mistyped.
      return new Set(original.replace(/\D/g, '')).size <= 2
    case 'date':
      return /^\d{4}(-\d{2}){0,2}$/.test(value)
    case 'percent':
      return false // a usable one lies between 0 and 100; any other is none
    default:
      return true
  }
}
