import type { Claim } from '../model/record.ts'
import type { FormerRule } from './rules.ts'
import { sameSpelling } from './spelling.ts'
import type { Witness } from './witness.ts'

/** The winners that former names are told apart from, folded. */
export type Standing = { readonly of: string | undefined; readonly swappedWith: string | undefined }

/**
 * What one record says of former names: those it states itself, and its own name where that lost. Not among them:
 * a typo of the winner, a given name in the wrong column, an initial.
 */
export function formerClaims(witness: Witness, rule: FormerRule, standing: Standing): Claim[] {
  const { values } = witness.record
  const stated = values[rule.into] ?? []
  const lost = standing.of === undefined || isSwapped(witness, rule, standing) ? [] : (values[rule.of] ?? [])
  return [...stated, ...lost].filter(({ folded }) => isFormer(folded, rule, standing))
}

function isFormer(folded: string, rule: FormerRule, { of, swappedWith }: Standing): boolean {
  if (folded.length < 2) return false
  if (of !== undefined && sameSpelling(folded, of, rule.similarity)) return false
  return swappedWith === undefined || folded !== swappedWith
}

function isSwapped({ record }: Witness, rule: FormerRule, { of }: Standing): boolean {
  if (rule.swappedWith === undefined || of === undefined) return false
  return (record.values[rule.swappedWith] ?? []).some(({ folded }) => folded !== '' && folded === of)
}
