import type { Claim } from '../model/record.ts'

/** Puts a claim together; `kind` stays absent rather than undefined. */
export function claim(value: string, folded: string, original: string, kind?: string): Claim {
  return kind === undefined ? { value, folded, original } : { value, folded, original, kind }
}
