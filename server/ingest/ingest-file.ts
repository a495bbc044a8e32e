import { idOfRecord } from '../model/ids.ts'
import { fail, ProblemError } from '../model/problem.ts'
import type { OrderInput, RecordInput } from '../model/record.ts'
import { isNullMark, unguarded } from './cells/read-cell.ts'
import { columnsOfId } from './cells/read-id.ts'
import { type CompiledMapping, type CompileOptions, compileMapping } from './compile-mapping.ts'
import { FileTally } from './file-tally.ts'
import type { NoIds } from './files/no-id.ts'
import { gathered } from './gather.ts'
import { identify, ingestRow } from './ingest.ts'
import { type Ingested, isOrder, type Made } from './ingested.ts'
import { asParts } from './parts.ts'
import { openRows, type ReadOptions, type ReadRow, type Row } from './readers.ts'
import { referenceText } from './references.ts'
import { columnsOf, type SourceMapping } from './source-mapping.ts'

export { type Ingested, isOrder }

export type IngestOptions = ReadOptions &
  CompileOptions & {
    /** Hears of rows that give no item: passed over by a rule, or part of a record that comes later. */
    readonly onAside?: ((why: 'passed' | 'part', line: number) => void) | undefined
  }

/**
 * Reads a file by a mapping, row by row. Bad rows come as problems in their place.
 * @throws ProblemError `mapping.invalid` where the file lacks columns of the mapping; what opening the file throws
 */
export async function* ingestFile(
  path: string,
  mapping: SourceMapping,
  options: IngestOptions = {},
): AsyncGenerator<Ingested> {
  const read = { ...readOptionsOf(mapping), ...options }
  const { header, rows } = await openRows(path, read)
  if (header?.length === 0) await refuseEmpty(path, rows)
  const compiled = compileMapping(mapping, header, options)
  const { onNote, onAside } = options
  const tally = onNote ? new FileTally(compiled, header) : undefined
  const passed = (line: number) => {
    tally?.pass()
    onAside?.('passed', line)
  }
  const ids = new WholeIds(path, compiled, { ...read, onNote: undefined })
  const made = itemsOf(path, rows, compiled, ids, { tally, passed })
  const records = mapping.gather ? gathered(made, (line) => onAside?.('part', line)) : made
  if (mapping.part) yield* asParts(records, mapping.part)
  else yield* records
  if (onNote) tally?.tell(onNote)
}

/** A table without a header: it is empty, or the line that should be one cannot be read. */
async function refuseEmpty(path: string, rows: AsyncGenerator<ReadRow>): Promise<never> {
  const first = await rows.next()
  await rows.return(undefined)
  if (!first.done && 'problem' in first.value) throw new ProblemError(first.value.problem)
  return fail('request.invalid', 'this is an empty file: it has not even a header', { file: path })
}

/** How a mapping says that its file is to be read. */
function readOptionsOf(mapping: SourceMapping): ReadOptions {
  const { encoding, delimiter, quote, escape: lead, comment, header, sheet, entry, list } = mapping
  const expected = columnsOf(mapping).filter((column) => !column.includes('*'))
  const ids = new Set([mapping, ...mapping.also].flatMap(({ id }) => columnsOfId(id)))
  return { encoding, delimiter, quote, escape: lead, comment, header, sheet, entry, list, expected, ids }
}

/** Who hears of rows. */
type Heard = { tally: FileTally | undefined; passed: (line: number) => void }

async function* itemsOf(
  path: string,
  rows: AsyncIterable<ReadRow>,
  compiled: CompiledMapping,
  ids: WholeIds,
  heard: Heard,
): AsyncGenerator<Ingested> {
  /** Of the row before, for a row that continues it. */
  let before = ''
  for await (const item of rows) {
    if ('problem' in item) {
      yield item
      continue
    }
    const { line, row } = item
    if (!compiled.passes(row)) {
      heard.passed(line)
      continue
    }
    heard.tally?.see(row)
    const wrong = noIdIn(compiled, item)
    if (wrong) {
      const [column, why] = wrong
      yield { line, row, problem: { code: 'record.invalid', detail: `the id is ${why}`, file: path, line, column } }
      continue
    }
    const found = compiled.id.of(row)
    const sourceId =
      found === '' && compiled.mapping.gather ? before : ids.isDoubtful(found) ? await ids.of(found) : found
    before = sourceId
    yield* recordsOf(item, sourceId, compiled, { file: path, line }, heard)
  }
}

type ReadItem = { readonly line: number; readonly row: Row; readonly noIds?: NoIds }

/** The first column of an id whose cell cannot be one, and what it is. */
function noIdIn({ mapping }: CompiledMapping, { noIds }: ReadItem): readonly [string, string] | undefined {
  if (!noIds) return undefined
  const column = columnsOfId(mapping.id).find((one) => noIds[one] !== undefined)
  return column === undefined ? undefined : [column, noIds[column] ?? '']
}

function* recordsOf(
  item: ReadItem,
  sourceId: string,
  compiled: CompiledMapping,
  place: { file: string; line: number },
  { tally, passed }: Heard,
): Generator<Ingested> {
  const { line, row } = item
  const identity = identify(row, compiled, place, sourceId)
  if (!identity.ok) {
    yield { line, row, problem: identity.problem }
    return
  }
  const made = ingestRow(row, compiled, place, identity.value)
  if (!made.ok) {
    yield { line, row, problem: made.problem }
    return
  }
  const { value } = made
  const sameAs = mergedInto(row, compiled, sourceId)
  const same = sameAs === undefined ? {} : { sameAs }
  if (compiled.deletes(row)) {
    if (isOrder(value)) passed(line)
    else yield { line, row, removed: value, ...same }
    return
  }
  if (!isOrder(value)) tally?.count(value)
  const further = compiled.also.flatMap(({ as, compiled: part }): Made[] => {
    const wrong = noIdIn(part, item)
    // false is how some systems write that there is none.
    if (wrong && as !== undefined && !isOrder(value) && row[wrong[0]] !== 'false')
      value.unread = { ...value.unread, [as]: (row[wrong[0]] ?? wrong[1]).slice(0, 200) }
    const other = wrong ? undefined : furtherOf(row, part, place)
    if (!other) return []
    if (as === 'customer.id' && isOrder(value) && !isOrder(other)) value.customerId = idOfRecord(other)
    else if (as !== undefined && !isOrder(value) && !isOrder(other)) value.fields[as] = [nameFor(other, value)]
    return [{ line, row, value: other, isFurther: true }]
  })
  yield { line, row, value, ...same }
  yield* further
}

/** Another record of a row; undefined where the row says nothing of it. */
function furtherOf(
  row: Row,
  compiled: CompiledMapping,
  place: { file: string; line: number },
): RecordInput | OrderInput | undefined {
  const made = ingestRow(row, { ...compiled, keepRaw: false }, place)
  if (!made.ok) return undefined
  const { value } = made
  if (!isOrder(value) && Object.keys(value.fields).length === 0 && value.addresses.length === 0) return undefined
  return value
}

/** How a record refers to another: by the id alone where both are of one source. */
function nameFor(other: RecordInput, { source }: RecordInput): string {
  return other.source === source ? other.sourceId : idOfRecord(other)
}

function mergedInto(row: Row, { mapping }: CompiledMapping, sourceId: string): string | undefined {
  if (mapping.sameAs === undefined) return undefined
  const text = referenceText(unguarded((row[mapping.sameAs] ?? '').trim(), true), sourceId)
  return text === '' || isNullMark(text) || text === sourceId ? undefined : text
}

const WHOLE = /^(\d+)\.0+$/

/**
 * `3.0` is the 3 that a spreadsheet or a data frame made a decimal number of, unless the same file has a 3 beside it. The
 * ids of the file are looked through only where there is such a one.
 */
class WholeIds {
  readonly #path: string
  readonly #compiled: CompiledMapping
  readonly #options: ReadOptions
  #plain: Promise<ReadonlySet<string>> | undefined

  constructor(path: string, compiled: CompiledMapping, options: ReadOptions) {
    this.#path = path
    this.#compiled = compiled
    this.#options = options
  }

  isDoubtful(id: string): boolean {
    return this.#compiled.id.isPlain && id.endsWith('0') && WHOLE.test(id)
  }

  async of(id: string): Promise<string> {
    this.#plain ??= this.#read()
    const whole = WHOLE.exec(id)?.[1] ?? id
    return (await this.#plain).has(whole) ? id : whole
  }

  async #read(): Promise<ReadonlySet<string>> {
    const found = new Set<string>()
    const { rows } = await openRows(this.#path, this.#options)
    for await (const item of rows) {
      const id = 'row' in item ? this.#compiled.id.of(item.row) : ''
      if (/^\d+$/.test(id)) found.add(id)
    }
    return found
  }
}
