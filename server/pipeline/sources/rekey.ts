import { ENTITIES, type EntityName } from '../../model/entities/registry.ts'
import { compareIds, type RecordId, recordIdOf, type SourceName, splitRecordId } from '../../model/ids.ts'
import { fail, ProblemError } from '../../model/problem.ts'
import type { SourceOutcome } from '../../model/service-views.ts'
import type { Store } from '../../store/graph/driver.ts'
import { maybeNamed } from '../../store/read/named-records.ts'
import {
  listSources,
  markRenamed,
  markSettled,
  recordsOfSource,
  renameOrders,
  takenIds,
  tombstonesOfSource,
} from '../../store/write/sources.ts'
import { hashOf } from '../../text/hash.ts'
import { eachPage, SOURCE_BATCH, type SourceProgress } from '../arrive/source-pages.ts'
import { closeLedger } from '../feed/close-ledger.ts'
import { openLedger } from '../feed/ledger.ts'
import type { RunContext } from '../run/context.ts'
import { activate, type RulesInForce } from '../run/rules-in-force.ts'
import type { NewIds } from './new-ids.ts'
import { rekeyBatch } from './rekey-batch.ts'
import { withNewName } from './rename-in-rules.ts'

export type RekeyInput = {
  source: SourceName
  /** Its new name; absent: it keeps its name, and only the records given get new ids. */
  to?: SourceName | undefined
  /** The source's own ids, old and new, each of one entity; which may be left out where one alone has the old id. */
  records: readonly { from: string; to: string; entity?: EntityName | undefined }[]
}

/**
 * Gives a source a new name, its records new ids, or both. Golden ids stay, and with them history, decisions, pins,
 * orders and links; an old record id leads to the record under its new one. The feed names old and new ids of each golden
 * record. Commits up to 500 records at a time; one that is cut off is simply asked for again.
 * @throws ProblemError `source.unknown`, `record.not-found`, `record.ambiguous`, or `request.invalid` with the ids that others have already.
 */
export async function rekeySource(
  store: Store,
  input: RekeyInput,
  rules: RulesInForce,
  context: RunContext,
  onProgress: SourceProgress = () => {},
): Promise<SourceOutcome> {
  const { source, to } = input
  if (to === source) fail('request.invalid', 'the new name is the old one', { field: 'to' })
  if (to === undefined && input.records.length === 0)
    fail('request.invalid', 'a new name, records with new ids, or both', { field: 'records' })
  if (!(await store.read(listSources)).some((each) => each.source === source))
    fail('source.unknown', `there is no source ${source}`)
  const idOf = await mappingOf(store, input)
  if (to !== undefined && idOf.size > 0) {
    // Two steps, so that a renaming that was cut off can be finished without the mapping.
    const { changes } = await rekeySource(store, { source, records: input.records }, rules, context, onProgress)
    const renamed = await rekeySource(store, { source, to, records: [] }, rules, context, onProgress)
    return { ...renamed, changes: changes + renamed.changes }
  }
  const newId = (id: RecordId): RecordId => {
    const { entity, sourceId } = splitRecordId(id)
    return idOf.get(id) ?? recordIdOf(to ?? source, entity, sourceId)
  }
  if (to !== undefined) {
    await demandFree(store, source, newId)
    await renameInRules(store, source, to, rules, context)
    const by = context.actor.user ?? context.actor.key
    await store.write((tx) => markRenamed.run(tx, { source, to, by, at: context.now().toISOString() }))
  }
  const outcome = { source: to ?? source, records: 0, changes: 0 }
  const commit = async (entity: EntityName, ids: readonly RecordId[]) => {
    const batch: NewIds = new Map(ids.map((id) => [id, newId(id)]))
    outcome.changes += await store.write(async (tx) => {
      const ledger = openLedger(context)
      await rekeyBatch(tx, entity, batch, await rules.engine(tx), ledger)
      await closeLedger(tx, ledger)
      return ledger.changes.size
    })
    outcome.records += ids.length
    onProgress(entity, outcome.records)
  }
  const known = to === undefined ? await knownAmong(store, [...idOf.keys()]) : undefined
  for (const { name: entity } of ENTITIES) {
    if (known) {
      const ids = [...known].filter((id) => splitRecordId(id).entity === entity).sort(compareIds)
      for (let i = 0; i < ids.length; i += SOURCE_BATCH) await commit(entity, ids.slice(i, i + SOURCE_BATCH))
    } else {
      for (const query of [recordsOfSource, tombstonesOfSource])
        await eachPage(store, source, entity, query, (ids) => commit(entity, ids))
    }
  }
  if (to !== undefined) {
    const page = { prefix: `${source}:`, to, limit: SOURCE_BATCH }
    while (((await store.write((tx) => renameOrders.run(tx, page)))[0]?.orders ?? 0) > 0);
    await store.write((tx) => markSettled.run(tx, { source }))
  }
  return outcome
}

/**
 * Old ids and new ones. Every record that is named exists, or has its new id already: then an earlier call was cut off
 * after it.
 */
async function mappingOf(store: Store, { source, records }: RekeyInput): Promise<NewIds> {
  const nameOf = ({ from, entity }: RekeyInput['records'][number]) =>
    entity === undefined ? `${source}:${from}` : recordIdOf(source, entity, from)
  const found = await store.read((tx) => maybeNamed(tx, records.map(nameOf)))
  const idOf = new Map<RecordId, RecordId>()
  const wanted = new Set<RecordId>()
  for (const row of records) {
    const name = nameOf(row)
    const record = found.get(name) ?? fail('record.not-found', `there is no record ${name}`, { record: name })
    if (typeof record !== 'string') throw new ProblemError(record)
    const { source: of, entity, sourceId } = splitRecordId(record)
    const isPresent = of === source && [sourceId, `${entity}:${sourceId}`].includes(row.from)
    const [from, to] = [isPresent ? record : recordIdOf(source, entity, row.from), recordIdOf(source, entity, row.to)]
    if (!isPresent && sourceId !== row.to) fail('record.not-found', `there is no record ${name}`, { record: name })
    if (idOf.has(from) || wanted.has(to))
      fail('request.invalid', `${idOf.has(from) ? row.from : row.to} is named twice`, { field: 'records' })
    if (from !== to) idOf.set(from, to)
    wanted.add(to)
  }
  for (const id of idOf.values())
    if (idOf.has(id))
      fail('request.invalid', `${id} is given away and given up at once; do it in two steps`, { field: 'records' })
  const known = await knownAmong(store, [...idOf.keys(), ...idOf.values()])
  refuseTaken([...idOf].filter(([from, to]) => known.has(from) && known.has(to)).map(([, to]) => to))
  return idOf
}

async function demandFree(store: Store, source: SourceName, newId: (id: RecordId) => RecordId): Promise<void> {
  for (const { name: entity } of ENTITIES)
    for (const query of [recordsOfSource, tombstonesOfSource])
      await eachPage(store, source, entity, query, async (ids) => {
        const rows = await store.read((tx) => takenIds.run(tx, { ids: ids.map(newId) }))
        refuseTaken(rows.map((row) => row.id))
      })
}

function refuseTaken(ids: readonly RecordId[]): void {
  const path = [...ids].sort(compareIds).slice(0, 10)
  if (path.length > 0)
    fail('request.invalid', `${ids.length} of the new ids are those of other records, ${path[0]} among them`, { path })
}

async function knownAmong(store: Store, ids: RecordId[]): Promise<ReadonlySet<RecordId>> {
  return new Set((await store.read((tx) => takenIds.run(tx, { ids }))).map((row) => row.id))
}

/** Trust and ownership go to the new name before the first record does. */
async function renameInRules(
  store: Store,
  from: SourceName,
  to: SourceName,
  rules: RulesInForce,
  context: RunContext,
): Promise<void> {
  const { ruleSet, hash } = await store.read((tx) => rules.engine(tx))
  const renamed = withNewName(ruleSet, from, to)
  if (hashOf(renamed) !== hash) await activate(store, { ...renamed, name: nameOf(ruleSet.name) }, context.now())
}

/** Rules that came with Kith and were changed are the user's own from then on. */
function nameOf(name: string): string {
  return name === 'shipped' ? 'shipped, changed' : name
}
