import { z } from 'zod'

const Words = z.array(z.string())
/** Canonical form → the spellings that mean it, all compared folded. */
const Spellings = z.record(z.string(), Words)
/** Said or left out. */
const Mark = z.literal(true).optional()

/** How a country writes postcodes; the pattern itself stands beside it. */
const PostcodeWriting = z.strictObject({
  /** Older hands put the sign of the country in front: D-50667. */
  signed: Mark,
  /** Its letters tell the country. */
  telling: Mark,
  /** Regular expression of the form that no other country writes: 00-590. */
  written: z.string().optional(),
  /** Digits it has, where a 0 in front gets lost. */
  padTo: z.int().positive().optional(),
  /** Digits that are left of it at least; without it, one may be lost. */
  fewest: z.int().positive().optional(),
  /** Where it is parted, from the end if negative, by what, and from which length on. */
  split: z.strictObject({ at: z.int(), by: z.string(), from: z.int().positive().optional() }).optional(),
  /** It tells the very door. */
  exact: Mark,
  /** Characters that two sources agree on: five of a ZIP+4. */
  compared: z.int().positive().optional(),
})

/** How a country writes addresses, numbers and names. */
export const Writing = z.strictObject({
  /** The house number stands before the street. */
  numberFirst: Mark,
  /** 4/12 is flat 4 of number 12. */
  slashUnits: Mark,
  /** 12/4 is flat 4 of number 12, 12/2/4 that of its staircase 2. */
  slashFlats: Mark,
  /** 4-12 is flat 4 of number 12. */
  hyphenUnits: Mark,
  /** 12 A 4 is flat 4 of staircase A. */
  stairLetters: Mark,
  /** 12 III is 12-3. */
  romanAdditions: Mark,
  /** A number may be spelt out before the name of a street: One Penn Plaza. */
  numberWords: Spellings.optional(),
  /** Towns of the post alone, and of its own regions: APO AE. */
  postTowns: Words.optional(),
  /** A house may have a name instead of a number. */
  namedHouses: Mark,
  /** Regular expressions, with named groups, of addresses that go from the country down to the door. */
  layouts: Words.optional(),
  /** An address ends with city, region and postcode, in this order. */
  cityRegionPostcode: Mark,
  postcode: PostcodeWriting.optional(),
  /** Letters show the code of a subdivision, not its name. */
  regionCodes: Mark,
  /** Regular expressions of what introduces a house number: No., Nr. */
  numberMarks: Words.optional(),
  /** The same, but only at the start of a line: behind another word it is part of a name (Inn House 3). */
  leadingMarks: Words.optional(),
  /** Short forms of roads whose number is part of the name: Highway 12. */
  numberedRoads: Words.optional(),
  /** Regular expressions that a street has whose last number never is part of the name. */
  notNumbered: Words.optional(),
  /** Behind a number in figures: 32nd. */
  ordinals: Words.optional(),
  /** Behind a house number, of which they are part: 12 bis. */
  repeats: Words.optional(),
  /** Words for a storey behind its number. */
  floors: Words.optional(),
  /** Regular expressions of what stands between or behind the numbers of a house: 8番1号 is 8-1. */
  numberJoins: Words.optional(),
  /** Regular expressions of what is a door by its form: H0203. */
  unitCodes: Words.optional(),
  /** Elided articles, words of their own: d'Azeglio. */
  elisions: Words.optional(),
  /** Words before an extension, and between several numbers in one cell. */
  extensions: Words.optional(),
  between: Words.optional(),
  /** A number keeps its first 0 when it is dialled from abroad. */
  keepsZero: Mark,
  /** What VAT numbers start with. */
  taxPrefixes: Words.optional(),
  /** What stands behind them where they are for VAT: MWST. */
  taxSuffixes: Words.optional(),
  /** Endings of domains that are not its code: uk. */
  domains: Words.optional(),
  /** Words that stay small within the name of a place or a company. */
  smallWords: Words.optional(),
  /** Short words without a vowel that are no initials. */
  shortWords: Words.optional(),
  /** Words of legal forms that stand in front of a name. */
  leadingForms: Words.optional(),
  /** The family name stands first in letters of any script; what a person is called by last of all. */
  familyFirst: Mark,
  givenLast: Mark,
  /** Family names have two characters more often than one. */
  familyOfTwo: Mark,
  /** Family names of two characters where most have one. */
  longFamilies: Words.optional(),
})
export type Writing = z.infer<typeof Writing>
