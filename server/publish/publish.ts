import type { ChangeDraft, ChangeKind } from '../model/change.ts'
import type { Golden, GoldenValue } from '../model/golden.ts'
import type { GoldenId } from '../model/ids.ts'
import { splitRecordId } from '../model/ids.ts'

/** One golden record before and after a resolution; either side is absent when it was created or retired. */
export type Transition = {
  before?: Golden
  after?: Golden
  /** Ids that were absorbed. */
  from: GoldenId[]
  /** Ids that hold records this one lost. */
  heirs: GoldenId[]
}

/**
 * The line of the feed for a transition, or undefined where nothing a consumer can see has changed. A golden that
 * absorbed others is `merged`, one that lost records to others is `split`, whatever its values did.
 */
export function changeOf({ before, after, from, heirs }: Transition): ChangeDraft | undefined {
  const subject = after ?? before
  if (!subject) throw new Error('changeOf: a transition has at least one side')
  if (before && after && before.hash === after.hash) return undefined
  const was = before ? valuesOf(before) : {}
  const is = after ? valuesOf(after) : {}
  const attributes = differing(was, is)
  const oldMembers = new Set(before?.members)
  const newMembers = new Set(after?.members)
  const joined = [...newMembers].filter((id) => !oldMembers.has(id))
  const left = [...oldMembers].filter((id) => !newMembers.has(id))
  if (joined.length > 0 || left.length > 0) attributes.push('members')
  const contradicted = JSON.stringify(before?.rejected ?? []) !== JSON.stringify(after?.rejected ?? [])
  if (contradicted) attributes.push('rejected')
  const records = [...oldMembers, ...newMembers]
  return {
    kind: kindOf({ before, after, from, heirs }),
    entity: subject.entity,
    golden: subject.id,
    attributes,
    sources: [...new Set(records.map((id) => splitRecordId(id).source))].sort(),
    before: pick(was, attributes),
    after: pick(is, attributes),
    members: [...newMembers],
    joined,
    left,
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
  before: Golden | undefined
  after: Golden | undefined
  from: GoldenId[]
  heirs: GoldenId[]
}): ChangeKind {
  if (!after) return heirs.length > 0 ? 'retired' : 'erased'
  if (from.length > 0) return 'merged'
  if (!before) return 'created'
  return heirs.length > 0 ? 'split' : 'updated'
}

/** What a consumer sees of a golden record: its values and its status. */
function valuesOf(golden: Golden): Record<string, GoldenValue> {
  return { ...golden.values, status: golden.status }
}

function differing(was: Record<string, GoldenValue>, is: Record<string, GoldenValue>): string[] {
  const names = new Set([...Object.keys(was), ...Object.keys(is)])
  return [...names].filter((name) => JSON.stringify(was[name]) !== JSON.stringify(is[name])).sort()
}

function pick(values: Record<string, GoldenValue>, names: string[]): Record<string, GoldenValue | null> {
  return Object.fromEntries(names.filter((name) => !APART.has(name)).map((name) => [name, values[name] ?? null]))
}
