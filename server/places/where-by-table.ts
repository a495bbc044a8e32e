import { MOST_CANDIDATES, type PartState, type WhyCode } from '../model/addresses/address-check.ts'
import type { CodeReading } from './codes.ts'
import { slipsTo } from './edits.ts'
import { type Ground, hypotheses, WHOLE } from './hypotheses.ts'
import type { TownEntry } from './place-table.ts'
import {
  asSaid,
  BELIEVED,
  BEYOND,
  CANDIDATE,
  type Hypothesis,
  likeliest,
  type PlacePart,
  type SaidPlace,
  TIE,
  WITNESSES,
} from './weigh.ts'
import { type Meant, MISSING, type PlaceOutcomes, regionAlone, settled, type Whereabouts } from './where.ts'

/** City, region and postcode of a country whose towns are known: the likeliest way in which they may be right together. */
export function whereByTable(said: SaidPlace, readings: readonly CodeReading[], ground: Ground): Whereabouts {
  if (said.postcode === '') return withoutPostcode(said, ground)
  const sorted = likeliest(hypotheses(said, readings, ground))
  const [best] = sorted
  if (!best) return nowhere(said, readings, ground.isPlaceholder)
  if (best.cost > BELIEVED) return contradicted(said, best, sorted, { readings, ground })
  const tied = sorted.filter(({ cost }) => cost <= best.cost + TIE)
  if (tied.length === 1 || best.cost === 0) return settled(outcomesOf(best))
  const differs = (witness: PlacePart) => tied.some((one) => one[witness].is !== best[witness].is)
  return {
    outcomes: { ...outcomesOf(best), ...doubted(said, best, WITNESSES.filter(differs), readings) },
    fate: 'ambiguous',
    candidates: tied.slice(0, MOST_CANDIDATES).map(meant),
  }
}

const meant = ({ city, region, postcode }: Hypothesis): Meant => ({
  city: city.is,
  region: region.is,
  postcode: postcode.is,
})

const outcomesOf = ({ city, region, postcode }: Hypothesis): PlaceOutcomes => ({ city, region, postcode })

/** Nothing is known of the town, and the postcode is none or of nowhere. */
function nowhere(said: SaidPlace, readings: readonly CodeReading[], isPlaceholder: boolean): Whereabouts {
  const city = said.city === '' ? MISSING : asSaid(said.city, 'unchecked', 'not-in-table')
  const why = isPlaceholder ? 'placeholder' : readings.length === 0 ? 'bad-form' : 'unknown'
  const postcode = asSaid('', 'conflicting', why)
  return { outcomes: { city, region: MISSING, ...regionAlone(said), postcode }, fate: 'beyond', candidates: [] }
}

type Known = { readonly readings: readonly CodeReading[]; readonly ground: Ground }

/** Nobody believes even the likeliest: what would have to change by it is in conflict. */
function contradicted(
  said: SaidPlace,
  best: Hypothesis,
  sorted: readonly Hypothesis[],
  { readings, ground }: Known,
): Whereabouts {
  // A code that did not come so, and that neither town nor region speak for: it is none.
  if (READ_OTHERWISE.has(best.postcode.why)) return nowhere(said, [], false)
  const isElsewhere = said.keys.some((key) => ground.table.named(key).length > 0)
  const isDoubtful = (witness: PlacePart) => {
    const { state } = best[witness]
    return (
      state === 'corrected' || state === 'conflicting' || (witness === 'city' && state === 'unchecked' && isElsewhere)
    )
  }
  const isAsSaid = (one: Hypothesis) => WITNESSES.every((witness) => AS_SAID.has(one[witness].state))
  const isCandidate = (one: Hypothesis) => one.cost <= CANDIDATE && !isAsSaid(one) && one.city.is !== ''
  // Two that agree, and a place to choose: with a postcode, or with one that came and may be meant.
  const twoAgree = sorted.some((one) => WITNESSES.filter((witness) => one[witness].state === 'confirmed').length > 1)
  const isNone = readings.length === 0 && !ground.isPlaceholder && sorted.every(({ postcode }) => postcode.is === '')
  const isBelievable = best.cost < BEYOND && twoAgree && !isNone
  const candidates = isBelievable ? sorted.filter(isCandidate).slice(0, MOST_CANDIDATES).map(meant) : []
  return {
    outcomes: { ...outcomesOf(best), ...doubted(said, best, WITNESSES.filter(isDoubtful), readings) },
    fate: candidates.length > 0 ? 'ambiguous' : 'beyond',
    candidates,
  }
}

const AS_SAID: ReadonlySet<PartState> = new Set(['confirmed', 'unchecked'])
const READ_OTHERWISE: ReadonlySet<WhyCode> = new Set(['lost-zero', 'look-alike', 'read-as-number'])

function doubted(
  said: SaidPlace,
  best: Hypothesis,
  witnesses: readonly PlacePart[],
  readings: readonly CodeReading[],
): PlaceOutcomes {
  const given: Meant = { city: said.city, region: said.region || said.unknownRegion, postcode: said.postcode }
  const isBadForm = readings.every(({ why }) => why !== undefined)
  return Object.fromEntries(
    witnesses.map((witness) => {
      if (given[witness] === '') return [witness, MISSING]
      if (best[witness].why === 'placeholder') return [witness, asSaid('', 'conflicting', 'placeholder')]
      return [witness, asSaid('', 'conflicting', witness === 'postcode' && isBadForm ? 'bad-form' : 'elsewhere')]
    }),
  )
}

/** A town without its postcode: the table knows it where the town, in its region, has one. */
function withoutPostcode(said: SaidPlace, ground: Ground): Whereabouts {
  const [near] = said.nearRegions
  const region = said.region === '' && said.nearRegions.length === 1 ? (near ?? '') : said.region
  const towns = said.keys.flatMap((key) => ground.table.named(key))
  const here = region === '' ? towns : towns.filter((town) => town.region === region)
  const [town, ...others] = here.length > 0 ? here : slipped(said, region, ground)
  // A name that is of one town alone is still no witness for itself.
  if (town !== undefined && others.length === 0 && region !== '') return inTown(said, town, ground)
  const why = towns.length > 0 ? 'form-only' : 'not-in-table'
  const few = region === '' && here.length <= MOST_CANDIDATES ? here.flatMap((each) => meantIn(each, ground)) : []
  return {
    outcomes: {
      city: said.city === '' ? MISSING : asSaid(said.city, 'unchecked', why),
      region: MISSING,
      ...regionAlone(said),
      postcode: MISSING,
    },
    fate: 'settled',
    candidates: few.slice(0, MOST_CANDIDATES),
  }
}

function inTown(said: SaidPlace, town: TownEntry, ground: Ground): Whereabouts {
  const [code = ''] = town.codes
  const isAdded = town.codes.length === 1 && ground.table.length === WHOLE
  const isSame = said.keys.includes(town.key)
  return {
    outcomes: {
      city: isSame ? asSaid(said.city, 'confirmed', 'agrees') : asSaid(town.name, 'corrected', 'misspelt'),
      region:
        said.region === '' ? asSaid(town.region, 'corrected', 'misspelt') : asSaid(town.region, 'confirmed', 'agrees'),
      postcode: isAdded ? asSaid(code, 'added', 'from-city') : MISSING,
    },
    fate: 'settled',
    candidates: isAdded || town.codes.length > MOST_CANDIDATES ? [] : meantIn(town, ground),
  }
}

/** Shorter names have too many within a slip. */
const FEWEST_LETTERS = 5

/** The towns of a region whose names are one slip away. */
function slipped(said: SaidPlace, region: string, { table }: Ground): TownEntry[] {
  if (region === '' || said.city.length < FEWEST_LETTERS) return []
  return table.inRegion(region).filter((town) => said.keys.some((key) => slipsTo(key, town) === 1))
}

function meantIn({ name, region, codes }: TownEntry, { table }: Ground): Meant[] {
  const whole = table.length === WHOLE ? codes : ['']
  return whole.map((postcode) => ({ city: name, region, postcode }))
}
