import { z } from 'zod'
import { AddressVerdict } from '../../model/addresses/address-check.ts'
import { Secret } from '../../systems/secrets.ts'

// What the file of an address provider may say. The descriptions are what an editor shows.

/** Nobody who types waits longer, whatever a file says: what is not answered by then is asked again in the background. */
export const INTERACTIVE_MS = 800

const Url = z.url({ protocol: /^https?$/ }).describe('where it answers; no name or password in it')

export const LoqateSettings = z.strictObject({
  kind: z.literal('loqate'),
  url: Url.default('https://api.addressy.com'),
  key: Secret.describe('key of the service Address Verify'),
})
export type LoqateSettings = z.infer<typeof LoqateSettings>

export const SmartySettings = z.strictObject({
  kind: z.literal('smarty'),
  url: Url.default('https://us-street.api.smarty.com').describe('of addresses in the United States'),
  internationalUrl: Url.default('https://international-street.api.smarty.com').describe('of all others'),
  authId: Secret.describe('a secret key: its id'),
  authToken: Secret.describe('and its token'),
  license: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .describe('of which licences a call is paid; without it, as the account says'),
})
export type SmartySettings = z.infer<typeof SmartySettings>

export const GoogleSettings = z.strictObject({
  kind: z.literal('google'),
  url: Url.default('https://addressvalidation.googleapis.com'),
  key: Secret.describe('a key that may use the Address Validation API alone'),
  usps: z.boolean().default(true).describe('in the United States and Puerto Rico also by what the postal service says'),
})
export type GoogleSettings = z.infer<typeof GoogleSettings>

/** For how many days a verdict is believed. A new building is not in anybody's data at first: no is not for long. */
const DAYS = {
  deliverable: 180,
  correctable: 180,
  plausible: 30,
  ambiguous: 30,
  incomplete: 30,
  undeliverable: 14,
  unchecked: 1,
} as const satisfies Record<AddressVerdict, number>

const Countries = z
  .union([z.literal('all'), z.array(z.string().regex(/^[A-Z]{2}$/, 'two capitals, as ISO 3166 has them')).min(1)])
  .describe('codes of the countries that it is asked about, or all')

const Limits = z.strictObject({
  perSecond: z.number().positive().max(10_000).optional().describe('calls a second, at most'),
  perDay: z.int().positive().optional().describe('calls a day (UTC), at most; what is left waits for the next day'),
  atOnce: z.int().min(1).max(64).default(8).describe('calls at once'),
})

const Cost = z.strictObject({
  perCall: z.number().min(0).default(0),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, 'three capitals, as ISO 4217 has them')
    .default('USD'),
})

const Keep = z
  .strictObject({
    what: z
      .enum(['nothing', 'verdict', 'all'])
      .default('verdict')
      .describe('nothing; verdict: what it says of an address, without the address that it has; all'),
    days: z.number().positive().max(3_650).optional().describe('no longer than so many days'),
  })
  .describe('what its terms allow to store')

const Retry = z.strictObject({
  firstSeconds: z.number().positive().default(30),
  mostSeconds: z.number().positive().default(3_600),
  factor: z.number().min(1).default(2),
})

/** An address provider, one file each. */
export const ProviderDefinition = z.strictObject({
  $schema: z.string().optional(),
  provider: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,49}$/, 'small letters, digits and hyphens')
    .describe('what it is called in checks and reports'),
  connector: z.discriminatedUnion('kind', [LoqateSettings, SmartySettings, GoogleSettings]),
  countries: Countries,
  order: z.int().min(0).max(1_000).default(100).describe('of several for a country the lowest is asked first'),
  data: z
    .string()
    .max(50)
    .default('')
    .describe('edition of its data: whoever changes it has every address asked about anew, when it next comes up'),
  limits: Limits.prefault({}),
  cost: Cost.prefault({}),
  keep: Keep.prefault({}),
  timeoutMs: z
    .int()
    .min(50)
    .max(INTERACTIVE_MS, `nobody who types waits longer than ${INTERACTIVE_MS} ms`)
    .default(INTERACTIVE_MS)
    .describe('how long somebody who types waits for it'),
  patienceMs: z
    .int()
    .min(500)
    .max(120_000)
    .default(10_000)
    .describe(
      'how long a call may take where nobody waits; a call that was begun is not given up for who stopped waiting',
    ),
  days: z
    .partialRecord(AddressVerdict, z.number().positive().max(3_650))
    .default({})
    .describe('for how many days a verdict is believed'),
  retry: Retry.prefault({}).describe('pauses after failures'),
})
export type ProviderDefinition = z.infer<typeof ProviderDefinition>

/** For how many days a verdict of a provider is kept. */
export function daysOf({ days, keep }: Pick<ProviderDefinition, 'days' | 'keep'>, verdict: AddressVerdict): number {
  return Math.min(days[verdict] ?? DAYS[verdict], keep.days ?? Number.POSITIVE_INFINITY)
}

/** Whether a provider is asked about a country. */
export function serves({ countries }: Pick<ProviderDefinition, 'countries'>, country: string): boolean {
  return countries === 'all' || countries.includes(country)
}
