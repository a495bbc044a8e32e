import type { SourceMapping } from '../ingest/source-mapping.ts'
import { ENTITIES } from '../model/entities/registry.ts'
import { readBatches } from './read-records.ts'
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
  const { batches, contacts } = await readBatches(input.file, {
    mapping: input.mapping,
    rules: input.rules,
    custom: true,
    onRow: (rows) => input.onProgress?.('read', rows, 0),
  })
  if (contacts)
    batches.set(
      'contact',
      contacts.batch((company) => company),
    )
  const entities = { ...input.rules.entities }
  const reports: Record<string, TrainReport> = {}
  for (const { name } of ENTITIES) {
    const batch = batches.get(name)
    if (!batch) continue
    input.onProgress?.('train', 0, 1)
    const { rules, report } = trainRules({ batch })
    entities[name] = { ...entities[name], score: rules }
    reports[name] = report
  }
  return { rules: { ...input.rules, name: input.name, entities }, reports }
}
