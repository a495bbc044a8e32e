import { compareIds } from '../model/ids.ts'
import type { RecordInput, RecordPart } from '../model/record.ts'
import { together } from './gather.ts'
import { type Ingested, isOrder } from './ingested.ts'
import type { SourceMapping } from './mapping-shape.ts'

/** Name of what a source said before it was known to speak in parts. */
const WHOLE = ''

/** Marks the records of a file as what one table says of them. */
export async function* asParts(
  items: AsyncIterable<Ingested>,
  { name, rank }: NonNullable<SourceMapping['part']>,
): AsyncGenerator<Ingested> {
  for await (const item of items) {
    if (!('value' in item) || isOrder(item.value) || item.isFurther) yield item
    else yield { ...item, value: { ...item.value, parts: { [name]: partOf(item.value, rank) } } }
  }
}

/**
 * A record of which a part arrives: what other tables said of it stays, and what this one said before goes, unless it is
 * newer. The order of ranks decides what goes first, never that of arriving.
 */
export function withParts(stored: RecordInput | undefined, arriving: RecordInput): RecordInput {
  if (!arriving.parts) return arriving
  const parts: Record<string, RecordPart> = { ...(stored ? (stored.parts ?? { [WHOLE]: partOf(stored, 0) }) : {}) }
  for (const [name, part] of Object.entries(arriving.parts)) {
    const before = parts[name]
    if (!before || !isOlder(part, before)) parts[name] = part
  }
  const { source, sourceId, entity, sharedIds } = arriving
  const inOrder = Object.entries(parts).sort(([a, x], [b, y]) => x.rank - y.rank || compareIds(a, b))
  const [first, ...others] = inOrder.map(
    ([, { rank: _rank, ...said }]): RecordInput => ({
      ...{ source, sourceId, entity },
      ...(sharedIds ? { sharedIds } : {}),
      ...said,
    }),
  )
  return first ? { ...others.reduce(together, first), parts: Object.fromEntries(inOrder) } : arriving
}

function partOf(input: RecordInput, rank: number): RecordPart {
  const { source: _source, sourceId: _id, entity: _entity, sharedIds: _shared, parts: _parts, ...said } = input
  return { rank, ...said }
}

function isOlder(part: RecordPart, before: RecordPart): boolean {
  if (part.version !== undefined && before.version !== undefined) return part.version < before.version
  return part.updatedAt !== undefined && before.updatedAt !== undefined && part.updatedAt < before.updatedAt
}
