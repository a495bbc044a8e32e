/** String measures, written for the inner loop: no allocation per call. Case and accents are folded before. */

/** A text with what bounds its similarity to any other: which letters and digits it has (a bit each), and how many. */
export type Word = { readonly text: string; readonly mask: number; readonly kinds: number }

export function wordOf(text: string): Word {
  let mask = 0
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i)
    // Letters have a bit of their own; digits and all else share the rest.
    mask |= 1 << (c >= 97 && c <= 122 ? c - 97 : 26 + (c % 6))
  }
  return { text, mask, kinds: bitsIn(mask) }
}

/** Bits that are set. */
export function bitsIn(mask: number): number {
  let m = mask - ((mask >>> 1) & 0x55555555)
  m = (m & 0x33333333) + ((m >>> 2) & 0x33333333)
  return Math.imul((m + (m >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}

/** True when Jaro–Winkler similarity reaches `least`; most unlike words are told by their letters alone. */
export function nearWords(a: Word, b: Word, least: number): boolean {
  const la = a.text.length
  const lb = b.text.length
  if (la === 0 || lb === 0) return false
  const shared = bitsIn(a.mask & b.mask)
  const matches = Math.min(la - a.kinds + shared, lb - b.kinds + shared)
  const jaro = (matches / la + matches / lb + 1) / 3
  const most = a.text.charCodeAt(0) === b.text.charCodeAt(0) ? jaro + 0.4 * (1 - jaro) : jaro
  return most >= least && jaroWinkler(a.text, b.text) >= least
}

/** False where letters and lengths of two words already rule out that `max` edits lead from one to the other. */
export function mayBeEdited(a: number, lengthA: number, b: number, lengthB: number, max: number): boolean {
  return Math.abs(lengthA - lengthB) <= max && bitsIn(a & ~b) <= max && bitsIn(b & ~a) <= max
}

/** True when at most `max` edits lead from one to the other. */
export function editedWords(a: Word, b: Word, max: number): boolean {
  if (!mayBeEdited(a.mask, a.text.length, b.mask, b.text.length, max)) return false
  return editsWithin(a.text, b.text, max) <= max
}

/**
 * True when the edits from one to the other are at most `1 - least` of the longer one's letters: 1 is the same, 0 anything.
 * Texts of more than 256 letters are alike only where they are the same. Symmetric.
 */
export function spelledAlike(a: string, b: string, least: number): boolean {
  // A share such as 0.8 of 5 letters is one edit, which floating point calls a little less than one.
  const max = Math.floor((1 - least) * Math.max(a.length, b.length) + 1e-9)
  return editsWithin(a, b, max) <= max
}

const LIMIT = 256
const used = new Uint8Array(2 * LIMIT)
const rows = [new Int32Array(LIMIT + 1), new Int32Array(LIMIT + 1), new Int32Array(LIMIT + 1)] as const

/**
 * Jaro–Winkler similarity, 0 … 1, prefix scale 0.1 over at most four letters (Winkler 1990).
 * Strings beyond 256 letters are compared by their first 256.
 */
export function jaroWinkler(a: string, b: string): number {
  if (a === b) return 1
  // Letters are paired greedily, which depends on whose turn it is: the shorter one's, always.
  return a.length < b.length || (a.length === b.length && a < b) ? similarity(a, b) : similarity(b, a)
}

function similarity(a: string, b: string): number {
  const la = Math.min(a.length, LIMIT)
  const lb = Math.min(b.length, LIMIT)
  if (la === 0 || lb === 0) return 0
  const reach = Math.max(0, (Math.max(la, lb) >> 1) - 1)
  used.fill(0, 0, la)
  used.fill(0, LIMIT, LIMIT + lb)
  let matches = 0
  for (let i = 0; i < la; i++) {
    const c = a.charCodeAt(i)
    const to = Math.min(lb - 1, i + reach)
    for (let j = Math.max(0, i - reach); j <= to; j++) {
      if (used[LIMIT + j] === 0 && b.charCodeAt(j) === c) {
        used[i] = 1
        used[LIMIT + j] = 1
        matches++
        break
      }
    }
  }
  if (matches === 0) return 0
  let crossed = 0
  for (let i = 0, j = 0; i < la; i++) {
    if (used[i] === 0) continue
    while (used[LIMIT + j] === 0) j++
    if (a.charCodeAt(i) !== b.charCodeAt(j)) crossed++
    j++
  }
  const jaro = (matches / la + matches / lb + (matches - crossed / 2) / matches) / 3
  let prefix = 0
  const most = Math.min(4, la, lb)
  while (prefix < most && a.charCodeAt(prefix) === b.charCodeAt(prefix)) prefix++
  return jaro + prefix * 0.1 * (1 - jaro)
}

/**
 * Number of edits (insert, delete, replace, swap of neighbours) that turn one into the other, or `max + 1` when it
 * takes more than `max`. Optimal string alignment, banded.
 */
export function editsWithin(a: string, b: string, max: number): number {
  if (a === b) return 0
  const la = a.length
  const lb = b.length
  if (Math.abs(la - lb) > max || la > LIMIT || lb > LIMIT) return max + 1
  let [before, last, row] = rows as readonly [Int32Array, Int32Array, Int32Array]
  for (let j = 0; j <= lb; j++) last[j] = j
  for (let i = 1; i <= la; i++) {
    const from = Math.max(1, i - max)
    const to = Math.min(lb, i + max)
    row[from - 1] = from === 1 ? i : max + 1
    let least = row[from - 1] ?? 0
    const c = a.charCodeAt(i - 1)
    for (let j = from; j <= to; j++) {
      const d = b.charCodeAt(j - 1)
      const above = j === i + max && i > 1 ? max + 1 : at(last, j)
      let cost = Math.min(at(last, j - 1) + (c === d ? 0 : 1), above + 1, at(row, j - 1) + 1)
      if (i > 1 && j > 1 && c === b.charCodeAt(j - 2) && d === a.charCodeAt(i - 2)) {
        cost = Math.min(cost, at(before, j - 2) + 1)
      }
      row[j] = cost
      if (cost < least) least = cost
    }
    if (least > max) return max + 1
    const spare = before
    before = last
    last = row
    row = spare
  }
  return Math.min(at(last, lb), max + 1)
}

function at(row: Int32Array, j: number): number {
  return row[j] ?? 0
}

/** True when `short` can be read as an abbreviation of `long`: same first letter, its letters in order (`clthg`, clothing). */
export function abbreviates(short: string, long: string): boolean {
  if (short.length >= long.length || short.length < 2 || short.charCodeAt(0) !== long.charCodeAt(0)) return false
  let j = 1
  for (let i = 1; i < long.length && j < short.length; i++) if (long.charCodeAt(i) === short.charCodeAt(j)) j++
  return j === short.length
}
