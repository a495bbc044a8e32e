import { hashOf } from '../../text/hash.ts'

/** Values that an attribute of a record was given lately, by attribute: `instant hash`, oldest first. */
export type Flips = Readonly<Record<string, readonly string[]>>

const WINDOW_MS = 3_600_000
/** So many times within the window an attribute may be given a value that it had before. */
const RETURNS = 3
const KEPT = 20

/**
 * Two systems that each put their own spelling back would write for ever. Whoever changes a value again and again to new ones does
 * not; a value that keeps returning does.
 * @returns what was given with this one, and whether it returns too often
 */
export function given(
  flips: Flips | undefined,
  attribute: string,
  value: unknown,
  now: Date,
): { flips: Flips; holds: boolean } {
  const since = new Date(now.getTime() - WINDOW_MS).toISOString()
  const lately = (flips?.[attribute] ?? []).filter((each) => each > since)
  const next = [...lately, `${now.toISOString()} ${hashOf(value)}`].slice(-KEPT)
  const hashes = next.map((each) => each.slice(each.indexOf(' ') + 1))
  const returns = hashes.filter((hash, at) => hash !== hashes[at - 1] && hashes.slice(0, at).includes(hash)).length
  return { flips: { ...flips, [attribute]: next }, holds: returns >= RETURNS }
}
