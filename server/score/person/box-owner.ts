import { NICKNAME_FAMILIES } from '../../text/nicknames.ts'

/**
 * Whom a box is named after, by the names of the record that has it: its own given name, the family alone, somebody else
 * of the family, somebody else, or nobody that can be told.
 */
export type Owner = 'own' | 'family' | 'relative' | 'other' | 'unknown'

/** Whether the box is the family's, or bears the given name of one of the two and not of the other. */
export function lent(a: Owner, b: Owner): boolean {
  if (a === 'own') return b === 'relative' || b === 'other'
  if (b === 'own') return a === 'relative' || a === 'other'
  return a === 'family' || b === 'family' || a === 'relative' || b === 'relative'
}

/** Whom a local part is named after, told by the folded names of the record that has it. */
export function namedAfter(
  local: string,
  given: readonly string[],
  family: readonly string[],
): { owner: Owner; justName: boolean; isNumbered: boolean } {
  const letters = local.replace(/[^\p{L}]/gu, '')
  const plain = letters.length === local.replace(/[._-]/g, '').length
  let rest = letters
  for (const last of partsOf(family)) {
    const left = last.length > 2 ? letters.replace(last, '') : letters
    if (left.length < rest.length) rest = left
  }
  const hasFamily = rest.length < letters.length
  const firsts = [...partsOf(given)]
  const whole = firsts.some((first) => first === rest)
  const isNumbered = whole || (hasFamily && (rest === '' || firsts.some((first) => rest === first.charAt(0))))
  const justName = plain && isNumbered
  if (hasFamily && rest === '') return { owner: 'family', justName, isNumbered }
  const own = firsts.some(
    (first) => (first.length > 2 && rest.includes(first)) || (hasFamily && alikeNames(first, rest)),
  )
  if (own) return { owner: 'own', justName, isNumbered }
  // Another initial and no nickname of it: a slip in a name rarely falls on its first letter.
  const other = firsts.length > 0 && !firsts.some((first) => alikeNames(first, rest))
  return { owner: !other ? 'unknown' : hasFamily ? 'relative' : 'other', justName, isNumbered }
}

/** By their first letter, or as names of one family of nicknames: Bob and Robert. */
function alikeNames(first: string, other: string): boolean {
  if (first.charAt(0) === other.charAt(0)) return true
  const families = NICKNAME_FAMILIES.get(first)
  const others = NICKNAME_FAMILIES.get(other)
  return families !== undefined && others !== undefined && families.some((family) => others.includes(family))
}

/** Each name whole and its first and last word: `maria-jose` is written as one word, or by one of the two. */
function partsOf(names: readonly string[]): Set<string> {
  const parts = new Set<string>()
  for (const name of names) {
    const words = name.split(/[^\p{L}]+/u).filter((word) => word !== '')
    for (const part of [words.join(''), words[0], words.at(-1)]) if (part) parts.add(part)
  }
  return parts
}
