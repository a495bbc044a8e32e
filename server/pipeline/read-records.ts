import { ingestFile, isOrder } from '../ingest/ingest-file.ts'
import type { SourceMapping } from '../ingest/source-mapping.ts'
import type { EntityName } from '../model/entities/registry.ts'
import type { RecordId } from '../model/ids.ts'
import type { Problem } from '../model/problem.ts'
import type { RecordInput, StandardRecord } from '../model/record.ts'

export type ReadRecords = {
  /** By entity, in order of the file; a record that came twice is there once, as it came last. */
  records: Map<EntityName, StandardRecord[]>
  /** Value of the truth column by record id, where one was asked for. Matching never sees it. */
  truth: Map<RecordId, string>
  problems: Problem[]
}

export type ReadRecordsOptions = {
  mapping: SourceMapping
  standardise: (input: RecordInput) => StandardRecord
  truth?: string | undefined
  onRow?: ((rows: number) => void) | undefined
}

/** Reads a file into standard records, without a database. Orders are passed over. */
export async function readRecords(path: string, options: ReadRecordsOptions): Promise<ReadRecords> {
  const { mapping, standardise, truth: column, onRow } = options
  const byEntity = new Map<EntityName, Map<string, StandardRecord>>()
  const truth = new Map<RecordId, string>()
  const problems: Problem[] = []
  let rows = 0
  // The truth is kept out of the raw record too.
  const blind = column === undefined ? mapping : { ...mapping, ignore: [...mapping.ignore, column] }
  for await (const item of ingestFile(path, blind, { keepRaw: false })) {
    rows++
    if (rows % 1_000 === 0) onRow?.(rows)
    if ('problem' in item) {
      problems.push(item.problem)
      continue
    }
    if (isOrder(item.value)) continue
    const record = standardise(item.value)
    let records = byEntity.get(record.entity)
    if (!records) {
      records = new Map()
      byEntity.set(record.entity, records)
    }
    records.set(record.id, record)
    const label = column === undefined ? undefined : item.row[column]
    if (label !== undefined && label !== '') truth.set(record.id, label)
  }
  const records = new Map<EntityName, StandardRecord[]>()
  for (const [entity, all] of byEntity) records.set(entity, [...all.values()])
  return { records, truth, problems }
}
