import { z } from 'zod'
import { compareIds, type RecordId } from '../model/ids.ts'

/** A value that may win, with all that the criteria weigh. */
export type Candidate = {
  readonly record: RecordId
  /** Position among the record's own values. */
  readonly index: number
  readonly value: string
  /** Candidates with one folded form say the same. */
  readonly folded: string
  readonly kind: string | undefined
  readonly trust: number
  /** Since when its source says so, in milliseconds; missing is oldest: -Infinity. Of a name the newest time of all its spellings. */
  readonly time: number
  /** The same of this very candidate. */
  readonly ownTime: number
  /** How much is said: letters of a value, parts of an address or a name. */
  readonly size: number
  /** Of an address: enough to reach somebody, and not ended. Of other values true. */
  readonly complete: boolean
  /** Somebody made sure of it. */
  readonly verified: boolean
  /** Of an address: the latest word on it is not that nothing arrives there. */
  readonly deliverable: boolean
  /** Of an address: nothing says that it serves another end than the one it is wanted for. */
  readonly ofKind: boolean
  readonly current: boolean
  /** Place of its source among several that own the attribute together; 0 where there are none. */
  readonly owner: number
  /** Records that its record stands for. */
  readonly weight: number
  /** Records that say the same; counted by `countVoices`. */
  voices: number
}

/** Higher wins. One line each; the name is what the rules say and what a winner shows as its reason. */
const CRITERIA = {
  complete: (c: Candidate) => Number(c.complete),
  current: (c: Candidate) => Number(c.current),
  deliverable: (c: Candidate) => Number(c.deliverable),
  firstOwner: (c: Candidate) => -c.owner,
  mostComplete: (c: Candidate) => c.size,
  mostFrequent: (c: Candidate) => c.voices,
  mostRecent: (c: Candidate) => c.time,
  mostRestrictive: (c: Candidate) => Number(c.value === NO),
  mostTrusted: (c: Candidate) => c.trust,
  ofKind: (c: Candidate) => Number(c.ofKind),
  verified: (c: Candidate) => Number(c.verified),
} as const

/** How a refusal of whatever wording comes out of cleaning, and a word that nobody can read. */
const NO = 'false'

export const Criterion = z.enum(Object.keys(CRITERIA) as [keyof typeof CRITERIA, ...(keyof typeof CRITERIA)[]])
export type Criterion = z.infer<typeof Criterion>

export type Ranked = { readonly best: Candidate; readonly rule: string; readonly ordered: readonly Candidate[] }

/** Candidates, best first, and what they were weighed by. */
export type Contest = { readonly ordered: readonly Candidate[]; readonly pick: readonly Criterion[] }

/** Orders candidates, best first, and names the criterion that set the best apart from the best other value. */
export function rank(candidates: readonly Candidate[], pick: readonly Criterion[]): Ranked | undefined {
  const [first] = candidates
  if (first === undefined) return undefined
  if (candidates.length === 1) return { best: first, rule: 'onlyValue', ordered: candidates }
  countVoices(candidates)
  const ordered = [...candidates].sort((a, b) => compareBy(pick, a, b))
  const best = ordered[0] ?? first
  const other = ordered.find((c) => c.folded !== best.folded)
  return { best, rule: other === undefined ? 'onlyValue' : deciding(pick, best, other), ordered }
}

function compareBy(pick: readonly Criterion[], a: Candidate, b: Candidate): number {
  for (const name of pick) {
    const x = CRITERIA[name](a)
    const y = CRITERIA[name](b)
    if (x !== y) return x > y ? -1 : 1
  }
  if (a.trust !== b.trust) return b.trust - a.trust
  if (a.ownTime !== b.ownTime) return a.ownTime > b.ownTime ? -1 : 1
  return compareIds(a.record, b.record) || a.index - b.index
}

/** The first criterion on which two candidates differ. */
export function deciding(pick: readonly Criterion[], best: Candidate, other: Candidate): string {
  const criteria: Criterion[] = [...pick, 'mostTrusted']
  const decided = criteria.find((name) => CRITERIA[name](best) !== CRITERIA[name](other))
  return decided ?? (best.ownTime === other.ownTime ? 'recordId' : 'mostRecent')
}

/** A record that says the same twice is one voice. */
function countVoices(candidates: readonly Candidate[]): void {
  const heard = new Map<string, Set<RecordId>>()
  const voices = new Map<string, number>()
  for (const { folded, record, weight } of candidates) {
    const records = heard.get(folded) ?? new Set()
    heard.set(folded, records)
    if (records.has(record)) continue
    records.add(record)
    voices.set(folded, (voices.get(folded) ?? 0) + weight)
  }
  for (const c of candidates) c.voices = voices.get(c.folded) ?? 1
}

/** Distinct values in the given order: the first candidate of each folded form. */
export function distinct(ordered: readonly Candidate[]): Candidate[] {
  const seen = new Set<string>()
  return ordered.filter((c) => !seen.has(c.folded) && seen.add(c.folded))
}
