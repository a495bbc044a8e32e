import { z } from 'zod'
import { type Claim, firstClaim, type StandardRecord } from '../../model/record.ts'
import { remember } from '../../text/remember.ts'
import { asksRarity, comparator, packed, unpacked } from '../contract/comparator.ts'
import { lineRules } from '../contract/line-rule.ts'
import { codedNames } from '../person/coded-names.ts'
import { FAMILY, GIVEN, GIVEN_LEVEL, Part } from '../person/name-parts.ts'
import { type Best, bestReading, Name, type NameReading, rankFamily, rankGiven, WEAK } from '../person/name-reading.ts'
import { MIDDLE, refined } from '../person/name-rest.ts'

/** Different names that a process keeps ready. */
const REMEMBERED = 200_000

const SUFFIX = ['same', 'conflict'] as const
const ORDER = ['straight', 'swapped'] as const
const LINES = { given: GIVEN, family: FAMILY, middle: MIDDLE, suffix: SUFFIX, order: ORDER } as const

const Rule = z.strictObject({
  use: z.literal('personName'),
  name: z.string().optional(),
  lines: lineRules(LINES, ['alike']),
})

/**
 * Given, middle, family and former names of a human being together: nicknames, initials, typos, romanisations, sounds,
 * compound and former surnames, given and family name swapped, or both fused into one column. Levels are those of the
 * better reading; a word may also be explained by any other of the other name, and what both keep to themselves counts
 * against them.
 */
export const personName = comparator({
  use: 'personName',
  rule: Rule,
  lines: LINES,
  bind: (rule, tools) => {
    // Names repeat: a part is made once for all that bear it.
    const part = (table: string, signs: boolean) =>
      remember((text) => new Part(text, tools.rarity(table, text), signs), REMEMBERED)
    const [given, family] = [part('givenName', false), part('familyName', false)]
    const [givenSigns, familySigns] = [part('givenName', true), part('familyName', true)]
    const reading = (first: string, last: string, signs: boolean): NameReading => ({
      given: signs ? givenSigns(first) : given(first),
      family: signs ? familySigns(last) : family(last),
    })
    const { given: givenRule, family: familyRule } = rule.lines
    const asks = { given: asksRarity(GIVEN, givenRule), family: asksRarity(FAMILY, familyRule) }
    return {
      coded: codedNames(asks, tools),
      read: readName,
      prepare: (text) => new Name(text, reading),
      compare: (a, b, out, at) => {
        const best = bestReading(a, b)
        if (a.ideographs !== b.ideographs && isUnread(best)) return
        const middle = middleOf(a, b, refined(a, b, best), best)
        if (a.bearers !== b.bearers || a.bearers === 'newborn') best.given = bearersLevel(a, b, best.given)
        out.level[at] = best.given
        out.rarity[at] = best.givenRarity
        out.level[at + 1] = best.family
        out.rarity[at + 1] = best.familyRarity
        out.level[at + 2] = middle
        if (a.suffix !== '' && b.suffix !== '') out.level[at + 3] = a.suffix === b.suffix ? 0 : 1
        if (!a.unsplit && !b.unsplit && (best.given >= 0 || best.family >= 0)) out.level[at + 4] = best.swapped
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

/**
 * Two children that have no name yet, and a couple and one of the two, are not one person though their names agree; nor need
 * they be two.
 */
function bearersLevel(a: Name, b: Name, level: number): number {
  if (level < 0) return level
  const [some, other] = a.bearers === '' ? [b, a] : [a, b]
  // A child that has got its name may be the one that had none.
  if (some.bearers === 'newborn' && other.bearers === '') return GIVEN_LEVEL.alike
  return rankGiven(level) > WEAK || level === GIVEN_LEVEL.alike ? GIVEN_LEVEL.alike : level
}

/**
 * Han signs say what a name means, not how its bearer reads it: 里佳 comes out as Lijia, and she is Rika. So where nothing
 * agrees between signs and letters, nothing is known.
 */
function isUnread(best: Best): boolean {
  return rankGiven(best.given) <= WEAK && rankFamily(best.family) <= WEAK
}

/**
 * The middle of a name in one string may be the first of two family names (Benita Vicens Zamorano): under another given
 * name, to share it is to be of one family, which the family name has said.
 */
function middleOf(a: Name, b: Name, level: number, best: Best): number {
  const isFamily = (a.unsplit || b.unsplit) && best.given === GIVEN_LEVEL.different && level === MIDDLE_SAME
  return isFamily ? -1 : level
}
const MIDDLE_SAME = MIDDLE.indexOf('same')

/** Jr, Sr, III: what tells father from son. Degrees tell nothing. */
function generationOf(record: StandardRecord): string {
  const claim = record.values.suffix?.find((one) => one.kind === undefined || one.kind === 'generation')
  return claim?.folded ?? ''
}

/** Whether the parts were guessed from one string; `Lopez, Maria` says which is which. */
function isUnsplit(whole: Claim | undefined, family: Claim | undefined): boolean {
  return whole !== undefined && whole.original === family?.original && !/[,،、]/.test(whole.original)
}

/** Han and Hangul: a sign is a syllable of the name. */
const SIGNS = /^[\u3400-\u9FFF\uAC00-\uD7AF]+$/
const IDEOGRAPHS = /^[\u3400-\u9FFF]+$/

function readName(record: StandardRecord): string | undefined {
  const { fullName = [], givenName = [], familyName = [], formerName = [] } = record.values
  const kind = givenName[0]?.kind
  const given = givenName.map(({ folded }) => (kind === 'several' ? folded.split(' ').sort().join(' ') : folded))
  const family = familyName.map((claim) => claim.folded)
  if (!given[0] && !family[0] && formerName.length === 0) return undefined
  const former = formerName.map((claim) => claim.folded.replaceAll(' ', '')).filter((name) => name !== '')
  const middle = firstClaim(record, 'middleName')?.folded ?? ''
  const unsplit = isUnsplit(fullName[0], familyName[0]) ? '?' : ''
  const written = `${givenName[0]?.value ?? ''}${familyName[0]?.value ?? ''}`
  const signs = IDEOGRAPHS.test(written) ? 'han' : SIGNS.test(written) ? '#' : ''
  const bearers = kind === 'newborn' || kind === 'several' ? kind : ''
  const spoken = [firstClaim(record, 'givenNamePhonetic'), firstClaim(record, 'familyNamePhonetic')]
  const [spokenGiven = '', spokenFamily = ''] = spoken.map((claim) => claim?.folded ?? '')
  const about = [middle, generationOf(record), unsplit, signs, bearers, spokenGiven, spokenFamily]
  while (about.at(-1) === '') about.pop()
  return packed(given, family, former, about)
}

function wordsFor(a: Name, b: Name, line: number): string {
  if (line === 2) return `middle name ${a.middle || '–'} / ${b.middle || '–'}`
  if (line === 3) return `suffix ${a.suffix || '–'} / ${b.suffix || '–'}`
  return `${a.shown} / ${b.shown}`
}
