import type { Decision, Link, ScoredPair } from '../../model/evidence.ts'
import type { Golden } from '../../model/golden.ts'
import { compareIds, type GoldenId, RecordId, splitRecordId } from '../../model/ids.ts'
import type { Pin } from '../../model/pin.ts'
import { fail } from '../../model/problem.ts'
import type { AttributeView, ExplainView, GoldenView } from '../../model/views.ts'
import type { Engine } from '../../rules/engine.ts'
import type { Tx } from '../../store/graph/driver.ts'
import { cypherText } from '../../store/graph/query.ts'
import { attributeViews } from '../../store/read/attribute-views.ts'
import { goldensById } from '../../store/write/goldens.ts'
import { decisionsAbout, linksWithin } from '../../store/write/links.ts'
import { pinsOf } from '../../store/write/pins.ts'
import { type StoredRecord, standardRecords, testimony } from '../../store/write/records.ts'
import type { ReasonOf } from '../../survive/survive.ts'
import type { Member } from '../../survive/witness.ts'
import { memberOf } from '../resolve/scope.ts'

/**
 * Why two records are, or are not, one: the very function that decides, asked for its evidence.
 * @throws ProblemError `record.not-found`, or `request.invalid` for records of two kinds.
 */
export async function explainPair(tx: Tx, low: RecordId, high: RecordId, engine: Engine): Promise<ScoredPair> {
  const rows = await standardRecords.run(tx, { ids: [low, high] })
  const [a, b] = [low, high].map(
    (id) => rows.find((row) => row.id === id) ?? fail('record.not-found', `there is no record ${id}`, { record: id }),
  )
  if (!a || !b || a.standard.entity !== b.standard.entity)
    return fail('request.invalid', `${low} and ${high} are not of one kind`)
  return explainStored(a, b, engine)
}

type Scored = Grounds['rows'][number]

function explainStored(a: Scored, b: Scored, engine: Engine): ScoredPair {
  const { scorer } = engine.entities[a.standard.entity]
  const ready = (row: Scored) => scorer.prepare(row.standard, row.company === undefined ? {} : { company: row.company })
  return scorer.explain(ready(a), ready(b))
}

/** How a cluster came together and what holds it. @throws ProblemError `golden.not-found`. */
export async function explainGolden(tx: Tx, id: GoldenId, engine: Engine): Promise<ExplainView> {
  const golden = (await goldensById(tx, [id]))[0]
  if (!golden) return fail('golden.not-found', `there is no golden record ${id}`)
  const rows = await standardRecords.run(tx, { ids: golden.members })
  const members = new Set(golden.members)
  const links = (await linksWithin.run(tx, { ids: golden.members })).filter(
    (link) => members.has(link.low) && members.has(link.high),
  )
  const decisions = (await decisionsAbout.run(tx, { ids: golden.members })) satisfies Decision[]
  const records = await testimony.run(tx, { ids: golden.members })
  const grounds = {
    rows,
    members: rows.map(memberOf),
    links,
    decisions,
    records,
    pins: await pinsOf(tx, golden.winners),
  }
  return explained(golden, grounds, engine)
}

export type Grounds = {
  rows: readonly Pick<StoredRecord, 'id' | 'standard' | 'company'>[]
  links: readonly Link[]
  decisions: Decision[]
  /** The records as survivorship sees them. */
  members: readonly Member[]
  /** As of when records say what they say. */
  records: ExplainView['records']
  /** What stewards pinned and won. */
  pins: readonly Pin[]
}

/** A cluster explained from its records, its links and the decisions about them. */
export function explained(golden: Golden, grounds: Grounds, engine: Engine): ExplainView {
  const { rows, links, decisions } = grounds
  const byId = new Map(rows.map((row) => [row.id, row]))
  const members = new Set(golden.members)
  const joins = joinOrder(links, decisions, members)
  const weakest = joins.filter((join) => Number.isFinite(join.bits)).sort((a, b) => a.bits - b.bits)[0]
  const pairs = links.flatMap(({ low, high }) => {
    const [a, b] = [byId.get(low), byId.get(high)]
    return a && b ? [explainStored(a, b, engine)] : []
  })
  return {
    golden: golden.id,
    name: String(golden.values.name ?? golden.id),
    status: golden.status,
    reasons: golden.reasons,
    ruleSet: engine.entities[golden.entity].hash,
    links: pairs.sort((a, b) => b.bits - a.bits),
    decisions,
    joins: joins.map(({ low, high, bits, size }, i) => ({ step: i + 1, low, high, bits, size })),
    ...(weakest ? { weakest: { low: weakest.low, high: weakest.high, bits: weakest.bits } } : {}),
    words: words(golden, joins.length, weakest),
    attributes: withReasons(
      attributeViews(
        golden,
        rows.map((row) => row.standard),
        grounds.pins,
      ),
      engine.entities[golden.entity].reasons(grounds.members),
    ),
    rejected: golden.rejected ?? [],
    records: [...grounds.records].sort((a, b) => compareIds(a.id, b.id)),
    query: { statement: cypherText('queries/why-this-value'), params: { id: golden.id } },
  }
}

/** Records of which it is told with the golden record itself why their values lost; of more one has to ask for it. */
const REASONED = 50

/** A golden record with the reasons for which values lost, as far as that is quickly found. */
export async function reasoned(tx: Tx, view: GoldenView, engine: Engine): Promise<GoldenView> {
  if (!isContested(view)) return view
  const rows = await standardRecords.run(tx, { ids: view.records.map(({ id }) => id) })
  return withWhy(view, engine.entities[view.entity].reasons(rows.map(memberOf)))
}

/** Whether it is to tell why values lost. */
export function isContested({ attributes, records }: GoldenView): boolean {
  return records.length <= REASONED && attributes.some(({ runnersUp }) => runnersUp.length > 0)
}

/** A golden record with the reasons for which values lost. */
export function withWhy(view: GoldenView, reasonOf: ReasonOf): GoldenView {
  return { ...view, attributes: withReasons(view.attributes, reasonOf) }
}

/** Each value that lost, with the criterion that decided. */
function withReasons(views: readonly AttributeView[], reasonOf: ReasonOf): AttributeView[] {
  return views.map((view) => ({
    ...view,
    runnersUp: view.runnersUp.map((each) => ({
      ...each,
      ...reasonOf(view.attribute, RecordId.parse(each.record), each.value),
    })),
  }))
}

type Join = { low: RecordId; high: RecordId; bits: number; size: number }

/** Joins in the order in which they are made: must-links first, then the strongest link that joins two parts. */
function joinOrder(links: readonly Link[], decisions: readonly Decision[], members: ReadonlySet<RecordId>): Join[] {
  const part = new Map<RecordId, Set<RecordId>>([...members].map((id) => [id, new Set([id])]))
  const musts = decisions.filter((d) => d.verdict === 'same' && members.has(d.low) && members.has(d.high))
  const order = [
    ...musts.map(({ low, high }) => ({
      low,
      high,
      bits: links.find((link) => link.low === low && link.high === high)?.bits ?? 0,
    })),
    ...[...links].sort((a, b) => b.bits - a.bits || (a.low < b.low ? -1 : 1)),
  ]
  const joins: Join[] = []
  for (const { low, high, bits } of order) {
    const [a, b] = [part.get(low), part.get(high)]
    if (!a || !b || a === b) continue
    for (const id of b) {
      a.add(id)
      part.set(id, a)
    }
    joins.push({ low, high, bits, size: a.size })
  }
  return joins
}

function words(golden: Golden, joins: number, weakest: Join | undefined): string {
  const sources = new Set(golden.members.map((id) => splitRecordId(id).source))
  const size = golden.members.length
  if (size === 1) return `One record, from ${[...sources].join()}; nothing else matches it.`
  const weak = weakest
    ? ` The weakest join is ${weakest.low} with ${weakest.high} at ${weakest.bits.toFixed(1)} bits.`
    : ''
  const held = golden.status === 'held' ? ` It is held: ${golden.reasons.join('; ')}.` : ''
  return `${size} records from ${sources.size === 1 ? 'one source' : `${sources.size} sources`} came together in ${joins} joins, strongest first.${weak}${held}`
}
