import type { Link } from '../../../model/evidence.ts'
import type { GoldenId, RecordId } from '../../../model/ids.ts'
import type { EntityEngine } from '../../../rules/engine.ts'
import type { Whole } from '../../bulk/whole-entity.ts'
import { sameAsRow } from '../../resolve/match-links.ts'

/** A match link as it is staged; one between two golden records was cut. */
export function linkProperties(
  link: Link,
  { hashes }: Whole,
  goldenOf: ReadonlyMap<RecordId, GoldenId>,
  { hash }: EntityEngine,
) {
  const cut = goldenOf.get(link.low) === goldenOf.get(link.high) ? {} : { cut: true }
  return { ...sameAsRow(link, (id) => hashes.get(id)), ruleSet: hash, ...cut }
}
