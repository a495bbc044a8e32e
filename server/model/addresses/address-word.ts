import { z } from 'zod'
import { hashOf } from '../../text/hash.ts'
import { RecordId } from '../ids.ts'
import { Instant } from '../record.ts'
import { AddressProposal, AddressVerdict } from './address-check.ts'

/** Why something that was sent came back. */
export const ReturnReason = z.enum(['no-such-address', 'incomplete', 'moved', 'unknown', 'refused', 'deceased'])
export type ReturnReason = z.infer<typeof ReturnReason>

/** Reasons that say something of the house, whoever it was sent to; all others are about one person there. */
const OF_THE_HOUSE: ReadonlySet<ReturnReason> = new Set(['no-such-address', 'incomplete'])

/** Whether a reason is about whom something was sent to: others who live there still get their mail. */
export function isOfPerson(reason: ReturnReason): boolean {
  return !OF_THE_HOUSE.has(reason)
}

/**
 * What somebody besides the records says of an address: a verifier, a carrier, whoever delivered there. Kept by the key of the
 * cleaned address, so that it holds for whoever states that address, now or later, and outlives the place, the golden records and
 * the records themselves. An input like a pin: golden records are a function of records, decisions, pins and words.
 */
export const AddressWord = z.object({
  id: z.string(),
  /** `StandardAddress.key`. */
  key: z.string(),
  kind: z.enum(['verdict', 'returned', 'confirmed', 'corrected']),
  verdict: AddressVerdict.optional(),
  reason: ReturnReason.optional(),
  /** What a steward accepted as what is meant, in parts, as JSON with sorted names: it takes the place of the address in every record. */
  meant: z.string().optional(),
  /** A record of whom it is about, where it is about somebody there; it goes where that record goes. */
  record: RecordId.optional(),
  /** When it was found, returned or delivered: of several, the latest by this counts. */
  at: Instant,
  receivedAt: Instant,
  /** Verifier or carrier, and the version of what it knows. */
  provider: z.string(),
  version: z.string().optional(),
  by: z.string(),
  /** The address as a line, and what else came with the word, as JSON. Never whom it was sent to. */
  body: z.string().optional(),
  withdrawnAt: Instant.optional(),
  withdrawnBy: z.string().optional(),
})
export type AddressWord = z.infer<typeof AddressWord>

/** What survivorship reads of it. */
export type WordSaid = Pick<AddressWord, 'id' | 'key' | 'kind' | 'verdict' | 'reason' | 'record' | 'at'>

/** A word before it has its id. */
export type WordDraft = Omit<AddressWord, 'id' | 'withdrawnAt' | 'withdrawnBy'>

/** A word is known by what it says: told twice, it is one, whoever tells it and whenever it arrives. */
export function wordOf(draft: WordDraft): AddressWord {
  const { receivedAt: _received, by: _by, body: _body, ...said } = draft
  return { id: `wrd_${hashOf(said)}`, ...draft }
}

/** What a verifier proposed with its verdict, where its terms let that be kept. */
export function proposalOf({
  kind,
  verdict,
  body,
}: Pick<AddressWord, 'kind' | 'verdict' | 'body'>): AddressProposal | undefined {
  if (kind !== 'verdict' || verdict === 'deliverable' || body === undefined) return undefined
  const said: unknown = JSON.parse(body)
  const proposal = typeof said === 'object' && said !== null && 'proposal' in said ? said.proposal : undefined
  return AddressProposal.safeParse(proposal).data
}
