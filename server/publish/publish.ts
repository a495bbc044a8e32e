import type { ChangeDraft, ChangeKind } from '../model/change.ts'
import type { Golden, GoldenHead, GoldenValue } from '../model/golden.ts'
import type { GoldenId, RecordId } from '../model/ids.ts'
import { splitRecordId } from '../model/ids.ts'

/** One golden record before and after a resolution; either side is absent when it was created or retired. */
export type Transition = Moves & {
  before?: GoldenHead
  after?: GoldenHead
  /** Ids that were absorbed. */
  from: GoldenId[]
  /** Ids that hold records this one lost. */
  heirs: GoldenId[]
}

/** Which records came and went, in order of their ids. */
export type Moves = {
  joined: RecordId[]
  left: RecordId[]
  /** Sources with a record before or after, sorted. */
  sources: string[]
  /** All records after it, where whoever tells of it knows them. */
  members?: RecordId[]
}

/** What came and went between two states of a golden record. */
export function movesOf(
  before: Pick<Golden, 'members'> | undefined,
  after: Pick<Golden, 'members'> | undefined,
): Moves {
  const oldMembers = new Set(before?.members)
  const newMembers = new Set(after?.members)
  return {
    joined: [...newMembers].filter((id) => !oldMembers.has(id)),
    left: [...oldMembers].filter((id) => !newMembers.has(id)),
    sources: [...new Set([...oldMembers, ...newMembers].map((id) => splitRecordId(id).source))].sort(),
    members: [...newMembers],
  }
}

/**
 * The line of the feed for a transition, or undefined where nothing a consumer can see has changed. A golden that
 * absorbed others is `merged`, one that lost records to others is `split`, whatever its values did.
 */
export function changeOf({ before, after, from, heirs, ...moves }: Transition): ChangeDraft | undefined {
  const subject = after ?? before
  if (!subject) throw new Error('changeOf: a transition has at least one side')
  if (before && after && before.hash === after.hash) return undefined
  const was = before ? valuesOf(before) : {}
  const is = after ? valuesOf(after) : {}
  const attributes = differing(was, is)
  if (moves.joined.length > 0 || moves.left.length > 0) attributes.push('members')
  const contradicted = JSON.stringify(before?.rejected ?? []) !== JSON.stringify(after?.rejected ?? [])
  if (contradicted) attributes.push('rejected')
  return {
    kind: kindOf({ before, after, from, heirs }),
    entity: subject.entity,
    golden: subject.id,
    attributes,
    ...moves,
    before: pick(was, attributes),
    after: pick(is, attributes),
    from: [...from].sort(),
    heirs: [...heirs].sort(),
    ...(contradicted ? { rejected: after?.rejected ?? [] } : {}),
  }
}

/** What of a golden record is not a value of its own, and has its own place on a line of the feed. */
const APART = new Set(['members', 'rejected'])

function kindOf({
  before,
  after,
  from,
  heirs,
}: {
  before: GoldenHead | undefined
  after: GoldenHead | undefined
  from: GoldenId[]
  heirs: GoldenId[]
}): ChangeKind {
  if (!after) return heirs.length > 0 ? 'retired' : 'erased'
  if (from.length > 0) return 'merged'
  if (!before) return 'created'
  return heirs.length > 0 ? 'split' : 'updated'
}

/** What a consumer sees of a golden record: its values and its status. */
function valuesOf(golden: GoldenHead): Record<string, GoldenValue> {
  return { ...golden.values, status: golden.status }
}

function differing(was: Record<string, GoldenValue>, is: Record<string, GoldenValue>): string[] {
  const names = new Set([...Object.keys(was), ...Object.keys(is)])
  return [...names].filter((name) => JSON.stringify(was[name]) !== JSON.stringify(is[name])).sort()
}

function pick(values: Record<string, GoldenValue>, names: string[]): Record<string, GoldenValue | null> {
  return Object.fromEntries(names.filter((name) => !APART.has(name)).map((name) => [name, values[name] ?? null]))
}
