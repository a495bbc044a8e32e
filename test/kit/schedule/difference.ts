import type { RecordInput } from '../../../server/model/record.ts'
import { compileEngine } from '../../../server/rules/engine.ts'
import { readingOf } from '../../../server/rules/reading.ts'
import { shippedRuleSet } from '../../../server/rules/rule-set.ts'
import type { SystemName } from './systems.ts'

const { standardise } = compileEngine(shippedRuleSet())

type Difference = { place: string; found: unknown; wanted: unknown }

/** The first field in which two states of a record are not the same, however they are spelled. */
export function difference(
  { system }: { system: SystemName },
  found: RecordInput,
  wanted: RecordInput,
): Difference | undefined {
  const reading = readingOf(wanted, standardise)
  for (const field of new Set([...Object.keys(found.fields), ...Object.keys(wanted.fields)])) {
    const [a, b] = [found.fields[field] ?? [], wanted.fields[field] ?? []]
    if (a.length !== b.length || !a.every((text, at) => reading.same(field, text, b[at] ?? '')))
      return { place: `${system} ${field}`, found: a, wanted: b }
  }
  const [a, b] = [found.addresses, wanted.addresses]
  const isSame = a.length === b.length && a.every((one, at) => reading.samePlace(one, b[at] ?? {}))
  return isSame ? undefined : { place: `${system} addresses`, found: a, wanted: b }
}
