import type { WhyCode } from '../model/addresses/address-check.ts'
import type { CodeReading } from './codes.ts'
import { isOneSlip, slipsTo } from './edits.ts'
import { once, verifyWords } from './files.ts'
import type { PlaceTable, TownEntry } from './place-table.ts'
import { townKey } from './town-key.ts'
import { asSaid, COST, cityAs, type Hypothesis, type PartOutcome, regionAs, type SaidPlace } from './weigh.ts'

/** Kilometres within which people write the name of the next town, those of a town of many codes, and beyond which nobody does. */
const NEXT = 10
const NEXT_CITY = 20
const FAR = 40
/** Codes of a town that has all of them in the table, of one with suburbs, and of a city whose name is no suburb's elsewhere. */
const FEW = 3
const MANY = 10
const BIG = 60
/** Characters of codes that the table knows whole. */
export const WHOLE = 5
/** The form of a sortation area, whichever letters it may have. */
const AREA = /^[A-Z]\d[A-Z]$/
/** Towns of one name that are looked at. */
const MOST_TOWNS = 60

/** What is known of a country besides its table. */
export type Ground = {
  readonly table: PlaceTable
  /** Regions with postcodes that begin like this one. */
  readonly startingLike: (postcode: string) => readonly string[]
  /** A postcode in its country's way of writing. */
  readonly shown: (postcode: string) => string
  /** Whether a postcode may be one of its country. */
  readonly fits: (postcode: string) => boolean
  /** Whether nobody can mean it as a code. */
  readonly isPlaceholder: boolean
}

/**
 * Every way in which city, region and postcode may be right together: the postcode is right and the others are as it says, or are
 * right and not in the table; the town is right and the postcode is a slip of one of its own, or new, or wrong altogether.
 */
export function hypotheses(said: SaidPlace, readings: readonly CodeReading[], ground: Ground): Hypothesis[] {
  const towns = said.keys.flatMap((key) => ground.table.named(key)).slice(0, MOST_TOWNS)
  return [
    ...readings.flatMap((reading) => byCode(said, reading, towns, ground)),
    ...towns.flatMap((town) => [
      ...bySlip(said, readings, town, ground),
      ...withNewCode(said, readings, town, ground),
      ...withoutCode(said, readings, town, ground),
    ]),
  ]
}

const keyOf = (code: string, { table }: Ground) => code.replace(/[\s-]/g, '').slice(0, table.length)

function made(city: PartOutcome, region: PartOutcome, postcode: PartOutcome, cost: number): Hypothesis {
  return { city, region, postcode, cost, place: `${city.is}|${region.is}|${postcode.is}` }
}

/** Slips between the town that was said and one of the table; 0 for the same under another name. */
function slipsOf(said: SaidPlace, town: TownEntry): number | undefined {
  if (said.keys.includes(town.key)) return 0
  const all = said.keys.map((key) => slipsTo(key, town)).filter((slips) => slips !== undefined)
  return all.length === 0 ? undefined : Math.min(...all)
}

const codeAs = (
  { code, why }: CodeReading,
  state: 'confirmed' | 'unchecked',
  otherwise: WhyCode,
): readonly [PartOutcome, number] =>
  why === undefined ? [asSaid(code, state, otherwise), 0] : [asSaid(code, 'corrected', why), COST.reading]

/** The postcode is right. */
function byCode(said: SaidPlace, reading: CodeReading, named: readonly TownEntry[], ground: Ground): Hypothesis[] {
  const towns = ground.table.at(keyOf(reading.code, ground))
  const [postcode, effort] = codeAs(reading, 'confirmed', 'agrees')
  const here = towns.map((town) => {
    const [city, cityCost] = cityAs(said, town, slipsOf(said, town))
    const [region, regionCost] = regionAs(said, town.region, city.state !== 'confirmed')
    const support = city.state === 'confirmed' ? 0 : unsupported(reading, region)
    return made(city, region, postcode, effort + cityCost + regionCost + support)
  })
  if (said.city !== '') return [...here, ...lackingTown(said, reading, named, ground)]
  // A town of several parts is added by the name that the post writes, which stands first.
  return here.length > 0 ? here.slice(0, 1) : withoutTown(said, reading, ground)
}

/** What a code that did not come so takes where neither town nor region speak for it. */
function unsupported({ why }: CodeReading, region: PartOutcome): number {
  return why === undefined || region.state === 'confirmed' ? 0 : COST.unsupported
}

/** No town is said, and the table has none for the code. */
function withoutTown(said: SaidPlace, reading: CodeReading, ground: Ground): Hypothesis[] {
  if (ground.isPlaceholder) return []
  const [postcode, effort] = codeAs(reading, 'unchecked', 'not-in-table')
  return ground.startingLike(reading.code).map((code) => {
    const [region, regionCost] = regionAs(said, code, true)
    return made(
      asSaid('', 'missing', 'required'),
      region,
      postcode,
      COST.newCode + effort + regionCost + unsupported(reading, region),
    )
  })
}

/** The town is right, and the table does not have it there. */
function lackingTown(said: SaidPlace, reading: CodeReading, named: readonly TownEntry[], ground: Ground): Hypothesis[] {
  const key = keyOf(reading.code, ground)
  const towns = ground.table.at(key)
  const regions = towns.length > 0 ? [...new Set(towns.map(({ region }) => region))] : ground.startingLike(reading.code)
  const isMilitary = said.keys.some((town) => verifyWords().military.includes(town)) && towns.length === 0
  const isKnown = (code: string) => isMilitary || said.keys.some((town) => townsOfTerritory(code).has(town))
  if (towns.some((town) => slipsOf(said, town) === 0)) return []
  const [postcode, effort] = codeAs(
    reading,
    towns.length > 0 ? 'confirmed' : 'unchecked',
    towns.length > 0 ? 'agrees' : 'not-in-table',
  )
  return regions.flatMap((code): Hypothesis[] => {
    const isOfIt = isKnown(code)
    const city = isOfIt ? asSaid(said.city, 'confirmed', 'agrees') : asSaid(said.city, 'unchecked', 'not-in-table')
    const cost = isOfIt ? 0 : costOfLacking(key, code, named, ground)
    if (cost === undefined) return []
    const [region, regionCost] = regionAs(said, code, !isOfIt)
    return [made(city, region, postcode, effort + cost + regionCost + unsupported(reading, region))]
  })
}

const territories = once(
  () => new Map(Object.entries(verifyWords().territories).map(([code, towns]) => [code, new Set(towns.map(townKey))])),
)
const NO_TOWNS: ReadonlySet<string> = new Set()

/** Keys of towns of a region that the table lacks. */
function townsOfTerritory(region: string): ReadonlySet<string> {
  return territories().get(region) ?? NO_TOWNS
}

function costOfLacking(
  key: string,
  region: string,
  named: readonly TownEntry[],
  { table }: Ground,
): number | undefined {
  const distances = named.map((town) => table.distance(key, town))
  if (distances.some((away, i) => away <= ((named[i]?.codes.length ?? 0) > MANY ? NEXT_CITY : NEXT))) return COST.nextTo
  const away = Math.min(...distances)
  const own = named.filter((town) => town.region === region)
  if (own.length === 0) return COST.lacking + (named.some(({ codes }) => codes.length >= BIG) ? COST.bigElsewhere : 0)
  // Of a code that the table lacks nobody knows where it is: that is a town with a new code.
  if (table.at(key).length === 0) return undefined
  return away <= FAR ? COST.lacking : COST.farAway
}

/** The town is right, and the postcode is one of its own with a slip. */
function bySlip(said: SaidPlace, readings: readonly CodeReading[], town: TownEntry, ground: Ground): Hypothesis[] {
  const { length } = ground.table
  const whole = said.postcode.toUpperCase().replace(/[\s-]/g, '')
  const hasForm = readings.some(({ why }) => why === undefined)
  if (readings.length > 0 && town.codes.includes(whole.slice(0, length))) return []
  // One that has the form is followed by what the table does not know; of any other all of it is compared.
  const [typed, rest] = hasForm || length < WHOLE ? [whole.slice(0, length), whole.slice(length)] : [whole, '']
  const [region, regionCost] = regionAs(said, town.region, true)
  // Where no code begins so, the slip is in what the table knows, and the rest stays as it came.
  const isPart = length < WHOLE && (readings.length > 0 || !AREA.test(typed))
  const cost = regionCost + (isPart ? COST.slipOfPart : COST.slip + (region.state === 'added' ? COST.alone : 0))
  const city = asSaid(said.city, 'confirmed', 'agrees')
  return town.codes
    .filter((code) => isOneSlip(typed, code))
    .map((code) => {
      const isMade = hasForm || length === WHOLE || (!isPart && ground.fits(code + rest))
      const shown = ground.shown(code + rest)
      const postcode = isMade ? asSaid(shown, 'corrected', 'misspelt') : asSaid('', 'conflicting', 'bad-form')
      return made(city, region, postcode, cost)
    })
}

/** The town is right, and the table lacks its code. */
function withNewCode(said: SaidPlace, readings: readonly CodeReading[], town: TownEntry, ground: Ground): Hypothesis[] {
  return readings.flatMap((reading): Hypothesis[] => {
    if (ground.isPlaceholder || ground.table.at(keyOf(reading.code, ground)).length > 0) return []
    const regions = ground.startingLike(reading.code)
    if (!regions.includes(town.region)) return []
    const [region, regionCost] = regionAs(said, town.region, false)
    const [postcode, effort] = codeAs(reading, 'unchecked', 'not-in-table')
    const cost = town.codes.length > FEW ? COST.newCode : COST.newCodeOfFew
    return [made(asSaid(said.city, 'confirmed', 'agrees'), region, postcode, cost + effort + regionCost)]
  })
}

/** City and region agree, and the postcode is of nowhere near. */
function withoutCode(said: SaidPlace, readings: readonly CodeReading[], town: TownEntry, ground: Ground): Hypothesis[] {
  if (said.region !== town.region) return []
  const [only] = town.codes
  const city = asSaid(said.city, 'confirmed', 'agrees')
  const region = asSaid(town.region, 'confirmed', 'agrees')
  if (ground.isPlaceholder && town.codes.length === 1 && ground.table.length === WHOLE)
    return [made(city, region, asSaid(only ?? '', 'corrected', 'from-city'), COST.slip)]
  const why = ground.isPlaceholder ? 'placeholder' : readings.length === 0 ? 'bad-form' : 'elsewhere'
  return [made(city, region, asSaid('', 'conflicting', why), COST.noCode)]
}
