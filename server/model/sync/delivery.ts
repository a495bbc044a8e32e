import { z } from 'zod'
import { RecordId } from '../ids.ts'

/**
 * How a record stands in its system. `due`: to be looked at, or to be tried again; `current`: it holds what its golden record says;
 * `dead`: it was refused, or tried often enough; `held`: it flips to and fro; `ask`: a steward has to say whether a value may go;
 * `gone`: the system has it no more.
 */
export const CopyState = z.enum(['due', 'current', 'dead', 'held', 'ask', 'gone'])
export type CopyState = z.infer<typeof CopyState>

/** What a steward says of values that Kith wrote and whose records are gone: they go, or they stay. */
export const LossAnswer = z.enum(['takeBack', 'keep'])
export type LossAnswer = z.infer<typeof LossAnswer>

/**
 * A record in its system, and the delivery that is open for it, where there is one. Without a record it is a golden record that the
 * system holds, or is to be given a record of.
 */
export const Delivery = z.object({
  id: z.string(),
  system: z.string(),
  record: RecordId.optional(),
  name: z.string().optional(),
  golden: z.string().optional(),
  state: CopyState,
  /** Number of the feed up to which the system is known to hold its state. */
  seq: z.int().optional(),
  /** Since when it differs, or may differ. */
  dueSince: z.string().optional(),
  /** When it is tried next. */
  dueAt: z.string().optional(),
  attempts: z.int(),
  /** Why the last try did not go through. */
  error: z.string().optional(),
  column: z.string().optional(),
  /** When the system last acknowledged a write, and when it was last looked at. */
  ackedAt: z.string().optional(),
  checkedAt: z.string().optional(),
  writes: z.int().default(0),
  /** Attributes that were sent and are not answered yet. */
  sent: z.array(z.string()).default([]),
})
export type Delivery = z.infer<typeof Delivery>

/** Where a system stands. */
export const SystemView = z.object({
  system: z.string(),
  /** What is in force; absent while nothing was ever applied. */
  mode: z.enum(['consolidation', 'coexistence', 'downstream']).optional(),
  connector: z.string(),
  hash: z.string().optional(),
  appliedAt: z.string().optional(),
  appliedBy: z.string().optional(),
  /** Its file says something else than what is in force; nothing of it holds until an admin applies it. */
  fileDiffers: z.boolean(),
  /** What is wrong with its file. */
  faults: z.array(z.string()).default([]),
  paused: z.object({ at: z.string(), by: z.string(), reason: z.string() }).optional(),
  /** It did not answer: why, and when it is tried again. */
  unavailable: z.object({ reason: z.string(), until: z.string() }).optional(),
  /** Number of the feed that it has been told up to, and where the feed stands. */
  cursor: z.int().optional(),
  head: z.int(),
  /** Records that differ or may differ, and since when the oldest of them does. */
  behind: z.int(),
  oldest: z.string().optional(),
  /** Records by state. */
  copies: z.partialRecord(CopyState, z.int()),
  writes: z.int(),
  lastWriteAt: z.string().optional(),
})
export type SystemView = z.infer<typeof SystemView>

/** What a system's file would have in force, and what would be written then. */
export const SystemPlan = z.object({
  system: z.string(),
  mode: z.enum(['consolidation', 'coexistence', 'downstream']),
  /** Of the file, to apply it as it was looked at; and of what is in force. */
  hash: z.string(),
  inForce: z.string().optional(),
  /** Records of the system, and those that would be written. */
  records: z.int(),
  writes: z.int(),
  /** Records that it would be given. */
  makes: z.int().default(0),
  /** How many records would be written, by attribute. */
  attributes: z.record(z.string(), z.int()),
  /** Values that have no form there: they would not be written. */
  refused: z.int(),
})
export type SystemPlan = z.infer<typeof SystemPlan>
