import { z } from 'zod'
import { textHash } from '../../text/hash32.ts'
import { NICKNAME_FAMILIES } from '../../text/nicknames.ts'
import { editedWords, mayBeEdited, type Word, wordOf } from '../../text/similarity.ts'
import { type Coded, comparator, foldedValues, packed, unpacked } from '../contract/comparator.ts'
import { lineRules } from '../contract/line-rule.ts'

const LEVELS = ['same', 'household', 'typo', 'local', 'shared', 'similar', 'domain', 'different'] as const
const LINES = { email: LEVELS } as const
const Rule = z.strictObject({
  use: z.literal('email'),
  name: z.string().optional(),
  fields: z.array(z.string()).min(1),
  /** Local parts of boxes that belong to an office, not a person. */
  roles: z.array(z.string()),
  /** Domains that anybody can have a box at: sharing one says nothing. */
  freeDomains: z.array(z.string()),
  /** Fields with the names of the box's owner: a local part that only repeats them is no evidence of its own. */
  givenFields: z.array(z.string()).default(['givenName']),
  familyFields: z.array(z.string()).default(['familyName']),
  lines: lineRules(LINES),
})

type Box = {
  text: string
  local: string
  /** The local part without the points and dashes that one provider ignores and another does not. */
  bare: string
  digitless: string
  localWord: Word
  domain: string
  domainWord: Word
  role: boolean
  free: boolean
  owner: Owner
  /** The local part is the name and nothing more. */
  justName: boolean
  /** The same but for a number, or with none. */
  isNumbered: boolean
  rarity: number
  domainRarity: number
  localRarity: number
}

/**
 * Whom a box is named after, by the names of the record that has it: its own given name, the family alone, somebody else
 * of the family, somebody else, or nobody that can be told.
 */
type Owner = 'own' | 'family' | 'relative' | 'other' | 'unknown'

/**
 * E-mail addresses, best pair of several: same box, the same box under the family's name or under that of one of the two
 * only, same but for a few letters, same local part elsewhere, the same office box (`info@`), similar local part at the
 * same domain, same domain only, different. Two boxes at two providers that repeat the name (`jan.smith@`) say nothing:
 * the name line has said it.
 */
export const email = comparator({
  use: 'email',
  rule: Rule,
  lines: LINES,
  bind: (rule, tools) => {
    const roles = new Set(rule.roles)
    const free = new Set(rule.freeDomains)
    const boxOf = (text: string, given: readonly string[], family: readonly string[]): Box => {
      const { local, domain, bare } = boxParts(text)
      return {
        text,
        local,
        bare,
        digitless: local.replace(/\d+/g, ''),
        localWord: wordOf(local),
        domain,
        domainWord: wordOf(domain),
        role: roles.has(local),
        free: free.has(domain),
        ...namedAfter(local, given, family),
        rarity: tools.rarity('email', text),
        domainRarity: domain === '' ? 0 : tools.rarity('emailDomain', domain),
        localRarity: tools.rarity('emailLocal', local),
      }
    }
    return {
      coded: codedBoxes(roles, free),
      read: (record) => {
        const boxes = foldedValues(record, rule.fields)
        return boxes.length === 0
          ? undefined
          : packed(boxes, foldedValues(record, rule.givenFields), foldedValues(record, rule.familyFields))
      },
      prepare: (text) => {
        const [boxes = [], given = [], family = []] = unpacked(text)
        return boxes.map((box) => boxOf(box, given, family))
      },
      compare: (a, b, out, at) => {
        let best: number = LEVELS.length
        for (const x of a) {
          for (const y of b) {
            const level = boxLevel(x, y)
            if (level >= best) continue
            best = level
            out.rarity[at] = rarityOf(level, x, y)
          }
        }
        out.level[at] = best === LEVELS.length ? -1 : best
      },
      because: (a, b) => `${a.map((box) => box.text).join(', ')} / ${b.map((box) => box.text).join(', ')}`,
      counted: (packed, count) => {
        for (const text of unpacked(packed)[0] ?? []) {
          const box = text.lastIndexOf('@')
          count('email', text)
          if (box < 0) continue
          count('emailLocal', text.slice(0, box))
          count('emailDomain', text.slice(box + 1))
        }
      },
    }
  },
})

/** A role, or a domain that anybody can have a box at, beside the length of the local part. */
const [ROLE, FREE, LENGTH] = [1, 2, 2]
const DIFFERENT = LEVELS.length - 1

/** One box by its letters and by hashes of its parts: tells which boxes have nothing in common. */
function codedBoxes(roles: ReadonlySet<string>, free: ReadonlySet<string>): Coded {
  return {
    width: 4,
    encode: (text, cells, at) => {
      const [boxes = []] = unpacked(text)
      const { local, domain, bare } = boxParts(boxes[0] ?? '')
      if (boxes.length !== 1 || local === '') return
      cells[at] = (local.length << LENGTH) | (roles.has(local) ? ROLE : 0) | (free.has(domain) ? FREE : 0)
      cells[at + 1] = wordOf(local).mask
      cells[at + 2] = textHash(bare)
      cells[at + 3] = textHash(domain)
    },
    reader: () => (cells, a, b, out, at) => {
      const x = cells[a] as number
      const y = cells[b] as number
      if (cells[a + 2] === cells[b + 2] || (cells[a + 3] === cells[b + 3] && (x & FREE) === 0)) return false
      const m = x >> LENGTH
      const n = y >> LENGTH
      const most = Math.min(m, n) < 5 ? 1 : 2
      const isOffice = ((x | y) & ROLE) !== 0
      if (!isOffice && mayBeEdited(cells[a + 1] as number, m, cells[b + 1] as number, n, most)) return false
      out.level[at] = DIFFERENT
      return true
    },
  }
}

function boxParts(text: string): { local: string; domain: string; bare: string } {
  const at = text.lastIndexOf('@')
  const local = at < 0 ? text : text.slice(0, at)
  return { local, domain: at < 0 ? '' : text.slice(at + 1), bare: local.replace(/[._-]/g, '') }
}

/** Level of two boxes; LEVELS.length when they say nothing. */
function boxLevel(a: Box, b: Box): number {
  if (a.text === b.text) return a.role ? 4 : lent(a.owner, b.owner) ? 1 : 0
  const sameDomain = a.domain === b.domain
  const alone = sameDomain && !a.free ? 6 : 7
  if (a.role || b.role) return alone
  const sameBare = a.bare === b.bare && a.bare.length > 3
  const shorter = Math.min(a.local.length, b.local.length)
  if (!sameBare && !editedWords(a.localWord, b.localWord, shorter < 5 ? 1 : 2)) return alone
  const close = sameDomain || closeDomains(a, b)
  if (!close && (a.justName || b.justName)) return a.bare === b.bare ? LEVELS.length : alone
  if (sameBare) return close ? 2 : 3
  // A changed number is another box: jan.smith and jan.smith2 are two people of one name.
  if (a.digitless === b.digitless) return isNamesake(a, b) ? alone : 5
  if (close) return 2
  return shorter > 5 ? 5 : 7
}

/** Two boxes of one name but for a number; at two providers a number may always be another's. */
function isNamesake(a: Box, b: Box): boolean {
  return a.domain !== b.domain || (a.isNumbered && b.isNumbered)
}

/**
 * How rare what two boxes share is. The name line has said what a box that only repeats the name says, but for its
 * provider; yet no two namesakes can have it: the geometric mean of both shares.
 */
function rarityOf(level: number, a: Box, b: Box): number {
  if (level === 0 && a.justName && b.justName) return (a.rarity + a.domainRarity) / 2
  if (level === 0 || level === 1 || level === 4) return a.rarity
  if (level === 3 || level === 2) return Math.max(a.localRarity, b.localRarity)
  if (level === 6) return a.domainRarity
  return 0
}

/** Whether the box is the family's, or bears the given name of one of the two and not of the other. */
function lent(a: Owner, b: Owner): boolean {
  if (a === 'own') return b === 'relative' || b === 'other'
  if (b === 'own') return a === 'relative' || a === 'other'
  return a === 'family' || b === 'family' || a === 'relative' || b === 'relative'
}

function namedAfter(
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

function closeDomains(a: Box, b: Box): boolean {
  return editedWords(a.domainWord, b.domainWord, Math.min(a.domain.length, b.domain.length) < 8 ? 1 : 3)
}
