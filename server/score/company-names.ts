import { abbreviates, editsWithin, jaroWinkler } from './similarity.ts'

/** A word of a company name with its weight: the rarer, the more it tells, in bits. */
export type Word = { text: string; bits: number }
export type Firm = {
  joined: string
  words: readonly Word[]
  initials: string
  total: number
  rarity: number
  shown: string
}

/** How two names fit. `covered`: weighted share of each side's words that the other has. `loose`: bits left over on a side. */
export type Fit = {
  same: boolean
  fuzzy: boolean
  coveredA: number
  coveredB: number
  looseA: number
  looseB: number
  shared: number
  anchor: number
  acronym: boolean
}

export function firmOf(folded: string, rarityOf: (word: string) => number, rarity: number): Firm {
  const words = folded.split(' ').map((text) => ({ text, bits: Math.max(1, -rarityOf(text)) }))
  return {
    joined: folded.replaceAll(' ', ''),
    words,
    initials: words.length > 2 ? words.map((word) => word.text.charAt(0)).join('') : '',
    total: words.reduce((sum, word) => sum + word.bits, 0),
    rarity,
    shown: folded,
  }
}

const taken = new Uint8Array(64)
const fit: Fit = {
  same: false,
  fuzzy: false,
  coveredA: 0,
  coveredB: 0,
  looseA: 0,
  looseB: 0,
  shared: 0,
  anchor: 0,
  acronym: false,
}

/**
 * Fits the words of two names to each other, each word once, the most telling first: equal, abbreviated, cut off, or
 * misspelt. Writes into one object that is reused. Soft TF-IDF in the manner of Cohen, Ravikumar and Fienberg (2003).
 */
export function fitFirms(a: Firm, b: Firm): Fit {
  fit.same = a.joined === b.joined
  fit.fuzzy = fit.same
  fit.coveredA = fit.coveredB = fit.same ? 1 : 0
  fit.looseA = fit.looseB = 0
  fit.shared = fit.same ? a.total : 0
  fit.anchor = fit.same ? Math.max(...a.words.map((word) => word.bits)) : 0
  fit.acronym = false
  if (fit.same) return fit
  const close = a.joined.length > 4 && b.joined.length > 4 && jaroWinkler(a.joined, b.joined) >= 0.95
  fit.acronym = (a.initials !== '' && a.initials === b.joined) || (b.initials !== '' && b.initials === a.joined)
  // The side with fewer words leads, ties by text, so that the fit is the same both ways.
  const turned = a.words.length > b.words.length || (a.words.length === b.words.length && a.joined > b.joined)
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
      const near = wordFit(word.text, other.text)
      if (near > best) {
        best = near
        which = j
      }
    }
    const partner = long.words[which]
    if (partner && best >= 0.7) {
      taken[which] = 1
      const bits = Math.min(word.bits, best === 1 ? word.bits : partner.bits)
      sharedShort += word.bits * best
      sharedLong += partner.bits * best
      if (bits * best > fit.anchor) fit.anchor = bits * best
    } else if (word.bits > looseShort) looseShort = word.bits
  }
  let looseLong = 0
  for (let j = 0; j < long.words.length && j < taken.length; j++) {
    const other = long.words[j]
    if (taken[j] === 0 && other && other.bits > looseLong) looseLong = other.bits
  }
  const coveredShort = sharedShort / short.total
  const coveredLong = sharedLong / long.total
  fit.coveredA = turned ? coveredLong : coveredShort
  fit.coveredB = turned ? coveredShort : coveredLong
  fit.looseA = turned ? looseLong : looseShort
  fit.looseB = turned ? looseShort : looseLong
  fit.shared = Math.min(sharedShort, sharedLong)
  fit.fuzzy = close
  return fit
}

/** 1 equal, 0.95 cut off, 0.9 misspelt or abbreviated, 0 unrelated. */
function wordFit(a: string, b: string): number {
  if (a === b) return 1
  const shorter = Math.min(a.length, b.length)
  if (shorter >= 3 && (a.startsWith(b) || b.startsWith(a))) return 0.95
  if (shorter >= 4 && editsWithin(a, b, 1) <= 1) return 0.92
  if (
    shorter >= 3 &&
    (a.length < b.length ? abbreviates(a, b) : abbreviates(b, a)) &&
    shorter * 2.2 >= Math.max(a.length, b.length)
  )
    return 0.88
  if (shorter >= 5 && jaroWinkler(a, b) >= 0.93) return 0.85
  return 0
}
