import { ownValue } from '../collections/own-value.ts'
import { LONGEST_ID, tooLongInWords } from '../model/arriving/lengths.ts'
import type { EntityName } from '../model/entities/registry.ts'
import type { SourceName } from '../model/ids.ts'
import { failed, ok, type Problem, type Result } from '../model/problem.ts'
import type { AddressInput, OrderInput, RecordInput } from '../model/record.ts'
import { readInstant } from '../text/instant-text.ts'
import { remember } from '../text/remember.ts'
import { cardToken, isCardNumber } from './card-token.ts'
import { cutLong } from './cells/cut-long.ts'
import { isNullMark } from './cells/read-cell.ts'
import { type Collected, collect } from './collect.ts'
import { type CompiledMapping, isEntityName, type MappingPlan } from './compile-mapping.ts'
import { orderOf } from './order-input.ts'
import type { Row } from './readers.ts'
import { cleanReferences } from './references.ts'
import type { SourceMapping } from './source-mapping.ts'

/** Where a row stands, for the words of a Problem. */
export type RowPlace = { readonly file: string; readonly line: number }

type Invalid = { readonly detail: string; readonly field?: string; readonly column?: string }

function choose(choice: SourceMapping['source'], row: Row): { value: string; column?: string } {
  if (typeof choice === 'string') return { value: choice }
  const cell = (row[choice.column] ?? '').trim()
  return { value: choice.map ? (ownValue(choice.map, cell) ?? '') : cell, column: choice.column }
}

type Identity = { readonly source: SourceName; readonly sourceId: string; readonly entity: EntityName | 'order' }

/** Whose record a row is. `sourceId` is the one that its mapping reads, unless told. */
export function identify(
  row: Row,
  compiled: CompiledMapping,
  place: RowPlace,
  sourceId = compiled.id.of(row),
): Result<Identity> {
  const { mapping, id } = compiled
  const invalid = (found: Invalid) => invalidAt(place, sourceId, found)
  if (sourceId === '') return invalid({ detail: 'the id is empty', column: id.column })
  if (sourceId.length > LONGEST_ID)
    return invalid({ detail: `the id has ${tooLongInWords(sourceId.length, LONGEST_ID)}`, column: id.column })
  const chosenSource = choose(mapping.source, row)
  const source = compiled.source(chosenSource.value)
  if (!source) return invalid({ detail: unknownChoice('source', mapping.source, row), ...columnOf(chosenSource) })
  const chosenEntity = choose(mapping.entity, row)
  const entity = chosenEntity.value
  if (entity !== 'order' && !isEntityName(entity)) {
    return invalid({ detail: unknownChoice('entity', mapping.entity, row), ...columnOf(chosenEntity) })
  }
  return ok({ source, sourceId, entity })
}

/**
 * Makes a row a record, or an order where the mapping says `entity: order`. Values stay verbatim; only times of the
 * record itself are read here. Told apart by `'orderId' in value`.
 */
export function ingestRow(
  row: Row,
  compiled: CompiledMapping,
  place: RowPlace,
  known?: Identity,
): Result<RecordInput | OrderInput> {
  const identity = known ? ok(known) : identify(row, compiled, place)
  if (!identity.ok) return identity
  const { source, sourceId, entity } = identity.value
  const { mapping } = compiled
  const plan = compiled.plan(entity)
  const cells = collect(row, plan)
  cleanReferences(cells.fields, { source, sourceId }, plan)
  dropNullNames(cells.fields)
  if (entity === 'order') {
    const order = orderOf(cells.fields, { source, orderId: sourceId }, plan)
    return order.ok ? order : invalidAt(place, sourceId, order.problem)
  }
  cutLong(cells, entity, plan.customKinds)
  const own = recordFields(cells, plan, mapping.timeZone)
  const raw = compiled.keepRaw ? rawOf(row, cells, compiled.ignore) : undefined
  return ok({
    source,
    sourceId,
    entity,
    ...(mapping.sharedIds ? { sharedIds: true as const } : {}),
    ...own,
    fields: cells.fields,
    addresses: addressesOf(cells),
    ...(plan.customKinds ? { customKinds: plan.customKinds } : {}),
    ...(plan.hints ? { hints: plan.hints } : {}),
    ...(Object.keys(cells.unread).length > 0 ? { unread: cells.unread } : {}),
    ...(raw ? { raw } : {}),
  })
}

function invalidAt(place: RowPlace, sourceId: string, { detail, field, column }: Invalid): Result<never> {
  const where: Partial<Problem> = { ...place, field, column, ...(sourceId === '' ? {} : { record: sourceId }) }
  return failed('record.invalid', detail, where)
}

const NAMES = ['givenName', 'middleName', 'familyName', 'fullName'] as const

/**
 * NULL among names written as names, and null beside one with a capital, are what a database wrote; where all of a row is
 * written so it may be somebody's name, and the rules of names tell.
 */
function dropNullNames(fields: Record<string, string[]>): void {
  for (const field of NAMES) {
    const marks =
      fields[field]?.filter((text) => isNullMark(text.trim()) && /^(?:\p{Lu}+|\p{Ll}+)$/u.test(text.trim())) ?? []
    if (marks.length === 0) continue
    const others = NAMES.flatMap((name) => fields[name] ?? []).filter((text) => !isNullMark(text.trim()))
    const isTold = (mark: string) => others.some((text) => (/\p{Lu}/u.test(mark) ? /\p{Ll}/u : /\p{Lu}/u).test(text))
    const left = (fields[field] ?? []).filter((text) => !marks.includes(text) || !isTold(text))
    if (left.length > 0) fields[field] = left
    else delete fields[field]
  }
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

type Own = Pick<RecordInput, 'createdAt' | 'updatedAt' | 'version' | 'channel'>

function take(fields: Record<string, string[]>, name: string): string | undefined {
  const values = fields[name]
  // An object that something was deleted from is slow from then on.
  if (values !== undefined) delete fields[name]
  return values?.[0]
}

/** Takes the fields that belong to the record itself out of `fields`; what cannot be read of them is no reason to refuse it. */
function recordFields({ fields, unread }: Collected, plan: MappingPlan, timeZone: string | undefined): Own {
  const own: Own = {}
  for (const name of ['createdAt', 'updatedAt'] as const) {
    const text = take(fields, name)
    if (text === undefined) continue
    const { dateFormats, dateOrder } = plan.hints ?? {}
    const instant = readInstant(text, { format: dateFormats?.[name], order: dateOrder, timeZone })
    if (instant === undefined) unread[name] = text
    else own[name] = instant
  }
  const version = take(fields, 'version')?.trim()
  if (version !== undefined) {
    if (/^\d{1,15}(?:\.0+)?$/.test(version)) own.version = Number(version)
    else unread.version = version
  }
  const channel = take(fields, 'channel')?.trim()
  if (channel !== undefined) own.channel = channel
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
