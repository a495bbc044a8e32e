import type { SourceMapping } from '../ingest/source-mapping.ts'
import type { Batch } from '../match/columns.ts'
import { textReader } from '../match/text-table.ts'
import { ENTITIES } from '../model/entities/registry.ts'
import { type RecordId, splitRecordId } from '../model/ids.ts'
import { fail } from '../model/problem.ts'
import type { RuleSet } from '../rules/rule-set.ts'
import { batchOfContacts } from './batch-of-contacts.ts'
import { type Labels, labelsOfPairs, labelsOfTruth, readToldPairs } from './labels.ts'
import { readBatches } from './read-records.ts'
import { type SupervisionReport, supervise } from './supervise.ts'
import { type TrainReport, trainRules } from './train.ts'

export type LearnInput = {
  file: string
  mapping: SourceMapping
  /** What to start from. */
  rules: RuleSet
  /** Name of the rule set that comes out. */
  name: string
  /** CSV of labelled pairs (id1, id2, match), or the column that says which records are one entity; or no labels. */
  labels?: { file: string } | { truth: string } | undefined
  onProgress?: ((stage: string, done: number, of: number) => void) | undefined
}

export type LearnReport = TrainReport & { supervision?: SupervisionReport }

/** Trains every entity of a file and gives the rule set with its score sections replaced. */
export async function learnFromFile(
  input: LearnInput,
): Promise<{ rules: RuleSet; reports: Record<string, LearnReport> }> {
  const { batches, contacts } = await readBatches(input.file, {
    mapping: input.mapping,
    rules: input.rules,
    custom: true,
    truth: input.labels && 'truth' in input.labels ? input.labels.truth : undefined,
    onRow: (rows) => input.onProgress?.('read', rows, 0),
  })
  if (contacts) batches.set('contact', await batchOfContacts(contacts, input))
  const labels = await labelsOf(input, [...batches.values()])
  const entities = { ...input.rules.entities }
  const reports: Record<string, LearnReport> = {}
  for (const { name } of ENTITIES) {
    const batch = batches.get(name)
    if (!batch) continue
    input.onProgress?.('train', 0, 1)
    const trained = trainRules({ batch })
    const own = { ...entities[name], score: trained.rules }
    const taught = labels && (await supervise({ batch, rules: own, trained, labels }))
    entities[name] = { ...entities[name], score: taught?.rules ?? trained.rules }
    reports[name] = taught ? { ...trained.report, supervision: taught.report } : trained.report
  }
  return { rules: { ...input.rules, name: input.name, entities }, reports }
}

async function labelsOf({ labels }: LearnInput, batches: readonly Batch[]): Promise<Labels | undefined> {
  if (labels === undefined) return undefined
  if ('truth' in labels) {
    const truth = new Map<RecordId, string>()
    for (const { ids, labels: column } of batches) {
      const textOf = textReader(column.texts)
      for (const [i, id] of ids.entries()) if (column.codes[i]) truth.set(id, textOf((column.codes[i] ?? 1) - 1))
    }
    if (truth.size === 0) fail('mapping.invalid', `no row has a value in the truth column ${labels.truth}`)
    return labelsOfTruth(truth)
  }
  // An id as the file has it will do where only one source has such an id.
  const known = new Map<string, RecordId | undefined>()
  const ids = batches.flatMap((batch) => batch.ids)
  for (const id of ids) {
    const { sourceId } = splitRecordId(id)
    known.set(sourceId, known.has(sourceId) ? undefined : id)
  }
  for (const id of ids) known.set(id, id)
  return labelsOfPairs(await readToldPairs(labels.file, (id) => known.get(id)))
}
