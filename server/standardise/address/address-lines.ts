import type { AddressInput } from '../../model/record.ts'
import { fold } from '../../text/fold.ts'
import type { StreetLine, Streets } from './street.ts'

/** The street of an address out of whichever parts and lines the source has, and all that they say besides. */
type AddressLines = {
  readonly line: StreetLine
  readonly line1: string
  readonly units: readonly string[]
  readonly rest: readonly string[]
}

/** Reads the lines of an address; `extra` is text that was found to be none of its parts. */
export type ReadLines = (input: AddressInput, country: string | undefined, extra: readonly string[]) => AddressLines

export function linesReader(
  streets: Streets,
  part: (text: string | undefined) => string,
  title: (text: string) => string,
): ReadLines {
  const filled = (texts: readonly (string | undefined)[]): string[] =>
    texts.flatMap((text) => (text === undefined || text === '' ? [] : [text]))

  return (input, country, extra) => {
    const [street, line1, line2, number] = [
      part(input.street),
      part(input.line1),
      part(input.line2),
      part(input.houseNumber),
    ]
    const said = ` ${fold(`${number} ${street} ${number}`)} `
    const lines = filled([street, line1, line2]).filter((text, i, all) => all.indexOf(text) === i)
    // A line may repeat what has columns of its own.
    const [main = '', ...others] = lines.filter((text) => text === street || !said.includes(` ${fold(text)} `))
    const beside = (texts: readonly string[]) => {
      const read = texts.map((text): StreetLine => {
        const unit = streets.isUnit(text) ? streets.unitsIn(text) : undefined
        return unit === undefined ? streets.parse([text], country) : { unit, numberFirst: true }
      })
      return {
        units: read.flatMap(({ unit }) => filled([unit])),
        rest: read.flatMap(({ line, rest }) => filled([line, rest])),
      }
    }
    if (number === '') {
      const line = streets.parse(filled([main, ...others]), country)
      const more = beside(extra)
      return {
        line,
        line1: line.line ?? '',
        units: [...filled([line.unit]), ...more.units],
        rest: [...filled([line.rest]), ...more.rest],
      }
    }
    // The number has a column of its own, so one in the line belongs to the name, or is the same again.
    const found = streets.parse(filled([main]), country)
    const isAgain = street === '' && fold(found.houseNumber ?? '') === fold(number)
    // A blank that reading put before the number is none of the name's.
    const asWritten = fold(found.line ?? '').replaceAll(' ', '') === fold(main).replaceAll(' ', '') ? main : found.line
    const name = (isAgain || found.houseNumber === undefined ? found.street : asWritten) ?? ''
    const more = beside([...others, ...extra])
    const line: StreetLine = {
      houseNumber: number,
      street: title(name),
      numberFirst: found.houseNumber === undefined || !isAgain ? streets.isNumberFirst(country) : found.numberFirst,
    }
    return {
      line,
      line1: together(line),
      units: [...filled([found.unit]), ...more.units],
      rest: [...filled([found.rest]), ...more.rest],
    }
  }
}

/** A line of a number and a name; where names have no blanks none goes between. */
function together({ houseNumber = '', street = '', numberFirst }: StreetLine): string {
  const isGlued = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]$/u.test(street)
  const blank = houseNumber === '' || street === '' || isGlued ? '' : ' '
  return numberFirst && !isGlued ? houseNumber + blank + street : street + blank + houseNumber
}
