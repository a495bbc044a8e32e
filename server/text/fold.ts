import anyAscii from 'any-ascii'

/**
 * German spells ä ö ü also ae oe ue. Between consonants (and at the start of a word) such a pair is taken for the
 * umlaut and loses its e, so that Müller, Mueller and Muller fold to one. Words that only look so are in KEEP.
 */
const UMLAUT = /(?<![aeiouqy])([aou])e(?=[bcdfghjklmnpqrstvwxz])/g
const KEEP =
  /^(michael|samuel|manuel|emm?anuel|immanuel|miguel|joel|noel|israel|raphael|rafael|ismael|gael|nahuel|phoenix|guest)|[^q]uez$/

function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 127) return false
  return true
}

/** Han, Hangul and kana come out of any-ascii glued (`ZhangWei`); the capitals show the syllables. */
const GLUED = /([a-z])(?=[A-Z])/g
const EASTERN = /[\u1100-\u11FF\u3040-\u30FF\u3400-\u9FFF\uAC00-\uD7AF]/

/** Lower-case ASCII of a text in any script, punctuation kept. */
function toAscii(text: string): string {
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
  const plain = isPlain(text)
    ? text.toLowerCase()
    : toAscii(text)
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

const [SPACE, DELETE] = [32, 127]
const LETTERS_AND_DIGITS = new Uint8Array(128)
for (const letter of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789')
  LETTERS_AND_DIGITS[letter.charCodeAt(0)] = 1

/** Words of ASCII letters and digits with single blanks between: most values, told in one look at each character. */
function isPlain(text: string): boolean {
  let before = SPACE
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (LETTERS_AND_DIGITS[code] !== 1 && (code !== SPACE || before === SPACE)) return false
    before = code
  }
  return before !== SPACE || text === ''
}

/** Words of visible ASCII with single blanks between. */
function isTidy(text: string): boolean {
  let before = SPACE
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code < SPACE || code >= DELETE || (code === SPACE && before === SPACE)) return false
    before = code
  }
  return before !== SPACE
}

/** Letters and digits only, for codes and identifiers: `DE 123-456` → `DE123456`. */
export function foldCode(text: string): string {
  if (isPlain(text)) return (text.includes(' ') ? text.replaceAll(' ', '') : text).toUpperCase()
  return toAscii(text)
    .replace(/[^a-z0-9]/g, '')
    .toUpperCase()
}

/** Outer blanks off, inner ones single, invisible characters gone, composed Unicode. */
export function tidy(text: string): string {
  if (isTidy(text)) return text
  return text
    .normalize('NFC')
    .replace(/[\s\u00A0\u200B-\u200D\u2060\uFEFF]+/g, ' ')
    .trim()
}
