import { fold, tidy } from './fold.ts'
import { titleCase } from './proper-case.ts'
import type { StandardiseRules } from './rules.ts'

/** A street line taken apart, as shown. A post box is a street without a house number. */
export type StreetLine = {
  readonly houseNumber?: string
  readonly street?: string
  readonly unit?: string
  /** Whether the number stood in front, to put the line together again as it was. */
  readonly numberFirst: boolean
}

export type Streets = {
  readonly parse: (line: string, country: string | undefined) => StreetLine
  /** Form for comparing: abbreviations short, glued endings apart (`Hauptstr.` and `Haupt Straße` are `haupt st`). */
  readonly fold: (street: string) => string
  readonly foldUnit: (unit: string) => string
  readonly isUnit: (text: string) => boolean
}

/** Words whose number behind is part of the name: Highway 12, County Road 5, Street 128. */
const NUMBERED = new Set(['hwy', 'rte', 'rd', 'st', 'ave', 'interstate', 'fm', 'sr', 'cr', 'us', 'state', 'ln', 'km'])
/** Countries that write 4/12 for flat 4 of number 12. */
const SLASH_UNITS = new Set(['AU', 'NZ', 'GB', 'IE'])
/** Countries that write the number before the street. */
const NUMBER_FIRST = new Set(['US', 'CA', 'GB', 'IE', 'AU', 'NZ', 'FR', 'IN', 'SG', 'ZA', 'LU'])

const NUMBER = String.raw`\d+(?:\s?[a-zA-Z](?![\w.'’]))?(?:\s?[-–/]\s?\d+[a-zA-Z]?\b)?(?:\s(?:bis|ter)\b)?(?:\s\d\/\d)?`
const FIRST = new RegExp(String.raw`^(?:no\.?|nr\.?|n[º°]|#)?\s*(${NUMBER})(?![\w])[\s,]+(.*\p{L}.*)$`, 'iu')
const LAST =
  /^(.*\p{L}.*?)[\s,.]+(?:no\.?|nr\.?|num\.?|n[º°]|#)?\s*(\d+(?:\s?[-–/]\s?\d+)?\s?[a-zA-Z]?(?:\s?[-–/]\s?[a-zA-Z\d]+)?)$/iu
const ONLY_NUMBER = /^\d+\s?[a-zA-Z]?$/

export function isNumberFirst(country: string | undefined): boolean {
  return country === undefined || NUMBER_FIRST.has(country)
}

/** Makes the parser and the folder of street lines for a set of rules. */
export function streetsOf(rules: StandardiseRules): Streets {
  const { addresses } = rules
  const words = alternatives(addresses.units)
  const unit = new RegExp(
    String.raw`(?:^|[\s,(/-])((?:${words})\b\.?[\s:#.]*(?:no\.?\s*)?|#\s*)(\d[\w/-]*|[a-z]\d*[\w-]{0,3}(?![\p{L}]))(?=$|[\s,)/])`,
    'iu',
  )
  const floor = /(?:^|[\s,])(\d+)(?:st|nd|rd|th)\s+(floor|fl)\b\.?/i
  const box = new RegExp(
    String.raw`(?:^|[\s,])(${alternatives(addresses.poBoxes)})\b\.?[\s:#.]*(?:no\.?|nr\.?|number)?\s*([a-z]?\d[\d\s-]*[a-z]?)\b`,
    'iu',
  )
  const byPlace = new Map<string, Map<string, string>>()
  for (const { place, to, words: list } of addresses.streetWords) {
    const map = byPlace.get(place) ?? new Map<string, string>()
    for (const word of list) map.set(fold(word), to)
    byPlace.set(place, map)
  }
  const at = (place: string, word: string) => byPlace.get(place)?.get(word)
  const endings = Object.entries(addresses.streetEndings).flatMap(([to, list]) =>
    list.map((ending) => ({ to, ending: fold(ending) })),
  )

  const short = (word: string, i: number, count: number): string =>
    (i === 0 ? at('first', word) : at('notFirst', word)) ??
    (i === count - 1 ? at('last', word) : at('notLast', word)) ??
    at('any', word) ??
    word

  const foldStreet = (street: string): string => {
    const parts = fold(street)
      .split(' ')
      .flatMap((word) => {
        const found = endings.find(({ ending }) => word.length > ending.length + 1 && word.endsWith(ending))
        return found ? [word.slice(0, -found.ending.length), found.to] : [word]
      })
    return parts.map((word, i) => short(word, i, parts.length)).join(' ')
  }

  const unitIn = (line: string): { unit: string; rest: string } | undefined => {
    const found = unit.exec(line)
    if (found) {
      const [whole, word = '', id = ''] = found
      const label = word.trim().replace(/[:#.\s]+$/, '')
      const shown = label === '' ? `#${id}` : `${titleCase(label.toLowerCase())} ${id}`
      return { unit: shown, rest: cut(line, found.index, whole) }
    }
    const level = floor.exec(line)
    return level ? { unit: `Floor ${level[1]}`, rest: cut(line, level.index, level[0]) } : undefined
  }

  const parse = (line: string, country: string | undefined): StreetLine => {
    const text = tidy(line).replace(/\(([^)]*)\)/g, ', $1,')
    const boxed = box.exec(text)
    if (boxed) return { street: `PO Box ${(boxed[2] ?? '').replace(/[\s-]/g, '').toUpperCase()}`, numberFirst: false }
    const found = unitIn(text)
    const rest = segment(found ? found.rest : text)
    const extra = found ? { unit: found.unit } : {}
    const slash = SLASH_UNITS.has(country ?? '')
      ? /^(\d+[a-z]?)\s?\/\s?(\d+[a-z]?)\s+(.*\p{L}.*)$/iu.exec(rest)
      : undefined
    if (slash)
      return {
        houseNumber: tidyNumber(slash[2]),
        street: shownStreet(slash[3] ?? ''),
        unit: `Unit ${slash[1]}`,
        numberFirst: true,
      }
    const first = FIRST.exec(rest)
    if (first)
      return { houseNumber: tidyNumber(first[1]), street: shownStreet(first[2] ?? ''), ...extra, numberFirst: true }
    const last = LAST.exec(rest)
    if (last && !isNumbered(last[1] ?? '', country)) {
      return { houseNumber: tidyNumber(last[2]), street: shownStreet(last[1] ?? ''), ...extra, numberFirst: false }
    }
    if (ONLY_NUMBER.test(rest)) return { houseNumber: tidyNumber(rest), ...extra, numberFirst: isNumberFirst(country) }
    return rest === ''
      ? { ...extra, numberFirst: true }
      : { street: shownStreet(rest), ...extra, numberFirst: isNumberFirst(country) }
  }

  /** In countries that write the number first, a number behind a road word names the road. */
  const isNumbered = (street: string, country: string | undefined): boolean => {
    if (country !== undefined && !NUMBER_FIRST.has(country)) return false
    const folded = fold(street).split(' ')
    const before = folded[folded.length - 1] ?? ''
    return folded.length <= 2 && NUMBERED.has(short(before, 1, 2)) && !/[ß]|str/i.test(street)
  }

  return {
    parse,
    fold: foldStreet,
    foldUnit(text) {
      const folded = fold(text.replace(/#/g, ' '))
      const found = unitIn(text)
      const id = found ? fold(found.unit).split(' ').slice(1).join('') || fold(found.unit) : folded.replace(/ /g, '')
      return id.replace(/^0+(?=\d)/, '')
    },
    isUnit: (text) => segment(unitIn(text)?.rest ?? text) === '',
  }
}

/** The piece of a line that is the street: the first with both a number and letters, else the first. */
function segment(line: string): string {
  const pieces = line
    .split(/\s*[,\n]\s*/)
    .map((p) => p.replace(/^[\s\-–/.]+|[\s\-–/]+$/g, ''))
    .filter((p) => p !== '')
  const joined: string[] = []
  for (let i = 0; i < pieces.length; i++) {
    const piece = pieces[i] ?? ''
    const next = pieces[i + 1]
    const before = joined[joined.length - 1]
    if (ONLY_NUMBER.test(piece) && before !== undefined && !/\d/.test(before))
      joined[joined.length - 1] = `${before} ${piece}`
    else if (ONLY_NUMBER.test(piece) && before === undefined && next !== undefined && !/^\d/.test(next)) {
      joined.push(`${piece} ${next}`)
      i++
    } else joined.push(piece)
  }
  return joined.find((p) => /\d/.test(p) && /\p{L}{2}/u.test(p)) ?? joined[0] ?? ''
}

function cut(line: string, index: number, whole: string): string {
  return `${line.slice(0, index)}, ${line.slice(index + whole.length)}`
}

function tidyNumber(text: string | undefined): string {
  return (text ?? '')
    .replace(/\s+(?=[a-zA-Z]$)/, '')
    .replace(/\s?[-–]\s?/, '-')
    .replace(/\s?\/\s?/, '/')
}

function shownStreet(text: string): string {
  return titleCase(text.replace(/[\s,]+$/, ''))
}

function alternatives(words: readonly string[]): string {
  return [...words]
    .sort((a, b) => b.length - a.length)
    .map((w) => w.split(' ').join(String.raw`\.?\s*`))
    .join('|')
}
