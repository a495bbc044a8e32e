import { z } from 'zod'
import { EntityName } from '../../model/entities/registry.ts'
import { sumOf } from '../../model/golden.ts'
import { compareIds, RecordId, recordIdOf, shortNameOf } from '../../model/ids.ts'
import { hashOf } from '../../text/hash.ts'
import { namedIds } from '../read/named-records.ts'
import type { Store, Tx } from './driver.ts'
import { query, rowsOf } from './query.ts'

const unmarked = query('record-ids/unmarked', { label: z.string() }, { element: z.string() })
const readNodes = query(
  'record-ids/read',
  { elements: rowsOf<string>() },
  { element: z.string(), properties: z.record(z.string(), z.unknown()) },
)
const membersOf = query(
  'record-ids/members',
  { elements: rowsOf<string>() },
  { element: z.string(), records: z.array(RecordId) },
)
const writeNodes = query('record-ids/write', { rows: rowsOf<{ element: string; properties: Properties }>() }, {})
const moveTasks = query('record-ids/move-tasks', { rows: rowsOf<{ from: string; to: string }>() }, {})

type Properties = Record<string, unknown>
/** The present id of a record that was known by source and id alone. */
type IdOf = (old: string) => string
/** What of a node is to be written anew. `all`: the present ids of all its records, where it lists only the first of them. */
type Rewrite = (said: Properties, idOf: IdOf, all?: readonly RecordId[]) => Properties

/** Nodes one transaction takes. */
const PAGE = 1_000

/** In their order: what is found by another's id comes after it. */
const REWRITES: readonly (readonly [label: string, rewrite: Rewrite])[] = [
  ['Golden', withMembers],
  ['GoldenVersion', withMembers],
  ['Change', changeWith],
  ['LifeEvent', lifeEventWith],
  ['ReviewTask', taskWith],
  ['Plan', ({ body }, idOf) => ({ body: JSON.stringify(deep(JSON.parse(String(body)), idOf)) })],
  ...['Contract', 'ChargeBack', 'Terms', 'Activity'].map((label) => [label, activityWith] as const),
]

/**
 * Gives record ids inside of JSON, and what is hashed of them, the form `source:entity:sourceId`: the part of V065 that
 * Cypher cannot say. The records themselves have their new ids already. What is done is marked, so that it is done once.
 */
export async function renameRecords(store: Store): Promise<void> {
  for (const [label, rewrite] of REWRITES) {
    const elements = (await store.read((tx) => unmarked.run(tx, { label }))).map(({ element }) => element)
    for (let i = 0; i < elements.length; i += PAGE)
      await store.write((tx) => renamePage(tx, label, elements.slice(i, i + PAGE), rewrite))
  }
}

async function renamePage(tx: Tx, label: string, elements: string[], rewrite: Rewrite): Promise<void> {
  const nodes = await readNodes.run(tx, { elements })
  const ids = new Map<string, RecordId>()
  if (nodes.some(({ properties }) => entityOf(properties) === undefined)) {
    const asked = new Set<string>()
    const ask: IdOf = (old) => {
      asked.add(old)
      return old
    }
    for (const { properties } of nodes) rewrite(properties, ask)
    for (const [old, id] of await presentIds(tx, [...asked])) ids.set(old, id)
  }
  const all = new Map((await membersOf.run(tx, { elements })).map((row) => [row.element, row.records]))
  const rows = nodes.map(({ element, properties }) => {
    const entity = entityOf(properties)
    const idOf: IdOf = (old) => (entity === undefined ? (ids.get(old) ?? old) : withEntity(old, entity))
    return { element, properties: rewrite(properties, idOf, all.get(element)) }
  })
  await writeNodes.run(tx, { rows })
  if (label === 'LifeEvent')
    await moveTasks.run(tx, {
      rows: nodes.map(({ properties }, i) => ({
        from: `event|${String(properties.id)}`,
        to: `event|${String(rows[i]?.properties.id)}`,
      })),
    })
}

/** A golden record has records of its own entity alone; of other nodes the records have to be looked up. */
function entityOf({ entity }: Properties): EntityName | undefined {
  return EntityName.safeParse(entity).data
}

function withEntity(old: string, entity: EntityName): RecordId {
  const at = old.indexOf(':')
  return recordIdOf(old.slice(0, at), entity, old.slice(at + 1))
}

/** One entity alone had such an id, so that the record which is there, or was before it got another id, is the one. */
async function presentIds(tx: Tx, old: readonly string[]): Promise<Map<string, RecordId>> {
  const meant = old.filter((text) => OLD_ID.test(text))
  const all = new Map(meant.map((text) => [text, EntityName.options.map((entity) => withEntity(text, entity))]))
  const rows = await namedIds.run(tx, { ids: [...all.values()].flat() })
  const known = new Set(rows.map(({ id }) => id))
  return new Map(
    [...all].flatMap(([text, ways]) => ways.filter((id) => known.has(id)).map((id) => [text, id] as const)),
  )
}

const OLD_ID = /^[A-Za-z0-9._-]+:[\s\S]+$/

/** JSON as it stands, in its own order, once it is known to be of a shape. */
function read<T extends z.ZodType>(shape: T, text: unknown): z.infer<T> {
  const said: unknown = JSON.parse(String(text))
  shape.parse(said)
  return said as z.infer<T>
}

const Named = z.looseObject({ record: z.string() })
const Body = z.looseObject({
  values: z.record(z.string(), z.unknown()),
  winners: z.array(Named),
  rejected: z.array(Named).optional(),
  addresses: z.array(Named),
})

function withMembers(said: Properties, idOf: IdOf, all?: readonly RecordId[]): Properties {
  const members = z.array(z.string()).parse(said.members ?? [])
  const body = read(Body, said.body)
  const renamed = <T extends z.infer<typeof Named>>(each: T): T => ({ ...each, record: idOf(each.record) })
  const { winners, rejected, addresses } = body
  const now = {
    ...body,
    winners: winners.map(renamed),
    ...(rejected ? { rejected: rejected.map(renamed) } : {}),
    addresses: addresses.map(renamed),
  }
  const is = members.map(idOf).sort(compareIds)
  const { status, reasons } = said
  const hash = (own: readonly string[] | string, content: typeof body) =>
    hashOf({ members: own, ...content, status, reasons: reasons ?? [] })
  // Of many records the hash goes by their sum.
  const [was, sum] = all ? [sumOf(all.map(shortNameOf)), sumOf(all)] : [members, is]
  // One that was not made of what is stored is found by the next who touches it.
  const isWhole = said.hash === hash(was, body)
  return {
    members: is,
    body: JSON.stringify(now),
    ...(all && typeof said.memberSum === 'string' ? { memberSum: sum } : {}),
    ...(isWhole ? { hash: hash(sum, now) } : {}),
  }
}

const Line = z.looseObject({
  members: z.array(z.string()).optional(),
  joined: z.array(z.string()),
  left: z.array(z.string()),
  rejected: z.array(Named).optional(),
})

function changeWith({ body }: Properties, idOf: IdOf): Properties {
  const line = read(Line, body)
  const { members, joined, left, rejected } = line
  const now = {
    ...line,
    ...(members ? { members: members.map(idOf) } : {}),
    joined: joined.map(idOf),
    left: left.map(idOf),
    ...(rejected ? { rejected: rejected.map((each) => ({ ...each, record: idOf(each.record) })) } : {}),
  }
  return { body: JSON.stringify(now) }
}

/** A change of job is known by the two records that tell it; what an event rests on names records at the beginning of its clauses. */
function lifeEventWith(said: Properties, idOf: IdOf): Properties {
  const [record, kind, topic] = [said.record, said.kind, said.topic].map(String) as [string, string, string]
  const isJobs = topic.endsWith(`>${record}`)
  const now = isJobs ? `${idOf(topic.slice(0, -record.length - 1))}>${idOf(record)}` : topic
  const evidence = z.array(z.string()).parse(said.evidence ?? [])
  return {
    record: idOf(record),
    topic: now,
    id: `lif_${hashOf([idOf(record), kind, now]).slice(0, 32)}`,
    evidence: evidence.map((words) => words.replace(CLAUSE, (_all, start, old) => start + idOf(old))),
  }
}

const CLAUSE = /(^|, )([A-Za-z0-9._-]+:\S+)(?= (?:states|stated|names) | one at another company)/g

const CIRCLE = /^circle:([\s\S]+)$/

/** Items of the queue are known by what they are and by one or two records. */
function taskWith({ item }: Properties, idOf: IdOf): Properties {
  const [kind = '', ...about] = String(item).split('|')
  const circle = CIRCLE.exec(String(item))?.[1]
  if (circle !== undefined) return { item: `circle:${idOf(circle)}` }
  return { item: kind === 'event' ? item : [kind, ...about.map(idOf)].join('|') }
}

/** Which never said of which entity its record is; its hash tells whether the same comes again. */
function activityWith(said: Properties): Properties {
  const { id: _id, hash, since: _since, actor: _actor, ...own } = said
  const ref = String(said.customerRef)
  const at = ref.indexOf(':')
  const customerRef = `${ref.slice(0, at)}::${ref.slice(at + 1)}`
  return { customerRef, ...(hash === hashOf(own) ? { hash: hashOf({ ...own, customerRef }) } : {}) }
}

/** A plan names records wherever it says what it does; what values it flips it says in their own words. */
function deep(said: unknown, idOf: IdOf): unknown {
  if (typeof said === 'string') return idOf(said)
  if (Array.isArray(said)) return said.map((each) => deep(each, idOf))
  if (said === null || typeof said !== 'object') return said
  return Object.fromEntries(
    Object.entries(said).map(([name, value]) => [idOf(name), name === 'flips' ? value : deep(value, idOf)]),
  )
}
