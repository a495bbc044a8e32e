import type { RecordInput, StandardRecord } from '../model/record.ts'
import { placeCorrector } from '../places/correct-place.ts'
import { offlineVerifier, type VerifyAddress } from '../places/verify-offline.ts'
import { offlineVersion } from '../places/version.ts'
import type { StandardiseRules } from '../standardise/rules.ts'
import { compileStandardiser, type Standardise } from '../standardise/standardise.ts'

/** The verifier by these rules, made when the first address is looked at: few who clean ask for it. */
export function verifierOf(rules: StandardiseRules): VerifyAddress {
  let made: VerifyAddress | undefined
  return (question) => {
    made ??= offlineVerifier(rules)
    return made(question)
  }
}

/**
 * The cleaner of records by these rules. It puts places right where the rules name the tables that are here: rules that name none, or
 * others, were put in force when records came out otherwise, and go on to do as they did.
 */
export function cleanerOf(
  rules: StandardiseRules,
  plain: Standardise = compileStandardiser(rules),
  verify: VerifyAddress = verifierOf(rules),
): (input: RecordInput) => StandardRecord {
  if (rules.placeTables !== offlineVersion()) return plain
  const correct = placeCorrector(verify)
  return (input) => plain(input, correct)
}
