import type { Link } from '../../model/evidence.ts'
import type { RecordId } from '../../model/ids.ts'
import type { Tx } from '../../store/graph/driver.ts'
import {
  deleteMaybeSame,
  deleteSameAs,
  type Ends,
  putMaybeSame,
  putSameAs,
  type SameAsRow,
} from '../../store/write/links.ts'

/** Links of one kind that come, or come with other bits, and links that go. */
export type LinkMoves = { gone: readonly Ends[]; fresh: readonly Link[] }

/** A match link as the graph holds it: with the hashes of both records as they were compared. */
export function sameAsRow(link: Link, hashAt: (id: RecordId) => string | undefined): SameAsRow {
  return { ...link, lowHash: hashAt(link.low) ?? '', highHash: hashAt(link.high) ?? '' }
}

/** Writes match links, whoever found them. @param ruleSet hash of the rules that they are of */
export async function moveSameAs(
  tx: Tx,
  { gone, fresh }: LinkMoves,
  ruleSet: string,
  hashAt: (id: RecordId) => string | undefined,
): Promise<void> {
  if (gone.length > 0) await deleteSameAs.run(tx, { rows: gone })
  const rows = fresh.map((link) => sameAsRow(link, hashAt))
  if (rows.length > 0) await putSameAs.run(tx, { rows, ruleSet })
}

/** Writes doubtful links, whoever found them. @param ruleSet hash of the rules that they are of */
export async function moveMaybeSame(tx: Tx, { gone, fresh }: LinkMoves, ruleSet: string): Promise<void> {
  if (gone.length > 0) await deleteMaybeSame.run(tx, { rows: gone })
  if (fresh.length > 0) await putMaybeSame.run(tx, { rows: fresh, ruleSet })
}
