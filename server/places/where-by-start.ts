import { MOST_CANDIDATES } from '../model/addresses/address-check.ts'
import type { CodeReading } from './codes.ts'
import { asSaid, type PartOutcome, type SaidPlace } from './weigh.ts'
import { type PlaceOutcomes, regionAlone, settled, type Whereabouts } from './where.ts'

/** What is known of the postcodes and regions of a country whose towns are not known. */
export type Forms = {
  /** How its postcodes are written. */
  readonly isKnown: boolean
  /** Whether nobody can mean this one as a postcode. */
  readonly isPlaceholder: boolean
  /** The region that is called like the town. */
  readonly cityRegion: string | undefined
  /** Its addresses name their region. */
  readonly isRegional: boolean
  /** Regions with postcodes that begin like this one. */
  readonly startingLike: (postcode: string) => readonly string[]
  /** Whether a region is of those whose postcodes are known: Catalonia is none of Spain's provinces. */
  readonly hasStarts: (region: string) => boolean
}

/** Postcode and region, by the form of the one and by how postcodes of the other begin; of the town nothing is known. */
export function whereByStart(said: SaidPlace, readings: readonly CodeReading[], forms: Forms): Whereabouts {
  const city: PlaceOutcomes = said.city === '' ? {} : { city: asSaid(said.city, 'unchecked', 'no-table') }
  const [reading] = readings
  if (said.postcode === '') return settled({ ...city, ...regionAlone(said) })
  if (!reading || forms.isPlaceholder) return { ...noPostcode(said, forms, city), candidates: [] }
  const starting = forms.startingLike(reading.code)
  const region = regionMeant(said, starting)
  if (region === '' && forms.isRegional && starting.length === 1)
    return settled({
      ...city,
      region: asSaid(starting[0] ?? '', 'added', 'from-postcode'),
      postcode: byForm(reading),
    })
  if (!region || starting.length === 0 || !forms.hasStarts(region))
    return settled({ ...city, ...regionAlone(said), postcode: byForm(reading) })
  if (starting.includes(region)) {
    const told = said.region === '' ? asSaid(region, 'corrected', 'misspelt') : asSaid(region, 'confirmed', 'agrees')
    return settled({ ...city, region: told, postcode: agreeing(reading) })
  }
  return contradicted(said, reading, { forms, region, starting, city })
}

function noPostcode(
  said: SaidPlace,
  { isKnown, isPlaceholder }: Forms,
  city: PlaceOutcomes,
): Omit<Whereabouts, 'candidates'> {
  const postcode = isKnown
    ? asSaid('', 'conflicting', isPlaceholder ? 'placeholder' : 'bad-form')
    : asSaid(said.postcode, 'unchecked', 'no-table')
  return { outcomes: { ...city, ...regionAlone(said), postcode }, fate: isKnown ? 'beyond' : 'settled' }
}

/** The region that is named, or that a misspelt name stands for; empty for none, undefined for one that nobody knows. */
function regionMeant(
  { region, unknownRegion, nearRegions }: SaidPlace,
  starting: readonly string[],
): string | undefined {
  if (region !== '' || unknownRegion === '') return region
  const agreed = nearRegions.find((near) => starting.includes(near))
  return agreed ?? (nearRegions.length === 1 ? nearRegions[0] : undefined)
}

function byForm({ code, why }: CodeReading): PartOutcome {
  return why ? asSaid(code, 'corrected', why) : asSaid(code, 'unchecked', 'form-only')
}

function agreeing(reading: CodeReading): PartOutcome {
  return reading.why ? byForm(reading) : asSaid(reading.code, 'confirmed', 'agrees')
}

type Contradiction = {
  readonly forms: Forms
  readonly region: string
  readonly starting: readonly string[]
  readonly city: PlaceOutcomes
}

/** Region and postcode are of different places: a town that is called like one of the regions decides. */
function contradicted(
  said: SaidPlace,
  reading: CodeReading,
  { forms, region, starting, city }: Contradiction,
): Whereabouts {
  const { cityRegion } = forms
  if (cityRegion !== undefined && starting.includes(cityRegion))
    return settled({ ...city, region: asSaid(cityRegion, 'corrected', 'contradicted'), postcode: agreeing(reading) })
  // A code that did not come so, and of elsewhere: it is none.
  if (reading.why !== undefined)
    return {
      outcomes: { ...city, ...regionAlone(said), postcode: asSaid('', 'conflicting', 'bad-form') },
      fate: 'beyond',
      candidates: [],
    }
  const conflict = asSaid('', 'conflicting', 'elsewhere')
  // Nothing else is said that could tell which of them is right.
  if (said.city === '') return { outcomes: { region: conflict, postcode: conflict }, fate: 'beyond', candidates: [] }
  const byPostcode = starting.map((each) => ({ city: said.city, region: each, postcode: reading.code }))
  return {
    outcomes: { ...city, region: conflict, postcode: conflict },
    fate: 'ambiguous',
    candidates: [...byPostcode.slice(0, MOST_CANDIDATES - 1), { city: said.city, region, postcode: '' }],
  }
}
