import { asSaid, type PartOutcome, type PlacePart, type SaidPlace } from './weigh.ts'

/** City, region and postcode of a place that may be meant; empty where nothing is known. */
export type Meant = Readonly<Record<PlacePart, string>>

/** How parts come out, without those that are neither said nor needed. */
export type PlaceOutcomes = Readonly<Partial<Record<PlacePart, PartOutcome>>>

/** What city, region and postcode come to. `beyond`: nothing that they say holds together. */
export type Whereabouts = {
  readonly outcomes: PlaceOutcomes
  readonly fate: 'settled' | 'ambiguous' | 'beyond'
  readonly candidates: readonly Meant[]
}

export const MISSING = asSaid('', 'missing', 'required')

/** Parts that speak for themselves, with nothing to choose from. */
export function settled(outcomes: PlaceOutcomes): Whereabouts {
  return { outcomes, fate: 'settled', candidates: [] }
}

/** A region without anything to hold it to. */
export function regionAlone(said: SaidPlace): PlaceOutcomes {
  if (said.region !== '') return { region: asSaid(said.region, 'unchecked', 'no-table') }
  if (said.unknownRegion === '') return {}
  const [near] = said.nearRegions
  if (said.nearRegions.length === 1 && near !== undefined) return { region: asSaid(near, 'corrected', 'misspelt') }
  return { region: asSaid(said.unknownRegion, 'unchecked', 'unknown') }
}
