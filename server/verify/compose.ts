import type {
  AddressCheck,
  AddressPartName,
  AddressProposal,
  CheckedPart,
  ProvedLevel,
} from '../model/addresses/address-check.ts'
import {
  ProvedLevel as Levels,
  MOST_CANDIDATES,
  AddressPartName as PartNames,
} from '../model/addresses/address-check.ts'
import { NEXT_STEPS } from '../model/addresses/next-steps.ts'
import type { StandardAddress } from '../model/record.ts'
import { checked } from '../places/why.ts'
import { fold } from '../text/fold.ts'
import type { ProviderFinding } from './providers/provider.ts'

/** What holds a provider's word against what was typed. */
export type Composing = {
  readonly typed: StandardAddress | undefined
  readonly finding: ProviderFinding
  /** Cleans an address as the provider has it, so that both are written alike. */
  readonly clean: (found: NonNullable<ProviderFinding['found']>) => StandardAddress | undefined
  /** Lines of an envelope. */
  readonly lines: (parts: AddressProposal['parts']) => string[]
  readonly provider: { readonly name: string; readonly version: string }
}

/** What has to be proved for a part to be. */
const LEVEL_OF: Record<AddressPartName, ProvedLevel> = {
  unit: 'unit',
  houseNumber: 'house',
  street: 'street',
  postcode: 'postcode',
  city: 'city',
  region: 'region',
  country: 'region',
}

/** The answer about an address by what a provider says of it. */
export function checkBy({ typed, finding, clean, lines, provider }: Composing): AddressCheck {
  const found = finding.found && clean(finding.found)
  const parts = PartNames.options.flatMap((part) => partBy(part, typed, found, finding))
  const isCorrected = parts.some(({ state }) => state === 'corrected')
  const mends = isCorrected && (finding.verdict === 'deliverable' || finding.verdict === 'plausible')
  const verdict = mends ? 'correctable' : finding.verdict
  const proposed =
    found && verdict !== 'undeliverable' && verdict !== 'ambiguous' ? proposalOf(found, typed, lines) : undefined
  const candidates = finding.candidates.slice(0, MOST_CANDIDATES).flatMap((each) => {
    const candidate = clean(each)
    return candidate ? [proposalOf(candidate, typed, lines)] : []
  })
  return {
    verdict,
    ...(finding.proved ? { proved: finding.proved } : {}),
    parts,
    ...(proposed ? { proposal: proposed } : {}),
    candidates,
    missing: finding.missing,
    next: mends ? 'confirm' : (finding.next ?? NEXT_STEPS[verdict]),
    provider: { ...provider, ...(finding.code === undefined ? {} : { code: finding.code }) },
  }
}

/** What tables alone say where a provider should have been heard and was not: nobody may take it for checked. */
export function uncheckedBy(offline: AddressCheck): AddressCheck {
  return { ...offline, verdict: 'unchecked' }
}

function partBy(
  part: AddressPartName,
  typed: StandardAddress | undefined,
  found: StandardAddress | undefined,
  finding: ProviderFinding,
): CheckedPart[] {
  const [was, is] = [typed?.[part], found?.[part]]
  const say = (told: Omit<CheckedPart, 'why' | 'part'>) => [checked({ part, ...told }, 'provider')]
  if (finding.missing.includes(part)) return [checked({ part, state: 'missing' }, 'required')]
  if (was === undefined) return is === undefined ? [] : say({ state: 'added', is })
  if (finding.doubtful.includes(part))
    return say({ state: finding.verdict === 'undeliverable' ? 'conflicting' : 'unchecked', was })
  // Of a word that is kept without its address only a plain yes tells of single parts.
  const isTold = !found && finding.verdict === 'deliverable' && isProved(part, finding)
  if (is === undefined) return say({ state: isTold ? 'confirmed' : 'unchecked', was })
  if (isSame(part, was, is, typed, found))
    return say({ state: isProved(part, finding) ? 'confirmed' : 'unchecked', was, is })
  return say({ state: 'corrected', was, is })
}

function isProved(part: AddressPartName, { proved }: ProviderFinding): boolean {
  return proved !== undefined && Levels.options.indexOf(proved) <= Levels.options.indexOf(LEVEL_OF[part])
}

function isSame(
  part: AddressPartName,
  was: string,
  is: string,
  typed: StandardAddress | undefined,
  found: StandardAddress | undefined,
): boolean {
  if (part === 'country') return was === is
  const [a, b] = [typed?.folded[part] || fold(was), found?.folded[part] || fold(is)]
  if (a === b) return true
  // 98406 and 98406-1234, Apt 12 and Unit 12: said more fully, or in another word.
  if (part === 'postcode') return squeezed(is).startsWith(squeezed(was))
  return part === 'unit' && a.split(' ').at(-1) === b.split(' ').at(-1)
}

function squeezed(text: string): string {
  return fold(text).replaceAll(' ', '')
}

function proposalOf(
  { line1, line2, houseNumber, street, unit, city, region, postcode, country }: StandardAddress,
  typed: StandardAddress | undefined,
  lines: Composing['lines'],
): AddressProposal {
  const all = { line1, line2: line2 ?? typed?.line2, houseNumber, street, unit, city, region, postcode, country }
  const parts = Object.fromEntries(Object.entries(all).filter(([, text]) => text !== undefined && text !== ''))
  return { parts, lines: lines(parts) }
}
