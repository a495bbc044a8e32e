import { z } from 'zod'

const Words = z.array(z.string())
/** Canonical form → the spellings that mean it, all compared folded. */
const Spellings = z.record(z.string(), Words)

const LegalForm = z.strictObject({
  /** As shown: `GmbH & Co. KG`. */
  form: z.string(),
  /** Other ways to write it; letters with points need not be listed, L.L.C. is LLC. */
  spellings: Words.default([]),
  /** Where it is used, most likely first: a hint of the country of a company that states none. */
  countries: Words.default([]),
})

/** Place of a word in a street line where a replacement holds. */
const Place = z.enum(['any', 'first', 'last', 'notFirst', 'notLast'])

const CountryRule = z.strictObject({
  alpha3: z.string().length(3),
  /** Names in the languages customers write it in. */
  names: Words,
  /** Regular expression of a whole postcode, upper case, without blanks. */
  postcode: z.string().optional(),
  /** Code of a region → its names. */
  regions: Spellings.optional(),
})

/** What cleaning knows: words, abbreviations and junk, all data. */
export const StandardiseRules = z.strictObject({
  junk: z.strictObject({
    /** Folded values that say nothing in any text field. */
    texts: Words,
    /** Folded personal names that are none. */
    names: Words,
    /** Given and family name together, folded, that are nobody's: cash sale, mickey mouse. */
    people: Words.optional(),
    /** Of `names`, those that are family names of people too, and what has to speak for it: a given name, or a mail box or phone beside it. */
    surnames: z.record(z.string(), z.enum(['givenName', 'contact'])).optional(),
    emailLocals: Words,
    /** Whole addresses, lower case. */
    emails: Words,
    /** National or international digits. */
    phones: Words,
    /** `yyyy-MM-dd`: what systems write for an unknown date. */
    dates: Words,
    /** Letters and digits only, upper case. */
    identifiers: Words,
  }),
  dates: z.strictObject({
    /** Two-digit years below it are 20yy. */
    twoDigitYearPivot: z.int().min(0).max(99),
    /** Countries that write the month first. */
    monthFirst: Words,
  }),
  phones: z.strictObject({
    /** Countries where no 0 is dialled before a national number. */
    withoutZero: Words,
    /** Plans tried for a local number of a record that names no country: taken when exactly one of them has it. */
    guessWithZero: Words,
    /** The same for numbers that do not start with a 0. */
    guessWithoutZero: Words,
  }),
  names: z.strictObject({
    titles: Spellings,
    /** Jr, III: they tell father from son. */
    generations: Spellings,
    /** MD, PhD: they tell nothing apart. */
    credentials: Spellings,
    /** Small words that belong to the family name: van, de la. */
    particles: Words,
    /** Words between a name and the one its bearer had before: née, geb., z domu. */
    former: Words.optional(),
    /** The same, where they are written in small letters or stand in brackets: born, f., ur. */
    formerIfSmall: Words.optional(),
    /** Words between two people of one row: and, und. */
    and: Words.optional(),
    /** The same, where both stand beside given names: y and e are in family names too. */
    andIfNames: Words.optional(),
    /** Words that make a name a household's: Familie, Eheleute. */
    families: Words.optional(),
    /** What children are called before they have a name: Baby Boy, Twin A. */
    newborns: Words.optional(),
  }),
  emails: z.strictObject({
    /** Local parts of boxes that several people read. */
    roles: Words,
    /** Domains where anybody gets an address. */
    privateDomains: Words,
    /** Domain → the domain it is the same as. */
    sameDomain: z.record(z.string(), z.string()),
    /** Domains that ignore points in the local part. */
    dotless: Words,
    /** Misspelt domain → the one meant; for matching only. */
    domainTypos: z.record(z.string(), z.string()),
    /** Sign that starts a tag, by domain; `*` for all others. */
    tagSign: z.record(z.string(), z.string()),
  }),
  companies: z.strictObject({
    legalForms: z.array(LegalForm),
    abbreviations: z.record(z.string(), z.string()),
    /** Words that a name keeps its meaning without. */
    dropped: Words,
    /** Words between a legal and a trading name. */
    tradingAs: Words,
    /** Departments and offices behind a hyphen or in brackets: not part of the name. */
    tails: Words,
  }),
  addresses: z.strictObject({
    countries: z.record(z.string().regex(/^[A-Z]{2}$/), CountryRule),
    /** Word of a street line → its short form, by place in the line; an empty one drops the word. */
    streetWords: z.array(z.strictObject({ place: Place, to: z.string(), words: Words })),
    /** Endings glued to the name: straße → str. */
    streetEndings: Spellings,
    /** Short forms that end the name of a street in English, so that a city may follow. */
    streetTypes: Words,
    units: Words,
    poBoxes: Words,
    /** Folded city → the city it is. */
    cities: z.record(z.string(), z.string()),
    /** First words of cities of several words: New York, Los Angeles. */
    cityStarts: Words,
    cityWords: z.record(z.string(), z.string()),
  }),
  hosts: z.strictObject({
    /** Suffixes of two labels below which names are registered, beyond those of the public suffix list. */
    suffixes: Words.optional(),
    /** Hosts that many companies have a page on: there the first part of the path counts too. */
    shared: Words,
  }),
  words: z.strictObject({ yes: Words, no: Words }),
  /** Vocabularies of category fields, by field name. */
  categories: z.record(
    z.string(),
    z.strictObject({
      /** What is in no list says nothing (gender: U); otherwise it stays a value of its own. */
      closed: z.boolean(),
      values: Spellings,
    }),
  ),
})
export type StandardiseRules = z.infer<typeof StandardiseRules>
