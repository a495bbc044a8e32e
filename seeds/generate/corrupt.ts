import { NICKNAMES } from './names-person.ts'
import type { Address } from './places.ts'
import { at, type Random } from './random.ts'

/** One slip of the fingers: a letter dropped, doubled, swapped with its neighbour or hit beside the right key. */
export function typo(random: Random, text: string): string {
  if (text.length < 4) return text
  const i = random.int(1, text.length - 2)
  const [here, next] = [text.charAt(i), text.charAt(i + 1)]
  switch (random.int(0, 3)) {
    case 0:
      return text.slice(0, i) + text.slice(i + 1)
    case 1:
      return text.slice(0, i) + here + text.slice(i)
    case 2:
      return text.slice(0, i) + next + here + text.slice(i + 2)
    default:
      return text.slice(0, i) + beside(random, here) + text.slice(i + 1)
  }
}

/** Short form of a given name, or the name itself where it has none. */
export function nickname(random: Random, given: string): string {
  const short = NICKNAMES[given.toLowerCase()]
  return short ? random.pick(short) : given
}

/** ASCII spelling of an accented name: `Müller` becomes `Muller`, or `Mueller` the German way. */
export function fold(text: string, german: boolean): string {
  const spelt = german ? text.replace(/ü/g, 'ue').replace(/ö/g, 'oe').replace(/ä/g, 'ae').replace(/Å/g, 'Aa') : text
  return spelt
    .replace(/ß/g, 'ss')
    .replace(/ø/g, 'o')
    .replace(/Ł/g, 'L')
    .replace(/ł/g, 'l')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
}

const SHORT: readonly (readonly [string, string])[] = [
  ['Street', 'St'],
  ['Avenue', 'Ave'],
  ['Road', 'Rd'],
  ['Drive', 'Dr'],
  ['Lane', 'Ln'],
  ['Court', 'Ct'],
  ['Boulevard', 'Blvd'],
  ['Place', 'Pl'],
  ['Circle', 'Cir'],
  ['Parkway', 'Pkwy'],
]

/** `Larkspur Hollow Drive` as `Larkspur Hollow Dr`. */
function abbreviate(street: string): string {
  const found = SHORT.find(([long]) => street.endsWith(` ${long}`))
  return found ? street.slice(0, -found[0].length) + found[1] : street
}

/** The address as somebody typed it: abbreviated, misspelt, ZIP+4, now and then without its postcode. */
export function scribbleAddress(random: Random, address: Address): Address {
  let { street, postcode, unit, city } = address
  if (random.chance(0.45)) street = abbreviate(street)
  if (random.chance(0.04)) street = typo(random, street)
  if (random.chance(0.02)) city = typo(random, city)
  if (random.chance(0.35)) city = city.replace(/^Saint /, 'St. ').replace(/^Fort /, 'Ft. ')
  if (random.chance(0.3)) city = fold(city, false)
  if (unit && random.chance(0.4)) unit = unit.replace('Apt ', '#')
  if (unit && random.chance(0.06)) unit = undefined
  if (address.country === 'US' && random.chance(0.08)) postcode = `${postcode}-${random.int(1000, 9899)}`
  if (address.country === 'CA' && random.chance(0.25)) postcode = postcode.replace(' ', '')
  if (random.chance(0.02)) postcode = ''
  else if (random.chance(0.015)) postcode = typo(random, postcode)
  return { ...address, street, postcode, unit, city }
}

/** A North American number in one of the ways people write it. `digits` is country code and national number. */
export function showPhone(random: Random, digits: string): string {
  if (digits.startsWith('52'))
    return random.chance(0.5) ? `+${digits}` : `+52 ${digits.slice(2, 4)} ${digits.slice(4, 8)} ${digits.slice(8)}`
  const [area, exchange, line] = [digits.slice(1, 4), digits.slice(4, 7), digits.slice(7)]
  return random.weighted({
    [`(${area}) ${exchange}-${line}`]: 30,
    [`${area}-${exchange}-${line}`]: 30,
    [`${area}${exchange}${line}`]: 14,
    [`+1 ${area} ${exchange} ${line}`]: 10,
    [`${area}.${exchange}.${line}`]: 8,
    [`1-${area}-${exchange}-${line}`]: 5,
    [`+${digits}`]: 3,
  })
}

/** A birth date with one part wrong: day and month swapped, a day or a year off, or only the year known. */
export function slipDate(random: Random, date: string): string {
  const [year = '', month = '', day = ''] = date.split('-')
  const two = (n: number) => String(n).padStart(2, '0')
  switch (random.int(0, 3)) {
    case 0:
      return Number(day) <= 12 ? `${year}-${day}-${month}` : `${year}-${month}-${two(Number(day) - 10)}`
    case 1:
      return `${year}-${month}-${two(Math.max(1, Math.min(28, Number(day) + random.pick([-1, 1]))))}`
    case 2:
      return `${Number(year) + random.pick([-1, 1, 10])}-${month}-${two(Math.min(28, Number(day)))}`
    default:
      return `${year}-01-01`
  }
}

/** A typo before the @. */
export function slipEmail(random: Random, email: string): string {
  const mark = email.indexOf('@')
  return typo(random, email.slice(0, mark)) + email.slice(mark)
}

/** Numbers in the fictional 555 exchange, never handed out twice. */
export class PhoneBook {
  private readonly taken = new Set<string>()

  /** Country code and national number, digits only. Stories keep 555-0100 to 555-0199 to themselves. */
  next(random: Random, areaCode: string): string {
    for (let tries = 0; tries < 10_000; tries++) {
      const line = random.int(200, 9999)
      const digits = areaCode.length === 2 ? `52${areaCode}5550${pad(line)}` : `1${areaCode}555${pad(line)}`
      // 555-1212 is directory assistance and 555-4334 is assigned.
      if (line === 1212 || line === 4334 || this.taken.has(digits)) continue
      this.taken.add(digits)
      return digits
    }
    throw new Error(`area code ${areaCode} has no numbers left`)
  }
}

function pad(line: number): string {
  return String(line).padStart(4, '0')
}

const ROWS = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm', '0123456789']

function beside(random: Random, char: string): string {
  const row = ROWS.find((keys) => keys.includes(char.toLowerCase()))
  if (!row) return char
  const i = row.indexOf(char.toLowerCase())
  const key = at([...row], i === 0 ? 1 : i === row.length - 1 ? i - 1 : i + random.pick([-1, 1]))
  return char === char.toLowerCase() ? key : key.toUpperCase()
}
