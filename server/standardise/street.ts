import { fold, tidy } from '../text/fold.ts'
import { titleCase } from '../text/proper-case.ts'
import type { StandardiseRules } from './rules.ts'
import { streetFolder } from './street-fold.ts'
import { unitFinder } from './unit.ts'

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
  /** Whether the text is a unit and nothing else. */
  readonly isUnit: (text: string) => boolean
  /** Whether a word ends the name of a street, as Street, Ave and Rd do. */
  readonly endsName: (word: string) => boolean
}

/** Words whose number behind is part of the name: Highway 12, County Road 5, Street 128. */
const NUMBERED = new Set(['hwy', 'rte', 'rd', 'st', 'ave', 'interstate', 'fm', 'sr', 'cr', 'us', 'state', 'ln', 'km'])
/** Countries that write 4/12 for flat 4 of number 12. */
const SLASH_UNITS = new Set(['AU', 'NZ', 'GB', 'IE'])
/** Countries that write the number before the street. */
const NUMBER_FIRST = new Set(['US', 'CA', 'GB', 'IE', 'AU', 'NZ', 'FR', 'IN', 'SG', 'ZA', 'LU', 'KH'])

/** What introduces a number. */
const MARK = String.raw`(?:no\.?|nr\.?|num\.?|n[º°]|#|bldg?\.?|house|dom|d\.)`
/** 12, 12a, 12 b (but no compass letter, which starts the street), 12-14, 12 bis, 12 1/2. */
const NUMBER = String.raw`\d+(?:[a-z]|\s[a-df-mo-rt-vx-z])?(?![\p{L}\d.'’])(?:\s?[-–/]\s?\d+[a-z]?\b)?(?:\s(?:bis|ter)\b)?(?:\s\d\/\d)?`
const FIRST = new RegExp(String.raw`^${MARK}?\s*(${NUMBER})[\s,]+(.*\p{L}.*)$`, 'iu')
const LAST = new RegExp(
  String.raw`^(.*?\p{L}.*?)[\s,.]+${MARK}?\s*(\d+(?:\s?[-–/]\s?\d+)?\s?[a-z]?(?:\s?[-–/]\s?[a-z\d]+)?)$`,
  'iu',
)
const ONLY_NUMBER = new RegExp(String.raw`^(?:${MARK}\s*)?(\d+\s?[a-z]?)$`, 'iu')
const SLASHED = /^(\d+[a-z]?)\s?\/\s?(\d+[a-z]?)\s+(.*\p{L}.*)$/iu
/** `12High St` and `Goya77`: a blank went missing between number and name. Ordinals (32nd) are no such thing. */
const GLUED_FIRST = /^(\d+)(?!(?:st|nd|rd|th|bis|ter)\b)(?=\p{L}{2})/iu
const GLUED_LAST = /(\p{L}{3})(\d{1,4}[a-z]?)$/iu

export function isNumberFirst(country: string | undefined): boolean {
  return country === undefined || NUMBER_FIRST.has(country)
}

/** A number of its own at either end of a piece that has a word. */
const WITH_NUMBER = /^\d+\S*\s+\S*\p{L}{2}|\p{L}{2}\S*\s+\d+\S*$/u
/** A building's name before the number: `Skyline Apartments 705 Sheppard Ave`. */
const BEHIND_NAME = /^\D+?\s(\d+[a-z]?\s+\p{L}.*\s\S+)$/iu

/** `3269 Walnut Way`: words of two letters and more, as most lines are; bis and ter belong to the number. */
const PLAIN = /^(\d+) (?!(?:bis|ter)\b)([a-z]{2,}(?: [a-z]{2,})*)$/i

/** Makes the parser and the folder of street lines for a set of rules. */
export function streetsOf(rules: StandardiseRules): Streets {
  const folder = streetFolder(rules)
  const units = unitFinder(rules)

  /** In countries that write the number first, a number behind a road word names the road. */
  const isNumbered = (street: string, country: string | undefined): boolean => {
    if (country !== undefined && !NUMBER_FIRST.has(country)) return false
    const words = fold(street).split(' ')
    const before = words[words.length - 1] ?? ''
    return words.length <= 2 && NUMBERED.has(folder.short(before, 1, 2)) && !/ß|str/i.test(street)
  }

  const parse = (line: string, country: string | undefined): StreetLine => {
    const plain = PLAIN.exec(line)
    // Nothing in it but a number and a name: what all the patterns below come to, at a tenth of their cost.
    if (plain && !units.mayHold(line))
      return { houseNumber: plain[1] ?? '', street: shown(plain[2]), numberFirst: true }
    const text = tidy(line).replace(/\(([^)]*)\)/g, ', $1,')
    const box = units.postBox(text)
    if (box !== undefined) return { street: `PO Box ${box}`, numberFirst: false }
    const found = units.find(text)
    const extra = found ? { unit: found.unit } : {}
    const rest = segment(found ? found.rest : text)
      .replace(GLUED_FIRST, '$1 ')
      .replace(GLUED_LAST, '$1 $2')
    const slash = SLASH_UNITS.has(country ?? '') ? SLASHED.exec(rest) : undefined
    if (slash) {
      const [, unit = '', number = '', street = ''] = slash
      return { houseNumber: number, street: shown(street), unit: `Unit ${unit}`, numberFirst: true }
    }
    const behind = isNumberFirst(country) ? BEHIND_NAME.exec(rest)?.[1] : undefined
    const first = FIRST.exec(behind !== undefined && folder.endsName(behind.split(' ').pop() ?? '') ? behind : rest)
    if (first) return { houseNumber: numberOf(first[1]), street: shown(first[2]), ...extra, numberFirst: true }
    const last = LAST.exec(rest)
    if (last && !isNumbered(last[1] ?? '', country)) {
      return { houseNumber: numberOf(last[2]), street: shown(last[1]), ...extra, numberFirst: false }
    }
    const alone = ONLY_NUMBER.exec(rest)
    if (alone) return { houseNumber: numberOf(alone[1]), ...extra, numberFirst: isNumberFirst(country) }
    return rest === ''
      ? { ...extra, numberFirst: true }
      : { street: shown(rest), ...extra, numberFirst: isNumberFirst(country) }
  }

  return {
    parse,
    fold: folder.fold,
    foldUnit: units.fold,
    isUnit: (text) => trimmed(units.find(text)?.rest ?? text) === '',
    endsName: folder.endsName,
  }
}

/** The piece of a line that is the street: the first with both a number and letters, else the first. */
function segment(line: string): string {
  const pieces = line
    .split(/\s*[,\n]\s*/)
    .map(trimmed)
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
  return (
    joined.find((p) => WITH_NUMBER.test(p)) ??
    joined.find((p) => /\d/.test(p) && /\p{L}{2}/u.test(p)) ??
    joined[0] ??
    ''
  )
}

function trimmed(text: string): string {
  return text.replace(/^[\s\-–/.,]+|[\s\-–/,]+$/g, '')
}

function numberOf(text: string | undefined): string {
  return (text ?? '')
    .replace(/\s+(?=[a-zA-Z]$)/, '')
    .replace(/\s?[-–]\s?/, '-')
    .replace(/\s?\/\s?/, '/')
}

function shown(text: string | undefined): string {
  return titleCase((text ?? '').replace(/[\s,]+$/, ''))
}
