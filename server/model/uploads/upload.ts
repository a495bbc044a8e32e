import { z } from 'zod'
import { EntityName } from '../entities/registry.ts'
import { GoldenId, RecordId } from '../ids.ts'
import { Problem } from '../problem.ts'
import { Instant } from '../record.ts'

/** How far an uploaded file is. */
export const UploadStage = z.enum([
  'open', // looked at: its mapping may be corrected, tried and loaded
  'trying',
  'loading',
  'cut', // the load ended early; what it wrote stays, and it can go on or be undone
  'loaded',
  'undoing',
  'undone',
])
export type UploadStage = z.infer<typeof UploadStage>

/** What was seen in a column of a file, and what it feeds by the mapping. */
const UploadColumn = z.object({
  column: z.string(),
  /** Share of the rows looked at that fill it. */
  filled: z.number(),
  distinct: z.int(),
  examples: z.array(z.string()),
})

/** Something that broken rules of quality say of records. */
const FoundIssue = z.object({
  policy: z.string(),
  severity: z.enum(['info', 'warning', 'error']),
  message: z.string(),
  records: z.int(),
  example: RecordId,
})

const EntityCounts = z.object({
  entity: EntityName,
  records: z.int(),
  created: z.int(),
  changed: z.int(),
  unchanged: z.int(),
  /** Older than what is stored: kept as history. */
  late: z.int(),
  deleted: z.int(),
})
export type EntityCounts = z.infer<typeof EntityCounts>

/** A record of the file, and the golden record it would join; without one it would be new. */
const TrialExample = z.object({
  record: RecordId,
  name: z.string(),
  outcome: z.enum(['created', 'changed']),
  joins: z.object({ golden: GoldenId, name: z.string(), entity: EntityName }).optional(),
})

/** A row that cannot be read, or a record that cannot be written, and why. */
export const RejectedRow = z.object({
  line: z.int().optional(),
  column: z.string().optional(),
  field: z.string().optional(),
  record: z.string().optional(),
  detail: z.string(),
})
export type RejectedRow = z.infer<typeof RejectedRow>

/** What loading a file would come to; nothing of it is written. */
export const UploadTrial = z.object({
  rows: z.int(),
  rejected: z.int(),
  /** Rows passed over by a rule of the mapping. */
  passed: z.int(),
  orders: z.int(),
  entities: z.array(EntityCounts),
  /** Of the new and changed records the first so many were matched, `looked` of `of`. */
  matched: z.object({ looked: z.int(), of: z.int() }),
  /** New records that golden records there are would take in. */
  joined: z.int(),
  /** Golden records that would be new. */
  goldens: z.int(),
  /** Golden records that would become one with another by what the file says. */
  merged: z.int(),
  issues: z.array(FoundIssue),
  examples: z.array(TrialExample),
  rejects: z.array(RejectedRow),
  notes: z.array(z.string()),
})
export type UploadTrial = z.infer<typeof UploadTrial>

/** A golden record that was there before a load and has records of it now. */
const FoundAgain = z.object({
  golden: GoldenId,
  entity: EntityName,
  name: z.string(),
  sources: z.array(z.string()),
  records: z.array(z.object({ id: RecordId, name: z.string().optional() })),
})

/** What a load did. */
export const UploadLoaded = z.object({
  at: Instant,
  rows: z.int(),
  became: z.object({
    written: z.int(),
    unchanged: z.int(),
    late: z.int(),
    deleted: z.int(),
    passed: z.int(),
    part: z.int(),
    rejected: z.int(),
  }),
  orders: z.int(),
  /** Golden records with records of this load, and those that consist of them alone. */
  goldens: z.int(),
  alone: z.int(),
  /** Golden records that were there before and have new records now; the first are `shown`. */
  joined: z.object({ goldens: z.int(), records: z.int(), shown: z.array(FoundAgain) }),
  rejects: z.array(RejectedRow),
  notes: z.array(z.string()),
  /** Records and orders that wait for one they name. */
  waiting: z.array(z.object({ kind: z.string(), count: z.int() })),
})
export type UploadLoaded = z.infer<typeof UploadLoaded>

/** A record that somebody else changed after a load. */
const ChangedSince = z.object({
  record: RecordId,
  name: z.string().optional(),
  by: z.string().optional(),
  at: z.string().optional(),
  deleted: z.boolean(),
})

/** What undoing a load would do. Applied, it does exactly that, or is refused. */
export const UndoPlan = z.object({
  /** Of what it was made: it is sent along to apply it. */
  hash: z.string(),
  /** Records that the load brought: they are deleted again. */
  deletes: z.int(),
  /** Records that it changed: they say again what they said before. */
  restores: z.int(),
  /** Records that it deleted: they are back. */
  returns: z.int(),
  /** Golden records that consist of its records alone, and those that have others beside them. */
  alone: z.int(),
  shared: z.int(),
  /** Changed since by others: left as they are; the first are named. */
  kept: z.object({ count: z.int(), shown: z.array(ChangedSince) }),
  /** Orders of the load stay: they are not taken back. */
  orders: z.int(),
})
export type UndoPlan = z.infer<typeof UndoPlan>

/** What undoing a load did. */
export const UploadUndone = z.object({
  at: Instant,
  by: z.string(),
  deletes: z.int(),
  restores: z.int(),
  returns: z.int(),
  kept: z.int(),
})
export type UploadUndone = z.infer<typeof UploadUndone>

/** A file that somebody sent, and what became of it so far. */
export const Upload = z.object({
  id: z.string(),
  name: z.string(),
  bytes: z.int(),
  by: z.string(),
  at: Instant,
  stage: UploadStage,
  /** The mapping as JSON: proposed at first, then as it was corrected. */
  mapping: z.record(z.string(), z.unknown()),
  columns: z.array(UploadColumn),
  /** Rows that were looked at for the proposal. */
  looked: z.int(),
  /** What a person should look at before trusting the proposal. */
  doubts: z.array(z.string()),
  notes: z.array(z.string()),
  progress: z.object({ step: z.string(), done: z.int(), of: z.int() }).optional(),
  trial: UploadTrial.optional(),
  loaded: UploadLoaded.optional(),
  /** Records that a load wrote which ended early. */
  written: z.int().optional(),
  undone: UploadUndone.optional(),
  /** Why the last thing asked for did not come to its end. */
  problem: Problem.optional(),
  /** The file is deleted then; what it brought stays. Absent where it is gone. */
  fileUntil: Instant.optional(),
})
export type Upload = z.infer<typeof Upload>

/** An upload in a list. */
export const UploadHead = Upload.pick({ id: true, name: true, bytes: true, by: true, at: true, stage: true }).extend({
  records: z.int().optional(),
})
export type UploadHead = z.infer<typeof UploadHead>
