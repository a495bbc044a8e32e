import { fieldDef } from '../model/entities/registry.ts'
import type { RecordInput } from '../model/record.ts'
import { type Ingested, isOrder, type Made } from './ingested.ts'

/**
 * Records of which several rows each hold a part, as one: values and addresses side by side, each once, those of the
 * first row first. Orders are gathered by their id anyway. A record comes where its last row stood or later.
 * @param onPart hears the line of each row that a later one completes
 */
export async function* gathered(
  items: AsyncIterable<Ingested>,
  onPart: (line: number) => void = () => {},
): AsyncGenerator<Ingested> {
  const known = new Map<string, MadeRecord>()
  for await (const item of items) {
    if (!('value' in item) || isOrder(item.value)) {
      yield item
      continue
    }
    const { value } = item
    const key = `${value.source}\u0000${value.entity}\u0000${value.sourceId}`
    const first = known.get(key)
    known.set(key, first ? bothRows(first, { ...item, value }, onPart) : { ...item, value })
  }
  yield* known.values()
}

type MadeRecord = Made & { value: RecordInput }

/** What two rows made of a record. The later row of its own holds it, rather than one that gave it besides another. */
function bothRows(first: MadeRecord, second: MadeRecord, onPart: (line: number) => void): MadeRecord {
  const [place, other] = second.isFurther && !first.isFurther ? [first, second] : [second, first]
  if (!first.isFurther && !second.isFurther) onPart(first.line)
  const sameAs = second.sameAs ?? first.sameAs
  const { isFurther: _either, ...made } = { ...other, ...place, value: together(first.value, second.value) }
  return {
    ...made,
    ...(sameAs === undefined ? {} : { sameAs }),
    ...(first.isFurther && second.isFurther ? { isFurther: true as const } : {}),
  }
}

/** Two rows of a record. Of what there is only one, the first row's stands; times and version are the newest. */
export function together(first: RecordInput, second: RecordInput): RecordInput {
  const fields: RecordInput['fields'] = { ...first.fields }
  for (const [name, values] of Object.entries(second.fields)) {
    const own = fields[name]
    if (!own) fields[name] = values
    else if (fieldDef(first.entity, name)?.many) fields[name] = [...new Set([...own, ...values])]
  }
  const seen = new Set(first.addresses.map((address) => JSON.stringify(address)))
  const others = second.addresses.filter((address) => !seen.has(JSON.stringify(address)))
  const { updatedAt, version, createdAt } = {
    updatedAt: later(first.updatedAt, second.updatedAt),
    version: later(first.version, second.version),
    createdAt: first.createdAt ?? second.createdAt,
  }
  return {
    ...second,
    ...first,
    fields,
    addresses: [...first.addresses, ...others],
    ...(updatedAt === undefined ? {} : { updatedAt }),
    ...(version === undefined ? {} : { version }),
    ...(createdAt === undefined ? {} : { createdAt }),
    ...hintsOf(first, second),
    ...joined('unread', first, second),
    ...joined('customKinds', first, second),
    ...(first.raw && second.raw ? { raw: rawOf(first.raw, second.raw) } : {}),
  }
}

function hintsOf({ hints: first }: RecordInput, { hints: second }: RecordInput): Partial<RecordInput> {
  if (!first || !second) return {}
  const dateFormats = { ...second.dateFormats, ...first.dateFormats }
  return { hints: { ...second, ...first, ...(Object.keys(dateFormats).length > 0 ? { dateFormats } : {}) } }
}

function joined<Name extends 'unread' | 'customKinds'>(
  name: Name,
  first: RecordInput,
  second: RecordInput,
): Partial<RecordInput> {
  const both: object = { ...second[name], ...first[name] }
  return Object.keys(both).length === 0 ? {} : { [name]: both }
}

function later<Value extends string | number>(a: Value | undefined, b: Value | undefined): Value | undefined {
  if (a === undefined || b === undefined) return a ?? b
  return a < b ? b : a
}

/** The row of a record as it came: where rows differ, each of their cells in a line of its own. */
function rawOf(first: Record<string, string>, second: Record<string, string>): Record<string, string> {
  const raw = { ...first }
  for (const [column, cell] of Object.entries(second)) {
    const known = raw[column] ?? ''
    if (cell !== '' && cell !== known) raw[column] = known === '' ? cell : `${known}\n${cell}`
  }
  return raw
}
