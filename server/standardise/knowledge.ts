import { titleCaser } from '../text/proper-case.ts'
import type { Country, LegalForm, Lexicon, StandardiseRules } from './rules.ts'
import type { Writing } from './writing.ts'

type Words = readonly string[]
type Spellings = Readonly<Record<string, Words>>
type Dictionary = Readonly<Record<string, string>>
type StreetWord = NonNullable<NonNullable<Lexicon['addresses']>['streetWords']>[number]
type KnownForm = { readonly form: string; readonly spellings: Words; readonly countries: Words }
/** Lists of words among the ways in which countries write. */
type WritingList = { [K in keyof Writing]-?: NonNullable<Writing[K]> extends string[] ? K : never }[keyof Writing]

export type Knowledge = ReturnType<typeof gather>

const KNOWN = new WeakMap<StandardiseRules, Knowledge>()

/** What all countries share and what each adds, in one: the words of any country are understood in every record. */
export function knowledgeOf(rules: StandardiseRules): Knowledge {
  let known = KNOWN.get(rules)
  if (!known) {
    known = gather(rules)
    KNOWN.set(rules, known)
  }
  return known
}

function gather(rules: StandardiseRules) {
  const countries = inOrder(rules)
  const lexicons: readonly Lexicon[] = [rules, ...countries.map(([, { lexicon }]) => lexicon ?? {})]
  const words = (pick: (lexicon: Lexicon) => Words | undefined): Words => unique(lexicons.map(pick))
  const spellings = (pick: (lexicon: Lexicon) => Spellings | undefined): Spellings => together(lexicons.map(pick))
  const dictionary = (pick: (lexicon: Lexicon) => Dictionary | undefined): Dictionary => firstOf(lexicons.map(pick))
  const having = (has: (country: Country) => true | undefined): Words =>
    countries.filter(([, country]) => has(country)).map(([code]) => code)
  const withoutZero = new Set([...having((c) => c.dialling?.withoutZero), ...(rules.phones?.withoutZero ?? [])])
  const guessed = having((c) => c.dialling?.guessed)
  const written = (list: WritingList): Words => unique(countries.map(([, { writing }]) => writing?.[list]))
  return {
    countries,
    junk: {
      texts: words((l) => l.junk?.texts),
      names: words((l) => l.junk?.names),
      people: words((l) => l.junk?.people),
      surnames: firstOf(lexicons.map((l) => l.junk?.surnames)),
      emailLocals: words((l) => l.junk?.emailLocals),
      emails: words((l) => l.junk?.emails),
      phones: words((l) => l.junk?.phones),
      dates: words((l) => l.junk?.dates),
      identifiers: words((l) => l.junk?.identifiers),
    },
    dates: {
      twoDigitYearPivot: rules.dates.twoDigitYearPivot,
      monthFirst: [...having((c) => c.monthFirst), ...(rules.dates.monthFirst ?? [])],
    },
    phones: {
      withoutZero,
      keepsZero: new Set(having((c) => c.writing?.keepsZero)),
      formerly: Object.fromEntries(
        countries.flatMap(([code, { dialling }]) => (dialling?.formerly ? [[code, dialling.formerly]] : [])),
      ),
      guessWithZero: [...guessed.filter((code) => !withoutZero.has(code)), ...(rules.phones?.guessWithZero ?? [])],
      guessWithoutZero: [...guessed.filter((code) => withoutZero.has(code)), ...(rules.phones?.guessWithoutZero ?? [])],
    },
    names: {
      titles: spellings((l) => l.names?.titles),
      generations: spellings((l) => l.names?.generations),
      credentials: spellings((l) => l.names?.credentials),
      particles: words((l) => l.names?.particles),
      former: words((l) => l.names?.former),
      formerIfSmall: words((l) => l.names?.formerIfSmall),
      married: words((l) => l.names?.married),
      marriedIfSmall: words((l) => l.names?.marriedIfSmall),
      and: words((l) => l.names?.and),
      andIfNames: words((l) => l.names?.andIfNames),
      families: words((l) => l.names?.families),
      newborns: words((l) => l.names?.newborns),
      notes: lexicons.flatMap((l) => l.names?.notes ?? []),
      honorifics: words((l) => l.names?.honorifics),
      patronymics: words((l) => l.names?.patronymics),
      familyFirst: words((l) => l.names?.familyFirst),
      givenLast: words((l) => l.names?.givenLast),
    },
    emails: {
      roles: words((l) => l.emails?.roles),
      privateDomains: words((l) => l.emails?.privateDomains),
      sameDomain: dictionary((l) => l.emails?.sameDomain),
      dotless: words((l) => l.emails?.dotless),
      domainTypos: dictionary((l) => l.emails?.domainTypos),
      tagSign: dictionary((l) => l.emails?.tagSign),
    },
    companies: {
      legalForms: legalForms(rules, countries),
      abbreviations: dictionary((l) => l.companies?.abbreviations),
      dropped: words((l) => l.companies?.dropped),
      tradingAs: words((l) => l.companies?.tradingAs),
      tails: words((l) => l.companies?.tails),
    },
    addresses: {
      streetWords: lexicons.flatMap((l): readonly StreetWord[] => l.addresses?.streetWords ?? []),
      streetEndings: spellings((l) => l.addresses?.streetEndings),
      streetTypes: words((l) => l.addresses?.streetTypes),
      units: words((l) => l.addresses?.units),
      blocks: words((l) => l.addresses?.blocks),
      storeys: words((l) => l.addresses?.storeys),
      storeyNumbers: spellings((l) => l.addresses?.storeyNumbers),
      groundFloors: words((l) => l.addresses?.groundFloors),
      groundDoors: words((l) => l.addresses?.groundDoors),
      houseParts: words((l) => l.addresses?.houseParts),
      sides: spellings((l) => l.addresses?.sides),
      careOf: words((l) => l.addresses?.careOf),
      cityMarks: words((l) => l.addresses?.cityMarks),
      poBoxes: words((l) => l.addresses?.poBoxes),
      cities: dictionary((l) => l.addresses?.cities),
      cityStarts: words((l) => l.addresses?.cityStarts),
      cityWords: dictionary((l) => l.addresses?.cityWords),
      countryFillers: words((l) => l.addresses?.countryFillers),
    },
    hosts: { suffixes: words((l) => l.hosts?.suffixes), shared: words((l) => l.hosts?.shared) },
    words: { yes: words((l) => l.words?.yes), no: words((l) => l.words?.no) },
    consents: {
      yes: words((l) => l.consents?.yes),
      no: words((l) => l.consents?.no),
      silent: words((l) => l.consents?.silent),
    },
    categories: categories(lexicons),
    /** Countries that write so. */
    writes: (has: (writing: Writing) => true | undefined): ReadonlySet<string> =>
      new Set(having((c) => c.writing && has(c.writing))),
    /** Words of one kind, of all countries. */
    written,
    /** Proper case for names of places and companies. */
    titleCase: titleCaser(
      new Set(written('smallWords')),
      new Set(written('shortWords')),
      new Set(written('postTowns').map((town) => town.toLowerCase())),
    ),
  }
}

/** Countries with their codes, those first that are believed where two say different things. */
function inOrder({ countries = {}, countryOrder = [] }: StandardiseRules): readonly (readonly [string, Country])[] {
  const rest = Object.keys(countries)
    .filter((code) => !countryOrder.includes(code))
    .sort()
  return [...countryOrder, ...rest].flatMap((code) => {
    const country = countries[code]
    return country ? [[code, country] as const] : []
  })
}

/** Forms with their countries. One that several countries have in their files is used in all of them. */
function legalForms(rules: StandardiseRules, countries: readonly (readonly [string, Country])[]): KnownForm[] {
  const found = new Map<string, KnownForm>()
  const add = ({ form, spellings }: LegalForm, used: Words) => {
    const known = found.get(form)
    found.set(form, {
      form,
      spellings: unique([known?.spellings, spellings]),
      countries: unique([known?.countries, used]),
    })
  }
  for (const form of rules.companies?.legalForms ?? []) add(form, form.countries ?? [])
  for (const [code, { lexicon }] of countries)
    for (const form of lexicon?.companies?.legalForms ?? []) add(form, [code, ...(form.also ?? [])])
  return [...found.values()]
}

function categories(lexicons: readonly Lexicon[]): ReadonlyMap<string, { closed: boolean; values: Spellings }> {
  const fields = unique(lexicons.map(({ categories = {} }) => Object.keys(categories)))
  return new Map(
    fields.map((field) => {
      const all = lexicons.map((lexicon) => lexicon.categories?.[field])
      return [field, { closed: all.some((c) => c?.closed === true), values: together(all.map((c) => c?.values)) }]
    }),
  )
}

function unique(lists: readonly (Words | undefined)[]): Words {
  return [...new Set(lists.flatMap((list) => list ?? []))]
}

function together(all: readonly (Spellings | undefined)[]): Spellings {
  const found: Record<string, Words> = {}
  for (const spellings of all)
    for (const [to, list] of Object.entries(spellings ?? {})) found[to] = unique([found[to], list])
  return found
}

/** The first that says what a word means is believed. */
function firstOf<T extends string>(
  all: readonly (Readonly<Record<string, T>> | undefined)[],
): Readonly<Record<string, T>> {
  const found: Record<string, T> = {}
  for (const dictionary of all) for (const [word, to] of Object.entries(dictionary ?? {})) found[word] ??= to
  return found
}

/** Source of a pattern that takes one of some, the longest first; of none it takes nothing. */
export function anyOf(patterns: Words): string {
  if (patterns.length === 0) return '(?!)'
  return `(?:${[...patterns].sort((a, b) => b.length - a.length).join('|')})`
}
