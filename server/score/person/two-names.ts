import { GIVEN_NAMES, type GivenName } from '../../text/given-names.ts'
import { romanisedKey } from '../../text/romanised.ts'
import { editsWithin } from '../../text/similarity.ts'

/**
 * Whether two folded given names are names of two people: each is a name of its own, and they are not two spellings of
 * one. Jayden and Hayden, Daniel and Danielle; but not Jayden and Jaydn, Sarah and Sara, Brian and Brain.
 */
export function areTwoNames(a: string, b: string): boolean {
  const [x, y] = [GIVEN_NAMES.get(a), GIVEN_NAMES.get(b)]
  if (!x || !y || isTurned(a, b)) return false
  // Where one is a letter off the other and far rarer, a slip is likelier than such a name: Logan and Loan, not Michaela.
  if (Math.abs(x.share - y.share) >= FAR && editsWithin(a, b, 1) <= 1 && !isLengthened(a, b)) return false
  if (isOtherSex(x, y)) return true
  if (spoken(a) === spoken(b)) return false
  if (Math.max(x.share, y.share) > BROUGHT_OVER || a.at(-1) !== b.at(-1)) return true
  return romanisedKey(a) !== romanisedKey(b)
}

/** Bits between the shares of two names from which on the rarer one is taken for a slip of the other. */
const FAR = 5

/** Names that are rarer in English came from another script or language, with a spelling for every ear that heard them. */
const BROUGHT_OVER = -13.5

/**
 * Whether two names of one family of nicknames are given to two people all the same: Anna and Anne, Dennis and Denise. One is
 * not short for the other, and what parts them is an ending that makes another name or the name of the other sex.
 */
export function areTwoForms(a: string, b: string): boolean {
  const last = a.length - 1
  const isEnding = b.length === a.length && last > 2 && a.slice(0, last) === b.slice(0, last)
  const isOfTwoSexes = Math.min(a.length, b.length) > 4 && editsWithin(a, b, 2) <= 2
  if (!isEnding && !isOfTwoSexes) return false
  const [x, y] = [GIVEN_NAMES.get(a), GIVEN_NAMES.get(b)]
  if (!x || !y) return false
  if (isOfTwoSexes && isOtherSex(x, y)) return true
  return isEnding && ['ae', 'ea'].includes(a.charAt(last) + b.charAt(last))
}

function isOtherSex(a: GivenName, b: GivenName): boolean {
  return (a.sex === 'f' && b.sex === 'm') || (a.sex === 'm' && b.sex === 'f')
}

/** One is the other and an ending: Michael and Michaela. */
function isLengthened(a: string, b: string): boolean {
  const [short, long] = a.length < b.length ? [a, b] : [b, a]
  return long.startsWith(short) && /[aeio]$/.test(long)
}

/** Two neighbours changed places behind the first letter: a slip of the fingers, whatever comes out. */
function isTurned(a: string, b: string): boolean {
  if (a.length !== b.length || a.charCodeAt(0) !== b.charCodeAt(0)) return false
  let i = 0
  while (i < a.length && a[i] === b[i]) i++
  return a[i] === b[i + 1] && a[i + 1] === b[i] && a.slice(i + 2) === b.slice(i + 2)
}

/** Spellings of one sound, in order; made for names as they are said in the languages of Europe. */
const SOUNDS: readonly (readonly [RegExp, string])[] = [
  [/sch|sh/g, 'S'],
  [/^geo(?=[^r])/, 'je'],
  [/ph/g, 'f'],
  [/th/g, 't'],
  [/ck|kh|q|c(?![eiyh])|ch(?=[lr])/g, 'k'],
  [/x/g, 'ks'],
  [/[cz](?=[eiy])|z/g, 's'],
  [/g(?=[eiy])/g, 'j'],
  [/w/g, 'v'],
  // A silent h, and letters doubled.
  [/(?<=[aeiouy])h(?![aeiouy])/g, ''],
  [/([b-df-hj-np-tv-z])\1+/g, '$1'],
  // Jayden, Jaiden and Jaden; Hailey and Hayley.
  [/a[iy](?=[^aeiouy])|e[iy](?=[^aeiouy])/g, 'a'],
  [/(?:ie|ey|ee|ea|iy|ij|yi|i|y)$/, 'i'],
  [/ee|ea|ie|y|(?<=[a-z])j(?=[aeiou])/g, 'i'],
  [/ou|oo/g, 'u'],
  [/([aeiou])\1+/g, '$1'],
  // What nobody hears: the e of Jane, and which vowel it is in Jordan, Karen and Taylor.
  [/e$(?<=[^aeiou].*[^aeiou]e)/, ''],
  [/(?<=..[^aeiou])[aeiou](?=[nr]$)/, 'e'],
]

/** A name as it is said, however it is spelt. */
function spoken(name: string): string {
  let sound = name
  for (const [sign, said] of SOUNDS) sound = sound.replace(sign, said)
  return sound
}
