import type { Claim } from '../../model/record.ts'
import { fold, tidy } from '../../text/fold.ts'
import { claim } from '../claim.ts'
import type { Knowledge } from '../knowledge.ts'

/** What comes off the ends of a name: its titles, its generation, and what its bearer may write behind it. */
export type Affixes = { readonly title?: Claim; readonly suffix?: Claim; readonly credentials?: Claim }

export type NameAffixes = {
  readonly isTitle: (word: string) => boolean
  /** `place`: how many words there are with this one, of which a letter that counts has to be the third at least. */
  readonly isSuffix: (word: string, place?: number) => boolean
  readonly title: (text: string) => Claim
  readonly suffix: (text: string) => Claim
  /** Takes titles off the front and suffixes off the end, never the last word that is left. `before`: words ahead of these. */
  readonly peel: (words: string[], original: string, before?: number) => Affixes
}

type Lookup = ReadonlyMap<string, string>

function lookup(spellings: Knowledge['names']['titles']): Lookup {
  const map = new Map<string, string>()
  for (const [to, words] of Object.entries(spellings)) for (const word of [to, ...words]) map.set(fold(word), to)
  return map
}

/** Binds the titles, generations and credentials of the rules; `junk` are words that are no title. */
export function nameAffixes(rules: Knowledge, junk: ReadonlySet<string>): NameAffixes {
  const titles = lookup(rules.names.titles)
  const generations = lookup(rules.names.generations)
  const credentials = lookup(rules.names.credentials)
  const longestTitle = Math.max(...[...titles.keys()].map((title) => title.split(' ').length))
  const isTitle = (word: string) => titles.has(fold(word))

  /** A letter that counts generations is an initial more often, and Vi is a name: behind two words they are neither. */
  const isSuffix = (word: string, place = 0) =>
    (generations.has(fold(word)) && (place > 2 || !/^(?:[ivx]|vi|xi)$/i.test(word))) || credentials.has(fold(word))

  const suffixClaim = (text: string): Claim => {
    const folded = fold(text)
    const generation = generations.get(folded)
    if (generation) return claim(generation, fold(generation), text, 'generation')
    const credential = credentials.get(folded)
    return credential ? claim(credential, fold(credential), text, 'credential') : claim(tidy(text), folded, text)
  }
  const titleClaim = (text: string): Claim => {
    const known = titles.get(fold(text))
    return known ? claim(known, fold(known), text) : claim(tidy(text), junk.has(fold(text)) ? '' : fold(text), text)
  }

  /** How many words at the front are one title (The Honourable), never all of them. */
  const titleSize = (words: readonly string[]): number => {
    for (let size = Math.min(longestTitle, words.length - 1); size > 0; size--)
      if (titles.has(fold(words.slice(0, size).join(' ')))) return size
    return 0
  }

  const peel = (words: string[], original: string, before = 0): Affixes => {
    let found: Affixes = {}
    for (let size = titleSize(words); size > 0; size = titleSize(words)) {
      const title = words.splice(0, size).join(' ')
      found = together(found, { title: { ...titleClaim(title), original } })
    }
    while (words.length > 1) {
      const isLong = words.length > 2 && generations.has(fold(words.slice(-2).join(' ')))
      const last = words.slice(isLong ? -2 : -1).join(' ')
      if (!isLong && !isSuffix(last, words.length + before)) break
      words.length -= isLong ? 2 : 1
      // Read from the end, so what comes now stands in front.
      found = together(affix({ ...suffixClaim(last), original }), found)
    }
    return found
  }

  return { isTitle, isSuffix, title: titleClaim, suffix: suffixClaim, peel }
}

/** What stands behind a name: what tells father from son goes by itself. */
function affix(made: Claim): Affixes {
  return made.kind === 'credential' ? { credentials: made } : { suffix: made }
}

/** Affixes of two places in one name, each title and credential once; of two generations the first. */
export function together(a: Affixes, b: Affixes): Affixes {
  const title = both(a.title, b.title)
  const credentials = both(a.credentials, b.credentials)
  const suffix = a.suffix ?? b.suffix
  return { ...(title && { title }), ...(suffix && { suffix }), ...(credentials && { credentials }) }
}

function both(a: Claim | undefined, b: Claim | undefined): Claim | undefined {
  if (!a || !b) return a ?? b
  if (` ${a.folded} `.includes(` ${b.folded} `)) return a
  return { ...a, value: `${a.value} ${b.value}`, folded: `${a.folded} ${b.folded}` }
}
