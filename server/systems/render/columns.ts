import { addressTarget, type SourceMapping, type Target, targetKind, targetsOf } from '../../ingest/source-mapping.ts'
import type { AddressPart, FieldKind } from '../../model/entities/field.ts'
import { type EntityName, fieldDef } from '../../model/entities/registry.ts'
import type { SystemAttribute, SystemTable } from '../system-shape.ts'

/** A column that one field of an attribute is written to. */
export type Column = {
  readonly field: string
  readonly column: string
  readonly target: Target
  readonly kind: FieldKind | undefined
  readonly part?: AddressPart | undefined
}

/** An attribute of a table, with the columns that it is written to. */
export type WritableAttribute = {
  readonly name: string
  readonly settings: SystemAttribute
  readonly columns: readonly Column[]
}

/** Fields that are written together: half of a name or an address is somebody else's. */
const NAME_GROUP = ['givenName', 'middleName', 'familyName', 'suffix', 'fullName'] as const
/** The id of the golden record. */
export const GOLDEN = 'golden'
export const ADDRESS = 'address'
export const REFERENCE_FIELDS = ['company.id', 'parent.id'] as const

/** Attributes of a table that may be written, and what is wrong with how they are defined, in words. */
export function writableAttributes(table: SystemTable): { attributes: WritableAttribute[]; faults: string[] } {
  const faults: string[] = []
  const found = Object.entries(table.attributes).map(([name, settings]) => {
    const columns = columnsOf(name, settings, table)
    if (!isAttribute(table.entity, name)) faults.push(`${name}: ${table.entity} has no such attribute`)
    else if (columns.length === 0 && settings.write !== 'never')
      faults.push(`${name}: the mapping reads no column for it; name one in columns`)
    return { name, settings, columns }
  })
  return { attributes: found, faults: [...faults, ...sharedColumns(found)] }
}

/** Whether an entity has an attribute of this name: a field with a value of its own, a group, a reference or the golden id. */
function isAttribute(entity: EntityName, name: string): boolean {
  if (name === GOLDEN || name === ADDRESS || fieldsOf(entity, name).length > 1) return true
  return fieldDef(entity, name) !== undefined
}

/** Fields of an attribute: a name of a person is a group. */
export function fieldsOf(entity: EntityName, name: string): readonly string[] {
  return name === 'name' && entity !== 'company' ? NAME_GROUP : [name]
}

function columnsOf(name: string, settings: SystemAttribute, table: SystemTable): Column[] {
  const { columns: named = {} } = settings
  if (name === GOLDEN)
    return Object.values(named).map((column) => ({ field: GOLDEN, column, target: { to: GOLDEN }, kind: undefined }))
  const known = table.mapping ? columnsRead(table.mapping, table.entity) : []
  if (name === ADDRESS) return addressColumns(settings, known)
  return fieldsOf(table.entity, name).flatMap((field) => {
    const own = known.filter((each) => each.field === field)
    const told = named[field]
    if (told === undefined) return own.slice(settings.entry, settings.entry + 1)
    return [own.find(({ column }) => column === told) ?? columnFor(table.entity, field, told)]
  })
}

/** Columns of one address: those of the group that is asked for, else of the first that the mapping reads. */
function addressColumns({ columns: named = {}, kind }: SystemAttribute, known: readonly Column[]): Column[] {
  const own = known.filter(({ part }) => part !== undefined && !ABOUT.has(part))
  const groupOf = ({ field }: Column) => addressTarget(field)?.group ?? ''
  const group = kind !== undefined && own.some((each) => groupOf(each) === kind) ? kind : own[0] && groupOf(own[0])
  const read = own.filter((each) => groupOf(each) === group)
  const told = Object.entries(named).flatMap(([field, column]) => {
    const part = addressTarget(field)?.part
    return part ? [{ ...columnFor('person', field, column), part }] : []
  })
  return [...read.filter(({ part }) => !told.some((each) => each.part === part)), ...told]
}

/** Parts that say something about an address and not where it is. */
const ABOUT: ReadonlySet<string> = new Set(['kind', 'from', 'to', 'verified'])

/** Columns that feed one field each as they stand; patterns, joins and cells of several values cannot be written one by one. */
function columnsRead(mapping: SourceMapping, entity: EntityName): Column[] {
  return Object.entries(mapping.fields).flatMap(([column, rule]) => {
    const targets = targetsOf(rule)
    const [target] = targets
    if (!target || targets.length > 1 || column.includes('*')) return []
    return [{ ...columnFor(entity, target.to, column), target, kind: target.kind ?? targetKind(entity, target.to) }]
  })
}

function columnFor(entity: EntityName, field: string, column: string): Column {
  const part = addressTarget(field)?.part
  return { field, column, target: { to: field }, kind: targetKind(entity, field), ...(part ? { part } : {}) }
}

function sharedColumns(attributes: readonly WritableAttribute[]): string[] {
  const users = new Map<string, string>()
  return attributes.flatMap(({ name, columns, settings }) =>
    settings.write === 'never'
      ? []
      : columns.flatMap(({ column }) => {
          const other = users.get(column)
          users.set(column, name)
          return other === undefined || other === name ? [] : [`${name}: ${other} is written to column ${column} too`]
        }),
  )
}
