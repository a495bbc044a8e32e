import { z } from 'zod'
import { ownValue } from '../../collections/own-value.ts'
import { company } from './company.ts'
import { contact } from './contact.ts'
import type { FieldDef } from './field.ts'
import { person } from './person.ts'

/** In the order in which they are resolved: contacts need their company. */
export const ENTITIES = [company, contact, person] as const

export const EntityName = z.enum(['company', 'contact', 'person'])
export type EntityName = z.infer<typeof EntityName>

const GoldenLabel = z.enum(['Customer', 'Company', 'Contact'])
type GoldenLabel = z.infer<typeof GoldenLabel>

export type EntityDef = {
  readonly name: EntityName
  readonly label: GoldenLabel
  readonly prefix: 'cus' | 'com' | 'con'
  readonly fields: readonly FieldDef[]
}

const BY_NAME: Record<EntityName, EntityDef> = { person, company, contact }

export function entityDef(name: EntityName): EntityDef {
  return BY_NAME[name]
}

const fieldsOf = ({ fields }: EntityDef) => new Map(fields.map((field) => [field.name, field]))
const FIELDS = { person: fieldsOf(person), company: fieldsOf(company), contact: fieldsOf(contact) }

/** Families of fields that a source may extend at will; the part after the dot is its own. */
const OPEN_FAMILIES: Readonly<Record<string, Pick<FieldDef, 'kind' | 'many'>>> = {
  identifier: { kind: 'identifier', many: true },
  consent: { kind: 'boolean', many: false },
  terms: { kind: 'text', many: false },
  custom: { kind: 'text', many: false },
}

/**
 * Definition of a field by its dotted name, or undefined where the entity has no such field. `identifier.ssn` is
 * carried as `identifier_ssn`, `custom.colour` as `custom_colour`. Address parts are not fields: see StandardAddress.
 */
export function fieldDef(entity: EntityName, name: string): FieldDef | undefined {
  const known = FIELDS[entity].get(name)
  if (known) return known
  const dot = name.indexOf('.')
  const family = dot > 0 ? ownValue(OPEN_FAMILIES, name.slice(0, dot)) : undefined
  const rest = name.slice(dot + 1)
  if (!family || rest === '') return undefined
  return { name, ...family, property: `${name.slice(0, dot)}_${rest.replace(/[^A-Za-z0-9_]/g, '_')}`, label: rest }
}
