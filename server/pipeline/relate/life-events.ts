import { groupBy } from '../../collections/group-by.ts'
import type { GoldenHead } from '../../model/golden.ts'
import { compareIds, type GoldenId, type RecordId } from '../../model/ids.ts'
import type { LifeEvent, LifeEventDraft, LifeEventOf, LifeEventVerdict } from '../../model/life-event.ts'
import { fail } from '../../model/problem.ts'
import { lifeEvents, type Neighbour } from '../../relate/life-events.ts'
import type { LifeEventRules } from '../../relate/rules.ts'
import type { Store, Tx } from '../../store/graph/driver.ts'
import { placesOfGoldens } from '../../store/write/addresses.ts'
import { goldenHeads, goldenMembers, lockGoldens } from '../../store/write/goldens.ts'
import {
  affectedByResidents,
  dropLifeEvents,
  dropVerdict,
  lifeEventById,
  lifeEventsOf,
  putLifeEvents,
  putVerdict,
  residentsOfAddresses,
  verdictsOn,
} from '../../store/write/life-events.ts'
import { fold } from '../../text/fold.ts'
import { canonicalJson, hashOf } from '../../text/hash.ts'
import type { Ledger } from '../feed/ledger.ts'
import type { RunContext } from '../run/context.ts'
import type { RulesInForce } from '../run/rules-in-force.ts'

/**
 * Finds the life events of customers that changed, and of those whose events depend on who lives where they lived: what
 * is made of a change of name or place is what the neighbours make of it.
 * @param keys places at which somebody came, went or goes by another name
 */
export async function relateLifeEvents(
  tx: Tx,
  goldens: readonly { after?: GoldenHead | undefined }[],
  keys: readonly string[],
  rules: LifeEventRules,
  { carried }: Pick<Ledger, 'carried'>,
): Promise<void> {
  if (goldens.length + keys.length === 0) return
  // An address that has grown beyond the limit, or shrunk below it, by these alone is looked at once more.
  const crowd = rules.maxResidents + goldens.length + carried.size
  const affected = keys.length === 0 ? [] : await affectedByResidents.run(tx, { keys, crowd })
  const changed = new Set(goldens.flatMap(({ after }) => (after ? [after.id] : [])))
  const concerned = new Set([...affected.map(({ id }) => id), ...carried])
  carried.clear()
  const others = [...concerned].filter((id) => !changed.has(id)).sort(compareIds)
  // Two writers who change different neighbours of one person take turns: the later one sees what the earlier one did.
  if (others.length > 0) await lockGoldens.run(tx, { ids: others })
  await findEvents(tx, [...changed, ...others].sort(compareIds), rules)
}

/** Whether records may tell of an event in a customer's life: another name, another place, or an employer. */
export function mayTell({ values, addresses }: Pick<GoldenHead, 'values' | 'addresses'>): boolean {
  return (
    values.formerNames !== undefined || values.employer !== undefined || addresses.some(({ to }) => to !== undefined)
  )
}

/** Works the life events of customers out from their records and from who lives at their addresses. */
export async function findEvents(tx: Tx, ids: readonly GoldenId[], rules: LifeEventRules): Promise<void> {
  const subjects = await goldenHeads(tx, ids)
  const telling = subjects.filter(mayTell)
  const stated = telling.length === 0 ? [] : await placesOfGoldens.run(tx, { ids: telling.map(({ id }) => id) })
  const placeOf = new Map(stated.map(({ golden, address, place }) => [`${golden} ${address}`, place]))
  const keys = [...new Set(placeOf.values())].sort(compareIds)
  const residents = keys.length === 0 ? [] : await residentsOfAddresses.run(tx, { keys, crowd: rules.maxResidents })
  residents.sort((a, b) => compareIds(a.record, b.record))
  const members = groupBy(
    telling.length === 0 ? [] : await goldenMembers.run(tx, { ids: telling.map(({ id }) => id) }),
    (row) => row.id,
  )
  const drafts = new Map(subjects.map(({ id }) => [id, [] as LifeEventDraft[]]))
  for (const { id, values, addresses: all } of telling) {
    const at = ({ key }: { key: string }) => placeOf.get(`${id} ${key}`) ?? key
    // A place by another spelling is no place they left.
    const addresses = all.filter((address, i) => all.findIndex((better) => at(better) === at(address)) === i)
    const own = new Map(addresses.map((address) => [at(address), address.key]))
    const others = residents.flatMap(({ born, ...each }): Neighbour[] => {
      const key = own.get(each.key)
      return each.golden === id || key === undefined ? [] : [{ ...each, key, ...(born === undefined ? {} : { born }) }]
    })
    const records = (members.get(id) ?? []).map((row) => row.standard)
    drafts.set(id, lifeEvents({ golden: id, values, addresses, members: records }, others, rules))
  }
  await syncLifeEvents(tx, drafts, rules)
}

/** Makes the events of golden records exactly the ones that are told; what a steward said of one stays with it. */
export async function syncLifeEvents(
  tx: Tx,
  drafts: ReadonlyMap<GoldenId, readonly LifeEventDraft[]>,
  rules: LifeEventRules,
): Promise<void> {
  if (drafts.size === 0) return
  const standing = await lifeEventsOf.run(tx, { ids: [...drafts.keys()] })
  const told = [...drafts.values()].flat()
  if (standing.length + told.length === 0) return
  const verdicts = told.length === 0 ? [] : await verdictsOn.run(tx, { ids: [...new Set(told.map((e) => e.record))] })
  const said = new Map(verdicts.map((verdict) => [keyOf(verdict), verdict]))
  const wanted = [...drafts].flatMap(([golden, events]) =>
    events.map((draft): { golden: GoldenId; event: LifeEvent } => {
      const word = said.get(keyOf(draft))
      const status = word?.verdict ?? (draft.certainty < rules.reviewBelow ? 'uncertain' : 'found')
      const id = `lif_${hashOf([draft.record, draft.kind, draft.topic]).slice(0, 32)}`
      return { golden, event: { ...draft, id, status, ...(word ? { by: word.by, reason: word.reason } : {}) } }
    }),
  )
  const have = new Map(standing.map(({ golden, event }) => [event.id, canonicalJson({ golden, event })]))
  const fresh = wanted.filter(({ golden, event }) => have.get(event.id) !== canonicalJson({ golden, event }))
  const kept = new Set(wanted.map(({ event }) => event.id))
  const gone = [...have.keys()].filter((id) => !kept.has(id))
  // An event whose record went to another golden record is written anew there.
  const moved = fresh.flatMap(({ event }) => (have.has(event.id) ? [event.id] : []))
  if (gone.length + moved.length > 0) await dropLifeEvents.run(tx, { ids: [...gone, ...moved] })
  if (fresh.length > 0) await putLifeEvents.run(tx, { rows: fresh })
}

/** What a verdict is about. Topics that an earlier version wrote are folded less far: what was said of them still counts. */
function keyOf({ record, kind, topic }: { record: RecordId; kind: string; topic: string }): string {
  return [record, kind, ...topic.split('>').map(fold)].join('\u0000')
}

/** A steward's word about an event. @throws ProblemError `life-event.not-found` */
export async function judgeLifeEvent(
  store: Store,
  { id, verdict, reason }: { id: string; verdict: LifeEventVerdict; reason: string },
  rules: RulesInForce,
  { actor, now }: RunContext,
): Promise<LifeEventOf> {
  const by = actor.user ?? actor.key
  return reword(store, id, rules, (tx, { kind, topic, record }) =>
    putVerdict.run(tx, { kind, topic, record, verdict, by, reason, at: now().toISOString() }),
  )
}

/** Takes a steward's word about an event back: it stands as its records tell it. @throws ProblemError `life-event.not-found` */
export async function unjudgeLifeEvent(store: Store, id: string, rules: RulesInForce): Promise<LifeEventOf> {
  return reword(store, id, rules, async (tx, event) => {
    for (const word of await verdictsOn.run(tx, { ids: [event.record] }))
      if (keyOf(word) === keyOf(event)) await dropVerdict.run(tx, word)
  })
}

/** Changes what was said of an event, and brings the events of its golden record in line. */
async function reword(
  store: Store,
  id: string,
  rules: RulesInForce,
  change: (tx: Tx, event: LifeEvent) => Promise<unknown>,
): Promise<LifeEventOf> {
  return store.write(async (tx) => {
    const found = (await lifeEventById.run(tx, { id }))[0]
    if (!found) return fail('life-event.not-found', `there is no life event ${id}; records may have changed since`)
    const { golden, event } = found
    await lockGoldens.run(tx, { ids: [golden] })
    await change(tx, event)
    const standing = await lifeEventsOf.run(tx, { ids: [golden] })
    const { lifeEvents: eventRules } = (await rules.engine(tx)).ruleSet.relate
    const drafts = standing.map(({ event: { id: _id, status: _status, by: _by, reason: _reason, ...draft } }) => draft)
    await syncLifeEvents(tx, new Map([[golden, drafts]]), eventRules)
    const after = (await lifeEventById.run(tx, { id }))[0]
    return { ...(after?.event ?? event), golden, name: found.name ?? golden }
  })
}
