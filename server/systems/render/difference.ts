import type { CompiledMapping } from '../../ingest/compile-mapping.ts'
import type { RecordId } from '../../model/ids.ts'
import type { RecordInput, StandardRecord } from '../../model/record.ts'
import { isSpent, type Mark } from '../../model/sync/mark.ts'
import { type Reading, readingOf } from '../../rules/reading.ts'
import type { RemoteRow, RowPatch } from '../connector.ts'
import type { OnLoss } from '../system-shape.ts'
import { ADDRESS, type Column, GOLDEN, type WritableAttribute } from './columns.ts'
import { cellsReader, filled, type GoldenState, ownAddressCells, type ReadCells, wantedOf } from './wanted.ts'

/** A record as it stands in its system, and what its source says of its own there. */
export type RecordThere = {
  readonly record: RecordId
  /** The source's own word, with the marks of what Kith wrote. */
  readonly own: RecordInput
  /** What stands there: its own word and what Kith wrote. */
  readonly there: RecordInput
  /** Its cells, where they are known. */
  readonly row?: RemoteRow | undefined
  /** The id of the golden record that it was told last. */
  readonly told?: string | undefined
}

/** What became of the record that gave a value: in the same golden record, in another, or not there any more. */
export type GiverFate = 'member' | 'apart' | 'lost'

export type WritePolicy = {
  /** Why an attribute is not written there, in a word; undefined where it may be. */
  barred(attribute: WritableAttribute, from: RecordId | undefined): string | undefined
  /** It refers to something that the system does not know yet: until then it stays as it is. */
  waits(attribute: WritableAttribute): boolean
  fateOf(record: RecordId): GiverFate
  onLoss(attribute: WritableAttribute, mark: Mark): OnLoss
}

/** What is to be done about one attribute of a record. */
export type AttributeDifference =
  | { readonly attribute: string; readonly is: 'inStep' }
  | { readonly attribute: string; readonly is: 'barred'; readonly why: string }
  | {
      readonly attribute: string
      readonly is: 'refused'
      readonly reason: string
      readonly column?: string | undefined
    }
  /** A steward is asked whether it may stay. */
  | { readonly attribute: string; readonly is: 'ask' }
  | {
      readonly attribute: string
      readonly is: 'write'
      readonly cells: RowPatch
      readonly mark: Omit<Mark, 'change' | 'at'>
    }

/** Where a record differs from its golden record, attribute by attribute. Pure. */
export function differences(
  attributes: readonly WritableAttribute[],
  state: GoldenState,
  standing: RecordThere,
  compiled: CompiledMapping,
  standardise: (input: RecordInput) => StandardRecord,
  policy: WritePolicy,
): AttributeDifference[] {
  const read = cellsReader(compiled, standing.record)
  const reading = readingOf(standing.there, standardise)
  return attributes.flatMap((attribute) => {
    if (attribute.columns.length === 0 || attribute.settings.write === 'never') return []
    const { name } = attribute
    if (policy.waits(attribute)) return [{ attribute: name, is: 'barred', why: WAITS }]
    const wanted = wantedOf(attribute, state, compiled.mapping, read, standardise)
    const around = { attribute, standing, read, reading }
    if (wanted.is === 'refused') return [{ attribute: name, ...wanted }]
    if (wanted.is === 'nothing') return [withoutValue(around, policy)]
    if (wasAsked(around, wanted.read) || stands(around, wanted.cells, wanted.read))
      return [{ attribute: name, is: 'inStep' as const }]
    const why = policy.barred(attribute, wanted.from) ?? (isFilled(around) ? 'it has a value of its own' : undefined)
    if (why !== undefined) return [{ attribute: name, is: 'barred' as const, why }]
    const back = ownCells(around, wanted.read)
    const cells = back ?? wanted.cells
    return [
      {
        attribute: name,
        is: 'write' as const,
        cells,
        mark: markOf(around, back ? read(filled(back)) : wanted.read, wanted.from),
      },
    ]
  })
}

const WAITS = 'the system does not know yet what it refers to'

type Around = { attribute: WritableAttribute; standing: RecordThere; read: ReadCells; reading: Reading }

function standingMark({ attribute, standing }: Around): Mark | undefined {
  return standing.own.written?.find((mark) => mark.attribute === attribute.name && !isSpent(mark))
}

/** The golden record has no value: what Kith wrote is taken back, as far as it may be; the source's own word stays. */
function withoutValue(around: Around, policy: WritePolicy): AttributeDifference {
  const { attribute, read } = around
  const { name, settings, columns } = attribute
  const mark = standingMark(around)
  const back = mark && cellsOfOwn(mark, columns)
  if (mark && back) {
    const fate = mark.from === undefined ? 'apart' : policy.fateOf(mark.from)
    const loss = fate === 'apart' ? 'revert' : policy.onLoss(attribute, mark)
    if (loss === 'ask') return { attribute: name, is: 'ask' }
    if (loss === 'keep') return { attribute: name, is: 'inStep' }
    return { attribute: name, is: 'write', cells: back, mark: markOf(around, read(filled(back)), undefined) }
  }
  const emptied = Object.fromEntries(columns.map(({ column }) => [column, null]))
  if (!settings.clear || stands(around, emptied, read({}))) return { attribute: name, is: 'inStep' }
  const why = policy.barred(attribute, undefined)
  if (why !== undefined) return { attribute: name, is: 'barred', why }
  return { attribute: name, is: 'write', cells: emptied, mark: markOf(around, read({}), undefined) }
}

/** Whether all that is wanted stands there, in whatever spelling; of a list, anywhere in it. */
function stands({ attribute, standing, reading }: Around, cells: RowPatch, wanted: RecordInput): boolean {
  const { there, row } = standing
  if (attribute.name === GOLDEN)
    return Object.entries(cells).every(([column, text]) => (row ? row[column] : standing.told) === text)
  if (attribute.name === ADDRESS) {
    const [place] = wanted.addresses
    return place ? there.addresses.some((one) => reading.samePlace(one, place)) : there.addresses.length === 0
  }
  return attribute.columns.every(({ field, column }) => {
    const now = there.fields[field] ?? []
    const want = wanted.fields[field] ?? []
    if (want.length === 0) return row ? (row[column] ?? '') === '' : now.length === 0
    return want.every((text) => now.some((one) => reading.same(field, one, text)))
  })
}

/** Whether that is what was asked for last, and the system made something else of it, which still stands: asking again changes nothing. */
function wasAsked(around: Around, wanted: RecordInput): boolean {
  const { attribute, reading } = around
  const mark = standingMark(around)
  if (!mark || !isThere(mark, around)) return false
  if (mark.address) {
    const { asked } = mark.address
    const [place] = wanted.addresses
    return asked ? place !== undefined && reading.samePlace(asked, place) : asked === null && place === undefined
  }
  return attribute.columns.every(({ field }) => {
    const said = mark.fields[field]
    const asked = said?.asked ?? said?.stored ?? []
    const want = wanted.fields[field] ?? []
    return asked.length === want.length && want.every((text, at) => reading.same(field, text, asked[at] ?? ''))
  })
}

/** Whether what was written still stands, where its system was asked. */
function isThere({ fields, address }: Mark, { standing: { row, there }, reading }: Around): boolean {
  if (!row) return true
  if (address) {
    const { stored } = address
    return stored === null || there.addresses.some((one) => reading.samePlace(one, stored))
  }
  return Object.entries(fields).every(([field, { stored }]) =>
    stored.every((text) => (there.fields[field] ?? []).some((one) => reading.same(field, one, text))),
  )
}

/** Whether the source says something of its own there, and may not be written over. */
function isFilled({ attribute, standing: { own } }: Around): boolean {
  if (attribute.settings.write !== 'ifEmpty' || attribute.name === GOLDEN) return false
  if (attribute.name === ADDRESS) return own.addresses.length > 0
  return attribute.columns.some(({ field }) => (own.fields[field] ?? []).length > attribute.settings.entry)
}

/** The source's own word, to the letter, where that is what is wanted again. */
function ownCells(around: Around, wanted: RecordInput): RowPatch | undefined {
  const { attribute, read, reading } = around
  const mark = standingMark(around)
  const cells = mark && cellsOfOwn(mark, attribute.columns)
  if (!cells) return undefined
  const own = read(filled(cells))
  if (attribute.name === ADDRESS) {
    const [was, is] = [own.addresses[0], wanted.addresses[0]]
    return was && is && reading.samePlace(was, is) ? cells : undefined
  }
  const same = attribute.columns.every(({ field }) => {
    const [was, is] = [own.fields[field] ?? [], wanted.fields[field] ?? []]
    return was.length === is.length && was.every((text, at) => reading.same(field, text, is[at] ?? ''))
  })
  return same ? cells : undefined
}

function cellsOfOwn({ fields, address }: Mark, columns: readonly Column[]): RowPatch | undefined {
  if (address) return ownAddressCells(address.own, columns)
  return Object.fromEntries(columns.map(({ field, column }) => [column, fields[field]?.own[0] ?? null]))
}

/** What is noted before it is sent: what will stand there, and what of the source's own it takes the place of. */
function markOf(around: Around, wanted: RecordInput, from: RecordId | undefined): Omit<Mark, 'change' | 'at'> {
  const { name, columns } = around.attribute
  const mark = standingMark(around)
  // A record's own last word that is not there any more goes back as what it is.
  const own = from === around.standing.record ? wanted : displaced(around)
  if (name === GOLDEN) return { attribute: name, fields: {} }
  if (name === ADDRESS) {
    const address = {
      stored: wanted.addresses[0] ?? null,
      own: mark?.address ? mark.address.own : (own.addresses[0] ?? null),
    }
    return { attribute: name, fields: {}, address, ...(from ? { from } : {}) }
  }
  const fields = columns.map(({ field }) => {
    const was = mark?.fields[field]?.own ?? own.fields[field] ?? []
    return [field, { stored: wanted.fields[field] ?? [], own: was }] as const
  })
  return { attribute: name, fields: Object.fromEntries(fields), ...(from ? { from } : {}) }
}

/** What stands in the columns of an attribute now: by their cells, else by the place that the entry has in its list. */
function displaced({ attribute, standing: { row, there }, read }: Around): Pick<RecordInput, 'fields' | 'addresses'> {
  const { columns, settings, name } = attribute
  if (row) {
    const cells = columns.flatMap(({ column }) => (row[column] === undefined ? [] : [[column, row[column]] as const]))
    return read(Object.fromEntries(cells))
  }
  if (name === ADDRESS) return { fields: {}, addresses: there.addresses.slice(settings.entry, settings.entry + 1) }
  const at = (field: string) => (there.fields[field] ?? []).slice(settings.entry, settings.entry + 1)
  return { fields: Object.fromEntries(columns.map(({ field }) => [field, at(field)])), addresses: [] }
}
