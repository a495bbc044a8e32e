import { type Change, isGone } from '../model/change.ts'
import type { EntityName } from '../model/entities/registry.ts'
import type { GoldenValue } from '../model/golden.ts'
import { compareIds, type GoldenId, type RecordId } from '../model/ids.ts'

/** A golden record as a consumer of the feed knows it. `values` holds its status and its relations by name too. */
export type Told = {
  id: GoldenId
  entity: EntityName
  members: readonly RecordId[]
  values: Readonly<Record<string, GoldenValue>>
}

/**
 * A golden record after a line of the feed that is about it; undefined when it is gone. From the first line on, or from
 * any state between a snapshot and the line before, this ends in the golden record of the live graph: a line names every
 * value that differs, and every record that joined or left.
 */
export function applyChange(before: Told | undefined, change: Change): Told | undefined {
  if (isGone(change.kind)) return undefined
  const after = Object.entries({ ...before?.values, ...change.after }).filter((entry): entry is [string, GoldenValue] =>
    isSaid(entry[1]),
  )
  const { golden: id, entity } = change
  return { id, entity, members: membersAfter(before?.members ?? [], change), values: Object.fromEntries(after) }
}

function membersAfter(before: readonly RecordId[], { joined, left }: Change): readonly RecordId[] {
  if (joined.length + left.length === 0) return before
  const members = new Set([...before, ...joined])
  for (const id of left) members.delete(id)
  return [...members].sort(compareIds)
}

/** The whole consumer: all golden records after some lines of the feed, in order. */
export function replay(lines: Iterable<Change>, goldens: Map<GoldenId, Told> = new Map()): Map<GoldenId, Told> {
  for (const change of lines) {
    const told = applyChange(goldens.get(change.golden), change)
    if (told) goldens.set(told.id, told)
    else goldens.delete(change.golden)
  }
  return goldens
}

/** Whether a value is there at all; without any, a list and a single value are told alike. */
export function isSaid(value: GoldenValue | null): value is GoldenValue {
  return value !== null && value.length > 0
}
