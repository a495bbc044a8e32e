import { hashOf } from '../text/hash.ts'
import type { GoldenContent } from './golden.ts'
import type { RecordId } from './ids.ts'

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
