import { addressLine } from '../../model/address-line.ts'
import type { Link } from '../../model/evidence.ts'
import type { Golden } from '../../model/golden.ts'
import type { GoldenId } from '../../model/ids.ts'
import type { PastView, When } from '../../model/moment.ts'
import { fail } from '../../model/problem.ts'
import { RELATION_NAMES } from '../../model/relation.ts'
import { AddressView, type ExplainView, GoldenView, type RelationView } from '../../model/views.ts'
import { companyReference } from '../../relate/roles.ts'
import type { Engine } from '../../rules/engine.ts'
import type { Tx } from '../../store/graph/driver.ts'
import { attributeViews } from '../../store/read/attribute-views.ts'
import {
  goldenAt,
  goldensOfRecordsAt,
  namesOf,
  placesByKey,
  type RecordAt,
  recordsAt,
} from '../../store/read/history-reads.ts'
import { relationsThen } from '../../store/read/past/relations-then.ts'
import { decisionsAboutAt } from '../../store/write/links.ts'
import { pinsOf } from '../../store/write/pins.ts'
import { kindsOfSources } from '../../store/write/sources.ts'
import type { Member } from '../../survive/witness.ts'
import { recordName } from '../resolve/nodes.ts'
import { engineAt } from '../run/rules-in-force.ts'
import { explained, isContested, withWhy } from './explain.ts'
import { correctedThen, wordsThen } from './words-then.ts'

/** A golden record as it was, with the records that it was made of. */
export type Then = { golden: Golden; name: string; since: number; records: RecordAt[] }

/**
 * A golden record and its members as they were known at a moment. Where the question is about another time of the world,
 * the records that were known to be one are asked what they had said by then, and the golden record is made of that.
 * @throws ProblemError `golden.not-found` when there was none.
 */
export async function stateThen(tx: Tx, id: GoldenId, { known, world }: When, engine: Engine): Promise<Then> {
  const then = await goldenAt(tx, id, known.seq)
  if (!then) return fail('golden.not-found', `there was no golden record ${id} at ${known.at}`)
  const stored = await recordsAt(tx, then.golden.members, known, world)
  const records = await correctedThen(tx, stored, { known, world }, engine)
  if (world === undefined) return { ...then, records }
  if (records.length === 0)
    return fail(
      'golden.not-found',
      `no record of ${id} that was known at ${known.at} speaks of the time until ${world}`,
    )
  const { entity, status, reasons } = then.golden
  const kinds = await kindsOfSources(tx)
  const words = await wordsThen(tx, records, { known, world })
  const members = records.map(({ standard, issues }) => ({
    record: standard,
    issues,
    words,
    kind: kinds.get(standard.source),
  }))
  const cluster = status === 'held' ? { status, reasons } : { status: 'active' as const, reasons: [] }
  const content = engine.entities[entity].survive(members, cluster)
  const golden = { ...then.golden, ...content, members: records.map((record) => record.id) }
  return { ...then, name: String(content.values.name ?? then.name), golden, records }
}

/** A golden record with everything one page about it shows, as of a moment. @throws ProblemError `golden.not-found` */
export async function goldenAsOf(tx: Tx, id: GoldenId, when: When, engine: Engine): Promise<GoldenView> {
  const rules = await engineAt(tx, when.known.at, engine)
  const then = await stateThen(tx, id, when, rules)
  const { golden, name, since, records } = then
  const { entity, status, reasons } = golden
  const view = GoldenView.parse({
    id,
    entity,
    name,
    status,
    reasons,
    seq: since,
    asOf: pastOf(when),
    attributes: attributeViews(
      golden,
      records.map((record) => record.standard),
    ),
    addresses: await addressesThen(tx, golden, when),
    records: records.map(({ id: record, standard, updatedAt, issues }) => ({
      id: record,
      source: standard.source,
      name: recordName(standard),
      ...(updatedAt === undefined ? {} : { updatedAt }),
      ...(standard.channel === undefined ? {} : { channel: standard.channel }),
      issues: issues.length,
    })),
    relations: await relationViews(tx, id, when.known.seq),
    issues: records.flatMap(({ id: record, issues }) => issues.map((issue) => ({ ...issue, record }))),
  })
  return isContested(view) ? withWhy(view, rules.entities[entity].reasons(await membersThen(tx, then, when))) : view
}

/** Records as they were, with what was known of them then. */
async function membersThen(tx: Tx, { golden, records }: Then, when: When): Promise<Member[]> {
  const pins = await pinsOf(tx, golden.winners)
  const kinds = await kindsOfSources(tx)
  const words = await wordsThen(tx, records, when)
  return records.map(({ id: record, standard, issues }) => ({
    record: standard,
    issues,
    words,
    pins: pins.filter((pin) => pin.record === record),
    kind: kinds.get(standard.source),
  }))
}

/**
 * Why records were one at a moment: the rules that were in force then, asked about the records as they were.
 * @throws ProblemError `golden.not-found`
 */
export async function explainAsOf(tx: Tx, id: GoldenId, when: When, today: Engine): Promise<ExplainView> {
  const engine = await engineAt(tx, when.known.at, today)
  const then = await stateThen(tx, id, when, engine)
  const { golden, records } = then
  const rows = await atCompanies(tx, then, when, engine)
  const decisions = await decisionsAboutAt.run(tx, { ids: golden.members, at: when.known.at })
  const pins = await pinsOf(tx, golden.winners)
  const members = await membersThen(tx, then, when)
  const told = records.map(({ id: record, version, updatedAt, receivedAt }) => ({
    id: record,
    receivedAt,
    retired: false,
    ...(version === undefined ? {} : { version }),
    ...(updatedAt === undefined ? {} : { updatedAt }),
  }))
  return {
    ...explained(
      golden,
      { rows, links: linksAmong(rows, golden, engine), decisions, members, records: told, pins },
      engine,
    ),
    asOf: pastOf(when),
  }
}

/** Records as they were; those of a contact with the company that they were of then. */
async function atCompanies(tx: Tx, { golden, records }: Then, { known }: When, engine: Engine) {
  const references = new Map(
    golden.entity === 'contact'
      ? records.map((row) => [row.id, companyReference(row.standard, engine.ruleSet.relate.roles)] as const)
      : [],
  )
  const named = [...references.values()].filter((reference) => reference !== undefined)
  const companies = await goldensOfRecordsAt(tx, named, known.seq)
  return records.map((row) => ({ ...row, company: companies.get(references.get(row.id) ?? row.id) }))
}

/** What held the records of a golden record together. */
export async function linksThen(tx: Tx, then: Then, when: When, engine: Engine): Promise<Link[]> {
  return linksAmong(await atCompanies(tx, then, when, engine), then.golden, engine)
}

/** Match links are not kept once they are gone; the keys that proposed them and the scorer that made them find them again. */
function linksAmong(
  rows: readonly (RecordAt & { company: string | undefined })[],
  { entity }: Golden,
  engine: Engine,
): Link[] {
  const { scorer, blockKeys } = engine.entities[entity]
  const ready = rows.map((row) => ({
    id: row.id,
    keys: blockKeys(row.standard),
    made: scorer.prepare(row.standard, row.company === undefined ? {} : { company: row.company }),
  }))
  return ready.flatMap((a, place) =>
    ready.slice(place + 1).flatMap((b) => {
      if (!a.keys.some((key) => b.keys.includes(key))) return []
      const bits = scorer.bits(a.made, b.made)
      return bits < scorer.match ? [] : [{ low: a.id, high: b.id, bits, probability: scorer.probability(bits) }]
    }),
  )
}

async function addressesThen(tx: Tx, golden: Golden, { known, world }: When): Promise<AddressView[]> {
  const places = await placesByKey.run(tx, { keys: golden.addresses.map((address) => address.key) })
  const byKey = new Map(places.map(({ address, ...place }) => [address, place]))
  const at = world ?? known.at
  const views = golden.addresses.map(({ record: _, ...address }) => {
    const place = { ...byKey.get(address.key), line2: address.line2 }
    const current = address.to === undefined || address.to > at
    return AddressView.parse({ ...address, ...place, text: addressLine(place), current })
  })
  return views.filter(({ key }, i) => views.findIndex((better) => better.key === key) === i)
}

const TYPES = Object.entries(RELATION_NAMES)

/** What it was related to then, under the names these have by now. */
async function relationViews(tx: Tx, id: GoldenId, seq: number): Promise<RelationView[]> {
  const { parentShare = [], ...relations } = (await relationsThen(tx, [id], seq)).get(id) ?? {}
  const share = parentShare.map(Number)[0]
  const ids = Object.values(relations).flat()
  const named = new Map((ids.length === 0 ? [] : await namesOf.run(tx, { ids })).map((row) => [row.id, row]))
  return TYPES.flatMap(([type, name]) =>
    (relations[name] ?? []).map((target) => ({
      type,
      direction: 'out' as const,
      id: target,
      label: LABELS[named.get(target)?.entity ?? 'household'],
      name: named.get(target)?.name ?? target,
      properties: type === 'SUBSIDIARY_OF' && share !== undefined ? { share } : {},
    })),
  )
}

const LABELS = { person: 'Customer', company: 'Company', contact: 'Contact', household: 'Household' } as const

function pastOf({ known, world }: When): PastView {
  return { ...known, ...(world === undefined ? {} : { world }) }
}
