import type { SourceMapping } from '../ingest/source-mapping.ts'
import { ENTITIES } from '../model/entities/registry.ts'
import { type RecordId, splitRecordId } from '../model/ids.ts'
import { fail } from '../model/problem.ts'
import type { StandardRecord } from '../model/record.ts'
import { compileStandardiser } from '../standardise/standardise.ts'
import { companyIn } from './company-in.ts'
import { readRecords } from './read-records.ts'
import type { RuleSet } from './rule-set.ts'
import { type Labels, labelsOfPairs, labelsOfTruth, readToldPairs } from './supervise/labels.ts'
import { type SupervisionReport, supervise } from './supervise/supervise.ts'
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
  const { records: all, truth } = await readRecords(input.file, {
    mapping: input.mapping,
    standardise: compileStandardiser(input.rules.standardise),
    truth: input.labels && 'truth' in input.labels ? input.labels.truth : undefined,
    onRow: (rows) => input.onProgress?.('read', rows, 0),
  })
  const labels = await labelsOf(input, [...all.values()].flat(), truth)
  const entities = { ...input.rules.entities }
  const reports: Record<string, LearnReport> = {}
  for (const { name } of ENTITIES) {
    const records = all.get(name)
    if (!records) continue
    input.onProgress?.('train', 0, 1)
    const companyOf = name === 'contact' ? companyIn(records, input) : undefined
    const trained = trainRules({ records, rules: entities[name], companyOf })
    const own = { ...entities[name], score: trained.rules }
    const taught = labels && supervise({ records, companyOf, rules: own, trained, labels })
    entities[name] = { ...entities[name], score: taught?.rules ?? trained.rules }
    reports[name] = taught ? { ...trained.report, supervision: taught.report } : trained.report
  }
  return { rules: { ...input.rules, name: input.name, entities }, reports }
}

async function labelsOf(
  { labels }: LearnInput,
  records: readonly StandardRecord[],
  truth: ReadonlyMap<RecordId, string>,
): Promise<Labels | undefined> {
  if (labels === undefined) return undefined
  if ('truth' in labels) {
    if (truth.size === 0) fail('mapping.invalid', `no row has a value in the truth column ${labels.truth}`)
    return labelsOfTruth(truth)
  }
  // An id as the file has it will do where only one source has such an id.
  const known = new Map<string, RecordId | undefined>()
  for (const { id } of records) {
    const { sourceId } = splitRecordId(id)
    known.set(sourceId, known.has(sourceId) ? undefined : id)
  }
  for (const { id } of records) known.set(id, id)
  return labelsOfPairs(await readToldPairs(labels.file, (id) => known.get(id)))
}
