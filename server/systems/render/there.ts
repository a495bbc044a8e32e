import type { RecordInput } from '../../model/record.ts'
import { isSpent } from '../../model/sync/mark.ts'

/** A record as it stands in its system, by what is known of it: its own word, and over it what Kith wrote. */
export function thereOf(own: RecordInput): RecordInput {
  const { written = [], ...rest } = own
  const fields = { ...rest.fields }
  let { addresses } = rest
  for (const mark of written) {
    // The own word stands there again, in whatever spelling its source has it by now.
    if (isSpent(mark)) continue
    for (const [field, said] of Object.entries(mark.fields)) {
      const left = exchanged(fields[field] ?? [], said.own, said.stored)
      if (left.length > 0) fields[field] = left
      else delete fields[field]
    }
    if (!mark.address) continue
    const was = mark.address.own && JSON.stringify(mark.address.own)
    const others = addresses.filter((address) => JSON.stringify(address) !== was)
    addresses = mark.address.stored ? [mark.address.stored, ...others] : others
  }
  return { ...rest, fields, addresses }
}

function exchanged(list: readonly string[], out: readonly string[], into: readonly string[]): string[] {
  const at = list.findIndex((text) => out.includes(text))
  const left = list.filter((text) => !out.includes(text))
  left.splice(Math.max(at, 0), 0, ...into)
  return left
}
