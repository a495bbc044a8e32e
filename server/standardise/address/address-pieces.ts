import { anyOf, type Knowledge } from '../knowledge.ts'
import type { Places } from './place.ts'
import type { Streets } from './street.ts'

/** `line2`: what is part of none of the others. */
export type AddressParts = Partial<
  Record<'line1' | 'line2' | 'street' | 'houseNumber' | 'city' | 'region' | 'postcode' | 'country', string>
>

/** AddressParts of an address by its pieces between commas: postcode beside its city, then region, then city; the rest is the street. */
type AddressPieces = (pieces: readonly string[], country: string | undefined) => AddressParts

type Code = { readonly code: string; readonly before: string; readonly behind: string }

const FIRST =
  /^((?:[A-Z]{1,2}[- ])?\d{4,6}(?:\s?[A-Z]{2}(?![a-z]))?|\d{3}\s\d{2,3}|\d{2}-\d{3}|\d{4}-\d{3}|\d{5}-\d{3})\s+(?=\p{L})/u
const LAST =
  /(?:^|[\s,])([A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}|[A-Z]\d[A-Z]\s?\d[A-Z]\d|\d{4}\s?[A-Z]{2}|\d{5}-\d{3,4}|\d{3}\s\d{2}|\d{2}-\d{3}|\d{4}-\d{3}|\d{4,6})$/i
const MIDDLE = /\s((?:[A-Z]{1,2}-)?\d{4,5}|\d{4}\s?[A-Z]{2}|\d{2}-\d{3}|\d{3}\s\d{2})\s+(\p{L}[^\d]*)$/u
/** Most words that a postcode is written in, and how it may look: figures of two words are three and two. */
const WORDS = 2
const WRITTEN = /^(?=.*\d)(?:[\p{L}\d-]+|\d{3} \d{2}|(?=.*\p{L})[\p{L}\d]+ [\p{L}\d]+)$/u

export function piecesReader(rules: Knowledge, places: Places, streets: Streets): AddressPieces {
  const cityMark = new RegExp(String.raw`^${anyOf(rules.addresses.cityMarks)}(?:\.\s*|\s+)(?=\p{Lu})`, 'u')

  const ordinal = new RegExp(String.raw`^\d+${anyOf(rules.written('ordinals'))}$`, 'u')

  /** A postcode at either end of a piece that has the form of its country, or one that tells its country. */
  const fitting = (piece: string, country: string | undefined): Code | undefined => {
    const words = piece.replace(/^〒\s*/, '').split(' ')
    const fits = (text: string) => {
      // 1132nd Street is no place in Holland.
      if (!WRITTEN.test(text) || ordinal.test(text)) return false
      const told = places.countryOfPostcode(text)
      const known = told ?? (country !== undefined && places.fitsPostcode(text, country) ? country : undefined)
      return known !== undefined && isPartedRight(text, places.postcode(text, known) ?? text)
    }
    for (let count = Math.min(WORDS, words.length); count >= 1; count--) {
      const [head, tail] = [words.slice(0, count).join(' '), words.slice(-count).join(' ')]
      if (fits(tail)) return { code: tail, before: words.slice(0, -count).join(' '), behind: '' }
      if (fits(head)) return { code: head, before: '', behind: words.slice(count).join(' ') }
    }
    return undefined
  }

  const looking = (piece: string): Code | undefined => {
    const first = FIRST.exec(piece)
    if (first) return { code: first[1] ?? '', before: '', behind: piece.slice(first[0].length) }
    const last = LAST.exec(piece)
    return last ? { code: last[1] ?? '', before: piece.slice(0, last.index), behind: '' } : undefined
  }

  const postcodeIn = (pieces: readonly string[], country: string | undefined): (Code & { at: number }) | undefined => {
    for (const find of [(piece: string) => fitting(piece, country), looking])
      for (let at = pieces.length - 1; at >= 1; at--) {
        const found = find(pieces[at] ?? '')
        if (found) return { ...found, at }
      }
    const [piece = ''] = pieces
    const middle = MIDDLE.exec(piece)
    const before = piece.slice(0, middle?.index)
    if (middle && /\d/.test(before) && /\p{L}/u.test(before))
      return { code: middle[1] ?? '', before, behind: middle[2] ?? '', at: 0 }
    const first = country === undefined || streets.isNumberFirst(country) ? undefined : fitting(piece, country)
    const isPlace = first !== undefined && !/\d/.test(first.before + first.behind)
    return isPlace && (pieces.length > 1 || first.behind === '') ? { ...first, at: 0 } : undefined
  }

  const isPlace = (piece: string) => !/\d/.test(piece) && !streets.isUnit(piece) && !streets.isCareOf(piece)
  const isStreet = (piece: string) => streets.endsName(piece.split(' ').pop() ?? '')

  /** A code of a region behind its city: `Roma RM`. */
  const withRegion = (city: string, country: string | undefined): AddressParts => {
    const words = city.split(' ')
    const tail = words[words.length - 1] ?? ''
    const bare = tail.replace(/[()]/g, '')
    const isCode = words.length > 1 && country !== undefined && /^[A-Z]{2,3}$/.test(bare) && city !== city.toUpperCase()
    if (!isCode || places.statedRegion(bare, country) === undefined) return { city }
    return { city: words.slice(0, -1).join(' '), region: bare }
  }

  /** Region and city off the end of what is left. */
  const takePlace = (rest: string[], country: string | undefined, known: AddressParts): AddressParts => {
    const found: AddressParts = {}
    const last = rest[rest.length - 1] ?? ''
    const told = country ?? places.countryOfSubdivision(last, known.postcode ?? '')
    if (rest.length > 1 && isPlace(last) && places.statedRegion(last, told) !== undefined) {
      found.region = rest.pop() ?? ''
      if (country === undefined && told !== undefined) found.country = told
    }
    const city = rest[rest.length - 1] ?? ''
    if (known.city !== undefined) return found
    const isHouse = rest.length === 2 && streets.isNumber(rest[0] ?? '')
    const isCity = rest.length > 1 && !isHouse && isPlace(city) && !(found.region !== undefined && isStreet(city))
    if (isCity) return { ...found, ...withRegion(rest.pop() ?? '', told) }
    // London and Berlin are regions too.
    if (found.region === undefined) return found
    const { region, ...others } = found
    return { ...others, city: region }
  }

  /** City and region behind a postcode, taken out of what is left; what follows them stays with the street. */
  const takeBehind = (rest: string[], at: number, country: string | undefined): AddressParts => {
    const found = withRegion(rest.splice(at, 1)[0] ?? '', country)
    const [next = '', ...more] = rest.slice(at)
    if (next === '' || more.length > 0 || !isPlace(next) || places.statedRegion(next, country) === undefined)
      return found
    rest.pop()
    return { ...found, region: next }
  }

  return (pieces, stated) => {
    const rest = [...pieces]
    const found: AddressParts = {}
    const marked = rest.findIndex((piece) => cityMark.test(piece))
    if (marked >= 0 && rest.length > 1) found.city = rest.splice(marked, 1)[0] ?? ''
    const code = postcodeIn(rest, stated)
    if (code) found.postcode = code.code
    const country = stated ?? places.countryOfPostcode(code?.code ?? '')
    const [before, behind] = [code?.before, code?.behind].map((text = '') =>
      text.replace(/^[\s,]+|(?<![\s,])[\s,]+$/g, ''),
    )
    const left = [before, behind].flatMap((text) => (text ? [text] : []))
    if (code) rest.splice(code.at, 1, ...left)
    const isBehind = code !== undefined && behind !== '' && found.city === undefined
    const placed = isBehind ? takeBehind(rest, code.at + left.length - 1, country) : takePlace(rest, country, found)
    const line1 = rest.join(', ')
    return { ...found, ...placed, ...(line1 === '' ? {} : { line1 }) }
  }
}

/** Whether a postcode is parted where its country parts it: `12 32nd` is a house in a numbered street, and not 1232 ND. */
function isPartedRight(text: string, written: string): boolean {
  const at = text.indexOf(' ')
  return at < 0 || !written.includes(' ') || written.indexOf(' ') === at
}
