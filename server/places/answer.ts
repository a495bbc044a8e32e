import type {
  AddressCheck,
  AddressPartName,
  AddressProposal,
  AddressVerdict,
  CheckedPart,
  ProvedLevel,
} from '../model/addresses/address-check.ts'
import { NEXT_STEPS } from '../model/addresses/next-steps.ts'
import type { AddressInput } from '../model/record.ts'
import { formatOf } from './files.ts'
import { linesOf } from './lines.ts'
import { tableOf } from './place-table.ts'
import type { ReadAddress } from './read.ts'
import type { ReadParts } from './read-parts.ts'
import { placeholderOf } from './street-parts.ts'
import { offlineVersion } from './version.ts'
import type { PartOutcome, PlacePart } from './weigh.ts'
import type { Whereabouts } from './where.ts'
import { checked } from './why.ts'

export type PartOutcomes = ReadonlyMap<AddressPartName, PartOutcome>

const PARTS: readonly AddressPartName[] = ['houseNumber', 'street', 'unit', 'city', 'region', 'postcode', 'country']

/** What Kith's own tables are called where a provider is named. */
const OFFLINE = 'offline'

/** The rest of an answer, which follows from its parts. */
export function answered(
  verdict: AddressVerdict,
  parts: CheckedPart[],
): Pick<AddressCheck, 'verdict' | 'parts' | 'missing' | 'next' | 'provider'> {
  const missing = parts.filter(({ state }) => state === 'missing').map(({ part }) => part)
  const next = verdict === 'unchecked' && missing.length > 0 ? 'fix' : NEXT_STEPS[verdict]
  return { verdict, parts, missing, next, provider: { name: OFFLINE, version: offlineVersion() } }
}

/** Parts in the order of an envelope, with what came where it is not what should be. */
export function partsOf(outcomes: PartOutcomes, input: AddressInput, read: ReadAddress): CheckedPart[] {
  return PARTS.flatMap((part) => {
    const outcome = outcomes.get(part)
    if (!outcome) return []
    const { state, is, why } = outcome
    const understood = part === 'country' ? undefined : read.parts[part]
    const was = input[part]?.trim() || understood || placeholderOf(read, part) || ''
    const isOld = was !== '' && (state === 'corrected' || state === 'conflicting' || why === 'placeholder')
    return [checked({ part, state, ...(isOld ? { was } : {}), ...(is === '' ? {} : { is }) }, why)]
  })
}

/** The worst that its parts say. */
export function verdictOf(parts: readonly CheckedPart[], fate: Whereabouts['fate'], country: string): AddressVerdict {
  const has = (test: (part: CheckedPart) => boolean) => parts.some(test)
  if (fate === 'beyond' || has(({ state, why }) => state === 'conflicting' && why.code === 'placeholder'))
    return 'undeliverable'
  if (fate === 'ambiguous' || has(({ state }) => state === 'conflicting')) return 'ambiguous'
  if (has(({ state }) => state === 'missing')) return 'incomplete'
  // A country that goes without saying is no correction.
  const isOther = ({ part, state }: CheckedPart) => state === 'corrected' || (state === 'added' && part !== 'country')
  if (has(isOther)) return 'correctable'
  return isAnythingKnown(country) ? 'plausible' : 'unchecked'
}

/** Of some countries it is not even known how they write an address. */
function isAnythingKnown(country: string): boolean {
  const { fmt, zip } = formatOf(country) ?? {}
  return fmt !== undefined || zip !== undefined
}

const HOLDS: ReadonlySet<string> = new Set(['confirmed', 'corrected', 'added'])

/** How far the tables prove it: a whole postcode only where they know whole ones. */
export function provedBy({ fate, outcomes }: Whereabouts, country: string): ProvedLevel | undefined {
  if (fate !== 'settled') return undefined
  const holds = (part: PlacePart) => HOLDS.has(outcomes[part]?.state ?? '')
  if (holds('city')) return holds('postcode') && tableOf(country)?.length === 5 ? 'postcode' : 'city'
  return holds('region') ? 'region' : undefined
}

/** An address to write: without parts that are empty, in the lines of its country. */
export function proposalOf(parts: ReadParts, country: string): AddressProposal {
  const whole: AddressProposal['parts'] = Object.fromEntries(
    Object.entries({ ...parts, country }).filter(([, text]) => text !== ''),
  )
  return { parts: whole, lines: linesOf(whole, formatOf(country)?.fmt) }
}

/** The parts as they came, with what city, region and postcode came to. */
export function proposedParts(parts: ReadParts, outcomes: PartOutcomes): ReadParts {
  const told = (['city', 'region', 'postcode'] as const).flatMap((part) => {
    const is = outcomes.get(part)?.is ?? ''
    return is === '' ? [] : [[part, is] as const]
  })
  return { ...parts, ...Object.fromEntries(told) }
}
