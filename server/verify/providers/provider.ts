import { z } from 'zod'
import { AddressPartName, AddressVerdict, NextStep, ProvedLevel } from '../../model/addresses/address-check.ts'

/** What a provider is told: parts that say where, never who. `country` is a code that is known. */
export type SentAddress = {
  readonly line1?: string | undefined
  readonly unit?: string | undefined
  readonly city?: string | undefined
  readonly region?: string | undefined
  readonly postcode?: string | undefined
  readonly country: string
}

/** An address as a provider has it. */
export const FoundAddress = z.object({
  line1: z.string().optional(),
  unit: z.string().optional(),
  city: z.string().optional(),
  region: z.string().optional(),
  postcode: z.string().optional(),
  country: z.string().optional(),
})
export type FoundAddress = z.infer<typeof FoundAddress>

/** What a provider says of an address, in Kith's words, before it is held against what was typed. */
export const ProviderFinding = z.object({
  verdict: AddressVerdict,
  proved: ProvedLevel.optional(),
  next: NextStep.optional(),
  missing: z.array(AddressPartName).default([]),
  /** Stated, and not known there. */
  doubtful: z.array(AddressPartName).default([]),
  found: FoundAddress.optional(),
  candidates: z.array(FoundAddress).default([]),
  /** As the provider has it, to the letter. */
  code: z.string().optional(),
})
export type ProviderFinding = z.infer<typeof ProviderFinding>

/** A row of an adapter's table: what one of the provider's codes is worth. */
export type CodeMeaning = {
  readonly verdict: AddressVerdict
  readonly proved?: ProvedLevel
  readonly next?: NextStep
  /** Where its proof ends: not stated, it is missing; stated, it is not known there. */
  readonly lacks?: AddressPartName
}

/** Whom a failure is laid to: nothing is asked of a provider that is down, over its quota or shut; an address may be its own fault. */
export type Blame = 'provider' | 'quota' | 'access' | 'address'

export type ProviderAnswer =
  | { readonly kind: 'found'; readonly finding: ProviderFinding }
  | { readonly kind: 'failed'; readonly blame: Blame; readonly reason: string; readonly afterMs?: number | undefined }

/** One provider, whatever it speaks. It does not throw. */
export interface AddressProvider {
  /** Of its interface, with the edition of the data where its file says one: part of what a result is kept under. */
  readonly version: string
  /** One call, one address. Ends with the signal. */
  ask(address: SentAddress, signal: AbortSignal): Promise<ProviderAnswer>
}

/** A finding by a row of a table, for the address that was sent. */
export function findingOf(
  { verdict, proved, next, lacks }: CodeMeaning,
  address: SentAddress,
  { code, found, candidates = [] }: { code: string; found?: FoundAddress | undefined; candidates?: FoundAddress[] },
): ProviderFinding {
  const isStated = lacks !== undefined && states(address, lacks)
  const isMissing = lacks !== undefined && !isStated
  const step = isMissing ? (lacks === 'unit' ? 'ask-for-unit' : 'fix') : next
  return {
    verdict: isMissing ? 'incomplete' : verdict,
    missing: isMissing ? [lacks] : [],
    doubtful: isStated ? [lacks] : [],
    candidates,
    code,
    ...(proved ? { proved } : {}),
    ...(step ? { next: step } : {}),
    ...(found ? { found } : {}),
  }
}

function states({ line1 = '', unit, city, region, postcode }: SentAddress, part: AddressPartName): boolean {
  switch (part) {
    case 'houseNumber':
      return /\d/.test(line1)
    case 'street':
      return /\p{L}/u.test(line1)
    case 'unit':
      return unit !== undefined && unit !== ''
    case 'city':
      return city !== undefined && city !== ''
    case 'region':
      return region !== undefined && region !== ''
    case 'postcode':
      return postcode !== undefined && postcode !== ''
    case 'country':
      return true
  }
}

/** Without what is empty. */
export function filled(parts: { readonly [part in keyof FoundAddress]?: string | null | undefined }): FoundAddress {
  return Object.fromEntries(
    Object.entries(parts).filter(([, text]) => text !== undefined && text !== null && text !== ''),
  )
}
