import { z } from 'zod'
import { GoldenId } from '../ids.ts'
import { AddressWord } from './address-word.ts'

/** Addresses by the latest verdict of a verifier; `none`: nobody asked one. */
const Verdicts = z.object({
  deliverable: z.int(),
  plausible: z.int(),
  correctable: z.int(),
  ambiguous: z.int(),
  incomplete: z.int(),
  undeliverable: z.int(),
  unchecked: z.int(),
  none: z.int(),
})

/** How good the addresses of a source in a country are. */
const AddressQuality = z.object({
  /** Empty in the total. */
  source: z.string(),
  /** Empty where a record names none, and in the total. */
  country: z.string(),
  records: z.int(),
  customers: z.int(),
  /** Records more than customers: pieces that are sent twice, one a record. */
  duplicates: z.int(),
  addresses: z.int(),
  /** Enough of one to reach somebody. */
  complete: z.int(),
  verdicts: Verdicts,
  /** Pieces that came back, and that arrived. */
  returned: z.int(),
  confirmed: z.int(),
  /** Minor units, by the prices that were given. */
  returnCost: z.int(),
  duplicateCost: z.int(),
})
export type AddressQuality = z.infer<typeof AddressQuality>

/** What was told in a month, by its own time. */
const AddressMonth = z.object({
  month: z.string(),
  returned: z.int(),
  confirmed: z.int(),
  verdicts: z.int(),
  undeliverable: z.int(),
})

export const AddressesReport = z.object({
  currency: z.string(),
  total: AddressQuality,
  rows: z.array(AddressQuality),
  months: z.array(AddressMonth),
  /** The same of the addresses that each source's records write. */
  sourceMonths: z.array(AddressMonth.extend({ source: z.string() })),
})
export type AddressesReport = z.infer<typeof AddressesReport>

/** Addresses that need a hand, the worst first. */
export const WorstAddresses = z.object({
  addresses: z.array(
    z.object({
      golden: GoldenId,
      entity: z.string(),
      name: z.string(),
      key: z.string(),
      address: z.string(),
      /** Why it is here: it came back, or what a verifier found. */
      state: z.enum(['returned', 'undeliverable', 'incomplete', 'ambiguous', 'correctable']),
      returns: z.int(),
      /** What a verifier proposes instead, and the word by which it is accepted. */
      proposal: z.object({ word: z.string(), address: z.string() }).optional(),
      /** The word that counts. */
      word: AddressWord.pick({ id: true, kind: true, verdict: true, reason: true, at: true, provider: true }),
    }),
  ),
  /** Absent on the last page. */
  next: z.int().optional(),
})
export type WorstAddresses = z.infer<typeof WorstAddresses>
