import { spelledAlike } from '../text/similarity.ts'
import { soundOf } from '../text/sound.ts'
import type { HouseholdRules } from './rules.ts'

/** How two people's surnames, or else the ways to reach them, meet, strongest first: what a household's reason says. */
export const TIES = [
  'last name',
  'former last name',
  'part of last name',
  'similar last name',
  'shared phone',
  'shared e-mail',
] as const
export type Tie = (typeof TIES)[number]

/** Folded surnames of one person, current first. */
export type Surnames = readonly string[]

/** The strongest way in which two people's surnames meet, or undefined. Symmetric. */
export function tieOf(a: Surnames, b: Surnames, rules: HouseholdRules): Tie | undefined {
  const [currentA = '', ...formerA] = a
  const [currentB = '', ...formerB] = b
  if (currentA === '' || currentB === '') return undefined
  if (currentA === currentB) return 'last name'
  if (rules.formerNames && a.some((name) => name !== '' && b.includes(name))) return 'former last name'
  if (rules.doubleNames && sharePart(currentA, currentB, rules)) return 'part of last name'
  if (alike(currentA, currentB, rules)) return 'similar last name'
  const crosswise =
    rules.formerNames &&
    (formerB.some((f) => alike(currentA, f, rules)) || formerA.some((f) => alike(currentB, f, rules)))
  return crosswise ? 'similar last name' : undefined
}

/** `van der berg` and `berg` share one, `van dijk` and `van gogh` do not. */
function sharePart(a: string, b: string, rules: HouseholdRules): boolean {
  if (!a.includes(' ') && !b.includes(' ')) return false
  const parts = partsOf(a, rules)
  return partsOf(b, rules).some((part) => parts.includes(part))
}

function partsOf(name: string, rules: HouseholdRules): string[] {
  return name.split(' ').filter((part) => part.length > 1 && !rules.particles.includes(part))
}

/** Spellings of one surname: few letters apart, or more where both sound alike. */
function alike(a: string, b: string, { typo, phoneticSimilarity, endings }: HouseholdRules): boolean {
  if (endings.some((ending) => a === b + ending || b === a + ending)) return true
  if (Math.min(a.length, b.length) < typo.minLength) return false
  return spelledAlike(a, b, typo.similarity) || (spelledAlike(a, b, phoneticSimilarity) && soundAlike(a, b))
}

/** Double Metaphone gives two codes where a name is said in two ways; one in common is enough. */
function soundAlike(a: string, b: string): boolean {
  const codes = soundOf(b)
  return soundOf(a).some((code) => code !== '' && codes.includes(code))
}
