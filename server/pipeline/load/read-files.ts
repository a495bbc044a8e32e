import { givesWay } from '../../collections/give-way.ts'
import type { FileNote } from '../../ingest/files/note.ts'
import { type Ingested, type IngestOptions, ingestFile, isOrder } from '../../ingest/ingest-file.ts'
import type { SourceMapping } from '../../ingest/source-mapping.ts'
import { setRow } from '../../model/arriving/row.ts'
import type { EntityName } from '../../model/entities/registry.ts'
import { idOfRecord, type RecordId, referredTo } from '../../model/ids.ts'
import type { Problem } from '../../model/problem.ts'
import type { OrderInput, RecordInput } from '../../model/record.ts'
import type { Engine } from '../../rules/engine.ts'
import { type Prepared, prepare } from '../../rules/prepare.ts'
import { lastTypes } from './move-shared.ts'
import { RowBook } from './row-book.ts'

export type LoadFile = { path: string; mapping: SourceMapping }

/** All that files say, before the graph is asked what it makes of it. */
export type Arrived = {
  /** Every row read; each record, order and removal knows its own. */
  rows: RowBook
  records: Map<EntityName, Arriving>
  orders: OrderInput[]
  /** Records that their source says are no more, by id. */
  removed: Map<RecordId, RecordInput>
  /** What their source says that records were merged into; undefined: into none. Only of sources that can say so. */
  merges: Map<RecordId, RecordId | undefined>
  notes: ToldOfFile[]
  /** Records of sources whose entities share ids, in their order. */
  shared?: RecordInput[]
}

/** What is worth saying of a file beside its rejected rows. */
export type ToldOfFile = FileNote & { readonly file: string }

export type Arriving = {
  inputs: RecordInput[]
  /** The same, prepared as they were read; empty where nobody knew by which rules. */
  prepared: Prepared[]
}

export type ReadFilesOptions = {
  onProgress?: (stage: 'ingest', path: string, done: number, of: number) => void
  /** Called for every row that is refused, while the rest goes on. */
  onReject?: (rejected: { file: string; problem: Problem; row?: Record<string, string> }) => void
  /** Rules that the graph is most likely under, and the day: whoever finds it under others prepares again. */
  ahead?: { engine: Engine; today: string }
  /** Ends the reading early, with what there is. */
  signal?: AbortSignal
}

/** Reads files whole, each row by its file's mapping. */
export async function readFiles(files: readonly LoadFile[], options: ReadFilesOptions): Promise<Arrived> {
  const arrived: Arrived = {
    rows: new RowBook(),
    records: new Map(),
    orders: [],
    removed: new Map(),
    merges: new Map(),
    notes: [],
  }
  const pause = givesWay()
  for (const { path, mapping } of files) {
    const onNote = (note: FileNote) => arrived.notes.push({ file: path, ...note })
    const { rows } = arrived
    rows.begin(path)
    const rowAt = rowsByLine(rows, mapping)
    const onAside: NonNullable<IngestOptions['onAside']> = (why, line) => rows.note(rowAt(line), why)
    for await (const item of ingestFile(path, mapping, { onNote, onAside })) {
      if (options.signal?.aborted) return arrived
      await pause()
      if (rows.size % 1_000 === 0) options.onProgress?.('ingest', path, rows.size, 0)
      take(item, rowAt(item.line), path, arrived, options)
      if (mapping.sameAs !== undefined) noteMerge(item, arrived)
    }
  }
  dropRemoved(arrived)
  lastTypes(arrived.records, arrived.shared ?? [], (input) => arrived.rows.noteOf(input, 'part'))
  return arrived
}

/** Numbers the rows of a file as they come, each once. What rows give that are gathered comes later, and in any order. */
function rowsByLine(rows: RowBook, { gather }: SourceMapping): (line: number) => number {
  const known = new Map<number, number>()
  return (line) => {
    const row = known.get(line) ?? rows.add(line)
    if (!gather) known.clear()
    known.set(line, row)
    return row
  }
}

/** What a later row deletes need not be written first. */
function dropRemoved({ records, removed, rows }: Arrived): void {
  if (removed.size === 0) return
  const stays = (input: RecordInput) => !removed.has(idOfRecord(input))
  for (const arriving of records.values()) {
    for (const input of arriving.inputs) if (!stays(input)) rows.noteOf(input, 'deleted')
    arriving.inputs = arriving.inputs.filter(stays)
    arriving.prepared = arriving.prepared.filter(({ input }) => stays(input))
  }
}

function take(item: Ingested, row: number, file: string, arrived: Arrived, options: ReadFilesOptions): void {
  const { rows, removed } = arrived
  const reject = (problem: Problem) => {
    rows.note(row, 'rejected')
    options.onReject?.({ file, problem, ...(item.row ? { row: item.row } : {}) })
  }
  if ('problem' in item) {
    reject(item.problem)
    return
  }
  if ('removed' in item) {
    setRow(item.removed, row)
    const id = idOfRecord(item.removed)
    const before = removed.get(id)
    if (before) rows.noteOf(before, 'unchanged')
    removed.set(id, item.removed)
    return
  }
  const { value } = item
  tagRow(value, row)
  if (isOrder(value)) {
    arrived.orders.push(value)
    return
  }
  // A later row that gives the record again says that it is back.
  const gone = removed.size > 0 ? removed.get(idOfRecord(value)) : undefined
  if (gone) {
    rows.noteOf(gone, 'late')
    removed.delete(idOfRecord(value))
  }
  takeRecord(value, arrived, options.ahead, (problem) => reject({ ...problem, file, line: item.line }))
}

function tagRow(value: RecordInput | OrderInput, row: number): void {
  setRow(value, row)
  if (!isOrder(value)) for (const part of Object.values(value.parts ?? {})) setRow(part, row)
}

function takeRecord(
  value: RecordInput,
  arrived: Arrived,
  ahead: ReadFilesOptions['ahead'],
  onReject: (problem: Problem) => void,
): void {
  let known = arrived.records.get(value.entity)
  if (!known) {
    known = { inputs: [], prepared: [] }
    arrived.records.set(value.entity, known)
  }
  const prepared = ahead ? preparedOr(value, ahead.engine, ahead.today, onReject) : undefined
  if (prepared?.length === 0) return
  known.inputs.push(value)
  if (value.sharedIds) {
    arrived.shared ??= []
    arrived.shared.push(value)
  }
  if (prepared) known.prepared.push(...prepared)
}

function noteMerge(item: Ingested, { merges }: Arrived): void {
  if ('problem' in item || 'isFurther' in item) return
  const value = 'removed' in item ? item.removed : item.value
  if (isOrder(value)) return
  const { source, entity } = value
  merges.set(idOfRecord(value), item.sameAs === undefined ? undefined : referredTo(source, entity, item.sameAs))
}

/** A record that cannot be cleaned for a reason nobody foresaw is told, and the rest goes on. */
function preparedOr(
  input: RecordInput,
  engine: Engine,
  today: string,
  onReject: (problem: Problem) => void,
): Prepared[] {
  try {
    return [prepare(input, engine, today)]
  } catch (error) {
    const why = error instanceof Error ? error.name : 'error'
    const detail = `this record cannot be cleaned (${why}); please report it`
    onReject({ code: 'internal', detail, record: idOfRecord(input) })
    return []
  }
}

/** Records prepared by an engine: as they were read, where that was by its rules. */
export function preparedBy(
  { inputs, prepared }: Arriving,
  engine: Engine,
  today: string,
  {
    onProgress,
    onReject,
  }: { onProgress: (done: number) => void; onReject: (input: RecordInput, problem: Problem) => void },
): Prepared[] {
  const [first] = prepared
  if (first && first.engine === engine.entities[first.input.entity].preparation) return prepared
  return inputs.flatMap((input, i) => {
    if (i % 1_000 === 0) onProgress(i)
    return preparedOr(input, engine, today, (problem) => onReject(input, problem))
  })
}
