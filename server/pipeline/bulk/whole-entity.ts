import { groupBy } from '../../collections/group-by.ts'
import type { Batch } from '../../match/columns.ts'
import { type MatchOutput, matchAll, matchBatch } from '../../match/match.ts'
import type { AddressWord } from '../../model/addresses/address-word.ts'
import type { EntityName } from '../../model/entities/registry.ts'
import type { Decision, Link } from '../../model/evidence.ts'
import type { Golden } from '../../model/golden.ts'
import { compareIds, type GoldenId, pairKey, type RecordId, type SourceName } from '../../model/ids.ts'
import type { Pin } from '../../model/pin.ts'
import { accepting, correctionsAmong } from '../../rules/accepted.ts'
import type { EntityEngine } from '../../rules/engine.ts'
import { ownWordOf } from '../../rules/own-word-of.ts'
import type { Prepared } from '../../rules/prepare.ts'
import type { Tx } from '../../store/graph/driver.ts'
import { standingWords, writtenBy } from '../../store/write/address-words.ts'
import { allGoldens, goldensOfRecords } from '../../store/write/goldens.ts'
import { allLinks, standingDecisions } from '../../store/write/links.ts'
import { standingPins } from '../../store/write/pins.ts'
import { allRecords, type WholeRecord } from '../../store/write/records.ts'
import { kindsOfSources, retiredSources } from '../../store/write/sources.ts'
import type { Member } from '../../survive/witness.ts'
import { type Arrival, classify } from '../resolve/classify.ts'
import { bestDoubts } from '../resolve/relink.ts'
import { type Dated, following } from '../resolve/value-times.ts'
import { datedOf, heedLate, latest, reprepare } from './versions.ts'

/** All of one entity as it is stored. */
export type Stored = {
  records: WholeRecord[]
  links: Link[]
  goldens: Golden[]
  decisions: Decision[]
  /** Pins that stand, also on records that were deleted: they may return. */
  pins: Pin[]
  /** Words that stand about any address. */
  words: AddressWord[]
  retired: SourceName[]
  /** Kinds of systems, by source. */
  kinds: ReadonlyMap<string, string>
}

export async function readWhole(tx: Tx, entity: EntityName): Promise<Stored> {
  return {
    records: await allRecords(tx, entity),
    links: await allLinks(tx, entity),
    goldens: await allGoldens(tx, entity),
    decisions: await standingDecisions.run(tx, { entity }),
    pins: await standingPins(tx, entity),
    words: await standingWords(tx),
    retired: (await retiredSources.run(tx, {})).map((row) => row.source),
    kinds: await kindsOfSources(tx),
  }
}

/** All of one entity as it should be, and what has to be written for it. */
export type Whole = {
  members: Map<RecordId, Member>
  /** Records to write: arrived, or prepared by other rules than the present ones. */
  rows: Map<RecordId, Prepared>
  /** Versions that came late or were overtaken within the load: history. */
  late: Prepared[]
  /** Records that stay as they are but for how old what they say is: late versions tell. */
  retimed: Map<RecordId, Dated>
  unchanged: number
  links: Link[]
  maybes: Link[]
  hashes: Map<RecordId, string>
  companies: Map<RecordId, string>
  pairs: number
  common: readonly string[]
}

/** Golden records of company records, by record; what has none is left out. */
export type GoldensOf = (records: readonly RecordId[]) => Promise<ReadonlyMap<RecordId, GoldenId>>

/** Asks the graph, a page of records at a time. */
export function storedGoldens(tx: Tx): GoldensOf {
  return async (ids) => {
    const goldens = new Map<RecordId, GoldenId>()
    for (let i = 0; i < ids.length; i += 10_000)
      for (const { id, golden } of await goldensOfRecords.run(tx, { ids: ids.slice(i, i + 10_000) }))
        goldens.set(id, golden)
    return goldens
  }
}

export type ResolveOptions = {
  onProgress?: ((done: number, of: number) => void) | undefined
  /** The newest of the arriving records as the rules were trained on them: they need not be read a second time. */
  ready?: Ready | undefined
  /** Hears of arriving records that are not written as they are. */
  onFate?: ((prepared: Prepared, fate: 'unchanged' | 'late') => void) | undefined
}

/** A batch for whoever takes it first: nobody else holds it, so that its memory is free once it has been matched. */
export type Ready = { batch: Batch | undefined; companies: ReadonlyMap<RecordId, string> }

/** Resolves a whole entity in memory up to its links: the stored records with the arriving ones in their place. */
export async function resolveWhole(
  goldensOf: GoldensOf,
  stored: Stored,
  arriving: readonly Prepared[],
  engine: EntityEngine,
  today: string,
  { onProgress, ready, onFate }: ResolveOptions = {},
): Promise<Whole> {
  const whole: Whole = {
    members: new Map(),
    rows: new Map(),
    late: [],
    retimed: new Map(),
    unchanged: 0,
    links: [],
    maybes: [],
    hashes: new Map(),
    companies: new Map(),
    pairs: 0,
    common: [],
  }
  const memberOf = memberMaker(stored)
  const states = new Map(stored.records.map((record) => [record.id, record]))
  const own = arriving.map((prepared) => ownWordOf(prepared, writtenIn(states.get(prepared.id)), engine, { today }))
  const { newest, late, again } = latest(own)
  whole.late.push(...late)
  whole.unchanged += again.length
  for (const prepared of again) onFate?.(prepared, 'unchanged')
  for (const prepared of newest)
    if (place(prepared, states.get(prepared.id), whole) === 'unchanged') onFate?.(prepared, 'unchanged')
  for (const prepared of whole.late) onFate?.(prepared, 'late')
  for (const record of stored.records) {
    const prepared = whole.rows.get(record.id) ?? reprepare(record, engine, today)
    if (prepared) whole.rows.set(record.id, prepared)
  }
  heedLate(whole, states)
  const corrections = correctionsAmong(stored.words)
  for (const prepared of whole.rows.values())
    whole.rows.set(prepared.id, accepting(prepared, corrections, engine, today))
  for (const record of stored.records) {
    const standard = whole.retimed.get(record.id)?.standard ?? record.standard
    if (!whole.rows.has(record.id)) whole.members.set(record.id, memberOf(standard, record.issues))
    whole.hashes.set(record.id, record.hash)
    if (record.company !== undefined) whole.companies.set(record.id, record.company)
  }
  for (const prepared of whole.rows.values()) {
    whole.members.set(prepared.id, memberOf(prepared.standard, prepared.issues))
    whole.hashes.set(prepared.id, prepared.hash)
  }
  await placeContacts(goldensOf, whole)
  const found = await matchWhole(
    whole,
    engine,
    stored.records.length === 0 ? taken(ready, whole) : undefined,
    onProgress,
  )
  return { ...whole, links: found.links, maybes: bestDoubts(found.maybes), pairs: found.pairs, common: found.common }
}

/** The batch that is ready, where the companies of its records are what they were. */
function taken(ready: Ready | undefined, { companies }: Whole): Batch | undefined {
  if (!ready) return undefined
  const { batch, companies: were } = ready
  ready.batch = undefined
  const asTheyWere = were.size === companies.size && [...were].every(([id, company]) => companies.get(id) === company)
  return asTheyWere ? batch : undefined
}

function matchWhole(
  { members, rows, companies }: Whole,
  { rules: { block, score } }: EntityEngine,
  batch: Batch | undefined,
  onProgress: ResolveOptions['onProgress'],
): Promise<MatchOutput> {
  const rules = { block, score }
  if (batch) return matchBatch({ batch, rules, onProgress })
  return matchAll({
    records: [...members.values()].map((member) => member.record).sort((a, b) => compareIds(a.id, b.id)),
    rules,
    companyOf: ({ id }) => companies.get(id),
    keysOf: ({ id }) => rows.get(id)?.keys,
    onProgress,
  })
}

/** Members with what others said of them: pins, words about their addresses, and whether their source may still win. */
function memberMaker({
  pins,
  words,
  retired,
  kinds,
}: Stored): (record: Member['record'], issues: Member['issues']) => Member {
  const pinsOf = groupBy(pins, (pin) => pin.record)
  const wordsOf = groupBy(words, (word) => word.key)
  const silent = new Set(retired)
  return (record, issues) => ({
    record,
    issues,
    pins: pinsOf.get(record.id),
    words: wordsOf.size === 0 ? undefined : writtenBy(record.addresses).flatMap(({ key }) => wordsOf.get(key) ?? []),
    retired: silent.has(record.source),
    kind: kinds.get(record.source),
  })
}

function writtenIn(stored: WholeRecord | undefined) {
  return stored && { own: stored.input, sent: stored.sent }
}

function place(prepared: Prepared, stored: WholeRecord | undefined, whole: Whole): Arrival {
  const state = stored && { ...stored, deleted: false, keys: [], entity: prepared.input.entity, own: undefined }
  const arrival = classify(prepared, state)
  switch (arrival) {
    case 'created':
    case 'updated':
      whole.rows.set(prepared.id, following(prepared, stored && datedOf(stored)))
      break
    case 'stale':
      whole.late.push(prepared)
      break
    case 'unchanged':
      whole.unchanged++
  }
  return arrival
}

async function placeContacts(goldensOf: GoldensOf, { rows, companies }: Whole): Promise<void> {
  const goldens = await goldensOf([...new Set([...rows.values()].flatMap(({ companyRef }) => companyRef ?? []))])
  for (const { id, companyRef } of rows.values()) {
    const golden = companyRef && goldens.get(companyRef)
    if (golden) companies.set(id, golden)
    else companies.delete(id) // it named one before
  }
}

/** What of the stored links goes, and what comes or changed. */
export function diffLinks(stored: readonly Link[], wanted: readonly Link[]): { gone: Link[]; fresh: Link[] } {
  const have = new Map(stored.map((link) => [pairKey(link.low, link.high), link]))
  const want = new Set(wanted.map((link) => pairKey(link.low, link.high)))
  return {
    gone: stored.filter((link) => !want.has(pairKey(link.low, link.high))),
    fresh: wanted.filter((link) => have.get(pairKey(link.low, link.high))?.bits !== link.bits),
  }
}
