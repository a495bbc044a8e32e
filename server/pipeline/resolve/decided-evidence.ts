import { pairOf, type RecordId } from '../../model/ids.ts'
import type { RecordInput } from '../../model/record.ts'
import type { Prepared } from '../../rules/prepare.ts'
import type { Tx } from '../../store/graph/driver.ts'
import { decidedAbout, flagDecisions, madeFor, putDecision, showDecisions } from '../../store/write/links.ts'
import { recordInputs } from '../../store/write/records.ts'
import { hashOf } from '../../text/hash.ts'
import type { Ledger } from '../feed/ledger.ts'

/** What a steward saw of a record: its values as the source gave them. A later date or version on the same values is no news. */
function evidenceHash({ fields, addresses }: Pick<RecordInput, 'fields' | 'addresses'>): string {
  return hashOf([fields, addresses])
}

/** Hashes of what the given records say now. */
export async function evidenceNow(tx: Tx, ids: readonly RecordId[]): Promise<Map<RecordId, string>> {
  const rows = await recordInputs.run(tx, { ids })
  return new Map(rows.map(({ id, input }) => [id, evidenceHash(input)]))
}

/**
 * Flags standing decisions about records whose values are no longer those that were decided on, and takes the flag back
 * where they are again. The decision holds either way; somebody should look at it once more.
 */
export async function flagDecided(tx: Tx, changed: readonly Prepared[], at: string): Promise<void> {
  if (changed.length === 0) return
  const inputs = new Map(changed.map((prepared) => [prepared.id, prepared.input]))
  const decided = await decidedAbout.run(tx, { ids: [...inputs.keys()] })
  const differs = (id: RecordId, seen: string | undefined) => {
    const input = inputs.get(id)
    return input === undefined || seen === undefined ? null : evidenceHash(input) !== seen
  }
  const rows = decided.map(({ id, low, high, lowHash, highHash }) => ({
    id,
    low: differs(low, lowHash),
    high: differs(high, highHash),
  }))
  if (rows.length > 0) await flagDecisions.run(tx, { rows, at })
}

/**
 * A record that Kith made in a system is held to one record of the customer that it was made for. Where that one leaves, and others of
 * the customer stay, it is held to one of these.
 */
export async function holdMade(tx: Tx, leaving: readonly RecordId[], { context, at }: Ledger): Promise<void> {
  const held = await madeFor.run(tx, { ids: leaving })
  if (held.length === 0) return
  const evidence = await evidenceNow(tx, [...new Set(held.flatMap(({ made, other }) => [made, other]))])
  for (const { made, other, reason } of held) {
    const [low, high] = pairOf(made, other)
    const [lowHash, highHash] = [evidence.get(low) ?? '', evidence.get(high) ?? '']
    const seen = { lowHash, highHash, evidenceHash: hashOf([lowHash, highHash]) }
    const id = context.mint('dec')
    await putDecision.run(tx, { id, low, high, verdict: 'same', by: 'sync', user: null, reason, at, ...seen })
  }
  await showDecisions.run(tx, { ids: held.map(({ made }) => made) })
}
