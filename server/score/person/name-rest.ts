import { editedWords } from '../../text/similarity.ts'
import { FAMILY_LEVEL, GIVEN_LEVEL } from './name-parts.ts'
import { type Best, type Name, type NameWords, rankFamily, rankGiven, WEAK } from './name-reading.ts'
import { FIT, type Layout, layOut } from './name-words.ts'

export const MIDDLE = ['same', 'initial', 'different'] as const
const MIDDLE_LEVEL = { same: 0, initial: 1, different: 2 } as const

/** Names closed up are long enough from here to forgive a letter in them. */
const LONG = 8
/** Consonants of a whole name that are enough to know it by. */
const SKELETON = 5

/**
 * Looks at all words of both names where the best reading leaves a question, mends its levels in place, and gives the
 * level of the middle names: the same, an initial, or different when either side has words that the other cannot
 * explain. -1 where a side has none to compare.
 */
export function refined(a: Name, b: Name, best: Best): number {
  const weakGiven = rankGiven(best.given) <= WEAK
  const weakFamily = rankFamily(best.family) <= WEAK
  const open = weakGiven || weakFamily
  const isPart = best.given === GIVEN_LEVEL.part || best.family === FAMILY_LEVEL.part
  const unsplit = a.unsplit || b.unsplit
  if (!open && !isPart && !unsplit) return a.middle !== '' && b.middle !== '' ? middlesAlone(a.all, b.all) : -1
  const [x, y] = [a.all, b.all]
  const several = x.words.length > 2 || y.words.length > 2
  if (open && (several || x.words.length !== y.words.length) && sameLetters(x, y)) {
    best.given = GIVEN_LEVEL.typo
    best.family = FAMILY_LEVEL.typo
    return -1
  }
  if (a.unsplit && b.unsplit && x.words.length === 1 && y.words.length === 1) {
    // One word is all of the name: what holds for the family name holds for the given.
    best.given =
      best.family === FAMILY_LEVEL.exact
        ? GIVEN_LEVEL.exact
        : best.family === FAMILY_LEVEL.typo
          ? GIVEN_LEVEL.typo
          : best.given
    return -1
  }
  // Strangers share a second name too. Looked for only where the family names agree it would seem far rarer among them than it is.
  if ((open || isPart) && several) {
    const layout = layOut(x.words, y.words)
    if (weakGiven) best.given = mendedGiven(x, y, layout, best.given, unsplit)
    if (weakFamily) best.family = mendedFamily(x, y, layout, best.family, unsplit)
    return middleLevel(x, y, layout, best)
  }
  return x.middles.length > 0 && y.middles.length > 0 ? middlesAlone(x, y) : -1
}

/** One name is the other with blanks lost or added, and at most a letter off: SergeiLavrov, Kim Jong-un. */
function sameLetters(a: NameWords, b: NameWords): boolean {
  if (a.joined.text === b.joined.text) return true
  if ((a.bare || b.bare) && a.consonants.length >= SKELETON && a.consonants === b.consonants) return true
  if (Math.min(a.joined.text.length, b.joined.text.length) < LONG || a.hasInitial || b.hasInitial) return false
  return editedWords(a.joined, b.joined, 1)
}

const isGiven = (name: NameWords, i: number): boolean => i < name.givenTo
const isFamily = (name: NameWords, i: number): boolean => i >= name.familyFrom
const isMiddle = (name: NameWords, i: number): boolean => !isGiven(name, i) && !isFamily(name, i)

/** Each word's partner in the other name. A letter is enough only where nobody said which word is what. */
type Partners = (i: number) => number
function partnersOf({ a, b, fitA }: Layout, unsplit: boolean): [ofA: Partners, ofB: Partners] {
  const least = unsplit ? FIT.initial : FIT.typo
  return [
    (i) => ((fitA[i] ?? 0) >= least ? (a[i] ?? -1) : -1),
    (j) => ((fitA[b[j] ?? -1] ?? 0) >= least ? (b[j] ?? -1) : -1),
  ]
}

/** Where in the other name a given word is found, outside of its given names: those were compared. -1 for nowhere. */
function givenElsewhere(name: NameWords, partner: Partners, other: NameWords): number {
  for (let i = 0; i < name.givenTo; i++) {
    const j = partner(i)
    if (j >= 0 && !isGiven(other, j)) return j
  }
  return -1
}

function familyElsewhere(name: NameWords, partner: Partners, other: NameWords): number {
  for (let i = name.familyFrom; i < name.words.length; i++) {
    const j = partner(i)
    if (j >= 0 && !isFamily(other, j)) return j
  }
  return -1
}

/**
 * One goes by a name that stands further back in the other; where each does, they are father and son. A stated family
 * name is no given name, nor the other way round.
 */
function mendedGiven(a: NameWords, b: NameWords, layout: Layout, level: number, unsplit: boolean): number {
  const [ofA, ofB] = partnersOf(layout, unsplit)
  const inB = givenElsewhere(a, ofA, b)
  const inA = givenElsewhere(b, ofB, a)
  const foundInB = inB >= 0 && (unsplit || !isFamily(b, inB))
  const foundInA = inA >= 0 && (unsplit || !isFamily(a, inA))
  if (!foundInB && !foundInA) return level
  return foundInB && foundInA && isMiddle(b, inB) && isMiddle(a, inA) ? GIVEN_LEVEL.near : GIVEN_LEVEL.part
}

function mendedFamily(a: NameWords, b: NameWords, layout: Layout, level: number, unsplit: boolean): number {
  const [ofA, ofB] = partnersOf(layout, unsplit)
  const inB = familyElsewhere(a, ofA, b)
  const inA = familyElsewhere(b, ofB, a)
  const isFound = (inB >= 0 && (unsplit || !isGiven(b, inB))) || (inA >= 0 && (unsplit || !isGiven(a, inA)))
  return isFound ? FAMILY_LEVEL.part : level
}

/** Words that nothing explains, the given and family names left out unless only a part of them was found. */
function leftOver(name: NameWords, partners: Int8Array, best: Best): number {
  let left = 0
  for (let i = 0; i < name.words.length; i++) {
    if ((partners[i] ?? -1) >= 0) continue
    if (isGiven(name, i) ? best.given !== GIVEN_LEVEL.part : isFamily(name, i) && best.family !== FAMILY_LEVEL.part)
      continue
    left++
  }
  return left
}

function middleLevel(a: NameWords, b: NameWords, layout: Layout, best: Best): number {
  if (leftOver(a, layout.a, best) > 0 && leftOver(b, layout.b, best) > 0)
    return sameLetters(a, b) ? MIDDLE_LEVEL.same : MIDDLE_LEVEL.different
  let level = -1
  for (let i = a.givenTo; i < a.familyFrom; i++) {
    const j = layout.a[i] ?? -1
    if (j < 0 || !isMiddle(b, j)) continue
    if ((layout.fitA[i] ?? 0) > FIT.initial) return MIDDLE_LEVEL.same
    level = MIDDLE_LEVEL.initial
  }
  return level
}

/** The same for names whose given and family names leave no question. */
function middlesAlone(a: NameWords, b: NameWords): number {
  const layout = layOut(a.middles, b.middles)
  let level = -1
  let pairs = 0
  for (let i = 0; i < a.middles.length; i++) {
    if ((layout.a[i] ?? -1) < 0) continue
    pairs++
    if ((layout.fitA[i] ?? 0) > FIT.initial) level = MIDDLE_LEVEL.same
    else if (level < 0) level = MIDDLE_LEVEL.initial
  }
  if (pairs === a.middles.length || pairs === b.middles.length) return level
  return sameLetters(a, b) ? MIDDLE_LEVEL.same : MIDDLE_LEVEL.different
}
