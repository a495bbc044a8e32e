import { z } from 'zod'
import { hashOf } from '../text/hash.ts'
import { EntityName } from './entities/registry.ts'
import { GoldenId, RecordId } from './ids.ts'

/** A value on a golden record: one, or several with the best first. */
export const GoldenValue = z.union([z.string(), z.array(z.string())])
export type GoldenValue = z.infer<typeof GoldenValue>

/** A golden id as it stands, with the live records it holds. */
export type Holder = { id: GoldenId; members: readonly RecordId[] }

/** Why a value stands: the record it came from and the rule that chose it. */
export const Winner = z.object({
  attribute: z.string(),
  record: RecordId,
  rule: z.string(),
  /** The pin that makes it stand, where a steward pinned it. */
  pin: z.string().optional(),
})
export type Winner = z.infer<typeof Winner>

/** What a source says of an attribute that others own: kept, shown, never a winner. */
export const Rejected = z.object({ attribute: z.string(), record: RecordId, value: z.string() })
export type Rejected = z.infer<typeof Rejected>

export const GoldenStatus = z.enum([
  'active',
  'held', // its cluster looked suspicious; this is the safe part, and it waits for a steward
  'flagged', // a policy wants somebody to look; published all the same
  'blocked', // a policy holds it back from consumers
])
export type GoldenStatus = z.infer<typeof GoldenStatus>

/** Values and winners that survive makes of a cluster; no id, no time: a pure function of records and rules. */
export const GoldenContent = z.object({
  values: z.record(z.string(), GoldenValue),
  winners: z.array(Winner),
  /** Absent where nobody contradicts the owner of an attribute. */
  rejected: z.array(Rejected).optional(),
  /** Keys of the addresses, best first, with the record each came from. One with a `to` is a former address. */
  addresses: z.array(
    z.object({
      key: z.string(),
      /** What a letter needs besides the place: building, care of, locality. */
      line2: z.string().optional(),
      kind: z.string().optional(),
      from: z.string().optional(),
      to: z.string().optional(),
      /** Absent where no record, verifier or delivery says that it was verified. */
      verified: z.boolean().optional(),
      /** The latest that was said of it, by a record or in a word about the address, is that nothing arrives there. Absent else. */
      undeliverable: z.boolean().optional(),
      record: RecordId,
    }),
  ),
  status: GoldenStatus,
  reasons: z.array(z.string()),
})
export type GoldenContent = z.infer<typeof GoldenContent>

/** A golden record as stored. */
export const Golden = GoldenContent.extend({
  id: GoldenId,
  entity: EntityName,
  /** Sorted. */
  members: z.array(RecordId),
  /** Hash of members, values, winners and status: equal hash, nothing to write, nothing to publish. */
  hash: z.string(),
})
export type Golden = z.infer<typeof Golden>

/** A golden record without its records, of which there may be thousands. */
export type GoldenHead = Omit<Golden, 'members'>

/**
 * Records of a golden record that its node and its versions name, the first by id. Whoever has more costs no more: all of
 * them are told by their relationships, and the hash goes by their sum.
 */
export const LISTED = 20

const MODULUS = 1n << 128n

/** Sum of records' hashes: it follows who comes and goes without asking who else is there. */
export function sumOf(records: Iterable<string>): string {
  return movedSum('0', records, [])
}

/** The sum after some came and some went. */
export function movedSum(sum: string, joined: Iterable<string>, left: Iterable<string>): string {
  let moved = BigInt(`0x${sum}`)
  for (const id of joined) moved += BigInt(`0x${hashOf(id)}`)
  for (const id of left) moved += MODULUS - BigInt(`0x${hashOf(id)}`)
  return (moved % MODULUS).toString(16)
}

/** Hash of a golden record: equal hash, nothing to write, nothing to publish. */
export function goldenHash(members: readonly RecordId[], content: GoldenContent): string {
  return hashOf({ members: members.length > LISTED ? sumOf(members) : members, ...content })
}

/** The same of one with more records than are listed, by their sum. */
export function crowdHash(sum: string, content: GoldenContent): string {
  return hashOf({ members: sum, ...content })
}
