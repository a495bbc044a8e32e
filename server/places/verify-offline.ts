import type { AddressCheck, AddressPartName, AddressQuestion } from '../model/addresses/address-check.ts'
import type { AddressInput } from '../model/record.ts'
import { addressCleaner } from '../standardise/address/address.ts'
import { placesOf } from '../standardise/address/place.ts'
import { knowledgeOf } from '../standardise/knowledge.ts'
import type { StandardiseRules } from '../standardise/rules.ts'
import { tidy } from '../text/fold.ts'
import { mend } from '../text/mend.ts'
import { answered, type PartOutcomes, partsOf, proposalOf, proposedParts, provedBy, verdictOf } from './answer.ts'
import { codesOf } from './codes.ts'
import { verifyWords } from './files.ts'
import { tableOf } from './place-table.ts'
import { type AddressReader, type ReadAddress, readAddress } from './read.ts'
import { regionsOf } from './regions.ts'
import { neededParts, placeholderOf, streetOutcomes } from './street-parts.ts'
import { bareTownKey, townKey } from './town-key.ts'
import { asSaid, type PartOutcome, type SaidPlace } from './weigh.ts'
import { type Meant, MISSING, type Whereabouts } from './where.ts'
import { whereByStart } from './where-by-start.ts'
import { whereByTable } from './where-by-table.ts'

/** Checks one address. It never throws, and the same question has the same answer. */
export type VerifyAddress = (question: AddressQuestion) => AddressCheck

/** Countries whose towns are known, tried where an address names none. */
const GUESSED = ['US', 'CA'] as const

/** An address, and where it is; the latter undefined where nothing tells its country. */
type Located = { readonly read: ReadAddress; readonly where?: Whereabouts }

/**
 * Makes the verifier that asks nobody: by the rules that clean, how countries write addresses, and towns and postcodes of the United
 * States and Canada. Making it costs some hundred milliseconds, as making a cleaner does; tables are read at the first address that
 * needs them.
 */
export function offlineVerifier(rules: StandardiseRules): VerifyAddress {
  const knowledge = knowledgeOf(rules)
  const places = placesOf(knowledge)
  const regions = regionsOf(knowledge, places)
  const codes = codesOf(places)
  const reader: AddressReader = { clean: addressCleaner(knowledge, places), places, regions, codes }
  const exact = knowledge.writes((writing) => writing.postcode?.exact)

  const saidBy = ({ parts, foldedCity, input }: ReadAddress, country: string): SaidPlace => {
    const { city = '', region = '', postcode = '' } = parts
    const shown = region === '' ? '' : (regions.stated(region, country) ?? '')
    const unknownRegion = shown === '' ? region : ''
    const keys = [townKey(city), townKey(foldedCity)]
    return {
      city,
      keys: [...new Set([...keys, ...keys.map(bareTownKey)])].filter((key) => key !== ''),
      region: shown,
      unknownRegion,
      nearRegions: unknownRegion === '' ? [] : regions.near(unknownRegion, country),
      // As it came: cleaning puts a lost zero back wherever a country may have lost it.
      postcode: tidy(input.postcode ?? '') || postcode,
    }
  }

  const whereOf = (read: ReadAddress, country: string): Whereabouts => {
    const said = saidBy(read, country)
    const isPlaceholder = codes.isPlaceholder(said.postcode)
    const readings = said.postcode === '' || isPlaceholder ? [] : codes.readings(said.postcode, country)
    const startingLike = (text: string) => regions.startingLike(text, country)
    const table = tableOf(country)
    if (table !== undefined) {
      const shown = (text: string) => places.postcode(text, country) ?? text
      return whereByTable(said, readings, {
        table,
        startingLike,
        shown,
        fits: (text) => codes.fits(text, country),
        isPlaceholder,
      })
    }
    return whereByStart(said, readings, {
      isKnown: codes.isKnown(country),
      isPlaceholder,
      cityRegion: said.city === '' ? undefined : regions.stated(said.city, country),
      isRegional: verifyWords().regional.includes(country),
      startingLike,
      hasStarts: (region) => regions.hasStarts(region, country),
    })
  }

  /** An address that names no country is where its town is known by two of city, region and postcode. */
  const located = (read: ReadAddress, input: AddressInput): Located => {
    const { country } = read
    if (country !== undefined) return { read, where: whereOf(read, country) }
    if (read.countryOutcome !== undefined) return { read }
    for (const guess of GUESSED) {
      const guessed = readAddress(reader, input, guess)
      const where = whereOf(guessed, guess)
      if (isKnownThere(where))
        return { read: { ...guessed, countryOutcome: asSaid(guess, 'added', 'from-form') }, where }
    }
    return { read }
  }

  return ({ address, defaultCountry }) => {
    const input = mended(address)
    const { read, where } = located(readAddress(reader, input, defaultCountry), input)
    const { country } = read
    if (country === undefined || where === undefined) return withoutCountry(read, input)
    const outcomes = outcomesOf({ read, where, country, given: input, isExact: exact.has(country) })
    const parts = partsOf(outcomes, input, read)
    const verdict = verdictOf(parts, where.fate, country)
    const proved = provedBy(where, country)
    const hasProposal = verdict !== 'ambiguous' && verdict !== 'undeliverable'
    const candidates = verdict === 'undeliverable' ? [] : where.candidates
    return {
      ...answered(verdict, parts),
      ...(proved === undefined ? {} : { proved }),
      ...(hasProposal ? { proposal: proposalOf(proposedParts(read.parts, outcomes), country) } : {}),
      candidates: candidates.map((place: Meant) => proposalOf({ ...read.parts, ...place }, country)),
    }
  }
}

/** As the standardiser has it: what a system spoilt is mended first, and a cell of nothing but blanks is none. */
function mended(address: AddressInput): AddressInput {
  const all = Object.entries(address).map(([part, text]) => [part, mend(text)] as const)
  return Object.fromEntries(all.filter(([, text]) => text.trim() !== ''))
}

/** A town that the table has, where its region or its postcode says so too. */
function isKnownThere({ fate, outcomes: { city, region, postcode } }: Whereabouts): boolean {
  const isSure = (outcome: PartOutcome | undefined) => outcome?.state === 'confirmed' || outcome?.state === 'corrected'
  if (fate !== 'settled' || !isSure(city)) return false
  return isSure(postcode) || (region?.state === 'confirmed' && postcode?.state !== 'conflicting')
}

/** Whether somebody who typed nonsense for a street said where that would be. */
function isPlaced({ fate, outcomes: { city, postcode } }: Whereabouts): boolean {
  const isThere = (outcome: PartOutcome | undefined) => outcome !== undefined && outcome.is !== ''
  return fate === 'settled' && isThere(city) && isThere(postcode)
}

type Outcome = {
  readonly read: ReadAddress
  readonly where: Whereabouts
  readonly country: string
  readonly given: AddressInput
  readonly isExact: boolean
}

/** How every part comes out: where it is, the street there, and what its country needs besides. */
function outcomesOf({ read, where, country, given, isExact }: Outcome): PartOutcomes {
  const outcomes = new Map<AddressPartName, PartOutcome>(streetOutcomes(read, country, isExact))
  for (const part of neededParts(read, country)) outcomes.set(part, MISSING)
  const { city, region, postcode } = where.outcomes
  if (city) outcomes.set('city', city)
  if (region) outcomes.set('region', region)
  if (postcode) outcomes.set('postcode', postcode)
  if (read.countryOutcome) outcomes.set('country', read.countryOutcome)
  for (const [part, { state }] of outcomes)
    if (state === 'missing' && placeholderOf(read, part) !== undefined)
      outcomes.set(part, asSaid('', part === 'street' && isPlaced(where) ? 'missing' : 'conflicting', 'placeholder'))
  for (const part of read.moved) {
    const outcome = outcomes.get(part)
    if (outcome?.state !== 'confirmed' && outcome?.state !== 'unchecked') continue
    outcomes.set(part, asSaid(outcome.is, given[part] === undefined ? 'added' : 'corrected', 'moved'))
  }
  return outcomes
}

/** Nobody can look where nothing tells the country. */
function withoutCountry(read: ReadAddress, input: AddressInput): AddressCheck {
  const outcomes = new Map<AddressPartName, PartOutcome>()
  for (const part of ['houseNumber', 'street', 'unit', 'city', 'region', 'postcode'] as const) {
    const text = read.parts[part]
    if (text !== undefined) outcomes.set(part, asSaid(text, 'unchecked', 'no-table'))
  }
  const isEmpty = outcomes.size === 0 && read.parts.line1 === undefined && read.parts.line2 === undefined
  const isJunk = isEmpty && read.unread.some(({ why }) => why === 'placeholder')
  if (isEmpty) outcomes.set('street', isJunk ? asSaid('', 'conflicting', 'placeholder') : MISSING)
  outcomes.set('country', read.countryOutcome ?? MISSING)
  const verdict = isJunk ? 'undeliverable' : isEmpty ? 'incomplete' : 'unchecked'
  return { ...answered(verdict, partsOf(outcomes, input, read)), candidates: [] }
}
