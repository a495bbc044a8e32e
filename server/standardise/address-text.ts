import type { AddressInput } from '../model/record.ts'
import { fold, tidy } from '../text/fold.ts'
import type { Knowledge } from './knowledge.ts'
import type { Places } from './place.ts'
import type { Streets } from './street.ts'

type Parts = { line1?: string; city?: string; region?: string; postcode?: string; country?: string }

export type ParseAddressText = (text: string, country: string | undefined) => Parts

const POSTCODE_FIRST =
  /^((?:[A-Z]{1,2}[- ])?\d{4,6}(?:\s?[A-Z]{2}(?![a-z]))?|\d{3}\s\d{2,3}|\d{2}-\d{3}|\d{4}-\d{3})\s+(?=\p{L})/u
const POSTCODE_LAST =
  /(?:^|[\s,])([A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}|[A-Z]\d[A-Z]\s?\d[A-Z]\d|\d{4}\s?[A-Z]{2}|\d{5}-\d{4}|\d{4,6})$/i

/** Takes an address in one string apart: `123 Main St, Las Vegas NV 89132`, `Hauptstr. 5, 50667 Köln, Germany`. */
export function addressTextParser(rules: Knowledge, places: Places, streets: Streets): ParseAddressText {
  const cityRegionPostcode = rules.writes((writing) => writing.cityRegionPostcode)

  /** `12 Main St Palm Harbor`: the city behind the last word that ends a street name. */
  const apartFromCity = (line: string): Parts => {
    const words = line.split(' ')
    if (!/^\d/.test(words[0] ?? '')) return { line1: line }
    const ends = (i: number) => streets.endsName(words[i] ?? '')
    let at = words.length - 2
    while (at >= 2 && !ends(at)) at--
    // `Main St St Paul`: the second is the saint.
    if (at > 2 && fold(words[at] ?? '') === 'st' && ends(at - 1)) at--
    if (at < 2) return { line1: line }
    let from = at + 1
    while (from < words.length && /^(?:[NSEW]\.?|[NS][EW]\.?)$/.test(words[from] ?? '')) from++
    const city = words.slice(from).join(' ')
    return city === '' || /\d/.test(city) ? { line1: line } : { line1: words.slice(0, from).join(' '), city }
  }

  /** Whether a piece may be a city: no number, no unit, no street. */
  const isPlace = (piece: string): boolean =>
    piece !== '' && !/\d/.test(piece) && !streets.isUnit(piece) && !streets.endsName(piece.split(' ').pop() ?? '')

  /** Region at the end of a text: a code in capitals, or a name of up to three words. */
  const regionAtEnd = (text: string, country: string): { rest: string; region: string } | undefined => {
    const words = text.split(' ')
    for (let count = Math.min(3, words.length - 1); count >= 1; count--) {
      const tail = words.slice(words.length - count).join(' ')
      const isCode = tail.replace(/\./g, '').length <= 3
      const region = tail.includes(',') ? undefined : places.region(tail, country)
      const before = words.slice(0, words.length - count).join(' ')
      if (region && (!isCode || tail === tail.toUpperCase() || before.endsWith(',')))
        return { rest: before, region: tail }
    }
    return undefined
  }

  /** City, region and postcode at the end, with or without commas. Undefined unless a region, or a postcode of that country, is there. */
  const american = (text: string, country: string): Parts | undefined => {
    const zip = POSTCODE_LAST.exec(text)
    const postcode = zip && places.postcode(zip[1] ?? '', country) ? (zip[1] ?? '') : ''
    const head = trim(postcode === '' ? text : text.slice(0, zip?.index))
    const found = regionAtEnd(head, country)
    if (!found && postcode === '') return undefined
    const rest = trim(found?.rest ?? head)
    const comma = rest.lastIndexOf(',')
    const behind = trim(rest.slice(comma + 1))
    const isCity = comma >= 0 && isPlace(behind)
    const parts = isCity ? { line1: trim(rest.slice(0, comma)), city: behind } : apartFromCity(rest)
    return { ...parts, ...(found ? { region: found.region } : {}), ...(postcode === '' ? {} : { postcode }) }
  }

  /** Pieces between commas: postcode before or behind its city, then region, then city; the rest is the street. */
  const inPieces = (pieces: readonly string[], country: string | undefined): Parts => {
    const found: Parts = {}
    const rest = [...pieces]
    for (let i = rest.length - 1; i >= 1 && found.postcode === undefined; i--) {
      const piece = rest[i] ?? ''
      const first = POSTCODE_FIRST.exec(piece)
      const match = first ?? POSTCODE_LAST.exec(piece)
      if (!match) continue
      found.postcode = match[1] ?? ''
      rest[i] = trim(piece.replace(match[0], ' '))
      if (first) found.city = rest.splice(i, rest.length)[0] ?? ''
      else if (rest[i] === '') rest.splice(i, 1)
    }
    const last = rest[rest.length - 1] ?? ''
    if (rest.length > 1 && found.city === undefined && places.region(last, country)) found.region = rest.pop() ?? ''
    const city = rest[rest.length - 1] ?? ''
    if (rest.length > 1 && found.city === undefined && !/\d/.test(city) && !streets.isUnit(city))
      found.city = rest.pop() ?? ''
    return rest.length > 0 ? { ...found, line1: rest.join(', ') } : found
  }

  return (text, hint) => {
    const pieces = text
      .split(/\s*[,;\n]\s*/)
      .map(tidy)
      .filter((p) => p !== '')
    const named = takeCountry(pieces, places)
    const country = named ?? hint
    const withCountry = (parts: Parts): Parts => (named ? { ...parts, country: named } : parts)
    if (country === undefined || cityRegionPostcode.has(country)) {
      const parts = american(pieces.join(', '), country ?? 'US')
      if (parts && (country !== undefined || parts.region !== undefined))
        return withCountry({ country: country ?? 'US', ...parts })
      if (pieces.length === 1) return withCountry(apartFromCity(pieces[0] ?? ''))
    }
    return withCountry(inPieces(pieces, country))
  }
}

/** Takes the country off the end: a piece of its own, or the last words of the last piece. */
function takeCountry(pieces: string[], places: Places): string | undefined {
  const last = pieces[pieces.length - 1] ?? ''
  // Georgia is a state far more often than a country.
  const known = (name: string) =>
    name.length > 2 && !places.region(name, 'US') ? places.countryInText(name) : undefined
  // Some write the postcode behind the country.
  for (const at of [pieces.length - 1, pieces.length - 2]) {
    const piece = pieces[at] ?? ''
    const whole =
      at > 0
        ? (known(piece) ??
          (/^[A-Z]{2}$/.test(piece) && !places.region(piece, 'US') ? places.countryInText(piece) : undefined))
        : undefined
    if (whole) {
      pieces.splice(at, 1)
      return whole
    }
  }
  const words = last.split(' ')
  for (let count = Math.min(3, words.length - 1); count >= 1; count--) {
    const tail = words.slice(words.length - count).join(' ')
    const country = tail.length > 3 || /^[A-Z]{3}$/.test(tail) ? known(tail) : undefined
    if (country) {
      pieces[pieces.length - 1] = words.slice(0, words.length - count).join(' ')
      return country
    }
  }
  return undefined
}

function trim(text: string): string {
  return text.replace(/^[\s,]+|[\s,]+$/g, '')
}

/**
 * The address with what its `full` (or a line that plainly holds more than a street) says put into the parts that are
 * missing. Parts that the source names itself stay.
 */
export function spread(input: AddressInput, parse: ParseAddressText, country: string | undefined): AddressInput {
  const line =
    input.city === undefined && (input.postcode === undefined || input.line1?.includes(',')) ? input.line1 : undefined
  const text = input.full ?? line
  if (text === undefined) return input
  const { full, line1, ...named } = input
  const read = parse(text, country)
  return { ...read, ...(full === undefined || line1 === undefined ? {} : { line1 }), ...named }
}
