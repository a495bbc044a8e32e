import type { PartState, WhyCode } from '../model/addresses/address-check.ts'
import type { TownEntry } from './place-table.ts'

/** Parts that say in which town an address is, which witness for one another. */
export const WITNESSES = ['city', 'region', 'postcode'] as const
export type PlacePart = (typeof WITNESSES)[number]

/** What one of them comes out as. `is`: what the proposal has; empty for nothing. */
export type PartOutcome = { readonly state: PartState; readonly is: string; readonly why: WhyCode }

/** What an address says of where it is. Empty: it does not say. */
export type SaidPlace = {
  readonly city: string
  /** Keys of the town under all its names. */
  readonly keys: readonly string[]
  /** As its country shows it; empty for none and for one that is not known. */
  readonly region: string
  /** As it came, where it is not known, and what it may be a slip of. */
  readonly unknownRegion: string
  readonly nearRegions: readonly string[]
  readonly postcode: string
}

/** One way in which all may be right, with what it takes to believe it. */
export type Hypothesis = Readonly<Record<PlacePart, PartOutcome>> & {
  readonly cost: number
  /** Where it is, to tell hypotheses apart. */
  readonly place: string
}

/**
 * What it takes to believe that a part is not as it came. A slip of one character is the measure; a part that is another altogether
 * takes more than two, so that it is believed only with two others behind it.
 */
export const COST = {
  slip: 1,
  /** In a postcode of which the table knows a part alone: whoever corrects that part makes up the rest. */
  slipOfPart: 2.1,
  /** Each slip beyond the first. */
  moreSlips: 0.05,
  /** A region of which nothing is known is a slip, or it is nothing. */
  slipOfRegion: 0.5,
  otherRegion: 1,
  /** A region that nobody but the postcode speaks against. */
  alone: 1,
  otherCity: 4,
  /** A lost zero, O for 0: machines and eyes make these. */
  reading: 0.2,
  /** The same, where neither town nor region speak for the outcome. */
  unsupported: 2,
  /** A name that the table lacks: next to where the code is, not too far, or a town far away. */
  nextTo: 0.8,
  lacking: 1.5,
  farAway: 2.6,
  /** It is a big city, elsewhere. */
  bigElsewhere: 1,
  /** A code that the table lacks, of a town of many and of one of few. */
  newCode: 0.5,
  newCodeOfFew: 1.6,
  /** A postcode that nothing can be made of. */
  noCode: 2.5,
} as const

/** Hypotheses that take no more are believed, and none is where another takes about as little. */
export const BELIEVED = 1.9
export const TIE = 0.15
/** From here on nothing holds together. */
export const BEYOND = 4
/** Candidates that take more are none. */
export const CANDIDATE = 4.6

/** How a part comes out. */
export const asSaid = (is: string, state: PartState, why: WhyCode): PartOutcome => ({ state, is, why })

/** The region of a hypothesis, and what it takes. */
export function regionAs(said: SaidPlace, region: string, isAlone: boolean): readonly [PartOutcome, number] {
  if (said.region === region) return [asSaid(region, 'confirmed', 'agrees'), 0]
  if (said.region === '' && said.unknownRegion === '') return [asSaid(region, 'added', 'from-postcode'), 0]
  if (said.nearRegions.includes(region)) return [asSaid(region, 'corrected', 'misspelt'), COST.slipOfRegion]
  return [asSaid(region, 'corrected', 'contradicted'), COST.otherRegion + (isAlone ? COST.alone : 0)]
}

/** The town of a hypothesis, and what it takes; `slips` between its name and what was said, undefined for another name. */
export function cityAs(said: SaidPlace, town: TownEntry, slips: number | undefined): readonly [PartOutcome, number] {
  if (said.city === '')
    return town.isMain ? [asSaid(town.name, 'added', 'from-postcode'), 0] : [asSaid('', 'missing', 'required'), 0]
  if (slips === 0) return [asSaid(said.city, 'confirmed', 'agrees'), 0]
  if (slips === undefined) return [asSaid(town.name, 'corrected', 'contradicted'), COST.otherCity]
  return [asSaid(town.name, 'corrected', 'misspelt'), COST.slip + (slips - 1) * COST.moreSlips]
}

/** From the likeliest on; of several ways to the same place the one that takes least. */
export function likeliest(all: readonly Hypothesis[]): Hypothesis[] {
  const apart = new Map<string, Hypothesis>()
  for (const one of all)
    if (one.cost < (apart.get(one.place)?.cost ?? Number.POSITIVE_INFINITY)) apart.set(one.place, one)
  return [...apart.values()].sort((a, b) => a.cost - b.cost || (a.place < b.place ? -1 : 1))
}
