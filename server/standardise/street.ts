import { fold, tidy } from '../text/fold.ts'
import { anyOf, type Knowledge } from './knowledge.ts'
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
  /** Whether the number stands before the street, as it does where nothing tells the country. */
  readonly isNumberFirst: (country: string | undefined) => boolean
}

/** A number of its own at either end of a piece that has a word. */
const WITH_NUMBER = /^\d+\S*\s+\S*\p{L}{2}|\p{L}{2}\S*\s+\d+\S*$/u
/** A building's name before the number: `Skyline Apartments 705 Sheppard Ave`. */
const BEHIND_NAME = /^\D+?\s(\d+[a-z]?\s+\p{L}.*\s\S+)$/iu

type Patterns = {
  readonly first: RegExp
  readonly last: RegExp
  readonly onlyNumber: RegExp
  readonly slashed: RegExp
  readonly gluedFirst: RegExp
  readonly gluedLast: RegExp
  readonly plain: RegExp
}

function patternsOf(rules: Knowledge): Patterns {
  const repeat = anyOf(rules.written('repeats'))
  /** What introduces a number. */
  const mark = anyOf([...rules.written('numberMarks'), '#'])
  /** 12, 12a, 12 b (but no compass letter, which starts the street), 12-14, 12 bis, 12 1/2. */
  const number = String.raw`\d+(?:[a-z]|\s[a-df-mo-rt-vx-z])?(?![\p{L}\d.'’])(?:\s?[-–/]\s?\d+[a-z]?\b)?(?:\s${repeat}\b)?(?:\s\d\/\d)?`
  const behind = String.raw`\d+(?:\s?[-–/]\s?\d+)?\s?[a-z]?(?:\s?[-–/]\s?[a-z\d]+)?`
  const ordinal = anyOf([...rules.written('ordinals'), ...rules.written('repeats')])
  return {
    first: new RegExp(String.raw`^${mark}?\s*(${number})[\s,]+(.*\p{L}.*)$`, 'iu'),
    last: new RegExp(String.raw`^(.*?\p{L}.*?)[\s,.]+${mark}?\s*(${behind})$`, 'iu'),
    onlyNumber: new RegExp(String.raw`^(?:${mark}\s*)?(\d+\s?[a-z]?)$`, 'iu'),
    slashed: /^(\d+[a-z]?)\s?\/\s?(\d+[a-z]?)\s+(.*\p{L}.*)$/iu,
    // `12High St` and `Goya77`: a blank went missing between number and name. Ordinals (32nd) are no such thing.
    gluedFirst: new RegExp(String.raw`^(\d+)(?!${ordinal}\b)(?=\p{L}{2})`, 'iu'),
    gluedLast: /(\p{L}{3})(\d{1,4}[a-z]?)$/iu,
    // `3269 Walnut Way`: words of two letters and more, as most lines are; bis and ter belong to the number.
    plain: new RegExp(String.raw`^(\d+) (?!${repeat}\b)([a-z]{2,}(?: [a-z]{2,})*)$`, 'i'),
  }
}

/** Makes the parser and the folder of street lines for a set of rules. */
export function streetsOf(rules: Knowledge): Streets {
  const folder = streetFolder(rules)
  const units = unitFinder(rules)
  const patterns = patternsOf(rules)
  const numberFirst = rules.writes((writing) => writing.numberFirst)
  const slashUnits = rules.writes((writing) => writing.slashUnits)
  const numberedRoads = new Set(rules.written('numberedRoads'))
  const notNumbered = new RegExp(anyOf(rules.written('notNumbered')), 'i')
  const isNumberFirst: Streets['isNumberFirst'] = (country) => country === undefined || numberFirst.has(country)
  const shown = (text: string | undefined): string => rules.titleCase((text ?? '').replace(/[\s,]+$/, ''))

  /** In countries that write the number first, a number behind a road word names the road. */
  const isNumbered = (street: string, country: string | undefined): boolean => {
    if (!isNumberFirst(country)) return false
    const words = fold(street).split(' ')
    const before = words[words.length - 1] ?? ''
    return words.length <= 2 && numberedRoads.has(folder.short(before, 1, 2)) && !notNumbered.test(street)
  }

  const parse = (line: string, country: string | undefined): StreetLine => {
    const plain = patterns.plain.exec(line)
    // Nothing in it but a number and a name: what all the patterns below come to, at a tenth of their cost.
    if (plain && !units.mayHold(line))
      return { houseNumber: plain[1] ?? '', street: shown(plain[2]), numberFirst: true }
    const text = tidy(line).replace(/\(([^)]*)\)/g, ', $1,')
    const box = units.postBox(text)
    if (box !== undefined) return { street: `PO Box ${box}`, numberFirst: false }
    const found = units.find(text)
    const extra = found ? { unit: found.unit } : {}
    const rest = segment(found ? found.rest : text, patterns.onlyNumber)
      .replace(patterns.gluedFirst, '$1 ')
      .replace(patterns.gluedLast, '$1 $2')
    const slash = slashUnits.has(country ?? '') ? patterns.slashed.exec(rest) : undefined
    if (slash) {
      const [, unit = '', number = '', street = ''] = slash
      return { houseNumber: number, street: shown(street), unit: `Unit ${unit}`, numberFirst: true }
    }
    const behind = isNumberFirst(country) ? BEHIND_NAME.exec(rest)?.[1] : undefined
    const first = patterns.first.exec(
      behind !== undefined && folder.endsName(behind.split(' ').pop() ?? '') ? behind : rest,
    )
    if (first) return { houseNumber: numberOf(first[1]), street: shown(first[2]), ...extra, numberFirst: true }
    const last = patterns.last.exec(rest)
    if (last && !isNumbered(last[1] ?? '', country)) {
      return { houseNumber: numberOf(last[2]), street: shown(last[1]), ...extra, numberFirst: false }
    }
    const alone = patterns.onlyNumber.exec(rest)
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
    isNumberFirst,
  }
}

/** The piece of a line that is the street: the first with both a number and letters, else the first. */
function segment(line: string, onlyNumber: RegExp): string {
  const pieces = line
    .split(/\s*[,\n]\s*/)
    .map(trimmed)
    .filter((p) => p !== '')
  const joined: string[] = []
  for (let i = 0; i < pieces.length; i++) {
    const piece = pieces[i] ?? ''
    const next = pieces[i + 1]
    const before = joined[joined.length - 1]
    if (onlyNumber.test(piece) && before !== undefined && !/\d/.test(before))
      joined[joined.length - 1] = `${before} ${piece}`
    else if (onlyNumber.test(piece) && before === undefined && next !== undefined && !/^\d/.test(next)) {
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
