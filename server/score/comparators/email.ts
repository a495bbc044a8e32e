import { z } from 'zod'
import { textHash } from '../../text/hash32.ts'
import { editedWords, mayBeEdited, type Word, wordOf } from '../../text/similarity.ts'
import { type Coded, comparator, foldedValues, packed, unpacked } from '../contract/comparator.ts'
import { lineRules } from '../contract/line-rule.ts'
import { lent, namedAfter, type Owner } from '../person/box-owner.ts'

const LEVELS = ['same', 'household', 'typo', 'local', 'shared', 'similar', 'domain', 'different'] as const
/** The same by number, and one for boxes that say nothing. */
const [SAME, HOUSEHOLD, TYPO, LOCAL, SHARED, SIMILAR, DOMAIN, DIFFERENT, SILENT] = [0, 1, 2, 3, 4, 5, 6, 7, 8] as const
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
        let best: number = SILENT
        for (const x of a) {
          for (const y of b) {
            const level = boxLevel(x, y)
            if (level >= best) continue
            best = level
            out.rarity[at] = rarityOf(level, x, y)
          }
        }
        out.level[at] = best === SILENT ? -1 : best
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

/** How the local parts of two boxes are alike: but for points and dashes, but for a number, or but for a slip. */
type Likeness = 'written otherwise' | 'other number' | 'slip' | 'slip in a short one'
type Domains = 'same' | 'close' | 'other'

/** Level of two boxes with local parts that are alike, by how they are and by where they are. */
const ALIKE: Readonly<Record<Likeness, Readonly<Record<Domains, number>>>> = {
  'written otherwise': { same: TYPO, close: TYPO, other: LOCAL },
  // A changed number is another box: jan.smith1 and jan.smith2 are two people.
  'other number': { same: SIMILAR, close: DIFFERENT, other: DIFFERENT },
  slip: { same: TYPO, close: TYPO, other: SIMILAR },
  'slip in a short one': { same: TYPO, close: TYPO, other: DIFFERENT },
}

/** Level of two boxes; SILENT when they say nothing. */
function boxLevel(a: Box, b: Box): number {
  if (a.text === b.text) return a.role ? SHARED : lent(a.owner, b.owner) ? HOUSEHOLD : SAME
  const sameDomain = a.domain === b.domain
  const alone = sameDomain && !a.free ? DOMAIN : DIFFERENT
  const likeness = a.role || b.role ? undefined : likenessOf(a, b)
  if (likeness === undefined) return alone
  // Of one name but for a number: jan.smith and jan.smith2 are two people of that name.
  if (likeness === 'other number' && a.isNumbered && b.isNumbered) return alone
  const domains = sameDomain ? 'same' : closeDomains(a, b) ? 'close' : 'other'
  if (domains === 'other' && (a.justName || b.justName)) return a.bare === b.bare ? SILENT : alone
  return ALIKE[likeness][domains]
}

function likenessOf(a: Box, b: Box): Likeness | undefined {
  if (a.bare === b.bare && a.bare.length > 3) return 'written otherwise'
  const shorter = Math.min(a.local.length, b.local.length)
  if (!editedWords(a.localWord, b.localWord, shorter < 5 ? 1 : 2)) return undefined
  if (a.digitless === b.digitless) return 'other number'
  return shorter > 5 ? 'slip' : 'slip in a short one'
}

/**
 * How rare what two boxes share is. The name line has said what a box that only repeats the name says, but for its
 * provider; yet no two namesakes can have it: the geometric mean of both shares.
 */
function rarityOf(level: number, a: Box, b: Box): number {
  if (level === SAME && a.justName && b.justName) return (a.rarity + a.domainRarity) / 2
  if (level === SAME || level === HOUSEHOLD || level === SHARED) return a.rarity
  if (level === LOCAL || level === TYPO) return Math.max(a.localRarity, b.localRarity)
  if (level === DOMAIN) return a.domainRarity
  return 0
}

function closeDomains(a: Box, b: Box): boolean {
  return editedWords(a.domainWord, b.domainWord, Math.min(a.domain.length, b.domain.length) < 8 ? 1 : 3)
}
