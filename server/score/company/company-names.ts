import { ENTITY_WORDS, GENERIC_WORDS, JOINING_WORDS } from '../../text/company-words.ts'
import { withNumerals } from '../../text/numbers/numerals.ts'
import { consonantsOf, isBare, romanisedKey } from '../../text/romanised.ts'
import { abbreviates, editedWords, nearWords, type Word, wordOf } from '../../text/similarity.ts'

/** A word of a company name with its weight: the rarer, the more it tells, in bits. */
type FirmWord = {
  readonly word: Word
  readonly key: string
  readonly consonants: string
  readonly bare: boolean
  /** Holds a digit: another number is another company, fund or ship. */
  readonly numeric: boolean
  /** A fund, a trust: something else than the company whose name it carries. */
  readonly entity: boolean
  readonly bits: number
}
export type Firm = {
  readonly joined: Word
  readonly words: readonly FirmWord[]
  readonly initials: string
  readonly total: number
  /** Numbers of the name in order of the alphabet. */
  readonly numbers: string
  readonly rarity: number
  readonly shown: string
}

/** How two names fit. `covered`: weighted share of each side's words that the other has. `loose`: bits left over on a side. */
export type Fit = {
  same: boolean
  /** The same letters but for blanks and a slip; `close`: nearly the same letters as a whole. */
  fuzzy: boolean
  close: boolean
  coveredA: number
  coveredB: number
  looseA: number
  looseB: number
  /** Numbers: `same` on both sides, on `one` side more than on the other, or in `conflict`. */
  numbers: 'same' | 'one' | 'conflict'
  /** A word for something else than a company is left over. */
  entity: boolean
  shared: number
  anchor: number
  acronym: boolean
}

/** Bits of words as long as no load has counted any. */
const UNCOUNTED = { joining: 1, generic: 3, entity: 5, other: 9 } as const

function bitsOf(text: string, rarity: number): number {
  if (rarity !== 0) return Math.max(1, -rarity)
  if (JOINING_WORDS.has(text)) return UNCOUNTED.joining
  if (ENTITY_WORDS.has(text)) return UNCOUNTED.entity
  return GENERIC_WORDS.has(text) ? UNCOUNTED.generic : UNCOUNTED.other
}

export function firmOf(folded: string, rarityOf: (word: string) => number, rarity: number): Firm {
  const texts = withNumerals(folded.split(' '))
  const words = texts.map(
    (text): FirmWord => ({
      word: wordOf(text),
      key: romanisedKey(text),
      consonants: consonantsOf(text),
      bare: isBare(text),
      numeric: /\d/.test(text),
      entity: ENTITY_WORDS.has(text),
      bits: bitsOf(text, rarityOf(text)),
    }),
  )
  const numbers = texts.filter((text) => /\d/.test(text))
  return {
    joined: wordOf(texts.join('')),
    words,
    initials: texts.length > 2 ? texts.map((text) => text.charAt(0)).join('') : '',
    total: words.reduce((sum, word) => sum + word.bits, 0),
    numbers: numbers.sort().join(' '),
    rarity,
    shown: folded,
  }
}

/** Bits that two names share and that one of them has left over. */
type Side = { shared: number; loose: number }

// Written anew for each of millions of pairs, as what follows.
const fit: Fit = {
  same: false,
  fuzzy: false,
  close: false,
  coveredA: 0,
  coveredB: 0,
  looseA: 0,
  looseB: 0,
  numbers: 'same',
  entity: false,
  shared: 0,
  anchor: 0,
  acronym: false,
}
const taken = new Uint8Array(64)
const nearest = { which: -1, near: 0 }
const shortSide: Side = { shared: 0, loose: 0 }
const longSide: Side = { shared: 0, loose: 0 }

/** From here on two words are one, written in two ways. */
const PARTNERS = 0.7

/**
 * Fits the words of two names to each other, each word once: equal, abbreviated, cut off, misspelt or romanised
 * otherwise. Writes into one object that is reused. Soft TF-IDF in the manner of Cohen, Ravikumar and Fienberg (2003).
 */
export function fitFirms(a: Firm, b: Firm): Fit {
  if (a.joined.text === b.joined.text) return fitSame(a)
  fit.same = fit.fuzzy = fit.close = fit.entity = false
  fit.anchor = 0
  fit.numbers = a.numbers === b.numbers ? 'same' : a.numbers === '' || b.numbers === '' ? 'one' : 'conflict'
  fit.acronym = isAcronym(a, b) || isAcronym(b, a)
  // The side with fewer words leads, ties by text, so that the fit is the same both ways.
  const turned = a.words.length > b.words.length || (a.words.length === b.words.length && a.joined.text > b.joined.text)
  if (turned) fitWords(b.words, a.words)
  else fitWords(a.words, b.words)
  const sideA = turned ? longSide : shortSide
  const sideB = turned ? shortSide : longSide
  fit.coveredA = sideA.shared / a.total
  fit.coveredB = sideB.shared / b.total
  fit.looseA = sideA.loose
  fit.looseB = sideB.loose
  fit.shared = Math.min(sideA.shared, sideB.shared)
  if (fit.numbers !== 'same') return fit
  fit.fuzzy = sameLetters(a.joined, b.joined)
  fit.close = a.joined.text.length > 4 && b.joined.text.length > 4 && nearWords(a.joined, b.joined, 0.95)
  return fit
}

function fitSame({ words, total }: Firm): Fit {
  fit.same = fit.fuzzy = fit.close = true
  fit.coveredA = fit.coveredB = 1
  fit.looseA = fit.looseB = fit.anchor = 0
  fit.numbers = 'same'
  fit.entity = fit.acronym = false
  fit.shared = total
  for (const word of words) if (word.bits > fit.anchor) fit.anchor = word.bits
  return fit
}

function isAcronym(a: Firm, b: Firm): boolean {
  return a.initials !== '' && a.initials === b.joined.text
}

/** Gives each word of the shorter name its partner; what is left over on either side is loose. */
function fitWords(short: readonly FirmWord[], long: readonly FirmWord[]): void {
  taken.fill(0, 0, long.length)
  shortSide.shared = shortSide.loose = longSide.shared = longSide.loose = 0
  for (const word of short) {
    findNearest(word, long)
    const partner = long[nearest.which]
    if (partner && nearest.near >= PARTNERS) {
      taken[nearest.which] = 1
      share(word, partner, nearest.near)
    } else leave(word, shortSide)
  }
  for (let j = 0; j < long.length && j < taken.length; j++) {
    const other = long[j]
    if (taken[j] === 0 && other) leave(other, longSide)
  }
}

/** The word that fits best of those nobody has taken. */
function findNearest(word: FirmWord, long: readonly FirmWord[]): void {
  nearest.which = -1
  nearest.near = 0
  for (let j = 0; j < long.length && j < taken.length && nearest.near < 1; j++) {
    const other = long[j]
    if (taken[j] === 1 || !other) continue
    const near = wordFit(word, other)
    if (near > nearest.near) {
      nearest.near = near
      nearest.which = j
    }
  }
}

function share(word: FirmWord, partner: FirmWord, near: number): void {
  const bits = Math.min(word.bits, near === 1 ? word.bits : partner.bits) * near
  shortSide.shared += word.bits * near
  longSide.shared += partner.bits * near
  if (bits > fit.anchor) fit.anchor = bits
}

function leave(word: FirmWord, side: Side): void {
  if (word.bits > side.loose) side.loose = word.bits
  if (word.entity) fit.entity = true
}

/** From here a name closed up forgives one letter, from there two. */
const LONG = 6
const VERY_LONG = 14

/** The same letters with blanks lost or added, and a slip or two in a long name. */
function sameLetters(a: Word, b: Word): boolean {
  const shorter = Math.min(a.text.length, b.text.length)
  return shorter >= LONG && editedWords(a, b, shorter >= VERY_LONG ? 2 : 1)
}

/** 1 equal, 0.95 cut off, 0.92 misspelt, 0.9 romanised otherwise, less for what is abbreviated or further off, 0 unrelated. */
function wordFit(a: FirmWord, b: FirmWord): number {
  const x = a.word.text
  const y = b.word.text
  if (x === y) return 1
  if (a.numeric || b.numeric) return 0
  const shorter = Math.min(x.length, y.length)
  const longer = Math.max(x.length, y.length)
  if (shorter >= 3 && (x.startsWith(y) || y.startsWith(x))) return shorter === 3 ? 0.75 : 0.95
  if (shorter >= 4 && editedWords(a.word, b.word, 1)) return 0.92
  if (a.key === b.key && a.key.length >= 5) return 0.9
  if ((a.bare || b.bare) && a.consonants.length > 2 && a.consonants === b.consonants) return 0.9
  if (shorter >= 3 && shorter * 2.2 >= longer && (x.length < y.length ? abbreviates(x, y) : abbreviates(y, x)))
    return shorter === 3 ? 0.75 : 0.88
  if (shorter >= 5 && nearWords(a.word, b.word, 0.93)) return 0.85
  return shorter >= 7 && x.charCodeAt(0) === y.charCodeAt(0) && editedWords(a.word, b.word, 2) ? 0.85 : 0
}
