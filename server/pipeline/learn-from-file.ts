import type { SourceMapping } from '../ingest/source-mapping.ts'
import { ENTITIES } from '../model/entities/registry.ts'
import { compileStandardiser } from '../standardise/standardise.ts'
import { companiesOfContacts } from './company-of.ts'
import { readRecords } from './read-records.ts'
import type { RuleSet } from './rule-set.ts'
import { type TrainReport, trainRules } from './train.ts'

export type LearnInput = {
  file: string
  mapping: SourceMapping
  /** What to start from. */
  rules: RuleSet
  /** Name of the rule set that comes out. */
  name: string
  onProgress?: ((stage: string, done: number, of: number) => void) | undefined
}

/** Trains every entity of a file and gives the rule set with its score sections replaced. */
export async function learnFromFile(
  input: LearnInput,
): Promise<{ rules: RuleSet; reports: Record<string, TrainReport> }> {
  const { records: all } = await readRecords(input.file, {
    mapping: input.mapping,
    standardise: compileStandardiser(input.rules.standardise),
    onRow: (rows) => input.onProgress?.('read', rows, 0),
  })
  const entities = { ...input.rules.entities }
  const reports: Record<string, TrainReport> = {}
  for (const { name } of ENTITIES) {
    const records = all.get(name)
    if (!records) continue
    input.onProgress?.('train', 0, 1)
    const spoken = name === 'contact' ? companiesOfContacts(records).of : undefined
    const { rules, report } = trainRules({
      records,
      rules: entities[name],
      companyOf: spoken && ((record) => spoken.get(record.id)),
    })
    entities[name] = { ...entities[name], score: rules }
    reports[name] = report
  }
  return { rules: { ...input.rules, name: input.name, entities }, reports }
}
