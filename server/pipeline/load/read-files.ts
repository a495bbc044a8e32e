import type { FileNote } from '../../ingest/files/note.ts'
import { type Ingested, ingestFile, isOrder } from '../../ingest/ingest-file.ts'
import type { SourceMapping } from '../../ingest/source-mapping.ts'
import type { EntityName } from '../../model/entities/registry.ts'
import { idOfRecord, type RecordId, referredTo } from '../../model/ids.ts'
import type { Problem } from '../../model/problem.ts'
import type { OrderInput, RecordInput } from '../../model/record.ts'
import type { Engine } from '../../rules/engine.ts'
import { type Prepared, prepare } from '../../rules/prepare.ts'
import { lastTypes } from './move-shared.ts'

export type LoadFile = { path: string; mapping: SourceMapping }

/** All that files say, before the graph is asked what it makes of it. */
export type Arrived = {
  rows: number
  rejected: number
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
    rows: 0,
    rejected: 0,
    records: new Map(),
    orders: [],
    removed: new Map(),
    merges: new Map(),
    notes: [],
  }
  for (const { path, mapping } of files) {
    const onNote = (note: FileNote) => arrived.notes.push({ file: path, ...note })
    for await (const item of ingestFile(path, mapping, { onNote })) {
      if (options.signal?.aborted) return arrived
      if (!('isFurther' in item)) arrived.rows++
      if (arrived.rows % 1_000 === 0) options.onProgress?.('ingest', path, arrived.rows, 0)
      take(item, path, arrived, options)
      if (mapping.sameAs !== undefined) noteMerge(item, arrived)
    }
  }
  dropRemoved(arrived)
  lastTypes(arrived.records, arrived.shared ?? [])
  return arrived
}

/** What a later row deletes need not be written first. */
function dropRemoved({ records, removed }: Arrived): void {
  if (removed.size === 0) return
  const stays = (input: RecordInput) => !removed.has(idOfRecord(input))
  for (const arriving of records.values()) {
    arriving.inputs = arriving.inputs.filter(stays)
    arriving.prepared = arriving.prepared.filter(({ input }) => stays(input))
  }
}

function take(item: Ingested, file: string, arrived: Arrived, { ahead, onReject }: ReadFilesOptions): void {
  if ('problem' in item) {
    arrived.rejected++
    onReject?.({ file, problem: item.problem, ...(item.row ? { row: item.row } : {}) })
  } else if ('removed' in item) {
    arrived.removed.set(idOfRecord(item.removed), item.removed)
  } else if (isOrder(item.value)) arrived.orders.push(item.value)
  else {
    const { entity } = item.value
    // A later row that gives the record again says that it is back.
    if (arrived.removed.size > 0) arrived.removed.delete(idOfRecord(item.value))
    let known = arrived.records.get(entity)
    if (!known) {
      known = { inputs: [], prepared: [] }
      arrived.records.set(entity, known)
    }
    const prepared = ahead
      ? preparedOr(item.value, ahead.engine, ahead.today, (problem) => {
          arrived.rejected++
          onReject?.({ file, problem: { ...problem, file, line: item.line }, row: item.row })
        })
      : undefined
    if (prepared?.length === 0) return
    known.inputs.push(item.value)
    if (item.value.sharedIds) {
      arrived.shared ??= []
      arrived.shared.push(item.value)
    }
    if (prepared) known.prepared.push(...prepared)
  }
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
  { onProgress, onReject }: { onProgress: (done: number) => void; onReject: (problem: Problem) => void },
): Prepared[] {
  const [first] = prepared
  if (first && first.engine === engine.entities[first.input.entity].preparation) return prepared
  return inputs.flatMap((input, i) => {
    if (i % 1_000 === 0) onProgress(i)
    return preparedOr(input, engine, today, onReject)
  })
}
