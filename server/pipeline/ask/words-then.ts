import type { AddressWord } from '../../model/addresses/address-word.ts'
import type { When } from '../../model/moment.ts'
import { correctionsOf, inItsPlace } from '../../rules/accepted.ts'
import type { Engine } from '../../rules/engine.ts'
import type { Tx } from '../../store/graph/driver.ts'
import type { RecordAt } from '../../store/read/history-reads.ts'
import { wordsOfKeys, writtenBy } from '../../store/write/address-words.ts'

/** A moment, and where the question is about another time of the world that. */
type Asked = { known: When['known']; world?: When['world'] | undefined }

/** Records with what was accepted by then in the place of addresses that they write, and nothing that was later. */
export async function correctedThen(
  tx: Tx,
  records: readonly RecordAt[],
  { known, world }: Asked,
  { standardise }: Pick<Engine, 'standardise'>,
): Promise<RecordAt[]> {
  const corrections = await correctionsOf(
    records.map(({ standard }) => standard),
    standardise,
    (keys) => toldThen(tx, keys, { known, world }),
  )
  return records.map((row) => ({ ...row, standard: inItsPlace(row.standard, corrections, standardise) }))
}

/** What was known at a moment to have been told by then of the addresses that records write. */
export async function wordsThen(tx: Tx, records: readonly RecordAt[], { known, world }: Asked): Promise<AddressWord[]> {
  const keys = records.flatMap(({ standard }) => writtenBy(standard.addresses).map(({ key }) => key))
  return toldThen(tx, [...new Set(keys)], { known, world })
}

async function toldThen(tx: Tx, keys: readonly string[], { known, world }: Asked): Promise<AddressWord[]> {
  const words = await wordsOfKeys(tx, keys, true)
  return words.filter(
    ({ at, receivedAt, withdrawnAt }) =>
      receivedAt <= known.at &&
      (withdrawnAt === undefined || withdrawnAt > known.at) &&
      (world === undefined || at <= world),
  )
}
