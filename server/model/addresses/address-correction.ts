import { z } from 'zod'
import { ArrivingAddress } from '../arriving/arriving-record.ts'
import { GoldenId } from '../ids.ts'
import { Problem } from '../problem.ts'

/** The key of a cleaned address. */
export const AddressKey = z.string().regex(/^[0-9a-f]{20,64}$/, 'the key of an address')

/** What a steward accepts as what is meant by an address: the proposal of a word that was told of it, or parts of their own. */
export const AddressCorrection = z.union([
  z.strictObject({ word: z.string().min(1).max(100).describe('a verdict with a proposal, which is accepted') }),
  z.strictObject({
    key: AddressKey.describe('of the address that is put right'),
    meant: ArrivingAddress.describe('what is meant by it, in parts'),
  }),
])
export type AddressCorrection = z.infer<typeof AddressCorrection>

/** What became of one. */
export const CorrectionOutcome = z.object({
  outcome: z.enum(['kept', 'known', 'rejected']).describe('`known`: that is what is accepted already'),
  /** Of the address that was put right, and of what takes its place. */
  key: z.string().optional(),
  to: z.string().optional(),
  address: z.string().optional().describe('what takes its place'),
  word: z.string().optional().describe('by which it is taken back'),
  goldens: z.array(GoldenId).describe('that write it'),
  problem: Problem.optional(),
})
export type CorrectionOutcome = z.infer<typeof CorrectionOutcome>
