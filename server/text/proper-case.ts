/** Whether the letters of a text are all upper or all lower case: a system wrote it so, not a person. */
function isFlat(text: string): boolean {
  const large = text.toUpperCase()
  const small = text.toLowerCase()
  return large !== small && (text === large || text === small)
}

const ROMAN = /^(ii|iii|iv|vi|vii|viii)$/

/** Upper case of a letter where that is one letter too: not of ß. */
function upper(letter: string): string {
  const made = letter.toUpperCase()
  return made.length === letter.length ? made : letter
}

/** Capital for each part between hyphens, apostrophes (O'Brien, D'Arcy) and points, and behind Mc. */
function capitalise(word: string): string {
  return (
    word
      .replace(/(^|[-./’'])(\p{L})/gu, (_, before: string, letter: string) => before + upper(letter))
      // A possessive or French ending is no new name: Macy's.
      .replace(/(['’])(\p{Lu})$/u, (_, mark: string, letter: string) => mark + letter.toLowerCase())
      .replace(/\bMc(\p{Ll})(?=\p{L}{2})/gu, (_, letter: string) => `Mc${upper(letter)}`)
  )
}

/** What changing case takes apart is put together again: a Turkish İ becomes two characters in small letters. */
function composed(text: string): string {
  return text.normalize('NFC').replaceAll('i\u0307', 'i')
}

/**
 * Proper case for a personal name in one case (SMITH, o'brien); a name with mixed case is left as its owner writes it.
 * Particles stay small in front of another word: VAN DER BERG → van der Berg.
 */
export function properCase(text: string, particles: ReadonlySet<string>): string {
  if (!isFlat(text)) return text
  const words = text.toLowerCase().split(' ')
  const cased = words.map((word, i) => {
    if (i < words.length - 1 && particles.has(word)) return word
    return ROMAN.test(word) && i > 0 ? word.toUpperCase() : capitalise(word)
  })
  return composed(cased.join(' '))
}

/**
 * Proper case for names of cities, streets and companies in one case: `small` words stay small within a name. Short words
 * without a vowel stay capital (NYC; GMBH is a legal form's business) but for those of `short`, which are no initials, and
 * so do those of `initials`. A text with letters that have no case is left as it is.
 */
export function titleCaser(
  small: ReadonlySet<string>,
  short: ReadonlySet<string>,
  initials: ReadonlySet<string> = new Set(),
): (text: string) => string {
  return (text) => {
    if (!isFlat(text) || /\p{Lo}/u.test(text)) return text
    const isLarge = text === text.toUpperCase()
    const words = text.toLowerCase().split(' ')
    const cased = words.map((word, i) => {
      if (isLarge && word.length <= 3 && /^[^aeiouy\d]+$/.test(word) && !short.has(word)) return word.toUpperCase()
      if (isLarge && initials.has(word)) return word.toUpperCase()
      return i > 0 && small.has(word) ? word : capitalise(word)
    })
    return composed(cased.join(' '))
  }
}
