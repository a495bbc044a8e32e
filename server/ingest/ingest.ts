import { failed, ok, type Problem, type Result } from '../model/problem.ts'
import type { AddressInput, OrderInput, RecordInput } from '../model/record.ts'
import { readInstant } from '../text/instant-text.ts'
import { remember } from '../text/remember.ts'
import { cardToken, isCardNumber } from './card-token.ts'
import { type Collected, collect } from './collect.ts'
import { type CompiledMapping, isEntityName, type MappingPlan } from './compile-mapping.ts'
import { orderOf } from './order-input.ts'
import type { Row } from './readers.ts'
import type { SourceMapping } from './source-mapping.ts'

/** Where a row stands, for the words of a Problem. */
export type RowPlace = { readonly file: string; readonly line: number }

/** Longest value of a field and id, as `RecordInput` has them. */
const MAX_VALUE = 10_000
const MAX_ID = 500

type Invalid = { readonly detail: string; readonly field?: string; readonly column?: string }

function choose(choice: SourceMapping['source'], row: Row): { value: string; column?: string } {
  if (typeof choice === 'string') return { value: choice }
  const cell = (row[choice.column] ?? '').trim()
  return { value: choice.map ? (choice.map[cell] ?? '') : cell, column: choice.column }
}

/**
 * Makes a row a record, or an order where the mapping says `entity: order`. Values stay verbatim; only times of the
 * record itself are read here. Told apart by `'orderId' in value`.
 */
export function ingestRow(row: Row, compiled: CompiledMapping, place: RowPlace): Result<RecordInput | OrderInput> {
  const { mapping } = compiled
  const idColumn = typeof mapping.id === 'string' ? mapping.id : mapping.id.column
  const sourceId = (typeof mapping.id === 'string' ? (row[mapping.id] ?? '') : choose(mapping.id, row).value).trim()
  const invalid = ({ detail, field, column }: Invalid): Result<never> => {
    const where: Partial<Problem> = { ...place, field, column, ...(sourceId === '' ? {} : { record: sourceId }) }
    return failed('record.invalid', detail, where)
  }
  if (sourceId === '') return invalid({ detail: 'the id is empty', column: idColumn })
  if (sourceId.length > MAX_ID)
    return invalid({ detail: `the id has ${sourceId.length} characters; ${MAX_ID} are allowed`, column: idColumn })
  const chosenSource = choose(mapping.source, row)
  const source = compiled.source(chosenSource.value)
  if (!source) return invalid({ detail: unknownChoice('source', mapping.source, row), ...columnOf(chosenSource) })
  const chosenEntity = choose(mapping.entity, row)
  const entity = chosenEntity.value
  if (entity !== 'order' && !isEntityName(entity)) {
    return invalid({ detail: unknownChoice('entity', mapping.entity, row), ...columnOf(chosenEntity) })
  }
  const plan = compiled.plan(entity)
  const cells = collect(row, plan)
  const long = tooLong(cells)
  if (long) return invalid(long)
  if (entity === 'order') {
    const order = orderOf(cells.fields, { source, orderId: sourceId }, plan)
    return order.ok ? order : invalid(order.problem)
  }
  const own = recordFields(cells.fields, plan, mapping.timeZone)
  if ('detail' in own) return invalid(own)
  const raw = compiled.keepRaw ? rawOf(row, cells, compiled.ignore) : undefined
  return ok({
    source,
    sourceId,
    entity,
    ...own,
    fields: cells.fields,
    addresses: addressesOf(cells),
    ...(plan.customKinds ? { customKinds: plan.customKinds } : {}),
    ...(plan.hints ? { hints: plan.hints } : {}),
    ...(raw ? { raw } : {}),
  })
}

function columnOf(chosen: { column?: string }): { column?: string } {
  return chosen.column === undefined ? {} : { column: chosen.column }
}

function unknownChoice(what: string, choice: SourceMapping['source'], row: Row): string {
  if (typeof choice === 'string') return `${what} ${JSON.stringify(choice)} cannot be used`
  const cell = JSON.stringify(row[choice.column] ?? '')
  return choice.map
    ? `${cell} stands for no ${what}; known are ${Object.keys(choice.map).join(', ')}`
    : `${cell} is no ${what}`
}

function tooLong({ fields }: Collected): Invalid | undefined {
  for (const field in fields) {
    for (const value of fields[field] ?? []) {
      if (value.length > MAX_VALUE)
        return { detail: `${field} has ${value.length} characters; ${MAX_VALUE} are allowed`, field }
    }
  }
  return undefined
}

type Own = Pick<RecordInput, 'createdAt' | 'updatedAt' | 'version' | 'channel'>

function take(fields: Record<string, string[]>, name: string): string | undefined {
  const values = fields[name]
  // An object that something was deleted from is slow from then on.
  if (values !== undefined) delete fields[name]
  return values?.[0]
}

/** Takes the fields that belong to the record itself out of `fields`. */
function recordFields(
  fields: Record<string, string[]>,
  plan: MappingPlan,
  timeZone: string | undefined,
): Own | Invalid {
  const own: Own = {}
  for (const name of ['createdAt', 'updatedAt'] as const) {
    const text = take(fields, name)
    if (text === undefined) continue
    const { dateFormats, dateOrder } = plan.hints ?? {}
    const instant = readInstant(text, { format: dateFormats?.[name], order: dateOrder, timeZone })
    if (instant === undefined)
      return { detail: `${name} is no date or time: ${JSON.stringify(text.slice(0, 60))}`, field: name }
    own[name] = instant
  }
  const version = take(fields, 'version')?.trim()
  if (version !== undefined) {
    if (!/^\d{1,15}$/.test(version))
      return { detail: `version is no whole number: ${JSON.stringify(version.slice(0, 60))}`, field: 'version' }
    own.version = Number(version)
  }
  const channel = take(fields, 'channel')?.trim()
  if (channel !== undefined) own.channel = channel.slice(0, 100)
  return own
}

/** Parts that say something about an address and not where it is. */
const ABOUT: ReadonlySet<string> = new Set(['kind', 'from', 'to', 'country'])

/** Addresses that say where; a kind or a period alone is none. A named group is the kind of its address. */
function addressesOf({ addresses }: Collected): AddressInput[] {
  const made: AddressInput[] = []
  for (const [group, address] of addresses) {
    if (!address.country && Object.keys(address).every((part) => ABOUT.has(part))) continue
    made.push(group === '' || address.kind || /^\d+$/.test(group) ? address : { ...address, kind: group })
  }
  return made
}

/** Columns are few and rows many. */
const mayHoldCard = remember((column) => /card|\bpan\b/i.test(column))

/** The row as it came, without ignored columns; card numbers are replaced by their token wherever they stand. */
function rawOf(row: Row, { tokens }: Collected, ignore: ReadonlySet<string>): Row {
  const raw: Row = {}
  for (const column in row) {
    const cell = row[column] ?? ''
    if (ignore.has(column)) continue
    const token = tokens.size > 0 ? tokens.get(column) : undefined
    raw[column] = token ?? (cell !== '' && mayHoldCard(column) && isCardNumber(cell) ? cardToken(cell) : cell)
  }
  return raw
}
