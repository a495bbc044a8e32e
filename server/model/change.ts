import { z } from 'zod'
import { EntityName } from './entities/registry.ts'
import { GoldenValue, Rejected } from './golden.ts'
import { GoldenId, RecordId } from './ids.ts'
import { Instant } from './record.ts'

/** Who did it: the API key (or `local` on loopback, `cli`) and the user it asserts. */
export const Actor = z.object({ key: z.string(), user: z.string().optional() })
export type Actor = z.infer<typeof Actor>

export const ChangeKind = z.enum(['created', 'updated', 'merged', 'split', 'retired'])
export type ChangeKind = z.infer<typeof ChangeKind>

/** One line of the feed, before it has its place in it. */
export const ChangeDraft = z.object({
  kind: ChangeKind,
  entity: EntityName,
  golden: GoldenId,
  /** Names of the attributes and relations that differ from before. */
  attributes: z.array(z.string()),
  /** Sources with a record in the cluster before or after: whom it concerns. */
  sources: z.array(z.string()),
  before: z.record(z.string(), GoldenValue.nullable()),
  after: z.record(z.string(), GoldenValue.nullable()),
  /** Records of the cluster now, sorted; empty when retired. */
  members: z.array(RecordId),
  joined: z.array(RecordId),
  left: z.array(RecordId),
  /** Ids that went into this one (merged), or heirs of this one (split, retired). */
  from: z.array(GoldenId),
  heirs: z.array(GoldenId),
  /** Where `rejected` is among the attributes: what sources say now of attributes that others own. */
  rejected: z.array(Rejected).optional(),
})
export type ChangeDraft = z.infer<typeof ChangeDraft>

/** `seq` is gapless and strictly ordered; `at` never decreases with it. */
export const Change = ChangeDraft.extend({ seq: z.int(), at: Instant, actor: z.string(), user: z.string().optional() })
export type Change = z.infer<typeof Change>
