import { valueAt } from '../collections/value-at.ts'
import type { FileNote } from '../ingest/files/note.ts'
import { type Ingested, ingestFile, isOrder } from '../ingest/ingest-file.ts'
import { withParts } from '../ingest/parts.ts'
import type { SourceMapping } from '../ingest/source-mapping.ts'
import { type Partition, partition } from '../learn/partition.ts'
import { standInCompanies } from '../learn/stand-in-companies.ts'
import { ENOUGH } from '../learn/train.ts'
import { batchOf } from '../match/columns.ts'
import { ENTITIES, type EntityName } from '../model/entities/registry.ts'
import { compareIds, idOfRecord, type RecordId } from '../model/ids.ts'
import type { Problem } from '../model/problem.ts'
import type { StandardRecord } from '../model/record.ts'
import { compileEngine, type Engine } from '../rules/engine.ts'
import { type Prepared, prepare } from '../rules/prepare.ts'
import type { RuleSet } from '../rules/rule-set.ts'
import { withCustomFields } from '../score/custom-fields.ts'
import { type EntityTrial, entityTrial } from './entity-trial.ts'

export type TryInput = {
  files: readonly { path: string; mapping: SourceMapping }[]
  rules: RuleSet
  /** `yyyy-MM-dd`, for checks of dates. */
  today: string
  threads?: number | undefined
  onProgress?: ((stage: string, done: number, of: number) => void) | undefined
}

/** What loading files into an empty graph would come to. */
export type Trial = {
  rows: number
  rejected: number
  /** The first rows that were rejected. */
  problems: Problem[]
  orders: number
  /** Rows that delete their record. */
  removed: number
  notes: (FileNote & { file: string })[]
  entities: Partial<Record<EntityName, EntityTrial>>
}

/** Rejected rows that are told. */
const TOLD = 5

type Records = Map<EntityName, Map<RecordId, Prepared>>

/** Reads, cleans, checks, matches and clusters files in memory, as a first load would, without a database. */
export async function tryFiles(input: TryInput): Promise<Trial> {
  const engine = compileEngine(input.rules)
  const trial: Trial = { rows: 0, rejected: 0, problems: [], orders: 0, removed: 0, notes: [], entities: {} }
  const records: Records = new Map()
  for (const { path, mapping } of input.files) {
    const onNote = (note: FileNote) => trial.notes.push({ file: path, ...note })
    for await (const item of ingestFile(path, mapping, { keepRaw: false, onNote })) {
      take(item, trial, records, engine, input.today)
      if (trial.rows % 1_000 === 0) input.onProgress?.('read', trial.rows, 0)
    }
  }
  let companies: ReadonlyMap<RecordId, string> = new Map()
  for (const { name } of ENTITIES) {
    const own = [...(records.get(name)?.values() ?? [])].sort((a, b) => compareIds(a.id, b.id))
    if (own.length === 0) continue
    const spoken = name === 'contact' ? await companiesOfContacts(own, companies, input) : undefined
    const found = await clustered(own, name, input, spoken)
    if (name === 'company') companies = identities(own, found)
    trial.entities[name] = entityTrial(own, found)
  }
  return trial
}

function take(item: Ingested, trial: Trial, records: Records, engine: Engine, today: string): void {
  if (!('isFurther' in item)) trial.rows++
  if ('problem' in item) {
    trial.rejected++
    if (trial.problems.length < TOLD) trial.problems.push(item.problem)
  } else if ('removed' in item) {
    trial.removed++
    records.get(item.removed.entity)?.delete(idOfRecord(item.removed))
  } else if (isOrder(item.value)) trial.orders++
  else {
    const prepared = prepare(item.value, engine, today)
    const known = records.get(item.value.entity) ?? new Map<RecordId, Prepared>()
    records.set(item.value.entity, known)
    const before = known.get(prepared.id)
    if (item.value.parts && before) known.set(prepared.id, prepare(withParts(before.input, item.value), engine, today))
    else if (!before || !isOlder(prepared, before)) known.set(prepared.id, prepared)
  }
}

function isOlder({ input }: Prepared, { input: other }: Prepared): boolean {
  return input.updatedAt !== undefined && other.updatedAt !== undefined && input.updatedAt < other.updatedAt
}

async function clustered(
  rows: readonly Prepared[],
  entity: EntityName,
  { rules, threads, onProgress }: TryInput,
  companyOf?: ReadonlyMap<string, string>,
): Promise<Partition> {
  const train = rows.length >= ENOUGH
  const standards = rows.map(({ standard }) => standard)
  const { block, score, cluster } = rules.entities[entity]
  const own = { block, cluster, score: train ? withCustomFields(score, standards) : score }
  const batch = batchOf(standards, own, ({ id }) => companyOf?.get(id))
  return partition({ batch, rules: own, train, threads, onProgress })
}

function identities(rows: readonly Prepared[], { clusterOf }: Partition): Map<RecordId, string> {
  return new Map(rows.map(({ id }, i) => [id, `${valueAt(clusterOf, i)}`]))
}

/** Contacts are compared within their company: one of the files' own, or one that is made out from what they say of it. */
async function companiesOfContacts(
  rows: readonly Prepared[],
  companies: ReadonlyMap<RecordId, string>,
  input: TryInput,
): Promise<Map<string, string>> {
  const of = new Map<string, string>()
  const rest: StandardRecord[] = []
  for (const { id, standard, companyRef } of rows) {
    const known = companyRef && companies.get(companyRef)
    if (known) of.set(id, known)
    else rest.push(standard)
  }
  const spoken = standInCompanies(rest)
  if (spoken.companies.length === 0) return of
  const rules = input.rules.entities.company
  const found = await partition({
    batch: batchOf(spoken.companies, rules),
    rules,
    train: spoken.companies.length >= ENOUGH,
  })
  const clusters = new Map(spoken.companies.map(({ id }, i) => [id as string, `said ${valueAt(found.clusterOf, i)}`]))
  for (const [contact, company] of spoken.of) of.set(contact, clusters.get(company) ?? company)
  return of
}
