import anyAscii from 'any-ascii'

/**
 * German spells ä ö ü also ae oe ue. Between consonants (and at the start of a word) such a pair is taken for the
 * umlaut and loses its e, so that Müller, Mueller and Muller fold to one. Words that only look so are in KEEP.
 */
const UMLAUT = /(?<![aeiouqy])([aou])e(?=[bcdfghjklmnpqrstvwxz])/g
const KEEP =
  /^(michael|samuel|manuel|emm?anuel|immanuel|miguel|joel|noel|israel|raphael|rafael|ismael|gael|nahuel|phoenix)|[^q]uez$/

function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 127) return false
  return true
}

/** Han, Hangul and kana come out of any-ascii glued (`ZhangWei`); the capitals show the syllables. */
const GLUED = /([a-z])(?=[A-Z])/g
const EASTERN = /[\u1100-\u11FF\u3040-\u30FF\u3400-\u9FFF\uAC00-\uD7AF]/

/** Lower-case ASCII of a text in any script, punctuation kept. */
export function toAscii(text: string): string {
  if (isAscii(text)) return text.toLowerCase()
  const composed = text.normalize('NFC')
  const ascii = anyAscii(composed)
  return (EASTERN.test(composed) ? ascii.replace(GLUED, '$1 ') : ascii).toLowerCase()
}

/**
 * Form for comparing words of any script: lower-case ASCII letters and digits, single blanks, no punctuation; an
 * apostrophe closes up (O'Brien = OBrien), other punctuation parts. Idempotent.
 */
export function fold(text: string): string {
  if (FOLDED.test(text) && !UMLAUT_HINT.test(text)) return text
  const plain = toAscii(text)
    .replace(/['`´’ʼ]/g, '')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
  if (!UMLAUT_HINT.test(plain)) return plain
  return plain
    .split(' ')
    .map((word) => (KEEP.test(word) ? word : word.replace(UMLAUT, '$1')))
    .join(' ')
}

const UMLAUT_HINT = /[aou]e/
const FOLDED = /^[a-z0-9]+(?: [a-z0-9]+)*$/

/** Letters and digits only, for codes and identifiers: `DE 123-456` → `DE123456`. */
export function foldCode(text: string): string {
  return toAscii(text)
    .replace(/[^a-z0-9]/g, '')
    .toUpperCase()
}

/** What needs no tidying: most values, so it is worth a look. */
const TIDY = /^[!-~]+(?: [!-~]+)*$/

/** Outer blanks off, inner ones single, invisible characters gone, composed Unicode. */
export function tidy(text: string): string {
  if (TIDY.test(text)) return text
  return text
    .normalize('NFC')
    .replace(/[\s\u00A0\u200B-\u200D\u2060\uFEFF]+/g, ' ')
    .trim()
}
