import { groupBy } from '../collections/group-by.ts'
import { valueAt } from '../collections/value-at.ts'
import { compareIds } from '../model/ids.ts'
import { OBSTACLES, type Obstacle } from '../model/relation-views.ts'

/** A customer as a mailing sees one. */
export type Addressee = {
  golden: string
  name: string
  status: string
  /** Their records: what would each be written to. Sorted. */
  records: readonly string[]
  household?: string | undefined
  head?: string | undefined
  headReason?: string | undefined
  address?: { key: string } | undefined
  verified: boolean
  undeliverable: boolean
  /** `no` where any record refuses, whatever the others say; undefined where none says anything. */
  consent?: 'yes' | 'no' | undefined
  suppressed: boolean
}

export type MailingOptions = {
  /** One piece a household, or one a person: a rebate cheque is nobody else's. */
  per: 'household' | 'person'
  /** Addresses that nobody made sure of are left out as well. */
  verifiedOnly: boolean
  /** Only who has agreed; else everybody who has not refused. */
  consentNeeded: boolean
  /** Whom a refusal speaks for. */
  refusal: 'person' | 'household'
}

export type Piece<A extends Addressee> = { to: A; reason: string; also: A[] }

/** Counts add up: customers = pieces + people that another's piece covers + people who are not written to. */
export type MailingCounts = {
  records: number
  customers: number
  pieces: number
  households: number
  covered: number
  excluded: Record<Obstacle, number>
  /** Pieces that are not sent: what one a record would have come to, by what made the difference. */
  saved: { duplicates: number; sharedHousehold: number; excluded: number }
}

/** Who is written to, each with whom else the piece covers, in order of records; and who is left out, as they came. */
export function mailing<A extends Addressee>(
  people: readonly A[],
  options: MailingOptions,
): { pieces: Piece<A>[]; left: { who: A; why: Obstacle }[]; counts: MailingCounts } {
  const excluded: Record<Obstacle, number> = {
    ...{ suppressed: 0, blocked: 0, refused: 0, noConsent: 0, noAddress: 0, undeliverable: 0, unverified: 0 },
  }
  const refusing = new Set(
    options.refusal === 'household'
      ? people.flatMap((each) => (each.consent === 'no' ? (each.household ?? []) : []))
      : [],
  )
  const left: { who: A; why: Obstacle }[] = []
  const reached = people.filter((who) => {
    const why = obstacleOf(who, options, refusing)
    if (why === undefined) return true
    excluded[why]++
    left.push({ who, why })
    return false
  })
  const own = (each: A) => (options.per === 'household' && each.household) || each.golden
  const pieces = [...groupBy(reached, own).values()].map((group) => pieceOf(group, options))
  pieces.sort((a, b) => compareIds(a.to.records[0] ?? '', b.to.records[0] ?? ''))
  const records = sum(people.map((each) => each.records.length))
  const covered = reached.length - pieces.length
  return {
    pieces,
    left,
    counts: {
      records,
      customers: people.length,
      pieces: pieces.length,
      households: pieces.filter(({ to }) => options.per === 'household' && to.household !== undefined).length,
      covered,
      excluded,
      saved: {
        duplicates: records - people.length,
        sharedHousehold: covered,
        excluded: people.length - reached.length,
      },
    },
  }
}

function obstacleOf(
  { suppressed, status, consent, household, address, undeliverable, verified }: Addressee,
  { verifiedOnly, consentNeeded }: MailingOptions,
  refusing: ReadonlySet<string>,
): Obstacle | undefined {
  const holds: Record<Obstacle, boolean> = {
    suppressed,
    blocked: status === 'blocked',
    refused: consent === 'no' || (household !== undefined && refusing.has(household)),
    noConsent: consentNeeded && consent !== 'yes',
    noAddress: address === undefined,
    undeliverable,
    unverified: verifiedOnly && !verified,
  }
  return OBSTACLES.find((each) => holds[each])
}

/** To the head where the head may be written to, else to whom more systems know; whoever agreed in so many words goes first. */
function pieceOf<A extends Addressee>(group: readonly A[], { per }: MailingOptions): Piece<A> {
  const rank = (each: A) => [each.golden === each.head ? 0 : 1, each.consent === 'yes' ? 0 : 1, -each.records.length]
  const [to, ...also] = [...group].sort((a, b) => {
    const [x, y] = [rank(a), rank(b)]
    const at = x.findIndex((value, i) => value !== y[i])
    return at >= 0 ? valueAt(x, at) - valueAt(y, at) : compareIds(a.records[0] ?? '', b.records[0] ?? '')
  })
  if (!to) throw new Error('mailing: a piece to nobody')
  const reason =
    per === 'person'
      ? 'one a person'
      : to.household === undefined
        ? 'lives in no household'
        : to.golden === to.head
          ? `heads the household: ${to.headReason ?? 'was known first'}`
          : 'the head is not written to; next in the household'
  return { to, reason, also }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0)
}
