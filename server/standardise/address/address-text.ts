import type { AddressInput } from '../../model/record.ts'
import { fold, tidy } from '../../text/fold.ts'
import type { Knowledge } from '../knowledge.ts'
import { type Laid, layoutsOf } from './address-layout.ts'
import { type AddressParts, piecesReader } from './address-pieces.ts'
import type { Places } from './place.ts'
import type { Streets } from './street.ts'

export type ParseAddressText = (text: string, country: string | undefined) => AddressParts

const POSTCODE_LAST =
  /(?:^|[\s,])([A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}|[A-Z]\d[A-Z]\s?\d[A-Z]\d|\d{4}\s?[A-Z]{2}|\d{5}-\d{4}|\d{4,6})$/i
const COMMAS = /(?<!\s)\s*[,;\n\t]\s*|(?<!\s)\s+[-–/]\s+(?=\p{L}{2})|(?<!\s)\s+\/\s+(?=\d{4})/u
/** Columns that were put together with blanks. */
const BLANKS = /\s{2,}/

/** Takes an address in one string apart: `123 Main St, Las Vegas NV 89132`, `Hauptstr. 5, 50667 Köln, Germany`. */
export function addressTextParser(rules: Knowledge, places: Places, streets: Streets): ParseAddressText {
  const cityRegionPostcode = rules.writes((writing) => writing.cityRegionPostcode)
  const laid = layoutsOf(rules)
  const postTowns = new Set(rules.written('postTowns'))
  const inPieces = piecesReader(rules, places, streets)

  /** `12 Main St Palm Harbor`: the city behind the last word that ends a street name. */
  const apartFromCity = (line: string): AddressParts => {
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
      const before = words.slice(0, words.length - count).join(' ')
      const isPost = postTowns.has(/(?<!\p{L})(\p{L}+),?$/u.exec(before)?.[1] ?? '')
      const region = tail.includes(',')
        ? undefined
        : (places.region(tail, country) ?? (isPost ? places.statedRegion(tail, country) : undefined))
      if (region && (!isCode || tail === tail.toUpperCase() || before.endsWith(',')))
        return { rest: before, region: tail }
    }
    return undefined
  }

  /** City, region and postcode at the end, with or without commas. Undefined unless a region, or a postcode of that country, is there. */
  const american = (text: string, country: string): AddressParts | undefined => {
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

  /** The same where nothing tells the country: American without a postcode, another with one of its own. */
  const tellingItself = (text: string): AddressParts | undefined => {
    for (const country of ['US', ...cityRegionPostcode]) {
      const parts = american(text, country)
      if (parts?.region !== undefined && (country === 'US' || parts.postcode !== undefined))
        return { country, ...parts }
    }
    return undefined
  }

  const layout = (text: string, hint: string | undefined): AddressParts | undefined => {
    const isThere = ({ region, city, country }: Laid) =>
      places.statedRegion(region ?? '', country) !== undefined || places.statedRegion(city ?? '', country) !== undefined
    // Where several ways fit, the one that tells more parts apart is nearer.
    const ways = [...laid(text, hint)].sort((a, b) => Object.keys(b).length - Object.keys(a).length)
    const found = ways.find(isThere) ?? ways[0]
    if (!found) return undefined
    const { country, district, rest, region, ...others } = found
    // Beijing and Tokyo are cities and regions.
    const parts =
      others.city === undefined && region !== undefined
        ? { ...others, city: region }
        : { ...others, ...(region === undefined ? {} : { region }) }
    const line2 = [district, rest].filter(Boolean).join(', ')
    return {
      ...parts,
      ...(line2 === '' ? {} : { line2 }),
      ...(hint !== undefined || isThere(found) ? { country } : {}),
    }
  }

  return (text, hint) => {
    const cells = text.split(COMMAS)
    const pieces = (cells.length > 1 ? cells : text.split(BLANKS)).map(tidy).filter((p) => p !== '')
    const named = takeCountry(pieces, places)
    const country = named ?? hint
    const withCountry = (parts: AddressParts): AddressParts => (named ? { ...parts, country: named } : parts)
    const asLaid = layout(pieces.join(', '), country)
    if (asLaid) return withCountry(asLaid)
    if (country === undefined || cityRegionPostcode.has(country)) {
      const whole = pieces.join(', ')
      const parts = country === undefined ? tellingItself(whole) : american(whole, country)
      if (parts) return withCountry({ ...(country === undefined ? {} : { country }), ...parts })
    }
    const parts = inPieces(pieces, country)
    if (
      parts.postcode === undefined &&
      pieces.length === 1 &&
      (country === undefined || cityRegionPostcode.has(country))
    )
      return withCountry(apartFromCity(pieces[0] ?? ''))
    return withCountry(parts)
  }
}

/** Takes the country off the end: a piece of its own, or the last words of the last piece. */
function takeCountry(pieces: string[], places: Places): string | undefined {
  const last = pieces[pieces.length - 1] ?? ''
  // Georgia is a state far more often than a country.
  const known = (name: string) =>
    name.length > 2 && !places.region(name, 'US') ? places.countryInText(name) : undefined
  // Some write the postcode behind the country, and some write the country first.
  for (const at of [pieces.length - 1, ...(/\d/.test(last) ? [pieces.length - 2, 0] : [])]) {
    const piece = pieces[at] ?? ''
    const isCode = at > 0 && /^[A-Z]{2}$/.test(piece)
    // `IL` behind a town is Illinois, but no state is called US.
    const whole =
      pieces.length > 1
        ? (known(piece) ?? (isCode && !places.region(piece, 'US') ? places.countryInText(piece) : undefined))
        : undefined
    if (whole && (at > 0 || !/^\p{Script=Latin}/u.test(piece) || pieces.length > 2)) {
      pieces.splice(at, 1)
      return whole
    }
  }
  const words = last.split(' ')
  if (places.region(last, 'US')) return undefined
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
  return text.replace(/^[\s,]+|(?<![\s,])[\s,]+$/g, '')
}

/**
 * The address with what its `full` (or a line that plainly holds more than a street) says put into the parts that are
 * missing, and what it says besides in `extra`. AddressParts that the source names itself stay.
 */
export function spread(
  input: AddressInput,
  parse: ParseAddressText,
  country: string | undefined,
): { readonly input: AddressInput; readonly extra: readonly string[] } {
  const line =
    input.city === undefined && (input.postcode === undefined || input.line1?.includes(',')) ? input.line1 : undefined
  const text = input.full ?? line
  if (text === undefined) return { input, extra: [] }
  const { full, line1, ...named } = input
  const { line2, ...read } = parse(text, country)
  const own = { ...(full === undefined || line1 === undefined ? {} : { line1 }), ...named }
  const said = fold(Object.values(own).join(' '))
  const unsaid = (part: string) => !` ${said} `.includes(` ${fold(part)} `)
  const doubled = Object.entries(read).flatMap(([part, value]) =>
    part !== 'country' && part in own && unsaid(value) ? [value] : [],
  )
  return { input: { ...read, ...own }, extra: [...(line2 === undefined ? [] : [line2]), ...doubled] }
}
