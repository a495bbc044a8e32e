import type { GoldenContent } from '../model/golden.ts'
import { compareIds, type RecordId } from '../model/ids.ts'
import type { LifeEventDraft } from '../model/life-event.ts'
import type { Claim, StandardRecord } from '../model/record.ts'
import { fold } from '../text/fold.ts'
import { many } from './golden-values.ts'
import type { LifeEventRules } from './rules.ts'
import { sourceTime, statedSince } from './source-time.ts'

/** The person that events are looked for. */
export type Subject = Pick<GoldenContent, 'values' | 'addresses'> & {
  golden: string
  members: readonly StandardRecord[]
}

/** Somebody whose best address is one of the subject's, present or former. */
export type Neighbour = {
  golden: string
  key: string
  familyName: string
  formerNames: readonly string[]
  born?: string
}

const DAY = 86_400_000
const YEAR = 365.25 * DAY

/**
 * Marriages, moves, divorces, children who leave and changes of job that the dates of a person's records tell. Who lives at
 * the old and at the new address makes a change of name or of place into more than that, or leaves it uncertain.
 */
export function lifeEvents(subject: Subject, others: readonly Neighbour[], rules: LifeEventRules): LifeEventDraft[] {
  const names = changesOfName(subject)
  const moves = subject.addresses.flatMap((former) => moveFrom(subject, former, others, names, rules))
  const leftPartner = moves.some(({ kind }) => kind === 'divorce')
  const byName = names
    .filter(({ back }) => !(back && leftPartner))
    .map((change) => eventOfName(subject, change, others, rules))
  return [...byName, ...moves, ...changesOfJob(subject, rules)].sort(
    (a, b) => compareIds(a.at, b.at) || compareIds(a.kind + a.topic, b.kind + b.topic),
  )
}

type NameChange = {
  from: string
  to: string
  record: RecordId
  at: string
  after?: string
  /** The name was theirs before the other one was. */
  back: boolean
  stated: boolean
}

function changesOfName({ values, members }: Subject): NameChange[] {
  const current = many(values, 'familyName')[0] ?? ''
  const bearing = (name: string) =>
    dated(members, 'familyName', (claims) => claims.some(({ value }) => fold(value) === fold(name)))
  const now = bearing(current)
  return many(values, 'formerNames').flatMap((from): NameChange[] => {
    if (current === '' || fold(from) === fold(current)) return []
    const then = bearing(from)
    const last = then.at(-1)
    const first = last ? now.find(({ time }) => time > last.time) : now[0]
    if (!first) return []
    const back = then[0] !== undefined && now.some(({ time }) => time < (then[0]?.time ?? 0))
    return [
      {
        ...{ from, to: current, record: first.record.id, at: dayOf(first.time), back, stated: last !== undefined },
        ...(last ? { after: heardBefore(last, first) } : {}),
      },
    ]
  })
}

function eventOfName(
  subject: Subject,
  change: NameChange,
  others: readonly Neighbour[],
  rules: LifeEventRules,
): LifeEventDraft {
  const { from, to, record, at, after, back, stated } = change
  const home = subject.addresses[0]
  const partner = others.find(
    (other) =>
      home !== undefined &&
      other.key === home.key &&
      fold(other.familyName) === fold(to) &&
      isOfAge(subject, other, rules),
  )
  const kind = back ? 'divorce' : 'marriage'
  const weight = back ? rules.certainty.nameBack : partner ? rules.certainty.nameWithPartner : rules.certainty.name
  return {
    kind,
    topic: `${fold(from)}>${fold(to)}`,
    record,
    at,
    ...(after === undefined ? {} : { after }),
    certainty: stated ? weight : Math.min(weight, rules.certainty.name),
    evidence: [
      stated
        ? `records say ${from} until ${after} and ${to} from ${at} on`
        : `${record} states the former name ${from}`,
      ...(back ? [`${to} was the name before ${from}`] : []),
      ...(!back && partner ? [`somebody of the name ${to} lives at the same address`] : []),
      ...(!back && !partner ? [`nobody of the name ${to} and of like age is known at the address`] : []),
    ],
  }
}

function moveFrom(
  subject: Subject,
  former: Subject['addresses'][number],
  others: readonly Neighbour[],
  names: readonly NameChange[],
  rules: LifeEventRules,
): LifeEventDraft[] {
  const best = subject.addresses[0]
  if (former.to === undefined || best === undefined || best.to !== undefined || best.key === former.key) return []
  const { certainty, generation, leavingAge } = rules
  const move: LifeEventDraft = {
    kind: 'move',
    topic: `${former.key}>${best.key}`,
    record: best.record,
    at: former.to,
    certainty: best.verified ? certainty.moveVerified : certainty.move,
    evidence: [
      `${best.record} states ${textOf(subject, best)}, ${former.record} stated ${textOf(subject, former)}`,
      ...(best.verified ? ['somebody made sure of the new address'] : []),
    ],
  }
  const staying = others.filter((other) => other.key === former.key && sharesName(subject, other))
  const parent = staying.find((other) => (yearsBetween(other.born, bornOf(subject)) ?? 0) >= generation)
  const age = yearsBetween(bornOf(subject), former.to)
  if (parent) {
    const leaves = age !== undefined && age >= leavingAge.from && age <= leavingAge.to
    return leaves
      ? [
          move,
          {
            ...move,
            kind: 'childLeaving',
            topic: former.key,
            certainty: certainty.childLeaving,
            evidence: [
              `left at ${Math.floor(age)} the address where somebody of the name stays who is ${generation} years older or more`,
            ],
          },
        ]
      : [move]
  }
  const partner = staying.find((other) => isOfAge(subject, other, rules))
  if (!partner) return [move]
  const back = names.some((change) => change.back)
  const divorce: LifeEventDraft = {
    ...move,
    kind: 'divorce',
    topic: former.key,
    certainty: back ? certainty.movedAndNameBack : certainty.movedFromPartner,
    evidence: [
      'somebody of the name and of like age stays at the old address',
      ...(back ? ['took an earlier name again'] : []),
    ],
  }
  return [move, divorce]
}

/** Employers that records name one after the other. */
function changesOfJob({ members }: Subject, { certainty }: LifeEventRules): LifeEventDraft[] {
  const stints = new Map<string, { name: string; first: Dated; last: Dated }>()
  for (const each of dated(members, 'employer', (claims) => claims.length > 0)) {
    const name = each.record.values.employer?.[0]?.value ?? ''
    const known = stints.get(fold(name))
    if (known) known.last = each
    else stints.set(fold(name), { name, first: each, last: each })
  }
  const inOrder = [...stints.values()]
  return inOrder.slice(1).flatMap((now, i) => {
    const before = inOrder[i]
    if (!before || before.last.time >= now.first.time) return []
    const until = heardBefore(before.last, now.first)
    return [
      {
        kind: 'jobChange',
        topic: `${fold(before.name)}>${fold(now.name)}`,
        record: now.first.record.id,
        at: dayOf(now.first.time),
        after: until,
        certainty: certainty.jobChange,
        evidence: [`records name ${before.name} until ${until} and ${now.name} since`],
      },
    ]
  })
}

type Dated = { record: StandardRecord; time: number; heard: number }

/** Records that say so of a field and have a time, those that have said so longest first. */
function dated(
  members: readonly StandardRecord[],
  field: string,
  says: (claims: readonly Claim[]) => boolean,
): Dated[] {
  return members
    .filter(({ values }) => says(values[field] ?? []))
    .map((record) => ({ record, time: statedSince(record, [field]), heard: sourceTime(record) }))
    .filter(({ time }) => Number.isFinite(time))
    .sort((a, b) => a.time - b.time || compareIds(a.record.id, b.record.id))
}

/** The last day on which one is known to have said so before the other said something else. */
function heardBefore({ time, heard }: Dated, next: Dated): string {
  return dayOf(heard < next.time ? heard : time)
}

function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10)
}

function bornOf({ values }: Subject): string | undefined {
  return many(values, 'birthDate')[0]
}

/** Years from one day to a later one; undefined where one of them is not known to the day. */
function yearsBetween(from: string | undefined, to: string | undefined): number | undefined {
  const years = (Date.parse(to ?? '') - Date.parse(from ?? '')) / YEAR
  return from?.length === 10 && Number.isFinite(years) ? years : undefined
}

/** Less than a generation apart, as far as anybody knows. */
function isOfAge(subject: Subject, other: Neighbour, { generation }: LifeEventRules): boolean {
  return Math.abs(yearsBetween(bornOf(subject), other.born) ?? 0) < generation
}

function sharesName({ values }: Subject, other: Neighbour): boolean {
  const own = [...many(values, 'familyName'), ...many(values, 'formerNames')].map(fold)
  return own.includes(fold(other.familyName))
}

/** An address as the record that it is taken from writes it; others may spell it otherwise. */
function textOf({ members }: Subject, { key, record }: Subject['addresses'][number]): string {
  const stated = members.find(({ id }) => id === record)?.addresses.find((address) => address.key === key)
  return [stated?.line1, stated?.city].filter(Boolean).join(', ') || 'an address'
}
