import { ENTITY_WORDS, GENERIC_WORDS, JOINING_WORDS } from '../../text/company-words.ts'
import { withNumerals } from '../../text/numerals.ts'
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

const taken = new Uint8Array(64)
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

/**
 * Fits the words of two names to each other, each word once: equal, abbreviated, cut off, misspelt or romanised
 * otherwise. Writes into one object that is reused. Soft TF-IDF in the manner of Cohen, Ravikumar and Fienberg (2003).
 */
export function fitFirms(a: Firm, b: Firm): Fit {
  fit.same = a.joined.text === b.joined.text
  fit.fuzzy = fit.close = fit.same
  fit.coveredA = fit.coveredB = fit.same ? 1 : 0
  fit.looseA = fit.looseB = 0
  fit.shared = fit.same ? a.total : 0
  fit.anchor = 0
  fit.acronym = false
  fit.numbers = 'same'
  fit.entity = false
  if (fit.same) {
    for (const word of a.words) if (word.bits > fit.anchor) fit.anchor = word.bits
    return fit
  }
  if (a.numbers !== b.numbers) fit.numbers = a.numbers === '' || b.numbers === '' ? 'one' : 'conflict'
  fit.acronym =
    (a.initials !== '' && a.initials === b.joined.text) || (b.initials !== '' && b.initials === a.joined.text)
  // The side with fewer words leads, ties by text, so that the fit is the same both ways.
  const turned = a.words.length > b.words.length || (a.words.length === b.words.length && a.joined.text > b.joined.text)
  const short = turned ? b : a
  const long = turned ? a : b
  taken.fill(0, 0, long.words.length)
  let looseShort = 0
  let sharedShort = 0
  let sharedLong = 0
  for (const word of short.words) {
    let best = 0
    let which = -1
    for (let j = 0; j < long.words.length && j < taken.length; j++) {
      const other = long.words[j]
      if (taken[j] === 1 || !other) continue
      const near = wordFit(word, other)
      if (near > best) {
        best = near
        which = j
        if (near === 1) break
      }
    }
    const partner = long.words[which]
    if (partner && best >= 0.7) {
      taken[which] = 1
      const bits = Math.min(word.bits, best === 1 ? word.bits : partner.bits)
      sharedShort += word.bits * best
      sharedLong += partner.bits * best
      if (bits * best > fit.anchor) fit.anchor = bits * best
    } else {
      if (word.bits > looseShort) looseShort = word.bits
      if (word.entity) fit.entity = true
    }
  }
  let looseLong = 0
  for (let j = 0; j < long.words.length && j < taken.length; j++) {
    const other = long.words[j]
    if (taken[j] !== 0 || !other) continue
    if (other.bits > looseLong) looseLong = other.bits
    if (other.entity) fit.entity = true
  }
  const coveredShort = sharedShort / short.total
  const coveredLong = sharedLong / long.total
  fit.coveredA = turned ? coveredLong : coveredShort
  fit.coveredB = turned ? coveredShort : coveredLong
  fit.looseA = turned ? looseLong : looseShort
  fit.looseB = turned ? looseShort : looseLong
  fit.shared = Math.min(sharedShort, sharedLong)
  if (fit.numbers !== 'same') return fit
  fit.fuzzy = sameLetters(a.joined, b.joined)
  fit.close = a.joined.text.length > 4 && b.joined.text.length > 4 && nearWords(a.joined, b.joined, 0.95)
  return fit
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
