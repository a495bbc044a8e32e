import { rowOf } from '../../model/arriving/row.ts'
import { ENTITIES, type EntityName } from '../../model/entities/registry.ts'
import type { RecordId } from '../../model/ids.ts'
import type { Issue } from '../../model/record.ts'
import type { EntityCounts, UploadTrial } from '../../model/uploads/upload.ts'
import type { Engine } from '../../rules/engine.ts'
import type { Prepared } from '../../rules/prepare.ts'
import type { Store } from '../../store/graph/driver.ts'
import { recordStates } from '../../store/write/records.ts'
import { latest } from '../bulk/versions.ts'
import { composeParts } from '../load/compose-parts.ts'
import { type Arrived, type LoadFile, preparedBy, type ReadFilesOptions, readFiles } from '../load/read-files.ts'
import { classify } from '../resolve/classify.ts'
import { dayOf, type RunContext } from '../run/context.ts'
import type { RulesInForce } from '../run/rules-in-force.ts'
import { type Fresh, matchFresh } from './match-fresh.ts'

/** Records whose stored state is asked for at once. */
const PAGE = 1_000
/** Kinds of issues that are told. */
const ISSUES = 30

type Hearing = {
  onReject: NonNullable<ReadFilesOptions['onReject']>
  onProgress: (step: string, done: number, of: number) => void
}

/** Works out what loading a file would come to: by the rules in force, against what is stored; nothing of it is written. */
export async function tryUpload(
  store: Store,
  file: LoadFile,
  rules: RulesInForce,
  context: RunContext,
  { onReject, onProgress }: Hearing,
): Promise<Omit<UploadTrial, 'rejects'>> {
  const engine = await store.read((tx) => rules.engine(tx))
  const ahead = { engine, today: dayOf(context.now()) }
  const reading = (done: number, of = 0) => onProgress('ingest', done, of)
  const options = { onReject, ahead, onProgress: (_stage: string, _path: string, done: number) => reading(done) }
  const arrived = await readFiles([file], options)
  const { rows } = arrived
  const found: { counts: EntityCounts; fresh: Fresh[] }[] = []
  for (const { name } of ENTITIES) found.push(await compare(store, name, arrived, engine, { ...options, ahead }))
  const fresh = found.flatMap((each) => each.fresh).sort((a, b) => a.row - b.row)
  const matched = await matchFresh(store, fresh, engine, context, (done, of) => onProgress('match', done, of))
  return {
    ...matched,
    ...{ rows: rows.size, rejected: rows.count('rejected'), passed: rows.count('passed') },
    orders: new Set(arrived.orders.map(({ source, orderId }) => `${source}:${orderId}`)).size,
    entities: found.map(({ counts }) => counts).filter(({ records, deleted }) => records + deleted > 0),
    issues: issuesOf(fresh.map(({ prepared }) => prepared)),
    notes: arrived.notes.map(({ detail }) => detail),
  }
}

/** What is new of one entity, and what is newer, the same or older than what is stored. */
async function compare(
  store: Store,
  entity: EntityName,
  arrived: Arrived,
  engine: Engine,
  { ahead, onReject }: Pick<Hearing, 'onReject'> & { ahead: { today: string } },
): Promise<{ counts: EntityCounts; fresh: Fresh[] }> {
  const counts: EntityCounts = { entity, records: 0, created: 0, changed: 0, unchanged: 0, late: 0, deleted: 0 }
  const fresh: Fresh[] = []
  counts.deleted = await standing(store, [...arrived.removed.keys()], entity)
  const arriving = arrived.records.get(entity)
  if (!arriving) return { counts, fresh }
  await composeParts(store, arriving, arrived.rows)
  const prepared = preparedBy(arriving, engine, ahead.today, {
    onProgress: () => {},
    onReject: (_input, problem) => onReject({ file: '', problem }),
  })
  const newest = [...latest(prepared).newest]
  counts.records = newest.length
  for (let i = 0; i < newest.length; i += PAGE) {
    const page = newest.slice(i, i + PAGE)
    const ids = page.map(({ id }) => id)
    const states = new Map((await store.read((tx) => recordStates.run(tx, { ids }))).map((state) => [state.id, state]))
    for (const record of page) {
      const arrival = classify(record, states.get(record.id))
      if (arrival === 'stale') counts.late++
      else if (arrival === 'unchanged') counts.unchanged++
      else {
        const outcome = arrival === 'created' ? 'created' : 'changed'
        counts[outcome]++
        fresh.push({ prepared: record, outcome, row: rowOf(record.input) ?? 0 })
      }
    }
  }
  return { counts, fresh }
}

/** How many of the records that the file deletes are there. */
async function standing(store: Store, removed: readonly RecordId[], entity: EntityName): Promise<number> {
  let count = 0
  for (let i = 0; i < removed.length; i += PAGE) {
    const ids = removed.slice(i, i + PAGE)
    const states = await store.read((tx) => recordStates.run(tx, { ids }))
    count += states.filter((state) => !state.deleted && state.entity === entity).length
  }
  return count
}

const WEIGHT: Record<Issue['severity'], number> = { error: 0, warning: 1, info: 2 }

/** Rules of quality that records break, the gravest first. */
function issuesOf(records: readonly Prepared[]): UploadTrial['issues'] {
  const found = new Map<string, UploadTrial['issues'][number]>()
  for (const { id, issues } of records)
    for (const { policy, severity, message } of issues) {
      const known = found.get(policy)
      if (known) known.records++
      else found.set(policy, { policy, severity, message, records: 1, example: id })
    }
  const byWeight = [...found.values()].sort(
    (a, b) => WEIGHT[a.severity] - WEIGHT[b.severity] || b.records - a.records || (a.policy < b.policy ? -1 : 1),
  )
  return byWeight.slice(0, ISSUES)
}
