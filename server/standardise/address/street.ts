import { fold, tidy } from '../../text/fold.ts'
import { anyOf, type Knowledge } from '../knowledge.ts'
import { layoutsOf } from './address-layout.ts'
import { streetFolder } from './street-fold.ts'
import { patternsOf, type StreetPatterns } from './street-patterns.ts'
import { bestPiece, piecesOf } from './street-piece.ts'
import { unitFinder } from './unit.ts'

/** A street line taken apart, as shown. A post box is a street without a house number. */
export type StreetLine = {
  readonly houseNumber?: string
  readonly street?: string
  readonly unit?: string
  /** Street and number as they were written. */
  readonly line?: string
  /** What else the lines say: building, care of, locality. */
  readonly rest?: string
  /** Whether the number stood in front, to put the line together again as it was. */
  readonly numberFirst: boolean
}

export type Streets = {
  /** Takes street lines apart, all of one address; the first is believed where two may be the street. */
  readonly parse: (lines: readonly string[], country: string | undefined) => StreetLine
  /** Form for comparing: abbreviations short, glued endings apart (`Hauptstr.` and `Haupt Straße` are `haupt st`). */
  readonly fold: (street: string) => string
  readonly foldUnit: (unit: string) => string
  /** Whether the text is a unit and nothing else. */
  readonly isUnit: (text: string) => boolean
  /** Units in a text, as shown. */
  readonly unitsIn: (text: string) => string | undefined
  /** Whether the text is a house number and nothing else. */
  readonly isNumber: (text: string) => boolean
  /** Whether a word ends the name of a street, as Street, Ave and Rd do. */
  readonly endsName: (word: string) => boolean
  /** Whether the number stands before the street, as it does where nothing tells the country. */
  readonly isNumberFirst: (country: string | undefined) => boolean
  /** Whether a piece says whom a letter is for, or whose letters they are: c/o Meyer, Attn: Accounts. */
  readonly isCareOf: (piece: string) => boolean
}

/** A building's name before the number: `Skyline Apartments 705 Sheppard Ave`. */
const BEHIND_NAME = /^(\D+?\s|[A-Z]{1,3}\s)(\d+[a-z]?\s+\p{L}.*\s\S+)$/iu

/** A door without a word for it, behind the street: 3-B, 12, 4 C. */
const LONE_DOOR = /^\d{1,4}(?:\s?[-–]?\s?\p{L})?$/u

/** Makes the parser and the folder of street lines for a set of rules. */
export function streetsOf(rules: Knowledge): Streets {
  const folder = streetFolder(rules)
  const units = unitFinder(rules)
  const patterns = patternsOf(rules)
  const laid = layoutsOf(rules)
  const numberFirst = rules.writes((writing) => writing.numberFirst)
  const numberedRoads = new Set(rules.written('numberedRoads'))
  const notNumbered = new RegExp(anyOf(rules.written('notNumbered')), 'i')
  const careOf = careOfPattern(rules.addresses.careOf)
  const isNumberFirst: Streets['isNumberFirst'] = (country) => country === undefined || numberFirst.has(country)
  const shown = (text: string | undefined): string => rules.titleCase((text ?? '').replace(/(?<![\s,])[\s,]+$/, ''))

  /** In countries that write the number first, a number behind a road word names the road. */
  const isNumbered = (street: string, country: string | undefined): boolean => {
    if (!isNumberFirst(country)) return false
    const words = fold(street).split(' ')
    const before = words[words.length - 1] ?? ''
    return words.length <= 2 && numberedRoads.has(folder.short(before, 1, 2)) && !notNumbered.test(street)
  }

  /** A piece that is written without blanks, from the ward down to the house. */
  const asLaid = (text: string, country: string | undefined): StreetLine | undefined => {
    const found = laid(text, country)[0]
    if (found?.street === undefined || found.houseNumber === undefined) return undefined
    const { region = '', city = '', district = '', street, houseNumber, rest } = found
    const line = rest === undefined ? text : text.slice(0, text.lastIndexOf(rest)).trim()
    return {
      houseNumber,
      street: region + city + district + street,
      line,
      ...(rest === undefined ? {} : { rest }),
      numberFirst: false,
    }
  }

  /** One piece with the street, its number and what stands in front of both. */
  const read = (piece: string, country: string | undefined, hasUnit: boolean): StreetLine => {
    const text = piece.replace(patterns.gluedFirst, '$1 ').replace(patterns.gluedLast, '$1 $2')
    const line = shown(text)
    // 10/12 m. 5 is flat 5 of a house of two numbers.
    const flat = flatOf(text, country, patterns, hasUnit)
    const whole = country === undefined ? undefined : asLaid(text, country)
    if (whole) return whole
    if (flat) return { ...flat, street: shown(flat.street), line: shown(flat.line) }
    return (isNumberFirst(country) ? behindBuilding(text) : undefined) ?? numbered(text, line, country)
  }

  /** `Skyline Apartments 705 Sheppard Ave`: the building is no part of the street. */
  const behindBuilding = (text: string): StreetLine | undefined => {
    const [, name = '', behind = ''] = BEHIND_NAME.exec(text) ?? []
    if (!folder.endsName(behind.split(' ').pop() ?? '')) return undefined
    const found = patterns.first.exec(behind)
    if (!found) return undefined
    const [, houseNumber, street] = found
    return {
      houseNumber: numberOf(houseNumber),
      street: shown(street),
      line: shown(behind),
      rest: shown(name),
      numberFirst: true,
    }
  }

  /** The number before or behind the name, or spelt out. */
  const numbered = (text: string, line: string, country: string | undefined): StreetLine => {
    const alone = patterns.onlyNumber.exec(text)
    const onlyNumber = alone && { houseNumber: numberOf(alone[1]), line, numberFirst: isNumberFirst(country) }
    // `No. 5` is no street of that name.
    if (onlyNumber && /^\D/.test(text)) return onlyNumber
    const last = patterns.last.exec(text)
    const behindName: StreetLine | undefined =
      last && !isNumbered(last[1] ?? '', country)
        ? { houseNumber: numberOf(last[2]), street: shown(last[1]), line, numberFirst: false }
        : undefined
    // `2e Jan Steenstraat 40`, `3 Maja 12`: where numbers stand behind, one in front is part of the name.
    if (behindName && !isNumberFirst(country)) return behindName
    const first = patterns.first.exec(text)
    if (first) return { houseNumber: numberOf(first[1]), street: shown(first[2]), line, numberFirst: true }
    if (behindName) return behindName
    if (onlyNumber) return onlyNumber
    const spelt = patterns.spelt(text, country)
    if (spelt && folder.endsName(text.split(' ').pop() ?? '') && text.split(' ').length > 2)
      return { houseNumber: spelt.word, street: shown(spelt.behind), line, numberFirst: true }
    return text === '' ? { numberFirst: true } : { street: line, line, numberFirst: isNumberFirst(country) }
  }

  const isCareOf: Streets['isCareOf'] = (piece) => careOf.test(piece)

  /** A piece without its units, which are `found`. The flat before a slash is read with the number behind it. */
  const withoutUnits = (piece: string, country: string | undefined, found: string[]): string => {
    if (isCareOf(piece) || units.postBox(piece) !== undefined) return piece
    const street = patterns.flatFirst(piece, country)?.street ?? piece
    const made = units.find(street)
    if (!made) return piece
    found.push(...made.unit.split(', '))
    return piece.slice(0, piece.length - street.length) + made.rest
  }

  const parse: Streets['parse'] = (lines, country) => {
    const [only = ''] = lines
    const plain = lines.length === 1 ? patterns.plain.exec(only) : undefined
    // Nothing in it but a number and a name: what all the patterns below come to, at a tenth of their cost.
    if (plain && !units.mayHold(only)) {
      const [houseNumber = '', street = ''] = plain.slice(1)
      return { houseNumber, street: shown(street), line: shown(only), numberFirst: true }
    }
    const found: string[] = []
    const pieces = lines.flatMap((line, at) =>
      piecesOf(line, (piece) => withoutUnits(piece, country, found), patterns.onlyNumber).map((text) => ({
        text,
        at,
        box: units.postBox(text),
      })),
    )
    const best = bestPiece(pieces, { isCareOf, endsName: folder.endsName })
    const chosen = pieces[best]
    const isDoor = (text: string, i: number) =>
      chosen !== undefined && chosen.box === undefined && i > best && LONE_DOOR.test(text)
    found.push(...pieces.filter(({ text }, i) => isDoor(text, i)).map(({ text }) => text))
    const others = pieces.filter(({ text }, i) => i !== best && !isDoor(text, i)).map(({ text }) => shown(text))
    // `Unit 2050 Box 4190`: the wider of two is where the other is.
    const wider = chosen === undefined && found.length > 1 ? found.shift() : undefined
    const made: StreetLine =
      chosen?.box === undefined
        ? read(chosen?.text ?? wider ?? '', country, found.length > 0)
        : { street: `PO Box ${chosen.box}`, line: shown(chosen.text), numberFirst: false }
    const unit = [...(made.unit === undefined ? [] : [made.unit]), ...found].join(', ')
    const rest = [...(made.rest === undefined ? [] : [made.rest]), ...others].filter((text) => text !== '').join(', ')
    return { ...made, ...(unit === '' ? {} : { unit }), ...(rest === '' ? {} : { rest }) }
  }

  return {
    parse,
    fold: folder.fold,
    foldUnit: units.fold,
    unitsIn: (text) => units.find(text)?.unit,
    isUnit: (text) => (units.find(text)?.rest ?? text).replace(/[\s\-–/.,]+/g, '') === '',
    isNumber: (text) => patterns.onlyNumber.test(text),
    endsName: folder.endsName,
    isNumberFirst,
    isCareOf,
  }
}

/** A number with the flat in it, in the way of its country: 4/12, 4-12, 12/4, 12 A 4. */
function flatOf(
  text: string,
  country: string | undefined,
  patterns: StreetPatterns,
  hasUnit: boolean,
): (StreetLine & { street: string; line: string }) | undefined {
  const front = patterns.flatFirst(text, country)
  if (front) {
    const { unit, number, street } = front
    return { houseNumber: number, street, unit: `Unit ${unit}`, line: `${number} ${street}`, numberFirst: true }
  }
  const behind = hasUnit ? undefined : patterns.flatLast(text, country)
  if (!behind) return undefined
  const { unit, number, street } = behind
  const line = text.slice(0, text.lastIndexOf(unit)).replace(/(?<![\s/.])[\s/.]+$/, '')
  return { houseNumber: numberOf(number), street, unit, line, numberFirst: false }
}

function careOfPattern(words: readonly string[]): RegExp {
  const escaped = words.map((word) => tidy(word).replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'))
  return new RegExp(String.raw`^${anyOf(escaped)}(?:[\s:.]|$)`, 'iu')
}

function numberOf(text: string | undefined): string {
  return (text ?? '')
    .replace(/(?<!\s)\s+(?=[a-zA-Z]$)/, '')
    .replace(/\s?[-–]\s?/, '-')
    .replace(/\s?\/\s?/, '/')
}
