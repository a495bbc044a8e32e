import { fold } from '../../text/fold.ts'
import { anyOf, type Knowledge } from '../knowledge.ts'

type Flat = { readonly unit: string; readonly number: string; readonly street: string }

export type StreetPatterns = {
  readonly first: RegExp
  readonly last: RegExp
  readonly onlyNumber: RegExp
  readonly gluedFirst: RegExp
  readonly gluedLast: RegExp
  readonly plain: RegExp
  /** Flat and number before the street: 4/12 High St, in Canada 4-12 Main St. */
  readonly flatFirst: (text: string, country: string | undefined) => Flat | undefined
  /** Number and flat behind it: Długa 5/12, Fő utca 12. 3/4, Annankatu 12 A 4. */
  readonly flatLast: (text: string, country: string | undefined) => Flat | undefined
  /** A number that is spelt out. */
  readonly spelt: (text: string, country: string | undefined) => { word: string; behind: string } | undefined
}

/** StreetPatterns of house numbers and what stands around them. */
export function patternsOf(rules: Knowledge): StreetPatterns {
  const repeat = anyOf(rules.written('repeats'))
  /** What introduces a number. */
  const marks = [...rules.written('numberMarks'), '#', '№']
  const mark = anyOf(marks)
  const leading = anyOf([...marks, ...rules.written('leadingMarks')])
  /** 12, 12a, 12 b (but no compass letter, which starts the street), 12-14, 12 bis, 12 1/2. */
  const number = String.raw`\d+(?:${repeat}(?!\p{L})|[a-z]|\s[a-df-mo-rt-vx-z])?(?![\p{L}\d.'’])(?:\s?[-–/]\s?\d+[a-z]?\b){0,3}(?:\s${repeat}\b)?(?:\s\d\/\d)?`
  const behind = String.raw`\d+(?:\s?[-–/]\s?\d+)?\s?\p{L}?(?![\p{L}\d])(?:\s?[-–/]\s?[a-z\d]+)*(?:\s(?:${repeat}|[IVX]{1,4})\b)?`
  const ordinal = anyOf([...rules.written('ordinals'), ...rules.written('repeats')])
  const slashUnits = rules.writes((writing) => writing.slashUnits)
  const hyphenUnits = rules.writes((writing) => writing.hyphenUnits)
  const slashFlats = rules.writes((writing) => writing.slashFlats)
  const stairLetters = rules.writes((writing) => writing.stairLetters)
  const label = anyOf(rules.addresses.units.filter((word) => /^[a-z]+$/.test(word)))
  const slashed = new RegExp(
    String.raw`^(?:${label}\.?\s*)?(\d+\p{L}?)\s?\/\s?(\d+[a-z]?(?:-\d+)?)\s+(?!\d+\s)(.*\p{L}.*)$`,
    'iu',
  )
  const hyphened = /^(\d+[a-z]?)\s?[-–]\s?(\d+[a-z]?)\s+(?!\s)(?=.*\p{L})(.*)/iu
  const flats = new RegExp(
    String.raw`^(.*?\p{L}.*?)[\s,.]+${mark}?\s*(\d+\s?[a-z]?)(?:\s?(?=\/)|\.\s+(?=\d+\/))((?:\/?\s?\d+[a-z]?){1,3})$`,
    'iu',
  )
  const stairs = /^(?=.*\p{L}{2})(.*?[^\s,])[\s,]+(\d+\s?\p{L})\s+(\d+)$/u
  const spelt = new Map(
    rules.countries.map(([code, { writing }]) => [
      code,
      new Set(Object.values(writing?.numberWords ?? {}).flatMap((words) => words.map(fold))),
    ]),
  )
  const flat = (found: RegExpExecArray | null, order: readonly [unit: number, number: number, street: number]) =>
    found && { unit: found[order[0]] ?? '', number: found[order[1]] ?? '', street: found[order[2]] ?? '' }

  return {
    first: new RegExp(String.raw`^${leading}?\s*(${number})[\s,]+(.*\p{L}.*)$`, 'iu'),
    last: new RegExp(String.raw`^(.*?\p{L}.*?)[\s,.]+${mark}?\s*(${behind})$`, 'iu'),
    onlyNumber: new RegExp(
      String.raw`^(?:${leading}\s*)?(\d+(?:\s?${repeat}|\s?\p{L})?(?:\s?[-–/]\s?\d+\p{L}?)?(?:\s${repeat})?)$`,
      'iu',
    ),
    // `12High St` and `Goya77`: a blank went missing between number and name. Ordinals (32nd) are no such thing.
    gluedFirst: new RegExp(String.raw`^(\d+)(?!${ordinal}(?![\p{L}\d]))(?=\p{L}{2})`, 'iu'),
    gluedLast: /([\p{Lu}\p{Ll}]{3})(\d{1,4}[a-z]?)$/iu,
    // `3269 Walnut Way`: words of two letters and more, as most lines are; bis and ter belong to the number.
    plain: new RegExp(String.raw`^(\d+) (?!${repeat}\b)([a-z]{2,}(?: [a-z]{2,})*)$`, 'i'),
    flatFirst(text, country) {
      const slash = slashUnits.has(country ?? '') ? slashed.exec(text) : null
      const found = slash ?? (hyphenUnits.has(country ?? '') ? hyphened.exec(text) : null)
      return flat(found, [1, 2, 3]) ?? undefined
    },
    flatLast(text, country) {
      const slash = slashFlats.has(country ?? '') ? flat(flats.exec(text), [3, 2, 1]) : undefined
      if (slash) return { ...slash, unit: slash.unit.replace(/^\/\s?/, '').replace(/\s/g, '') }
      const found = stairLetters.has(country ?? '') ? stairs.exec(text) : null
      return flat(found, [3, 2, 1]) ?? undefined
    },
    spelt(text, country) {
      const [word = '', ...others] = text.split(' ')
      return spelt.get(country ?? '')?.has(fold(word)) ? { word, behind: others.join(' ') } : undefined
    },
  }
}
