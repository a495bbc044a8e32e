import { ingestFile, isOrder } from '../ingest/ingest-file.ts'
import type { SourceMapping } from '../ingest/source-mapping.ts'
import { type Batch, BatchBuilder, type BatchRules, batchOf, type Labelled } from '../match/columns.ts'
import type { Stopwatch } from '../match/stopwatch.ts'
import type { EntityName } from '../model/entities/registry.ts'
import { fail, type Problem } from '../model/problem.ts'
import type { StandardRecord } from '../model/record.ts'
import { cleanerOf } from '../rules/cleaner.ts'
import { cleaningOf } from '../rules/cleaning.ts'
import type { RuleSet } from '../rules/rule-set.ts'
import { withCustomFields } from '../score/custom-fields.ts'
import { standInCompanies } from './stand-in-companies.ts'

export type RecordReading = {
  mapping: SourceMapping
  rules: RuleSet
  /** Whether custom fields get comparisons of their own, by what the first records carry: for training. */
  custom: boolean
  /** Column with the truth, where there is one. Matching never sees it. */
  truth?: string | undefined
  onRow?: ((rows: number) => void) | undefined
  watch?: Stopwatch | undefined
}

export type ReadBatches = {
  /** Companies and persons by entity; records themselves are not kept. */
  batches: Map<EntityName, Batch>
  /** Contacts, which can only be made ready once their companies are known; undefined when there are none. */
  contacts: Contacts | undefined
  problems: Problem[]
}

export type Contacts = {
  /** Stand-ins for the companies that contacts speak of. */
  companies: Batch
  /** Contacts, given the identity of each stand-in's company. */
  batch(identityOf: (company: string) => string | undefined): Batch
}

/** Records that take turns, so that what reading, columns and keys cost can be told apart. */
const CHUNK = 256
/** Records that tell which custom fields there are. */
const FIRST = 20_000

/**
 * Reads a file as batches, without a database. A record that came twice is there once, as it came last. Orders are passed over.
 * @throws ProblemError `mapping.invalid` where no row could be read, with what the first one lacks
 */
export async function readBatches(path: string, options: RecordReading): Promise<ReadBatches> {
  const { mapping, rules, custom, truth, onRow, watch } = options
  const standardise = cleanerOf(cleaningOf(rules))
  const builders = new Map<EntityName, BatchBuilder>()
  const contacts = new Map<string, Labelled>()
  let waiting: Labelled[] = []
  const problems: Problem[] = []
  let rows = 0
  // The truth is kept out of the raw record too.
  const blind = truth === undefined ? mapping : { ...mapping, ignore: [...mapping.ignore, truth] }
  for await (const item of ingestFile(path, blind, { keepRaw: false })) {
    rows++
    if (rows % 1_000 === 0) onRow?.(rows)
    if ('problem' in item) {
      problems.push(item.problem)
      continue
    }
    // A row that deletes its record is none.
    if ('removed' in item || isOrder(item.value)) continue
    const record = standardise(item.value)
    const label = (truth === undefined ? undefined : item.row[truth]) || undefined
    if (record.entity === 'contact') contacts.set(record.id, { record, label })
    else if (waiting.push({ record, label }) >= (builders.size === 0 ? FIRST : CHUNK)) addWaiting()
  }
  addWaiting()
  const [first] = problems
  if (first && builders.size + contacts.size === 0)
    fail('mapping.invalid', `none of ${rows} rows could be read, the first: ${first.detail}`, { file: path })
  return {
    batches: new Map([...builders].map(([entity, builder]) => [entity, builder.batch()])),
    contacts: contacts.size === 0 ? undefined : contactsOf([...contacts.values()], rules, custom),
    problems,
  }

  function addWaiting(): void {
    watch?.lap('read')
    for (const entity of new Set(waiting.map(({ record }) => record.entity))) {
      const own = waiting.filter(({ record }) => record.entity === entity)
      builderOf(entity).addAll(own, (phase) => watch?.lap(phase))
    }
    waiting = []
  }

  function builderOf(entity: EntityName): BatchBuilder {
    const known = builders.get(entity)
    if (known) return known
    const records = waiting.map(({ record }) => record).filter((record) => record.entity === entity)
    const made = new BatchBuilder(custom ? withCustom(rules.entities[entity], records) : rules.entities[entity])
    builders.set(entity, made)
    return made
  }
}

function withCustom({ block, score }: BatchRules, records: readonly StandardRecord[]): BatchRules {
  return { block, score: withCustomFields(score, records) }
}

function contactsOf(contacts: readonly Labelled[], rules: RuleSet, custom: boolean): Contacts {
  const records = contacts.map(({ record }) => record)
  const spoken = standInCompanies(records)
  return {
    companies: batchOf(spoken.companies, rules.entities.company),
    batch: (identityOf) => {
      const builder = new BatchBuilder(custom ? withCustom(rules.entities.contact, records) : rules.entities.contact)
      for (const { record, label } of contacts)
        builder.add(record, { company: identityOf(spoken.of.get(record.id) ?? '') }, label)
      return builder.batch()
    },
  }
}
