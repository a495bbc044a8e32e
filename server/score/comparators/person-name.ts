import { z } from 'zod'
import { NICKNAME_FAMILIES } from '../../model/nicknames.ts'
import { firstClaim, type StandardRecord } from '../../model/record.ts'
import { comparator, type Outcome, packed, unpacked } from '../comparator.ts'
import { lineRules } from '../line-rule.ts'
import { editedWords, nearWords, type Word, wordOf } from '../similarity.ts'
import { type Sound, sameCodes, soundOf } from '../sound.ts'

const GIVEN = ['exact', 'nickname', 'part', 'typo', 'initial', 'near', 'different'] as const
const FAMILY = ['exact', 'typo', 'part', 'former', 'near', 'different'] as const
const MIDDLE = ['same', 'initial', 'different'] as const
const SUFFIX = ['same', 'conflict'] as const
const ORDER = ['straight', 'swapped'] as const
const LINES = { given: GIVEN, family: FAMILY, middle: MIDDLE, suffix: SUFFIX, order: ORDER } as const

/** How good a level is when two readings of a name compete; a missing part is worth a little less than a typo. */
const GIVEN_RANK = [10, 8, 7, 7, 5, 2, 0]
const FAMILY_RANK = [10, 7, 6, 6, 2, 0]
const MISSING_RANK = 3
const TURN = 2.5

const Rule = z.strictObject({ use: z.literal('personName'), name: z.string().optional(), lines: lineRules(LINES) })

/** One way to read a record's name. */
type Part = {
  whole: Word
  words: string[]
  sound: Sound
  rarity: number
  families: readonly number[]
  firstFamilies: readonly number[]
}
type Reading = { given: Part; family: Part }
type Name = {
  straight: Reading
  others: Reading[]
  fused: boolean
  former: string[]
  middle: string
  suffix: string
  shown: string
}

/**
 * Given, middle, family and former names of a human being together: nicknames, initials, typos, sounds, compound and
 * former surnames, given and family name swapped, or both fused into one column. Levels are those of the better reading.
 */
export const personName = comparator({
  use: 'personName',
  rule: Rule,
  lines: LINES,
  bind: (_rule, tools) => {
    const reading = (given: string, family: string): Reading => ({
      given: partOf(given, tools.rarity('givenName', given)),
      family: partOf(family, tools.rarity('familyName', family)),
    })
    return {
      read: readName,
      prepare: (text) => prepareName(text, reading),
      compare: (a, b, out, at) => {
        const best = bestReading(a, b)
        writeLevels(a, b, best, out, at)
      },
      because: (a, b, line) => wordsFor(a, b, line),
      counted: (text, count) => {
        const [[given] = [], [family] = []] = unpacked(text)
        if (given) count('givenName', given)
        if (family) count('familyName', family)
      },
    }
  },
})

function partOf(text: string, rarity: number): Part {
  const words = text === '' ? [] : text.split(' ')
  const whole = words.join('')
  const families = NICKNAME_FAMILIES.get(whole) ?? []
  const firstFamilies = words.length > 1 ? (NICKNAME_FAMILIES.get(words[0] ?? '') ?? []) : families
  return { whole: wordOf(whole), words, sound: soundOf(whole), rarity, families, firstFamilies }
}

/** Jr, Sr, III: what tells father from son. Degrees tell nothing. */
function generationOf(record: StandardRecord): string {
  const claim = record.values.suffix?.find((one) => one.kind === undefined || one.kind === 'generation')
  return claim?.folded ?? ''
}

function readName(record: StandardRecord): string | undefined {
  const { givenName = [], familyName = [], formerName = [] } = record.values
  const given = givenName.map((claim) => claim.folded)
  const family = familyName.map((claim) => claim.folded)
  if (!given[0] && !family[0] && formerName.length === 0) return undefined
  const former = formerName.map((claim) => claim.folded.replaceAll(' ', '')).filter((name) => name !== '')
  const middle = firstClaim(record, 'middleName')?.folded ?? ''
  return packed(given, family, former, [middle, generationOf(record)])
}

function prepareName(text: string, reading: (given: string, family: string) => Reading): Name {
  const [allGiven = [], allFamily = [], former = [], [middle = '', suffix = ''] = []] = unpacked(text)
  const given = allGiven[0] ?? ''
  const family = allFamily[0] ?? ''
  const others: Reading[] = []
  if (given !== '' || family !== '') others.push(reading(family, given))
  const fused = given === '' ? family.split(' ') : family === '' ? given.split(' ') : []
  if (fused.length > 1) {
    others.push(reading(fused.slice(0, -1).join(' '), fused.at(-1) ?? ''))
    others.push(reading(fused.slice(1).join(' '), fused[0] ?? ''))
  }
  const variants = Math.max(allGiven.length, allFamily.length)
  for (let i = 1; i < variants; i++) others.push(reading(allGiven[i] ?? given, allFamily[i] ?? family))
  return {
    straight: reading(given, family),
    others,
    fused: fused.length > 1,
    former,
    middle,
    suffix,
    shown: `${given} ${family}`.trim(),
  }
}

type Best = { given: number; family: number; givenRarity: number; familyRarity: number; swapped: number; rank: number }
const scratch: Best = { given: -1, family: -1, givenRarity: 0, familyRarity: 0, swapped: 0, rank: -1 }

/** The pair of readings that fits best; the straight one when nothing beats it. Reuses one object: no allocation per pair. */
function bestReading(a: Name, b: Name): Best {
  scratch.rank = Number.NEGATIVE_INFINITY
  consider(a.straight, b.straight, a, b, 0)
  if (scratch.rank > 2 * MISSING_RANK && !a.fused && !b.fused) return scratch
  for (const other of b.others) consider(a.straight, other, a, b, 1)
  for (const other of a.others) consider(other, b.straight, a, b, 1)
  return scratch
}

function consider(a: Reading, b: Reading, nameA: Name, nameB: Name, swapped: number): void {
  const given = givenLevel(a.given, b.given)
  const family = familyLevel(a.family, b.family, nameA, nameB)
  const givenRank = given < 0 ? MISSING_RANK : (GIVEN_RANK[given] ?? 0)
  const familyRank = family < 0 ? MISSING_RANK : (FAMILY_RANK[family] ?? 0)
  // Another order has to be clearly better: two unrelated names often agree a little when turned around.
  const rank = givenRank + familyRank - swapped * TURN
  const givenRarity = Math.max(a.given.rarity, b.given.rarity)
  const familyRarity = Math.max(a.family.rarity, b.family.rarity)
  // Ties go by what was found, never by who was looked at first: the comparison is symmetric.
  const better =
    rank - scratch.rank || scratch.given - given || scratch.family - family || scratch.givenRarity - givenRarity
  if (scratch.rank > Number.NEGATIVE_INFINITY && better <= 0) return
  scratch.rank = rank
  scratch.given = given
  scratch.family = family
  scratch.swapped = swapped
  scratch.givenRarity = givenRarity
  scratch.familyRarity = familyRarity
}

function givenLevel(a: Part, b: Part): number {
  const x = a.whole.text
  const y = b.whole.text
  if (x === '' || y === '') return -1
  if (x === y) return 0
  if (a.words.length + b.words.length > 2 && sharesToken(a.words, b.words)) return 2
  if (shareFamily(a.firstFamilies, b.firstFamilies) || shareFamily(a.families, b.families)) return 1
  const alikeStart = x.charCodeAt(0) === y.charCodeAt(0)
  if (x.length === 1 || y.length === 1) return alikeStart ? 4 : 6
  const shorter = Math.min(x.length, y.length)
  if (shorter > 2 && editedWords(a.whole, b.whole, 1)) return 3
  if (shorter > 3 && nearWords(a.whole, b.whole, 0.9) && editedWords(a.whole, b.whole, shorter < 8 ? 2 : 3)) return 3
  if (a.words[0]?.length === 1 || b.words[0]?.length === 1) return alikeStart ? 4 : 6
  return startsAlike(x, y) || nearWords(a.whole, b.whole, 0.85) || (shorter > 2 && sameCodes(a.sound, b.sound)) ? 5 : 6
}

function familyLevel(a: Part, b: Part, nameA: Name, nameB: Name): number {
  const x = a.whole.text
  const y = b.whole.text
  if (x === '' || y === '') return -1
  if (x === y) return 0
  const shorter = Math.min(x.length, y.length)
  if (shorter > 2 && editedWords(a.whole, b.whole, 1)) return 1
  if (a.words.length + b.words.length > 2 && sharesToken(a.words, b.words)) return 2
  if (nameA.former.includes(y) || nameB.former.includes(x)) return 3
  if (nearWords(a.whole, b.whole, 0.92)) return 1
  return nearWords(a.whole, b.whole, 0.84) || (shorter > 2 && sameCodes(a.sound, b.sound)) ? 4 : 5
}

function writeLevels(a: Name, b: Name, best: Best, out: Outcome, at: number): void {
  out.level[at] = best.given
  out.rarity[at] = best.givenRarity
  out.level[at + 1] = best.family
  out.rarity[at + 1] = best.familyRarity
  if (a.middle !== '' && b.middle !== '') {
    const initial = a.middle.charCodeAt(0) === b.middle.charCodeAt(0)
    const short = a.middle.length === 1 || b.middle.length === 1
    out.level[at + 2] = a.middle === b.middle && !short ? 0 : initial ? 1 : 2
  }
  if (a.suffix !== '' && b.suffix !== '') out.level[at + 3] = a.suffix === b.suffix ? 0 : 1
  if (best.given >= 0 || best.family >= 0) out.level[at + 4] = best.swapped
}

function shareFamily(a: readonly number[], b: readonly number[]): boolean {
  for (let i = 0; i < a.length; i++) if (b.includes(a[i] ?? -1)) return true
  return false
}

function sharesToken(a: readonly string[], b: readonly string[]): boolean {
  return a.some((token) => token.length > 2 && b.includes(token))
}

function startsAlike(a: string, b: string): boolean {
  return a.length > 2 && b.length > 2 && (a.startsWith(b) || b.startsWith(a))
}

function wordsFor(a: Name, b: Name, line: number): string {
  if (line === 2) return `middle name ${a.middle || '–'} / ${b.middle || '–'}`
  if (line === 3) return `suffix ${a.suffix || '–'} / ${b.suffix || '–'}`
  return `${a.shown} / ${b.shown}`
}
