import type { Claim } from '../model/record.ts'
import type { FormerRule } from './rules.ts'
import { isWithin, sameName, sameSpelling } from './spelling.ts'
import type { Witness } from './witness.ts'

/** The winners that former names are told apart from, folded. */
export type Won = { readonly of: string | undefined; readonly swappedWith: string | undefined }

/**
 * What one record says of former names: those it states itself, and its own name where that lost. Not among them: a typo
 * or a part of the winner, a given name in the wrong column or beside the family name, an initial.
 */
export function formerClaims({ record: { values } }: Witness, rule: FormerRule, won: Won): Claim[] {
  const stated = values[rule.into] ?? []
  const lost = won.of === undefined || isSwapped(values, rule, won.of) ? [] : (values[rule.of] ?? [])
  return [...stated, ...lost].filter(({ folded }) => isFormer(folded, rule, won))
}

function isFormer(folded: string, rule: FormerRule, { of, swappedWith }: Won): boolean {
  const name = withoutGiven(folded, rule, swappedWith)
  if (name.length < 2) return false
  return of === undefined || !(sameName(name, of, rule) || isWithin(name, of, rule.similarity))
}

/** `ida roach` and `i roach` are `roach` to somebody whose given name is Ida. */
function withoutGiven(folded: string, rule: FormerRule, given: string | undefined): string {
  if (given === undefined) return folded
  if (folded === given) return ''
  const words = folded.split(' ')
  if (words.length === 1) return folded
  const givenWords = given.split(' ')
  const isGiven = (word: string) =>
    word.length === 1 ||
    givenWords.some((other) =>
      other.length === 1 ? word.startsWith(other) : sameSpelling(word, other, rule.similarity),
    )
  return words.filter((word) => !isGiven(word)).join(' ')
}

function isSwapped(values: Witness['record']['values'], rule: FormerRule, of: string): boolean {
  return rule.swappedWith !== undefined && (values[rule.swappedWith] ?? []).some(({ folded }) => folded === of)
}
