import { decodeHTML } from 'entities'

/** Entities that name a character or count it; a bare `&` with a word behind is a name's own. */
const ENTITY = /&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z]{2,8}\d{0,2});/i
/** What the first byte of a character of two to four in UTF-8 looks like in a Western table, with one more behind it. */
const MISREAD =
  /[\u00C2-\u00F4][\u0080-\u00BF\u0152\u0153\u0160\u0161\u0178\u017D\u017E\u0192\u02C6\u02DC\u2013-\u203A\u20AC\u2122]/
/** Letters that a system could not store and wrote a mark for: `J?rgen`, `J\uFFFDrgen`. */
const LOST = /\uFFFD|(?<=\p{L})\?(?=\p{L})/u

/** What Windows-1252, by which text is misread more than by any other table, has for the bytes from 128 on; blank: nothing. */
const HIGH = '€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ'
const BYTES: ReadonlyMap<string, number> = new Map(
  [...HIGH].flatMap((character, i) => (character === ' ' ? [] : [[character, 128 + i] as const])),
)
/**
 * What comes of letters that only look misread (Úžas, Guß-žito): a letter that is written within no Latin word, or one alone
 * of a script whose words have more.
 */
const RIGHT_TO_LEFT = String.raw`[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]`
const ODD = new RegExp(
  String.raw`\p{Script=Latin}${RIGHT_TO_LEFT}|${RIGHT_TO_LEFT}\p{Script=Latin}|(?<!\p{L})${RIGHT_TO_LEFT}(?!\p{L})|[\u0250-\u02AF]`,
  'u',
)
const STRICT = new TextDecoder('utf-8', { fatal: true })
/** Text that went through the same mistake again. */
const MOST_TIMES = 3

/**
 * A text as it was before a system spoilt it: HTML entities are characters again, and UTF-8 that was read as Windows-1252
 * (`JÃ¼rgen`), once or more often, is what it says. Whatever makes no sense as UTF-8 was none and stays.
 */
export function mend(text: string): string {
  let mended = ENTITY.test(text) ? decodeHTML(text) : text
  for (let i = 0; i < MOST_TIMES && MISREAD.test(mended); i++) {
    const again = reread(mended)
    if (again === undefined || ODD.test(again)) break
    mended = again
  }
  return mended
}

/** Whether letters of a text are lost for good. */
export function hasLostLetters(text: string): boolean {
  return LOST.test(text)
}

function reread(text: string): string | undefined {
  const bytes: number[] = []
  for (const character of text) {
    // Latin-1 has the bytes that Windows-1252 leaves open as themselves.
    const byte = BYTES.get(character) ?? (character <= '\u00FF' ? character.charCodeAt(0) : undefined)
    if (byte === undefined) return undefined
    bytes.push(byte)
  }
  try {
    return STRICT.decode(Uint8Array.from(bytes))
  } catch {
    return undefined
  }
}
