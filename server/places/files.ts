import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'

// Tables lie in seeds/addresses, beside server/ in the sources and in dist/. Each is read when it is first asked for.
const FOLDER = new URL('../../seeds/addresses/', import.meta.url)

/** The files that answers depend on, in the order in which their hash is taken. */
export const TABLE_FILES = ['us.txt', 'ca.txt', 'countries.json', 'postcodes.json', 'words.json'] as const

/** Text of a table. */
export function tableText(file: (typeof TABLE_FILES)[number]): string {
  return readFileSync(fileURLToPath(new URL(file, FOLDER)), 'utf8')
}

/** Makes a value when it is first asked for. */
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}

const Words = z.array(z.string())

const VerifyWords = z.strictObject({
  /** Countries whose streets have numbers. */
  numbered: Words,
  /** Countries whose addresses name their region. */
  regional: Words,
  /** Countries and cities at once, and such as write towns into the street. */
  withoutCity: Words,
  /** What says that a house has no number. */
  unnumbered: Words,
  /** What is delivered by other means than street and number. */
  special: Words,
  /** What a word ends with, or what words a line ends or begins with, that names a street. */
  streetEndings: Words,
  streetLast: Words,
  streetFirst: Words,
  /** They may stand behind the word that a street ends with. */
  directions: Words,
  /** Words of towns that are written short. */
  longForms: z.record(z.string(), z.string()),
  /** Words before or behind the name of a town that say what it is. */
  around: Words,
  /** Towns of the armed forces. */
  military: Words,
  /** Countries where a village without streets has numbers alone, or the postcode is that of a street. */
  numberAlone: Words,
  /** Countries whose streets may be called by a number, and the words that stand before it. */
  numberNamed: z.strictObject({ countries: Words, words: Words }),
  /** Countries that write a part of the town below the street, and words that say that it is no part of a town. */
  districts: z.strictObject({ countries: Words, not: Words }),
  /** Countries in which every house has a number, and how names of houses end that are no streets. */
  always: z.strictObject({ countries: Words, not: Words }),
  /** Short words that some write together with the next. */
  particles: Words,
  /** Towns whose parts have numbers. */
  numberedTowns: Words,
  /** Towns of regions that the table of their country lacks. */
  territories: z.record(z.string(), Words),
})

export const verifyWords = once(() => VerifyWords.parse(JSON.parse(tableText('words.json'))))

/** What is known of postcodes besides their form. */
const PostcodeWords = z.strictObject({
  /** What is written before a hyphen and the postcode, and the country that it stands for. */
  signs: z.record(z.string(), z.string()),
  /** How all postcodes of a country begin. */
  starts: z.record(z.string(), z.string()),
  /** Zeros that a postcode may have lost, where it is not one. */
  lostZeros: z.record(z.string(), z.int()),
})

export const postcodeWords = once(() => PostcodeWords.parse(JSON.parse(tableText('postcodes.json'))))

const Format = z.object({
  fmt: z.string().optional(),
  lfmt: z.string().optional(),
  require: z.string().optional(),
  zip: z.string().optional(),
  regions: z.array(z.object({ names: Words, starts: z.string() })).optional(),
})
export type CountryFormat = z.infer<typeof Format>

const formats = once(
  () => new Map(Object.entries(z.record(z.string(), Format).parse(JSON.parse(tableText('countries.json'))))),
)

/** What is known of how a country writes addresses; undefined for none. */
export function formatOf(country: string): CountryFormat | undefined {
  return formats().get(country)
}
