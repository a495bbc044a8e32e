import type { AddressInput, StandardAddress } from '../model/record.ts'
import type { AddressCleaner } from '../standardise/address/address.ts'
import { fold, foldCode, tidy } from '../text/fold.ts'
import type { Codes } from './codes.ts'
import { isSpecial } from './delivery.ts'
import { formatOf, once, verifyWords } from './files.ts'
import { tableOf } from './place-table.ts'
import { townKey } from './town-key.ts'
import type { PlacePart } from './weigh.ts'

type Cell = keyof AddressInput

/** An address with every part in its own cell, and of city, region and postcode those that did not stand there. */
export type Cells = {
  readonly input: AddressInput
  readonly moved: ReadonlySet<PlacePart>
  /** The country whose sign stood before a postcode beside its town, where nothing else tells one. */
  readonly signed?: string
}

/** What finding the place of a part needs to know. */
export type CellReader = { readonly clean: AddressCleaner; readonly codes: Codes }

const NOTHING: ReadonlySet<PlacePart> = new Set()
/** A Korean postcode behind its address, and that of the forces of Britain. */
const BEHIND = /(?<![\p{L}\d-])(\d{5}|BFPO \d{1,4})\)?$/u
const HANGUL = /\p{Script=Hangul}/u
const SIGNED = /(?<=^|[,\n]\s{0,4})[A-Z]{1,3}-(?=(\d[\d -]{0,12}\d(?:\s?[A-Z]{2}(?!\p{L}))?)\s{1,4}\p{L})/u
const NUMBERED_TOWN = /^(\p{L}+) \d{1,2}[A-Z]?$/iu

const numberedTowns = once(() => new Set(verifyWords().numberedTowns))

/**
 * Puts into their cells what somebody typed into others: a postcode beside its city or region, a whole place below the street, city and
 * postcode or street and city for each other. Only where the cell of the missing part is empty or holds the other, and where a
 * postcode of the country stands at the end of what was typed: `Praha 1` and `Rue 4711` are what they are.
 */
export function placedCells(reader: CellReader, given: AddressInput, stated: string | undefined): Cells {
  const unsigned = withoutSign(reader, given)
  if (unsigned === undefined) return placed(reader, given, stated)
  const { input, signed } = unsigned
  return stated === undefined || stated === signed
    ? { signed, ...placed(reader, input, signed) }
    : placed(reader, given, stated)
}

function placed(reader: CellReader, input: AddressInput, country: string | undefined): Cells {
  if (input.full !== undefined) {
    const cells = fullCells(input)
    const isForces = country === undefined && cells.postcode?.startsWith('BFPO') === true
    return { input: cells, moved: NOTHING, ...(isForces ? { signed: 'GB' } : {}) }
  }
  const { city = '', postcode = '' } = input
  if (city !== '' && /\d/.test(city) && isPostcode(reader, city, country)) {
    const { city: _, ...others } = input
    const isSwapped = /^\p{L}[^\d]*$/u.test(postcode)
    if (isSwapped) return { input: { ...input, city: postcode, postcode: city }, moved: new Set(['city', 'postcode']) }
    if (postcode === '') return { input: { ...others, postcode: city }, moved: new Set(['postcode']) }
    if (foldCode(postcode) === foldCode(city)) return { input: others, moved: NOTHING }
  }
  if (postcode !== '' && /\d/.test(city)) return besidePostcode(input, country)
  return retold(reader, input, country) ?? splitCity(reader, input, country) ?? { input, moved: NOTHING }
}

/** `D-80331 München` at the beginning of a cell, or behind a comma, where the rest tells no country. */
function withoutSign({ clean, codes }: CellReader, input: AddressInput) {
  for (const cell of ['full', 'line1', 'line2', 'city'] as const) {
    const text = input[cell] ?? ''
    const [sign = '', code = ''] = SIGNED.exec(text) ?? []
    const signed = sign === '' ? undefined : codes.signOf(sign + code)
    if (signed === undefined) continue
    const told = clean(input, undefined).address?.country
    return told === undefined || told === signed
      ? { input: { ...input, [cell]: text.replace(SIGNED, '') }, signed }
      : undefined
  }
  return undefined
}

/** City and postcode of one cell, where there is no street to read them with or the town has a number too: `Dublin 1 D01 X2X2`. */
function splitCity(reader: CellReader, input: AddressInput, country: string | undefined): Cells | undefined {
  const { city = '', postcode } = input
  if (postcode !== undefined || !/\d/.test(city)) return undefined
  const words = city.trim().split(/[\s,]+/)
  for (let count = Math.min(2, words.length - 1); count >= 1; count--)
    for (const [code, town] of [
      [words.slice(-count), words.slice(0, -count)],
      [words.slice(0, count), words.slice(count)],
    ] as const) {
      const text = code.join(' ')
      if (!/^\p{L}{2}/u.test(town[0] ?? '') || !isPostcode(reader, text, country)) continue
      return { input: { ...input, city: town.join(' '), postcode: text }, moved: new Set(['city', 'postcode']) }
    }
  return undefined
}

function isPostcode({ codes }: CellReader, text: string, country: string | undefined): boolean {
  return country !== undefined && codes.fits(tidy(text), country)
}

/** What the parser of whole addresses does not look for: Dublin 2 is a town, and a Korean postcode may stand behind. */
function fullCells(input: AddressInput): AddressInput {
  const { full = '' } = input
  const text = full.trim()
  const behind = input.postcode === undefined ? BEHIND.exec(text) : null
  const code = behind?.[1] ?? ''
  if (behind && (HANGUL.test(text) || code.startsWith('BFPO')))
    return { ...input, full: text.slice(0, behind.index).replace(/(?<![\s,(])[\s,(]+$/, ''), postcode: code }
  if (input.city !== undefined) return input
  const pieces = full.split(/[,\n]/).map(tidy)
  const at = pieces.findIndex((piece, i) => {
    const [, name = ''] = NUMBERED_TOWN.exec(piece) ?? []
    return i > 0 && numberedTowns().has(fold(name))
  })
  if (at < 0) return input
  return { ...input, city: pieces[at] ?? '', full: pieces.filter((_, i) => i !== at).join(', ') }
}

/** A city that repeats the postcode beside it, and a street that stands where the town of the postcode should. */
function besidePostcode(input: AddressInput, country: string | undefined): Cells {
  const { city = '', postcode = '', line1 = '' } = input
  const bare = cityWithout(city, postcode)
  if (bare !== undefined) return { input: { ...input, city: bare }, moved: NOTHING }
  const table = country === undefined ? undefined : tableOf(country)
  const key = townKey(line1)
  const isTown = table?.at(foldCode(postcode).slice(0, table.length)).some((town) => town.key === key)
  if (isTown !== true) return { input, moved: NOTHING }
  return { input: { ...input, line1: city, city: line1 }, moved: new Set(['city']) }
}

/** A city without the postcode before or behind it; undefined where that is not there. */
function cityWithout(city: string, postcode: string): string | undefined {
  const words = city.trim().split(/[\s,]+/)
  for (let count = Math.min(2, words.length - 1); count >= 1; count--) {
    const [head, tail] = [words.slice(0, count), words.slice(-count)]
    if (foldCode(tail.join('')) === foldCode(postcode)) return words.slice(0, -count).join(' ')
    if (foldCode(head.join('')) === foldCode(postcode)) return words.slice(count).join(' ')
  }
  return undefined
}

/** Cells that may hold a postcode that is not theirs, with those that have to be empty. */
const GLUED: readonly { readonly cell: Cell; readonly isEmpty: readonly Cell[]; readonly with: readonly Cell[] }[] = [
  { cell: 'city', isEmpty: ['postcode'], with: ['city'] },
  { cell: 'region', isEmpty: ['postcode'], with: ['city', 'region'] },
  { cell: 'postcode', isEmpty: ['city'], with: ['postcode'] },
  { cell: 'line2', isEmpty: ['postcode', 'city'], with: [] },
]

/** The street and the cell where the place was typed, read as one text: whoever reads those knows how. */
function retold(reader: CellReader, input: AddressInput, country: string | undefined): Cells | undefined {
  for (const { cell, isEmpty, with: cells } of GLUED) {
    const text = tidy(input[cell] ?? '')
    if (!/\d/.test(text) || !/\p{L}{2}/u.test(text) || isEmpty.some((each) => input[each] !== undefined)) continue
    const placed = asOneText(reader, input, { text, cells, country })
    if (placed) return placed
  }
  return undefined
}

type Glued = { readonly text: string; readonly cells: readonly Cell[]; readonly country: string | undefined }

function asOneText(
  { clean, codes }: CellReader,
  input: AddressInput,
  { text, cells, country }: Glued,
): Cells | undefined {
  const { line1, line2, city, region, postcode, ...others } = input
  const street = line1 ?? [others.houseNumber, others.street].filter(Boolean).join(' ')
  const kept = { ...others, ...(region === undefined || cells.includes('region') ? {} : { region }) }
  const typed = cells.length === 0 ? text : cells.map((cell) => input[cell] ?? '').join(' ')
  const full = [street, line2, ...cells.map((cell) => input[cell])].filter(Boolean).join(', ')
  const { address } = clean({ ...kept, full }, country)
  const isUnit = cells.length === 0 && (isSpecial({ line2: text }) || clean({ line1: text }, country).address?.unit)
  if (!address || address.line1 === undefined || isUnit) return undefined
  const { city: town = '', postcode: code = '', country: found = '' } = address
  const isCode = code !== '' && foldCode(text).includes(foldCode(code)) && codes.fits(code, found)
  const isTown = /^\p{L}/u.test(town) && !/\d{3}/.test(town) && fold(typed).includes(fold(town))
  if (!isCode || !isTown || (cells.length === 0 && !isWholePlace(address, text))) return undefined
  const was: Readonly<Record<PlacePart, string | undefined>> = { city, region, postcode }
  const parts = ['city', 'postcode', ...(cells.includes('region') || region === undefined ? ['region'] : [])]
  const moved = parts.filter((part): part is PlacePart => {
    const is = address[part as PlacePart] ?? ''
    return is !== '' && fold(is) !== fold(was[part as PlacePart] ?? '')
  })
  return { input: { ...kept, full }, moved: new Set(moved) }
}

/** Whether a line of its own is a place, and no office of that number: a known one, or the postcode at the end where its country has it. */
function isWholePlace(
  { city = '', region, postcode = '', country = '' }: Partial<StandardAddress>,
  text: string,
): boolean {
  const table = tableOf(country)
  const code = foldCode(postcode)
  if (table) {
    const key = townKey(city)
    return region !== undefined || table.at(code.slice(0, table.length)).some((town) => town.key === key)
  }
  const format = formatOf(country)?.fmt ?? ''
  const isFirst = format.indexOf('%Z') < format.indexOf('%C')
  return isFirst ? foldCode(text).startsWith(code) : foldCode(text).endsWith(code)
}
