import type { WordSaid } from '../model/addresses/address-word.ts'
import type { Pin } from '../model/pin.ts'
import { type Claim, EXTENSION, extensionOf, type Issue, type StandardRecord } from '../model/record.ts'
import { hasLostLetters } from '../text/mend.ts'
import { type ClusterWords, wordsAmong } from './address-words.ts'
import { timeOf } from './iso-time.ts'
import { familyOf, type SurviveRules } from './rules.ts'
import type { Candidate } from './winners.ts'

/** A record of the cluster with what its policies said about it: what a survivor is made from. */
export type Member = {
  readonly record: StandardRecord
  readonly issues: readonly Issue[]
  /** Pins that stand on the record. */
  readonly pins?: readonly Pin[] | undefined
  /** Words that stand about addresses that it writes, those about others who write them too. */
  readonly words?: readonly WordSaid[] | undefined
  /** Its source was retired: the record stays a member, and what it says stays on it. */
  readonly retired?: boolean | undefined
  /** What kind of system its source is, where it declares one. */
  readonly kind?: string | undefined
  /** Records that it stands for, itself included: all of them say what it says. Absent: one. */
  readonly voices?: number | undefined
}

/** A member with its time read and its trust ready to ask for. */
export type Witness = {
  readonly record: StandardRecord
  /** Milliseconds of the source's last change, else of its creation; -Infinity where it states neither. */
  readonly time: number
  /** Fields that failed a policy of warning or error. */
  readonly doubted: ReadonlySet<string>
  /** Newest time of the cluster. */
  readonly newest: number
  /** What kind of system its source is. */
  readonly kind?: string | undefined
  /** Whether any of these sources or kinds of systems speaks in the cluster. */
  readonly isHeard: (names: readonly string[]) => boolean
  /** What was told of addresses of the cluster. */
  readonly told: ClusterWords | undefined
  /** Records that it stands for. */
  readonly voices: number
}

const DAY = 86_400_000
const NOTHING: ReadonlySet<string> = new Set()

/**
 * Members that may win, in order of record id, so that nothing downstream can depend on the order they came in. Records
 * of retired sources are not among them.
 */
export function witnessesOf(members: readonly Member[]): Witness[] {
  const sorted = members
    .filter(({ retired }) => retired !== true)
    .sort((a, b) => (a.record.id < b.record.id ? -1 : a.record.id > b.record.id ? 1 : 0))
  const times = sorted.map(({ record }) => timeOf(record.updatedAt ?? record.createdAt))
  const newest = times.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY)
  const told = wordsAmong(members)
  const isHeard = (names: readonly string[]) => sorted.some((member) => isNamed(names, member))
  return sorted.map(({ record, issues, kind, voices = 1 }, i) => ({
    record,
    kind,
    isHeard,
    time: times[i] ?? Number.NEGATIVE_INFINITY,
    doubted: doubtedBy(issues),
    newest,
    told,
    voices,
  }))
}

function doubtedBy(issues: readonly Issue[]): ReadonlySet<string> {
  const fields = issues.flatMap(({ severity, field }) => {
    if (severity === 'info' || field === undefined) return []
    return field.startsWith('address.') ? [field, 'address'] : [field]
  })
  return fields.length === 0 ? NOTHING : new Set(fields)
}

/** When a witness first said what it says: the time of the value, which a change of something else does not renew. */
export function timeOfClaim({ time }: Witness, { since }: { readonly since?: string | undefined }): number {
  return since === undefined ? time : timeOf(since)
}

/** @param time when the witness first said it */
export type TrustOf = (field: string, witness: Witness, time: number) => number

/** What rules say of a source, by its name or by the kind of system that it is; its own name counts first. */
function saidOf<T>(said: Readonly<Record<string, T>> | undefined, { record, kind }: Witness): T | undefined {
  return said?.[record.source] ?? (kind === undefined ? undefined : said?.[kind])
}

/** Whether rules name the source of a record, or its kind. */
export function isNamed(names: readonly string[], member: Pick<Member, 'record' | 'kind'>): boolean {
  return placeAmong(names, member) >= 0
}

/** Where rules name the source of a record, or its kind; -1 where they do not. */
export function placeAmong(names: readonly string[], { record, kind }: Pick<Member, 'record' | 'kind'>): number {
  return names.findIndex((name) => name === record.source || name === kind)
}

/** Trust in what a witness says of a field: attribute and source, then source, then the default; less doubts, less age. */
export function compileTrust(trust: SurviveRules['trust']): TrustOf {
  const base = (field: string, witness: Witness) =>
    saidOf(trust.attributes[field] ?? trust.attributes[familyOf(field)], witness) ??
    saidOf(trust.sources, witness) ??
    trust.default
  return (field, witness, time) => {
    const { doubted, newest } = witness
    const fresh = base(field, witness)
    const halfLife = trust.halfLives?.[field] ?? trust.halfLives?.[familyOf(field)] ?? trust.halfLifeDays
    const aged = halfLife === undefined || time === newest ? fresh : fresh * 2 ** (-(newest - time) / DAY / halfLife)
    return doubted.has(field) ? Math.max(0, aged - trust.failedPolicy) : aged
  }
}

/** A claim as a candidate. Partial dates say less than whole ones, whatever their text is padded with. */
export function candidateOf(
  witness: Witness,
  claim: Claim,
  index: number,
  trustOf: TrustOf,
  field: string,
  owner = 0,
): Candidate {
  const extension = extensionOf(claim)
  const time = timeOfClaim(witness, claim)
  // Two extensions of a switchboard are two numbers.
  const behind = extension === undefined ? '' : ` ${EXTENSION}${extension}`
  return {
    record: witness.record.id,
    index,
    value: claim.value + behind,
    folded: claim.folded + behind,
    kind: claim.kind,
    trust: trustOf(field, witness, time),
    time,
    ownTime: time,
    // A name with letters lost says less than any that has them.
    size: hasLostLetters(claim.value) ? 0 : (PRECISION[claim.kind ?? ''] ?? claim.folded.length),
    complete: true,
    verified: claim.kind === 'verified',
    deliverable: true,
    ofKind: true,
    current: true,
    owner,
    weight: witness.voices,
    voices: 1,
  }
}

/** Letters that a date of this precision really states. */
const PRECISION: Readonly<Record<string, number>> = { year: 4, month: 7 }
