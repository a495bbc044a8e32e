import { editedWords, editsWithin, nearWords, type Word } from '../../text/similarity.ts'

export const ADDRESS_LEVELS = [
  'same',
  'close',
  'unit',
  'building',
  'street',
  'postcode',
  'city',
  'region',
  'different',
] as const

/** How a part of two addresses compares: missing on one side or on both, equal, alike, or not. */
type PartState = 'missing' | 'neither' | 'equal' | 'alike' | 'unlike'
const STATES: readonly PartState[] = ['missing', 'equal', 'alike', 'unlike', 'neither']
/** The same as numbers. Only of house numbers it matters whether both lack one. */
export const [MISSING, EQUAL, UNLIKE, NEITHER] = [0, 1, 3, 4] as const
const ALIKE = 2

/** Numbers of how each part of two addresses compares. */
export type ComparedParts = {
  street: number
  house: number
  postcode: number
  city: number
  unit: number
  region: number
}
const PARTS = ['street', 'house', 'postcode', 'city', 'unit', 'region'] as const

/** Where the two are by postcode and city: in one place, in two, or nothing is told. */
type Whereabouts = 'here' | 'elsewhere' | 'untold'

function whereabouts(postcode: PartState, city: PartState): Whereabouts {
  if (postcode === 'equal' || city === 'equal') return 'here'
  return postcode === 'unlike' || city === 'unlike' ? 'elsewhere' : 'untold'
}

type AddressLevel = (typeof ADDRESS_LEVELS)[number]
type Pattern = Partial<Record<(typeof PARTS)[number], readonly PartState[]>> & { where?: readonly Whereabouts[] }

const ALIKE_STREET = ['equal', 'alike'] as const
const ABSENT = ['missing', 'neither'] as const

/** The first that fits tells the level. What a row does not name may be anything; `nothing`: no part in common. */
const LEVEL_RULES: readonly (readonly [level: AddressLevel | 'nothing', when: Pattern])[] = [
  // One house of one street, here or in a place that is written otherwise.
  ['close', { street: ALIKE_STREET, house: ['equal'], where: ['elsewhere'], postcode: ['alike'] }],
  ['close', { street: ALIKE_STREET, house: ['equal'], where: ['elsewhere'], city: ['alike'] }],
  ['building', { street: ALIKE_STREET, house: ['equal'], where: ['elsewhere'] }],
  ['unit', { street: ALIKE_STREET, house: ['equal'], unit: ['unlike'] }],
  ['same', { street: ['equal'], house: ['equal', 'neither'], where: ['here'] }],
  ['close', { street: ALIKE_STREET, house: ['equal'] }],
  ['close', { street: ALIKE_STREET, house: [...ABSENT, 'alike'], where: ['here'] }],
  // A slip in the postcode beside another one in the street: still the street, whatever the suburb is called.
  ['street', { street: ALIKE_STREET, house: [...ABSENT, 'alike'], where: ['elsewhere'], postcode: ['alike'] }],
  ['street', { street: ALIKE_STREET, where: ['here', 'untold'] }],
  ['street', { street: ['equal'], house: ABSENT }],
  // Another house in a street of that name somewhere else.
  ['different', { street: ['equal'] }],
  // Another street, or none.
  ['building', { house: ['equal'], postcode: ['equal'], city: ['equal'] }],
  ['building', { house: ['equal'], postcode: ['equal'], street: ABSENT }],
  ['postcode', { postcode: ['equal'] }],
  ['postcode', { postcode: ['alike'], city: ['equal', 'alike'] }],
  ['city', { city: ['equal', 'alike'] }],
  ['city', { postcode: ['alike'], city: ABSENT }],
  ['region', { region: ['equal'], city: ABSENT }],
  ['nothing', { street: ABSENT, postcode: ABSENT, city: ABSENT, region: ABSENT }],
  ['different', {}],
]

/** Levels of the ways in which parts were found to compare, plus one: a look-up for each of millions of pairs. */
const known = new Uint8Array(STATES.length ** 6)

/** Level by how each part compares; ADDRESS_LEVELS.length when there is no part in common. */
export function addressLevel(parts: ComparedParts): number {
  const { street, house, postcode, city, unit, region } = parts
  const size = STATES.length
  const way = ((((street * size + house) * size + postcode) * size + city) * size + unit) * size + region
  if (known[way] === 0) known[way] = levelByRules(parts) + 1
  return (known[way] as number) - 1
}

function levelByRules(parts: ComparedParts): number {
  const stateOf = (part: keyof ComparedParts) => STATES[parts[part]] ?? 'missing'
  const where = whereabouts(stateOf('postcode'), stateOf('city'))
  const [level] = LEVEL_RULES.find(
    ([, when]) =>
      (when.where?.includes(where) ?? true) && PARTS.every((part) => when[part]?.includes(stateOf(part)) ?? true),
  ) ?? ['nothing']
  return level === 'nothing' ? ADDRESS_LEVELS.length : ADDRESS_LEVELS.indexOf(level)
}

/** How near two streets or cities have to be by Jaro–Winkler. */
const NEAR = 0.88

export function alike(a: Word, b: Word): number {
  if (a.text === '' || b.text === '') return MISSING
  if (a.text === b.text) return EQUAL
  return editedWords(a, b, 1) || nearWords(a, b, NEAR) || within(a.text, b.text) ? ALIKE : UNLIKE
}

const SPACE = 32

/** A short form: `frankfurt` of `frankfurt am main`. */
function within(a: string, b: string): boolean {
  const [short, long] = a.length < b.length ? [a, b] : [b, a]
  return short.length > 3 && long.charCodeAt(short.length) === SPACE && long.startsWith(short)
}

export function alikeHouses(a: string, b: string): number {
  if (a === '' || b === '') return a === b ? NEITHER : MISSING
  if (a === b) return EQUAL
  return Math.max(a.length, b.length) > 2 && editsWithin(a, b, 1) <= 1 ? ALIKE : UNLIKE
}

export function alikeCodes(a: string, b: string): number {
  if (a === '' || b === '') return MISSING
  if (a === b) return EQUAL
  return editsWithin(a, b, 1) <= 1 ? ALIKE : UNLIKE
}

/** Parts that forgive nothing: a unit, a region. */
export function equalOrNot(a: string, b: string): number {
  if (a === '' || b === '') return MISSING
  return a === b ? EQUAL : UNLIKE
}
