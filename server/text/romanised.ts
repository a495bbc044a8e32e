/**
 * Keys that forgive how a name was brought into Latin letters. One original is written in many ways (Müller's Wladimir is
 * Putin's Vladimir, Muhammad is Mohammed): what differs are vowels of one kind, signs for one consonant, letters doubled
 * and an `h` that softens. Made from the usual romanisation tables (ISO 9, BGN/PCGN, DIN 31635, Wade–Giles and Pinyin).
 */

/** Signs for one sound, the longer first; a capital stands for a sound of its own. */
const SIGNS: readonly (readonly [RegExp, string])[] = [
  // Slavic -ov, -ev, -yov, -off and -ova.
  [/[iy]?[oe](?:v|w|ff)(a?)$/, 'ev$1'],
  [/^ch(?=[rl])/, 'k'],
  [/schtsch|tsch|dsch|shch|tch|sch|cz|sz|zh|sh|ch|tz|ts|dz/g, 's'],
  [/ph/g, 'v'],
  [/ck|kh/g, 'k'],
  [/([bdgjlrt])h/g, '$1'],
  [/^d(?=j)/, ''],
  [/^[yj](?=[aeiou])/, 'J'],
  [/x/g, 'ks'],
  [/c(?=[eiy])/g, 's'],
  [/[cgq]/g, 'k'],
  [/[wf]/g, 'v'],
  [/z/g, 's'],
  [/h$/, ''],
]
const DOUBLED = /([b-df-hj-np-tv-xz])\1+/g

/**
 * A folded word with consonants by sound and vowels in two kinds: `O` for o, u and their like, `A` for all others.
 * Muhammad, Mohammed → mOhAmAd; Hassan and Hussein stay two.
 */
export function romanisedKey(word: string): string {
  return bySound(word.replace(DOUBLED, '$1')).replace(DOUBLED, '$1')
}

function bySound(word: string): string {
  let key = word
  for (const [sign, sound] of SIGNS) key = key.replace(sign, sound)
  return key.replace(/[aeiouyj]+/g, (vowels) => (/^[ae]*[ou]/.test(vowels) ? 'O' : 'A'))
}

/** Scripts of the Semitic family write few vowels: such a word comes out of romanisation as consonants (mhmd, slman). */
export function isBare(word: string): boolean {
  return word.length > 1 && !/[aeiou]/.test(word)
}

/** Consonants of a folded word, the lips' sounds as one: what Muhammad shares with mhmd and Perez with byryz. */
export function consonantsOf(word: string): string {
  // What stands beside a bare consonant is no doubling: a vowel is left out between them.
  const key = isBare(word) ? bySound(skeleton(word)) : romanisedKey(word)
  return key.replace(/[AOJ]/g, '').replace(/[pv]/g, 'b')
}

/** A bare word without the letters that stand for long vowels, and without the Arabic article in front. */
function skeleton(word: string): string {
  const own = word.length > 3 && /^l[^wy]/.test(word) ? word.slice(1) : word
  return own.replace(/(?<![wyv])[wyv]+$/, '').replace(/(?<=.)[wy]|^w(?=.)/g, '')
}
