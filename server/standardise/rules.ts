import { z } from 'zod'
import { NameLexicon } from './name/name-rules.ts'
import { Writing } from './writing.ts'

const Words = z.array(z.string())
/** Canonical form → the spellings that mean it, all compared folded. */
const Spellings = z.record(z.string(), Words)
const Dictionary = z.record(z.string(), z.string())
const CountryCode = z.string().regex(/^[A-Z]{2}$/)
/** Said or left out. */
const Mark = z.literal(true).optional()

const LegalForm = z.strictObject({
  /** As shown: `GmbH & Co. KG`. */
  form: z.string(),
  /** Other ways to write it; letters with points need not be listed, L.L.C. is LLC. */
  spellings: Words.default([]),
  /** Other countries where it is used, most likely first; before them comes the country whose file has it. */
  also: Words.optional(),
  /** The same for a form that is in no country's file: it is believed before those of all of them, as k.s. before K/S. */
  countries: Words.optional(),
})
export type LegalForm = z.infer<typeof LegalForm>

/** Place of a word in a street line where a replacement holds. */
const Place = z.enum(['any', 'first', 'last', 'notFirst', 'notLast'])

/** Words, abbreviations and junk. What all countries share has this shape, and what each adds to it. */
const Lexicon = z.strictObject({
  junk: z
    .strictObject({
      /** Folded values that say nothing in any text field. */
      texts: Words,
      /** Folded personal names that are none. */
      names: Words,
      /** Given and family name together, folded, that are nobody's: cash sale, mickey mouse. */
      people: Words,
      /** Of `names`, those that are family names of people too, and what has to speak for it: a given name, or a mail box or phone beside it. */
      surnames: z.record(z.string(), z.enum(['givenName', 'contact'])),
      emailLocals: Words,
      /** Whole addresses, lower case. */
      emails: Words,
      /** National or international digits. */
      phones: Words,
      /** `yyyy-MM-dd`: what systems write for an unknown date. */
      dates: Words,
      /** Letters and digits only, upper case. */
      identifiers: Words,
    })
    .partial(),
  names: NameLexicon.partial(),
  emails: z
    .strictObject({
      /** Local parts of boxes that several people read. */
      roles: Words,
      /** Domains where anybody gets an address. */
      privateDomains: Words,
      /** Domain → the domain it is the same as. */
      sameDomain: Dictionary,
      /** Domains that ignore points in the local part. */
      dotless: Words,
      /** Misspelt domain → the one meant; for matching only. */
      domainTypos: Dictionary,
      /** Sign that starts a tag, by domain; `*` for all others. */
      tagSign: Dictionary,
    })
    .partial(),
  companies: z
    .strictObject({
      legalForms: z.array(LegalForm),
      abbreviations: Dictionary,
      /** Words that a name keeps its meaning without. */
      dropped: Words,
      /** Words between a legal and a trading name. */
      tradingAs: Words,
      /** Departments and offices behind a hyphen or in brackets: not part of the name. */
      tails: Words,
    })
    .partial(),
  addresses: z
    .strictObject({
      /** Word of a street line → its short form, by place in the line; an empty one drops the word. */
      streetWords: z.array(z.strictObject({ place: Place, to: z.string(), words: Words })),
      /** Endings glued to the name: straße → str. */
      streetEndings: Spellings,
      /** Short forms that end the name of a street in English, so that a city may follow. */
      streetTypes: Words,
      /** Words before the number of a door: flat, suite, office. */
      units: Words,
      /** Before that of a part of a site or house: block, tower, staircase. */
      blocks: Words,
      /** Before or behind that of a storey. */
      storeys: Words,
      /** Storey → words for it before the word for storeys: first, top. */
      storeyNumbers: Spellings,
      /** Words for the ground floor that stand alone, and short ones before a side only: st. tv. */
      groundFloors: Words,
      groundDoors: Words,
      /** Parts of a house without a number: Hinterhaus, basement. */
      houseParts: Words,
      /** Side of a landing → words for it. */
      sides: Spellings,
      /** Words before whom or what a letter is for: c/o, Attn. Never a street. */
      careOf: Words,
      /** Words before a city, no part of its name: г. */
      cityMarks: Words,
      poBoxes: Words,
      /** Folded city → the city it is. */
      cities: Dictionary,
      /** First words of cities of several words: New York, Los Angeles. */
      cityStarts: Words,
      cityWords: Dictionary,
      /** Words that names of countries are written with or without. */
      countryFillers: Words,
    })
    .partial(),
  hosts: z
    .strictObject({
      /** Suffixes of two labels below which names are registered, beyond those of the public suffix list. */
      suffixes: Words,
      /** Hosts that many companies have a page on: there the first part of the path counts too. */
      shared: Words,
    })
    .partial(),
  words: z.strictObject({ yes: Words, no: Words }).partial(),
  /** Beyond `words`: what mail and CRM systems and people write of a consent, and what says nothing of it. */
  consents: z.strictObject({ yes: Words, no: Words, silent: Words }).partial(),
  /** Vocabularies of category fields, by field name. */
  categories: z.record(
    z.string(),
    z.strictObject({
      /** What is in no list says nothing (gender: U); otherwise it stays a value of its own. */
      closed: z.boolean().optional(),
      values: Spellings,
    }),
  ),
})
const AnyLexicon = Lexicon.partial()
export type Lexicon = z.infer<typeof AnyLexicon>

const Naming = z.strictObject({
  alpha3: z.string().length(3),
  /** ISO 3166-1 in figures. */
  numeric: z.string().length(3).optional(),
  /** Names in the languages customers write it in. */
  names: Words,
  /** Names that count where a country is stated, and only there: within a line they may be anything. */
  otherNames: Words.optional(),
  /** Its sign on cars, one letter, where a country is stated. */
  signs: Words.optional(),
  /** Regular expression of a whole postcode, upper case, without blanks. */
  postcode: z.string().optional(),
  /** Code of a region → its names. They tell their country, and are shown by their code. */
  regions: Spellings.optional(),
  /** Code by ISO 3166-2 → names, the one that is shown first. They count where the country is known. */
  subdivisions: Spellings.optional(),
})

/** All that cleaning knows of one country: a file of `seeds/rules/countries`. */
export const Country = Naming.extend({
  /** Dates are written month first. */
  monthFirst: Mark,
  dialling: z
    .strictObject({
      /** No 0 is dialled before a national number. */
      withoutZero: Mark,
      /** Tried for a local number of a record that names no country: taken when no other country tried has it. */
      guessed: Mark,
      /** Regular expression of what used to be dialled before a national number and is no more: the 1 of +52 1. */
      formerly: z.string().optional(),
    })
    .optional(),
  writing: Writing.optional(),
  lexicon: AnyLexicon.optional(),
})
export type Country = z.infer<typeof Country>

/** What cleaning knows, all data. */
export const StandardiseRules = AnyLexicon.extend({
  dates: z.strictObject({
    /** Two-digit years below it are 20yy. */
    twoDigitYearPivot: z.int().min(0).max(99),
    /** Countries that write the month first: rule sets from before countries had files of their own. */
    monthFirst: Words.optional(),
  }),
  /** The same for countries where no 0 is dialled, and for plans that are guessed. */
  phones: z.strictObject({ withoutZero: Words, guessWithZero: Words, guessWithoutZero: Words }).optional(),
  addresses: Lexicon.shape.addresses.extend({ countries: z.record(CountryCode, Naming).optional() }).optional(),
  /** Where two countries say different things of one word the first in this list is believed; others follow by code. */
  countryOrder: z.array(CountryCode).optional(),
  /** Version of the tables of towns and postcodes that put places right. Absent: every place stays as it came. */
  placeTables: z.string().optional(),
  countries: z.record(CountryCode, Country).optional(),
})
export type StandardiseRules = z.infer<typeof StandardiseRules>
