import { z } from 'zod'
import { Actor } from '../change.ts'
import { Instant } from '../record.ts'
import { AddressCheck, AddressProposal, AddressVerdict } from './address-check.ts'

// What the address service answers, beside the check itself.

/** The answer about one address, with what confirming it takes. */
export const AddressAnswer = AddressCheck.extend({
  id: z.string().describe('of this answer, to confirm it by'),
  key: z.string().optional().describe('of the address, cleaned: spellings that clean to the same share it'),
  checkedAt: Instant.describe('when whoever is named looked'),
  queued: z.boolean().describe('a provider is asked about it later'),
})
export type AddressAnswer = z.infer<typeof AddressAnswer>

/** Which address a person chose. */
export const AddressChoice = z.enum(['proposal', 'as-entered'])
export type AddressChoice = z.infer<typeof AddressChoice>

/** A choice as it is kept. */
export const AddressConfirmation = z.object({
  id: z.string(),
  check: z.string(),
  key: z.string().optional(),
  chosen: AddressChoice,
  verdict: AddressVerdict,
  address: AddressProposal,
  reason: z.string().optional(),
  at: Instant,
  by: Actor,
})
export type AddressConfirmation = z.infer<typeof AddressConfirmation>

/** What is offered to somebody who types an address. */
export const AddressSuggestion = z.object({
  kind: z.enum(['place', 'town', 'street']),
  text: z.string(),
  street: z.string().optional(),
  city: z.string().optional(),
  region: z.string().optional(),
  postcode: z.string().optional(),
  country: z.string().optional(),
  from: z.enum(['tables', 'graph']),
})
export type AddressSuggestion = z.infer<typeof AddressSuggestion>

/**
 * How a provider stands. `ready`; `paused`: it failed and is left alone for a while; `spent`: its calls of today are used up;
 * `faulty`: its file or its key is no good, and it is never asked.
 */
export const ProviderView = z.object({
  provider: z.string(),
  kind: z.string().optional(),
  version: z.string().optional(),
  countries: z.union([z.literal('all'), z.array(z.string())]).optional(),
  state: z.enum(['ready', 'paused', 'spent', 'faulty']),
  until: Instant.optional(),
  faults: z.array(z.string()).describe('what is wrong with its file, or why it was left alone'),
  today: z.object({
    calls: z.int(),
    failed: z.int(),
    most: z.int().optional(),
    cost: z.number(),
    currency: z.string(),
    lastFailure: z.object({ at: Instant, reason: z.string() }).optional(),
  }),
})
export type ProviderView = z.infer<typeof ProviderView>

/** Addresses that wait for a provider. */
export const AddressQueue = z.object({ waiting: z.int(), oldest: Instant.optional() })
export type AddressQueue = z.infer<typeof AddressQueue>
