import { z } from 'zod'
import { EntityName } from './entities/registry.ts'
import { GoldenValue, Rejected } from './golden.ts'
import { compareIds, GoldenId, RecordId, type SourceName, splitRecordId } from './ids.ts'
import { Instant } from './record.ts'

/** Who did it: the API key (or `local` on loopback, `cli`) and the user it asserts. */
export const Actor = z.object({ key: z.string(), user: z.string().optional() })
export type Actor = z.infer<typeof Actor>

/** Who Kith itself is in what it writes. A key of such a name would pass for it, so none may have it. */
const OWN = [
  'cli', // commands on the machine
  'demo', // the demonstration; what its records teach gives way to others'
  'expiry', // the end of a pin whose time was up
  'kith', // what a running server does by itself
  'local', // the user of the machine
  'nobody', // who may not do anything, in refusals
  'sync', // what was read back from systems, and what stands for records that were made there
  'upgrade', // what a newer Kith does to an older graph once
] as const
type OwnName = (typeof OWN)[number]
/** What Kith may come to write as. */
const KEPT = ['migration', 'system']

/** Kith itself, as it signs. */
export function ownActor(key: OwnName): Actor & { key: OwnName } {
  return { key }
}

/** Whether a name is one that Kith signs with, however it is written. */
export function isOwnName(name: string): boolean {
  return [...OWN, ...KEPT].some((own) => own === name.toLowerCase())
}

export const ChangeKind = z.enum([
  'created',
  'updated',
  'merged',
  'split',
  'retired', // its records went to others
  'erased', // its last record was deleted: nothing is left of it
])
export type ChangeKind = z.infer<typeof ChangeKind>

/** Whether the id leads no longer to a golden record of its own. */
export function isGone(kind: ChangeKind): boolean {
  return kind === 'retired' || kind === 'erased'
}

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
  /**
   * Records of the cluster now, sorted; none when retired. The feed keeps who joined and left, so a line costs the same
   * however large the cluster is: on a line that was read from it, who was in it is there where somebody asked.
   */
  members: z.array(RecordId).optional(),
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

/** What a consumer of the feed wants to see; everything where it says nothing. */
export type FeedFilter = {
  entity?: EntityName | undefined
  /** Golden records that have, or just lost, a record of this source. */
  source?: SourceName | undefined
  /** Of `updated` lines those that touch one of these. Lines that change ids are always told. */
  attributes?: readonly string[] | undefined
  /** Whether each line tells all records of its golden record as of then. */
  members?: boolean | undefined
}

/** A line of the feed as a consumer gets it; one that asked for its own source also gets its own ids of the records, as `entity:sourceId`. */
export const FeedLine = Change.extend({
  own: z.object({ before: z.array(z.string()), now: z.array(z.string()) }).optional(),
})
export type FeedLine = z.infer<typeof FeedLine>

/**
 * A line for the consumer behind a source: which of its own records the golden record had before, and has now.
 * @param members all records that the golden record has now
 */
export function lineFor(change: Change, source: string, members: readonly RecordId[]): FeedLine {
  const before = [...membersBefore(members, change), ...change.left].sort(compareIds)
  return { ...change, own: { before: ownIds(before, source), now: ownIds(members, source) } }
}

/** Those who were there before, of those who are there now. */
function membersBefore(members: readonly RecordId[], { joined }: Pick<ChangeDraft, 'joined'>): RecordId[] {
  const fresh = new Set(joined)
  return members.filter((id) => !fresh.has(id))
}

function ownIds(records: readonly RecordId[], source: string): string[] {
  return records.flatMap((id) => {
    const record = splitRecordId(id)
    return record.source === source ? [`${record.entity}:${record.sourceId}`] : []
  })
}
