import type { CompiledMapping } from '../../ingest/compile-mapping.ts'
import { ingestRow } from '../../ingest/ingest.ts'
import { addressLine } from '../../model/address-line.ts'
import type { AddressPart } from '../../model/entities/field.ts'
import { type EntityName, fieldDef } from '../../model/entities/registry.ts'
import type { GoldenStatus, GoldenValue } from '../../model/golden.ts'
import { type RecordId, SourceName, splitRecordId } from '../../model/ids.ts'
import type { AddressInput, RecordInput, StandardAddress, StandardRecord } from '../../model/record.ts'
import { readingOf } from '../../rules/reading.ts'
import type { RowPatch } from '../connector.ts'
import { ADDRESS, type Column, GOLDEN, type WritableAttribute } from './columns.ts'
import { writeCell } from './write-cell.ts'

/** A golden record as systems may be told of it. */
export type GoldenState = {
  readonly id: string
  readonly entity: EntityName
  readonly status: GoldenStatus
  /** By property. */
  readonly values: Readonly<Record<string, GoldenValue>>
  readonly winners: ReadonlyMap<string, RecordId>
  /** Present ones, best first. */
  readonly addresses: readonly {
    readonly address: StandardAddress
    readonly kind?: string | undefined
    readonly record: RecordId
  }[]
  /** By field that names another record: the id which the system knows that one by; absent where it does not know it. */
  readonly references: Readonly<Record<string, string>>
}

/** Reads cells as the system's mapping does, for the record with this id. */
export type ReadCells = (cells: Readonly<Record<string, string>>) => RecordInput

/** What of an attribute is to stand in a record of a system. */
export type Wanted =
  | {
      readonly is: 'value'
      /** Every column of the attribute; null where it has nothing to say. */
      readonly cells: RowPatch
      /** The same as it will be read from there. */
      readonly read: RecordInput
      readonly from?: RecordId | undefined
    }
  | { readonly is: 'nothing' }
  /** Read from there it would be something else, or it cannot be written at all. */
  | { readonly is: 'refused'; readonly reason: string; readonly column?: string | undefined }

/** A reader of a table's cells. */
export function cellsReader(compiled: CompiledMapping, record: RecordId): ReadCells {
  const { source, ...rest } = splitRecordId(record)
  const identity = { ...rest, source: SourceName.parse(source) }
  return (cells) => {
    const read = ingestRow({ ...cells }, compiled, { file: 'system', line: 0 }, identity)
    if (!read.ok || 'orderId' in read.value) throw new Error(`cells of ${record} cannot be read`)
    return read.value
  }
}

/**
 * What a golden record has an attribute of a system's record be. What is rendered is read by the system's own mapping and
 * cleaned: it is the same value, or it is refused.
 */
export function wantedOf(
  attribute: WritableAttribute,
  state: GoldenState,
  mapping: CompiledMapping['mapping'],
  read: ReadCells,
  standardise: (input: RecordInput) => StandardRecord,
): Wanted {
  if (attribute.name === GOLDEN) {
    const cells = Object.fromEntries(attribute.columns.map(({ column }) => [column, state.id]))
    return { is: 'value', cells, read: read({}) }
  }
  if (attribute.name === ADDRESS) return wantedAddress(attribute, state, mapping, read, standardise)
  const said = attribute.columns.map((column) => ({ ...column, ...saidOf(column.field, attribute, state) }))
  if (said.every(({ value }) => value === undefined)) return { is: 'nothing' }
  const cells: Record<string, string | null> = {}
  for (const { column, value, ...form } of said) {
    const text = value === undefined ? null : writeCell(value, { ...form, mapping, attribute: attribute.settings })
    if (text === undefined)
      return { is: 'refused', column, reason: `${attribute.name}: this value has no form that column ${column} takes` }
    cells[column] = text
  }
  const back = read(filled(cells))
  const { same } = readingOf(back, standardise)
  const wrong = said.find(
    ({ field, value }) => value !== undefined && !(back.fields[field] ?? []).some((text) => same(field, text, value)),
  )
  if (wrong)
    return {
      is: 'refused',
      column: wrong.column,
      reason: `${attribute.name}: what would be written to ${wrong.column} is read as another value`,
    }
  return { is: 'value', cells, read: back, from: said.find(({ from }) => from !== undefined)?.from }
}

function saidOf(
  field: string,
  { settings }: WritableAttribute,
  state: GoldenState,
): { value?: string; from?: RecordId | undefined } {
  const reference = state.references[field]
  if (reference !== undefined) return { value: reference }
  const property = field === 'fullName' ? 'name' : fieldDef(state.entity, field)?.property
  if (property === undefined) return {}
  const all = [state.values[property] ?? []].flat()
  const value = all[settings.entry]
  return value === undefined ? {} : { value, from: state.winners.get(property) }
}

function wantedAddress(
  { columns, settings }: WritableAttribute,
  state: GoldenState,
  mapping: CompiledMapping['mapping'],
  read: ReadCells,
  standardise: (input: RecordInput) => StandardRecord,
): Wanted {
  const { kind } = settings
  const fit = state.addresses.filter((each) => kind === undefined || each.kind === undefined || each.kind === kind)
  const found = fit[settings.entry]
  if (!found) return { is: 'nothing' }
  const cells = addressCells(found.address, columns, mapping.defaultCountry)
  const back = read(filled(cells))
  const [place] = standardise(back).addresses
  if (place?.key !== found.address.key)
    return {
      is: 'refused',
      column: columns[0]?.column,
      reason: 'address: what would be written is read as another place',
    }
  return { is: 'value', cells, read: back, from: found.record }
}

/** An address in the columns of a system: parts that have none of their own stand with their neighbours. */
function addressCells(address: StandardAddress, columns: readonly Column[], country: string | undefined): RowPatch {
  const has = new Set(columns.map(({ part }) => part))
  const { houseNumber, street, unit, line2 } = address
  const line1 = address.line1 ?? [houseNumber, street].filter(Boolean).join(' ')
  const unitIn = has.has('unit') ? 'unit' : has.has('line2') ? 'line2' : 'line1'
  const aside = [unitIn === 'line2' ? unit : undefined, line2]
  const text: Partial<Record<AddressPart, string | undefined>> = {
    full: addressLine({ ...address, line1 }),
    line1: joined([line1, unitIn === 'line1' ? unit : undefined, ...(has.has('line2') ? [] : [line2])]),
    line2: joined(aside),
    houseNumber,
    street: has.has('houseNumber') ? street : line1,
    unit,
    city: address.city,
    region: address.region,
    postcode: address.postcode,
    country: address.country ?? country,
  }
  return Object.fromEntries(columns.map(({ column, part }) => [column, (part && text[part]) || null]))
}

const joined = (parts: readonly (string | undefined)[]) => parts.filter(Boolean).join(', ')

/** Cells without those that are empty. */
export function filled(cells: RowPatch): Record<string, string> {
  return Object.fromEntries(Object.entries(cells).filter((entry): entry is [string, string] => entry[1] !== null))
}

/** The parts of an address that a source's own word had there, in the columns of the attribute. */
export function ownAddressCells(own: AddressInput | null, columns: readonly Column[]): RowPatch {
  return Object.fromEntries(columns.map(({ column, part }) => [column, (part && own?.[part]) || null]))
}
