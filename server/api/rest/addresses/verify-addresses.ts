import { z } from 'zod'
import {
  AddressAnswer,
  AddressChoice,
  AddressConfirmation,
  AddressQueue,
  AddressSuggestion,
  ProviderView,
} from '../../../model/addresses/address-answer.ts'
import { longestPart } from '../../../model/arriving/lengths.ts'
import { PLACE_PARTS } from '../../../model/entities/field.ts'
import { route } from '../../route.ts'

const tag = 'Addresses'

/** Addresses of one request: more than that is a batch, which `kith verify` does. */
const MOST = 200

const text = (part: (typeof PLACE_PARTS)[number]) => z.string().max(longestPart(part))
const Parts = z
  .strictObject(Object.fromEntries(PLACE_PARTS.map((part) => [part, text(part).optional()])))
  .transform((parts) => filled(parts as Record<string, string | undefined>))
/** As it was typed: in one text, or in parts. */
const Typed = z.union([text('full').transform((full) => ({ full })), Parts])
const CountryCode = z
  .string()
  .regex(/^[A-Z]{2}$/, 'two capital letters, as ISO 3166 has them')
  .describe('of addresses that name none')

const Verify = z
  .strictObject({
    address: Typed.optional(),
    addresses: z.array(Typed).min(1).max(MOST).optional(),
    defaultCountry: CountryCode.optional(),
  })
  .refine(({ address, addresses }) => (address === undefined) !== (addresses === undefined), {
    path: ['address'],
    message: 'either one address, or a list of addresses',
  })

const Confirm = z.strictObject({
  check: z.string().min(1).max(100).describe('id of the answer that was shown'),
  address: Typed.describe('what was typed, as it was checked'),
  defaultCountry: CountryCode.optional().describe('as it was checked'),
  chosen: AddressChoice,
  proposal: Parts.optional().describe('parts of the proposal or candidate that was chosen'),
  reason: z.string().trim().min(1).max(1_000).optional(),
})

export const verifyAddresses = [
  route({
    method: 'post',
    path: '/addresses/verify',
    tag,
    summary: 'Whether addresses are right: what was meant, how far it is proved, what is missing, what to do next',
    description:
      'One address or up to 200, as typed or in parts. Tables look first, then the provider of the country, for 800 ms in all. Who is not answered by then, or whose provider fails, is told `unchecked` and asked about later (`queued`): a verifier that fails is never an error.',
    right: 'address',
    body: Verify,
    answer: z.object({ checks: z.array(AddressAnswer) }),
    handle: async ({ body: { address, addresses, defaultCountry } }, { kith }) => ({
      checks: await kith.addresses.verify(addresses ?? (address ? [address] : []), { defaultCountry }),
    }),
  }),
  route({
    method: 'get',
    path: '/addresses/suggest',
    tag,
    summary: 'What the beginning of an address may become: places, and streets and towns that many share',
    description: 'Never a house or a flat: of the own customers only streets and towns that five golden records state.',
    right: 'address',
    query: z.strictObject({
      q: z
        .string()
        .max(longestPart('line1'))
        .describe('what was typed so far; a house number before it is passed over'),
      country: CountryCode.optional().describe('only in this country'),
      limit: z.coerce.number().int().min(1).max(20).default(8),
    }),
    answer: z.object({ suggestions: z.array(AddressSuggestion) }),
    handle: async ({ query: { q, country, limit } }, { kith }) => ({
      suggestions: await kith.addresses.suggest(q, { country, limit }),
    }),
  }),
  route({
    method: 'post',
    path: '/addresses/confirm',
    tag,
    summary: 'Keep which address a person chose after a check: the proposal, or what was entered',
    description:
      'What was entered may always be chosen, whatever the verdict. Kept with the key that sent it and the user in `X-Kith-User`.',
    right: 'address',
    body: Confirm,
    answer: AddressConfirmation,
    problems: ['address.stale'],
    handle: async ({ body, caller }, { kith }) => kith.addresses.confirm(body, caller.actor),
  }),
  route({
    method: 'get',
    path: '/addresses/providers',
    tag,
    summary: 'Address providers: how each stands, its calls and cost of today, what failed; what waits for them',
    right: 'read',
    answer: z.object({ providers: z.array(ProviderView), queue: AddressQueue }),
    handle: async (_input, { kith }) => kith.addresses.providers(),
  }),
]

function filled(
  parts: Readonly<Record<string, string | undefined>>,
): Partial<Record<(typeof PLACE_PARTS)[number], string>> {
  return Object.fromEntries(Object.entries(parts).filter(([, part]) => part !== undefined && part.trim() !== ''))
}
