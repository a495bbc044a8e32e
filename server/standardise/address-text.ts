import parseAddress from 'parse-address'
import type { AddressInput } from '../model/record.ts'
import { fold, tidy } from './fold.ts'
import type { Places } from './place.ts'

type Parts = { line1?: string; city?: string; region?: string; postcode?: string; country?: string }

/** Takes an address in one string apart: `123 Main St, Las Vegas NV 89132`, `Hauptstr. 5, 50667 Köln, Germany`. */
export function addressTextParser(places: Places): (text: string, country: string | undefined) => Parts {
  return (text, hint) => {
    const pieces = text
      .split(/\s*[,;\n]\s*/)
      .map(tidy)
      .filter((p) => p !== '')
    const named = takeCountry(pieces, places)
    const country = named ?? hint
    if (country === undefined || country === 'US') {
      const american = readAmerican(pieces.join(', '), places)
      if (american) return { ...american, country: 'US' }
    }
    return { ...readPieces(pieces, country, places), ...(named ? { country: named } : {}) }
  }
}

/** Takes the country off the end: a piece of its own, or the last words of the last piece. */
function takeCountry(pieces: string[], places: Places): string | undefined {
  const last = pieces[pieces.length - 1] ?? ''
  if (pieces.length > 1) {
    const whole = last.length > 2 ? places.country(last) : undefined
    // Georgia is a state far more often; Singapore is also the city, so it stays to be read as one.
    if (whole && !places.region(last, 'US')) {
      pieces.pop()
      return whole
    }
  }
  const words = last.split(' ')
  for (let count = Math.min(3, words.length - 1); count >= 1; count--) {
    const tail = words.slice(words.length - count).join(' ')
    const country = tail.length > 3 && !places.region(tail, 'US') ? places.country(tail) : undefined
    if (country) {
      pieces[pieces.length - 1] = words.slice(0, words.length - count).join(' ')
      return country
    }
  }
  return undefined
}

/** parse-address knows US lines best, also without a comma before the city; it is trusted where it found a state or a ZIP. */
function readAmerican(text: string, places: Places): Parts | undefined {
  const found = /^[\x20-\x7E]+$/.test(text) ? parseAddress.parseLocation(text) : null
  if (!found || (found.state === undefined && found.zip === undefined) || !found.street) return undefined
  if (found.state !== undefined && !places.region(found.state, 'US')) return undefined
  const street = [found.number, found.prefix, found.street, found.type, found.suffix]
  const unit = [found.sec_unit_type, found.sec_unit_num]
  const words = (list: readonly (string | undefined)[]) => list.filter((w) => w !== undefined && w !== '').join(' ')
  const line1 = found.sec_unit_num === undefined ? words(street) : `${words(street)}, ${words(unit)}`
  return {
    line1,
    ...(found.city === undefined ? {} : { city: found.city }),
    ...(found.state === undefined ? {} : { region: found.state }),
    ...(found.zip === undefined ? {} : { postcode: found.plus4 ? `${found.zip}-${found.plus4}` : found.zip }),
  }
}

const POSTCODE_FIRST = /^((?:[A-Z]{1,2}[- ])?\d{4,6}(?:\s?[A-Z]{2}(?![a-z]))?|\d{3}\s\d{2,3}|\d{2}-\d{3})\s+(?=\p{L})/u
const POSTCODE_LAST =
  /(?:^|\s)([A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}|[A-Z]\d[A-Z]\s?\d[A-Z]\d|\d{4}\s?[A-Z]{2}|\d{5}-\d{4}|\d{4,6})$/i

function readPieces(pieces: readonly string[], country: string | undefined, places: Places): Parts {
  const found: Parts = {}
  const rest = [...pieces]
  const isStreet = (i: number) => i === 0 && rest.length > 0
  for (let i = rest.length - 1; i >= 0 && found.postcode === undefined; i--) {
    const piece = rest[i] ?? ''
    const first = isStreet(i) ? null : POSTCODE_FIRST.exec(piece)
    const match = first ?? (isStreet(i) && pieces.length > 1 ? null : POSTCODE_LAST.exec(piece))
    if (!match || (isStreet(i) && (match[1] ?? '').length < 5)) continue
    found.postcode = match[1] ?? ''
    rest[i] = tidy(piece.replace(match[0], ' '))
    if (first) {
      found.city = rest[i] ?? ''
      rest.splice(i, rest.length)
    } else if (rest[i] === '') rest.splice(i, 1)
  }
  const last = () => rest[rest.length - 1] ?? ''
  if (rest.length > 1 && found.city === undefined) {
    const region = places.region(last(), country)
    if (region) found.region = rest.pop() ?? ''
    else {
      const words = last().split(' ')
      const tail = words[words.length - 1] ?? ''
      if (words.length > 1 && /^[A-Z]{2,3}$/.test(tail) && places.region(tail, country)) {
        found.region = tail
        rest[rest.length - 1] = words.slice(0, -1).join(' ')
      }
    }
  }
  if (rest.length > 1 && found.city === undefined) found.city = rest.pop() ?? ''
  if (found.city !== undefined && /\d/.test(found.city) && fold(found.city).split(' ').length > 2) {
    rest.push(found.city)
    delete found.city
  }
  if (rest.length > 0) found.line1 = rest.join(', ')
  return found
}

/** Parts of the address with `full` read into those that are missing. */
export function spread(
  input: AddressInput,
  parse: (text: string, country: string | undefined) => Parts,
  country: string | undefined,
): AddressInput {
  const text =
    input.full ??
    (input.city === undefined && input.postcode === undefined && /,/.test(input.line1 ?? '') ? input.line1 : undefined)
  if (text === undefined) return input
  const { line1, full: _, ...known } = input
  const read = parse(text, country)
  return { ...read, ...(input.full === undefined || line1 === undefined ? {} : { line1 }), ...known }
}
