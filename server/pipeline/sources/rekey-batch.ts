import { groupBy } from '../../collections/group-by.ts'
import { EntityName } from '../../model/entities/registry.ts'
import type { Golden } from '../../model/golden.ts'
import {
  compareIds,
  customersOf,
  type GoldenId,
  pairOf,
  type RecordId,
  shortNameOf,
  splitRecordId,
} from '../../model/ids.ts'
import { changeOf, movesOf } from '../../publish/publish.ts'
import type { Engine, EntityEngine } from '../../rules/engine.ts'
import type { Tx } from '../../store/graph/driver.ts'
import { claimActivities } from '../../store/write/activities.ts'
import { goldensOfRecords } from '../../store/write/goldens.ts'
import { lockKeys } from '../../store/write/keys.ts'
import {
  deleteMaybeSame,
  deleteSameAs,
  linksOfRecords,
  putMaybeSame,
  putSameAs,
  showDecisions,
} from '../../store/write/links.ts'
import { claimOrders } from '../../store/write/orders.ts'
import { keepRecordVersions, lockRecords, recordStates, referringRecords } from '../../store/write/records.ts'
import { decisionsOfRecords, idBearers, moveDecisions, rekeyRecords } from '../../store/write/sources.ts'
import { hashOf } from '../../text/hash.ts'
import type { Ledger } from '../feed/ledger.ts'
import { relateCompanies } from '../relate/companies.ts'
import { relink } from '../resolve/relink.ts'
import { commitAndRelate } from '../resolve/resettle.ts'
import { lockScope } from '../resolve/scope.ts'
import { settle } from '../resolve/settle.ts'
import { restand } from '../resolve/standings.ts'
import { type NewIds, withNewIds } from './new-ids.ts'

/**
 * Gives records of one entity their new ids, in the running transaction: the records, all that names them, and their
 * golden records, which keep their own ids. Records that name one of them as company or parent are changed with it.
 */
export async function rekeyBatch(
  tx: Tx,
  entity: EntityName,
  idOf: NewIds,
  engine: Engine,
  ledger: Ledger,
): Promise<void> {
  const old = [...idOf.keys()].sort(compareIds)
  await lockRecords.run(tx, { rows: old.map((id) => ({ id, create: false })) })
  const before = (await lockScope(tx, old, [])).before
  const bearers = await idBearers.run(tx, { ids: old })
  const rows = bearers.map((bearer) => ({ ...withNewIds(bearer, idOf), was: bearer.hash ?? null }))
  const live = bearers.filter(({ input }) => input !== undefined).map(({ id }) => id)
  const links = await linksOfRecords.run(tx, { ids: live })
  const decisions = await decisionsOfRecords.run(tx, { ids: old })
  if (live.length > 0) await keepRecordVersions.run(tx, { ids: live })
  await rekeyRecords.run(tx, { rows: rows.map(({ from, to, properties }) => ({ from, to, properties })) })
  const now = (id: RecordId): RecordId => idOf.get(id) ?? id
  // What names no table may mean one record now where it meant several, or several where it meant one.
  const entities = EntityName.options
  const ids = [...idOf].flat().flatMap((id) => customersOf(shortNameOf(id).replace(':', '::')))
  await claimOrders.run(tx, { ids, entities, at: ledger.at })
  await claimActivities.run(tx, { ids, entities, at: ledger.at })
  for (const id of live) {
    ledger.records.add(now(id))
    ledger.versioned.add(now(id))
  }
  const hashes = new Map(rows.map(({ from, was, hash }) => [from, { was, is: hash }]))
  await moveLinks(tx, links, now, hashes)
  await moveEvidence(tx, decisions, now, hashes)
  await showDecisions.run(tx, { ids: live.map(now) })
  await restandAll(tx, live.map(now), engine.entities[entity])
  await follow(tx, entity, { live: live.filter((id) => idOf.has(id)).map(now), before, now }, engine, ledger)
}

/** Records of common keys that say the same stand in the order of their ids: new ones may have other neighbours. */
async function restandAll(tx: Tx, live: readonly RecordId[], engine: EntityEngine): Promise<void> {
  const keys = (await recordStates.run(tx, { ids: [...live] })).flatMap((state) => state.keys)
  const rows = [...new Set(keys)]
    .sort(compareIds)
    .map((key) => ({ key, cap: engine.keyCap(key), near: engine.keyNear(key) }))
  await lockKeys.run(tx, { rows })
  const unchanged = { common: [], rare: [] }
  await relink(tx, live, unchanged, await restand(tx, live, new Map(), unchanged, engine), engine)
}

type Hashes = ReadonlyMap<RecordId, { was: string | null; is: string | null }>

/** Links run from the low id to the high one, and the new ids may stand the other way round. */
async function moveLinks(
  tx: Tx,
  links: Awaited<ReturnType<typeof linksOfRecords.run>>,
  now: (id: RecordId) => RecordId,
  hashes: Hashes,
): Promise<void> {
  const hashAt = (id: RecordId, then: string | undefined) => {
    const hash = hashes.get(id)
    return hash && hash.was === then ? (hash.is ?? '') : (then ?? '')
  }
  const moved = links.map((link) => {
    const [low, high] = pairOf(now(link.low), now(link.high))
    const [lowHash, highHash] = [hashAt(link.low, link.lowHash), hashAt(link.high, link.highHash)]
    const flips = low !== now(link.low)
    return { ...link, low, high, flips, ...(flips ? { lowHash: highHash, highHash: lowHash } : { lowHash, highHash }) }
  })
  for (const [type, own] of groupBy(moved, (link) => link.type)) {
    const [remove, put] = type === 'SAME_AS' ? [deleteSameAs, putSameAs] : [deleteMaybeSame, putMaybeSame]
    const flipped = own.filter(({ flips }) => flips).map(({ low, high }) => ({ low: high, high: low }))
    if (flipped.length > 0) await remove.run(tx, { rows: flipped })
    for (const [ruleSet, rows] of groupBy(own, (link) => link.ruleSet)) await put.run(tx, { rows, ruleSet })
  }
}

/** A decision whose records said the same when it was taken has not gone stale because they go by other ids. */
async function moveEvidence(
  tx: Tx,
  decisions: Awaited<ReturnType<typeof decisionsOfRecords.run>>,
  now: (id: RecordId) => RecordId,
  hashes: Hashes,
): Promise<void> {
  const rows = decisions.map(({ id, records, ...was }) => {
    const hashOfRecord = new Map(records.map((record) => [record.id, record.hash]))
    const then = (record: RecordId) => hashOfRecord.get(record)
    const is = (record: RecordId) => hashes.get(record)?.is ?? then(record)
    const [low, high] = pairOf(now(was.low), now(was.high))
    const [lowWas, highWas] = low === now(was.low) ? [was.low, was.high] : [was.high, was.low]
    const fresh = was.evidenceHash === hashOf([then(was.low), then(was.high)])
    return { id, low, high, evidenceHash: fresh ? hashOf([is(lowWas), is(highWas)]) : was.evidenceHash }
  })
  if (rows.length > 0) await moveDecisions.run(tx, { rows })
}

type Moved = { live: readonly RecordId[]; before: readonly Golden[]; now: (id: RecordId) => RecordId }

/** Golden records name their records by the new ids; the feed says which became which. */
async function follow(
  tx: Tx,
  entity: EntityName,
  { live, before, now }: Moved,
  engine: Engine,
  ledger: Ledger,
): Promise<void> {
  const found = await lockScope(
    tx,
    live,
    before.map((golden) => golden.id),
  )
  const renamed = found.before.map((golden) => ({ ...golden, members: golden.members.map(now).sort(compareIds) }))
  const scope = { ...found, before: renamed }
  const settlement = settle(scope, engine.entities[entity], ledger.context)
  const membersOf = new Map(before.map((golden) => [golden.id, golden.members]))
  settlement.changes = settlement.changes.map((change) => {
    const put = settlement.put.find(({ after }) => after.id === change.golden)
    const members = membersOf.get(change.golden)
    if (!put?.before || !members) return change
    const { from, heirs } = change
    return changeOf({ ...put, from, heirs, ...movesOf({ members }, put.after) }) ?? change
  })
  await commitAndRelate(tx, entity, { ids: live, scope, settlement }, engine, ledger)
  if (entity === 'company') await relateChildren(tx, live, engine, ledger)
}

/** Companies that stand under one of the given records and go by its source's new name already. */
async function relateChildren(tx: Tx, ids: readonly RecordId[], engine: Engine, ledger: Ledger): Promise<void> {
  const source = (id: RecordId) => splitRecordId(id).source
  const sources = new Set(ids.map(source))
  const children = (await referringRecords.run(tx, { ids })).filter(
    (row) => row.entity === 'company' && sources.has(source(row.record)),
  )
  const goldens = await goldensOfRecords.run(tx, { ids: children.map((row) => row.record) })
  const written: GoldenId[] = [...new Set(goldens.map((row) => row.golden))]
  if (written.length > 0) await relateCompanies(tx, written, engine.ruleSet.relate.hierarchy, ledger)
}
