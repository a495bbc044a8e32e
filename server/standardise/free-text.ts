import type { EntityName } from '../model/entities/registry.ts'
import type { AddressInput } from '../model/record.ts'
import { readDate } from '../text/date-text.ts'
import { fold, tidy } from '../text/fold.ts'
import { addressTextParser } from './address/address-text.ts'
import { type Places, placesOf } from './address/place.ts'
import { streetsOf } from './address/street.ts'
import { companyNameCleaner } from './company-name.ts'
import { knowledgeOf } from './knowledge.ts'
import type { StandardiseRules } from './rules.ts'

export type FreeText = { readonly fields: Record<string, string[]>; readonly address: AddressInput }

type Reader = (text: string, entity: EntityName) => FreeText

const EMAIL = /(?<![^\s,;<>"'])[^\s,;<>"'@]+@[^\s,;<>"'.]+\.[^\s,;<>"']+/g
const URL = /\b(?:https?:\/\/\S+|www\.\S+)/gi
const DATE = /\b(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4})\b/g
/** Seven digits or more, with the usual signs between them. */
const PHONE = /(?:\+|\b00|\(|\b)\d(?:[\s().\-/]*\d){6,14}(?:\s*(?:x|ext\.?)\s*\d{1,5})?\b/gi

const POSTCODE = /^(?:\d{4,6}(?:-\d{4})?|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|[A-Z]\d[A-Z] ?\d[A-Z]\d|\d{4} ?[A-Z]{2})$/i

const READERS = new WeakMap<StandardiseRules, Reader>()

/**
 * Guesses what one line of a search means: e-mail, phone, web address, birth date, address and a name, which is the
 * rest. `Catherine Yu Texas` → full name and region; `Lakeshore Outfitters LLC Chicago` → name and city.
 */
export function parseFreeText(text: string, rules: StandardiseRules, entity: EntityName): FreeText {
  let reader = READERS.get(rules)
  if (!reader) {
    reader = freeTextReader(rules)
    READERS.set(rules, reader)
  }
  return reader(text, entity)
}

function freeTextReader(given: StandardiseRules): Reader {
  const rules = knowledgeOf(given)
  const places = placesOf(rules)
  const streets = streetsOf(rules)
  const parseAddress = addressTextParser(rules, places, streets)
  const company = companyNameCleaner(rules)
  const particles = new Set(rules.names.particles)
  const cityStarts = new Set(rules.addresses.cityStarts)

  /** `12 Main St, Austin TX`: from a number that a street follows to the end of the line. */
  const takeStreet = (rest: string, address: AddressInput): string => {
    const found = /(?:^|[\s,])(\d+[a-z]?\s+\p{L}.*)/iu.exec(rest)
    const line = found?.[1] ?? ''
    if (!found || !line.split(/[\s,]+/).some(streets.endsName)) return rest
    Object.assign(address, parseAddress(line, undefined))
    return rest.slice(0, found.index)
  }

  /** Postcode, country and region off the end of a list of words. */
  const takePlace = (words: string[], address: AddressInput, keep: number): void => {
    for (let count = Math.min(3, words.length - keep); count >= 1; count--) {
      const tail = words.slice(words.length - count).join(' ')
      const part = placePart(tail, words.length - count, places, particles)
      if (!part || address[part] !== undefined) continue
      address[part] = tail
      words.length -= count
      takePlace(words, address, keep)
      return
    }
  }

  return (text, entity) => {
    const fields: Record<string, string[]> = {}
    const address: AddressInput = {}
    let rest = tidy(text)
    const take = (field: string, pattern: RegExp, accept: (found: string) => boolean = () => true): void => {
      rest = rest.replace(pattern, (found) => {
        if (!accept(found)) return found
        fields[field] = [...(fields[field] ?? []), found.trim()]
        return ' '
      })
    }
    take('email', EMAIL)
    take('website', URL)
    take('birthDate', DATE, (found) => readDate(found) !== undefined)
    if (entity === 'company') delete fields.birthDate
    take('phone', PHONE)
    rest = takeStreet(tidy(rest), address)
    const [head = '', ...behind] = rest.split(/(?<!\s)\s*,\s*/).filter((piece) => piece !== '')
    const isTurned = entity !== 'company' && behind.length === 1 && isOneName(behind[0] ?? '', places)
    const words = (isTurned ? [behind[0] ?? '', head].join(' ') : head).split(' ').filter((w) => w !== '')
    for (const piece of isTurned ? [] : behind) readPlace(piece, address)
    // A person's own name has two words; `Maria Washington` is nobody in Washington.
    if (behind.length === 0) takePlace(words, address, entity === 'company' ? 1 : 2)
    const named = nameOf(words, entity, address)
    if (named !== '') fields[entity === 'company' ? 'name' : 'fullName'] = [named]
    return { fields, address }
  }

  /** A piece between commas: city, region, postcode, country or some of them. */
  function readPlace(piece: string, address: AddressInput): void {
    const words = piece.split(' ')
    const whole = placePart(piece, 2, places, particles)
    if (whole && address[whole] === undefined) {
      address[whole] = piece
      return
    }
    if (words.length > 1 && POSTCODE.test(words[0] ?? '')) address.postcode ??= words.shift() ?? ''
    takePlace(words, address, 0)
    if (address.city === undefined && words.length > 0) address.city = words.join(' ')
  }

  /** The name that is left; words behind a legal form, and one before a region or postcode, are the city. */
  function nameOf(words: readonly string[], entity: EntityName, address: AddressInput): string {
    for (let count = 2; count < words.length; count++) {
      const head = words.slice(0, count).join(' ')
      if (company(head).legalForm && !company(words.slice(0, count + 1).join(' ')).legalForm) {
        readPlace(words.slice(count).join(' '), address)
        return entity === 'company' ? head : ''
      }
    }
    const isPlaced = address.region !== undefined || address.postcode !== undefined
    if (entity !== 'company' && isPlaced && address.city === undefined && words.length > 2) {
      const count = words.length > 3 && cityStarts.has(fold(words[words.length - 2] ?? '')) ? 2 : 1
      address.city = words.slice(-count).join(' ')
      return words.slice(0, -count).join(' ')
    }
    return words.join(' ')
  }
}

/** What part of an address words at the end of a line are; `before` words stand in front of them. */
function placePart(
  text: string,
  before: number,
  places: Places,
  particles: ReadonlySet<string>,
): 'postcode' | 'region' | 'country' | undefined {
  if (/\d/.test(text)) return POSTCODE.test(text) ? 'postcode' : undefined
  const isCode = text.length <= 3
  // `la` and `de` are parts of names before they are Louisiana and Delaware.
  if (isCode && text !== text.toUpperCase() && (before < 2 || particles.has(fold(text)))) return undefined
  if (places.region(text, 'US') ?? places.region(text, undefined)) return 'region'
  return places.countryInText(text) && (!isCode || text === text.toUpperCase()) ? 'country' : undefined
}

/** Whether the piece behind a comma is a given name (`Yu, Catherine`) rather than a place. */
function isOneName(piece: string, places: Places): boolean {
  return /^[\p{L}.'’-]+(?: \p{L}\.?)?$/u.test(piece) && !places.region(piece, 'US') && !places.countryInText(piece)
}
