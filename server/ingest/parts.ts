import { compareIds } from '../model/ids.ts'
import type { RecordInput, RecordPart } from '../model/record.ts'
import { isMet, metPart } from '../model/versions/part-times.ts'
import { compareVersions } from '../model/versions/value-times.ts'
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
 * newer: an older version tells no more than since when. The order of ranks decides what goes first, never that of arriving.
 */
export function withParts(stored: RecordInput | undefined, arriving: RecordInput): RecordInput {
  if (!arriving.parts) return arriving
  const parts: Record<string, RecordPart> = { ...(stored ? (stored.parts ?? { [WHOLE]: partOf(stored, 0) }) : {}) }
  for (const [name, part] of Object.entries(arriving.parts)) {
    const before = parts[name]
    parts[name] = before ? metPart(before, part) : part
  }
  const { source, sourceId, entity, sharedIds } = arriving
  const inOrder = Object.entries(parts).sort(([a, x], [b, y]) => x.rank - y.rank || compareIds(a, b))
  const [first, ...others] = inOrder.map(
    ([, { rank: _rank, times: _times, ...said }]): RecordInput => ({
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

/**
 * What of a record with parts is history, once another version has arrived: that one where it came late, else the one it
 * takes the place of, where that came in the same load and is stored nowhere. Only what is older than the whole.
 */
export function formerVersions({
  stored,
  before,
  arriving,
  after,
}: Record<'before' | 'stored', RecordInput | undefined> & Record<'arriving' | 'after', RecordInput>): RecordInput[] {
  const { source, sourceId, entity } = arriving
  const former = Object.entries(arriving.parts ?? {}).flatMap(([name, part]) => {
    const present = before?.parts?.[name]
    if (!present || isMet(part, present)) return []
    const isLate = compareVersions(part, present) < 0
    const { times: _times, ...was } = isLate ? part : present
    const known = stored?.parts?.[name]
    return !isLate && known && isMet(was, known) ? [] : [{ name, was }]
  })
  return former
    .map(({ name, was }): RecordInput => {
      const { rank: _rank, ...said } = was
      return { source, sourceId, entity, ...said, parts: { [name]: was } }
    })
    .filter((version) => compareVersions(version, after) < 0)
}
