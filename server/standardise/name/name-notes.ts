import { tidy } from '../../text/fold.ts'
import type { Knowledge } from '../knowledge.ts'
import { nameWords } from './name-words.ts'

/** What stood beside a name in its cell. */
export type NameNotes = {
  /** The name without its notes; empty where there was nothing else. */
  readonly rest: string
  readonly notes: readonly string[]
  /** What the notes say of fields: `deceased` → `true`, `consent.phone` → `false`. */
  readonly says: Readonly<Record<string, string>>
}

type Rule = Knowledge['names']['notes'][number]
type Pattern = { readonly regex: RegExp; readonly says: Rule['says'] }

/** Makes the reader of what people write into a name column beside the name: (deceased), Estate of, c/o, DO NOT CALL. */
export function nameNotes(rules: Knowledge): (text: string) => NameNotes {
  const { former } = nameWords(rules)
  const patterns = rules.names.notes.map(({ as, words, says }): Pattern => ({ regex: SHAPE[as](anyOf(words)), says }))

  return (text) => {
    if (ONE_WORD.test(text)) return { rest: text, notes: [], says: {} }
    const notes: string[] = []
    const says: Record<string, string> = {}
    let rest = tidy(text)
    const take = (regex: RegExp, said: Rule['says']) => {
      for (let found = regex.exec(rest); found; found = regex.exec(rest)) {
        notes.push(found[0].replace(TRIMMED, ''))
        Object.assign(says, said)
        rest = tidy(`${rest.slice(0, found.index)} ${rest.slice(found.index + found[0].length)}`)
          .replace(/(?<!\s)\s+(?=,)/g, '')
          .replace(/^[\s,;*|–-]+|(?<![\s,;*|–-])[\s,;*|–-]+$/g, '')
      }
    }
    for (const { regex, says: said } of [...patterns, NUMBERED]) take(regex, said)
    if (former(rest).former === undefined) for (const regex of [BEHIND_NAME, OTHER_SCRIPT]) take(regex, undefined)
    return notes.length === 0 ? { rest: text, notes, says } : { rest, notes, says }
  }
}

const TRIMMED = /^[\s([{*,;:|/–-]+|(?<![\s)\]}*,;|/–-])[\s)\]}*,;|/–-]+$/g
/** A place in a list: 1. John Smith. */
const NUMBERED: Pattern = { regex: /^[#№(]?\d+[.):]*[\s–-]+(?=\p{L})/u, says: undefined }
/** What stands in brackets behind a whole name is beside it: (Accounts), (Bob). */
const BEHIND_NAME = /(?<=\p{L}[\p{L}'’.-]*\s+\p{L}[\p{L}'’.-]*)\s*[([][^()[\]]*[)\]]\s*$/u
/** The name once more in other letters: 李 明 (Li Ming), Xu (徐) Li. */
const OTHER_SCRIPT =
  /(?<=\p{Script=Latin}\s*)[([][^\p{Script=Latin}()[\]]*\p{L}[^\p{Script=Latin}()[\]]*[)\]]|(?<=[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Cyrillic}\p{Script=Arabic}]\s*)[([][\p{Script=Latin}\s.'-]+[)\]]/u

/** How each kind of note stands to the name. */
const SHAPE: Record<Rule['as'], (words: string) => RegExp> = {
  /** Ahead of it: Estate of John Smith. */
  front: (words) => new RegExp(String.raw`^[\s"'(*]*${words}${END}[.:]?\s*(?=[\p{L}"'(])`, 'iu'),
  /** With all that follows: Mary Smith c/o Hill House. */
  rest: (words) => new RegExp(String.raw`(?<=\p{L}.*)[\s,;(–-]+${words}${END}[.:]?\s*[^\s.:].*$`, 'iu'),
  /** Anywhere, as words of their own: John Smith DECEASED. */
  word: (words) => new RegExp(String.raw`(?<![\s([*,;–-])[\s([*,;–-]*${START}${words}${END}[.!]?[\s)\]*]*`, 'iu'),
  /** Apart from it, in brackets or behind a dash, a slash or a comma: John Smith - VIP. */
  aside: (words) =>
    new RegExp(String.raw`(?:[([*]\s*|\s[–/|-]\s*|,\s*)${words}${END}[.!]?\s*(?:[)\]*]+|(?=[,|]|$))`, 'iu'),
}
const START = String.raw`(?<![\p{L}\p{N}])`
const END = String.raw`(?![\p{L}\p{N}])`

function anyOf(words: readonly string[]): string {
  const sources = [...words]
    .sort((a, b) => b.length - a.length)
    .map((word) => word.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\s+/g, String.raw`[\s_-]+`))
  return sources.length === 0 ? '(?!)' : `(?:${sources.join('|')})`
}

/** Most given and family names, which have nothing beside them. */
const ONE_WORD = /^\p{Lu}\p{Ll}+$/u
