import { z } from 'zod'
import { AddressInput, type StandardAddress } from '../../model/record.ts'
import { fold } from '../../text/fold.ts'
import { hashOf } from '../../text/hash.ts'
import type { SentAddress } from '../../verify/providers/provider.ts'

/** An address that a provider is asked about: what is sent, what it is known by, and what was typed. */
export type Question = {
  /** Hash of what is sent, folded as matching folds it: whoever types it in other capitals, or St for Street, asks the same. */
  readonly id: string
  /** Key of the cleaned address. */
  readonly address: string
  readonly sent: SentAddress
  readonly typed: AddressInput
}

/** As a question waits in the graph. */
export const KeptQuestion = z.object({
  sent: z.object({
    line1: z.string().optional(),
    unit: z.string().optional(),
    city: z.string().optional(),
    region: z.string().optional(),
    postcode: z.string().optional(),
    country: z.string(),
  }),
  typed: AddressInput,
})

/**
 * What a provider is asked of a cleaned address: where it is, never who lives there. What stands beside the street (in care of,
 * a building, whatever else was typed) may be a name and stays here. Undefined where nobody knows the country.
 */
export function questionOf(standard: StandardAddress | undefined, typed: AddressInput): Question | undefined {
  if (!standard) return undefined
  const { line1, unit, city, region, postcode, country, key, folded } = standard
  if (country === undefined || !/^[A-Z]{2}$/.test(country)) return undefined
  const sent = { line1, unit, city, region, postcode, country }
  const street = folded.street === '' ? fold(line1 ?? '') : folded.street
  return { id: hashOf({ ...folded, street, country }), address: key, sent, typed }
}

/** What the answer of a provider is kept under. */
export function checkId(question: string, provider: string, version: string): string {
  return hashOf([question, provider, version])
}
