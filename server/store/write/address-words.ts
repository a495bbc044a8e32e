import { z } from 'zod'
import { groupBy } from '../../collections/group-by.ts'
import { AddressWord } from '../../model/addresses/address-word.ts'
import { EntityName } from '../../model/entities/registry.ts'
import { compareIds, GoldenId, RecordId } from '../../model/ids.ts'
import type { StandardAddress, StandardRecord } from '../../model/record.ts'
import type { Tx } from '../graph/driver.ts'
import { maybe, query, rowsOf } from '../graph/query.ts'

const wordRow = { word: AddressWord }
const keys = { keys: rowsOf<string>() }

/** An address that a record leads to; `corrected`: it was read there, and another took its place. */
type Written = { key: string; country: string | null; complete: boolean; corrected: true | null }
type WriterRow = Omit<Written, 'key'> & { id: RecordId }

export const putWords = query('address-words/put', { rows: rowsOf<AddressWord>() }, {})
export const withdrawWords = query(
  'address-words/withdraw',
  { ids: rowsOf<string>(), at: z.string(), by: z.string() },
  {},
)
export const lockCleanAddresses = query('address-words/lock', keys, { locked: z.number() })
/** Records that write cleaned addresses. */
export const writersOf = query('address-words/writers', keys, {
  key: z.string(),
  record: RecordId,
  entity: EntityName,
  golden: maybe(GoldenId),
})

/** Cleaned addresses that are spellings of a place. */
export const spellingsOfPlace = query('address-words/of-place', { place: z.string() }, { key: z.string() })

const corrections = query('address-words/corrections', keys, wordRow)
const byIds = query('address-words/by-id', { ids: rowsOf<string>() }, wordRow)
const ofKeys = query('address-words/of-keys', { ...keys, withdrawn: z.boolean() }, wordRow)
const standing = query('address-words/standing', {}, wordRow)
const write = query('address-words/write', { rows: rowsOf<{ key: string; records: WriterRow[] }>() }, {})
const unwrite = query('address-words/unwrite', { rows: rowsOf<{ id: RecordId; keys: string[] }>() }, {})

export async function wordsByIds(tx: Tx, ids: readonly string[]): Promise<AddressWord[]> {
  return (await byIds.run(tx, { ids: [...ids] })).map(({ word }) => word)
}

/** @param withdrawn with those that were withdrawn */
export async function wordsOfKeys(tx: Tx, keys: readonly string[], withdrawn = false): Promise<AddressWord[]> {
  return keys.length === 0 ? [] : (await ofKeys.run(tx, { keys: [...keys], withdrawn })).map(({ word }) => word)
}

/** Corrections of cleaned addresses that stand; takes the locks of the addresses. @param keys sorted */
export async function lockedCorrections(tx: Tx, keys: readonly string[]): Promise<AddressWord[]> {
  return (await corrections.run(tx, { keys: [...keys] })).map(({ word }) => word)
}

export async function standingWords(tx: Tx): Promise<AddressWord[]> {
  return (await standing.run(tx, {})).map(({ word }) => word)
}

/**
 * Has records lead to the addresses that they write, by which words find them and they find words.
 * @param known those that may have written others before
 */
export async function writeAddresses(
  tx: Tx,
  records: readonly Pick<StandardRecord, 'id' | 'addresses'>[],
  known: readonly Pick<StandardRecord, 'id' | 'addresses'>[],
): Promise<void> {
  if (known.length > 0) {
    const rows = known.map(({ id, addresses }) => ({ id, keys: writtenBy(addresses).map(({ key }) => key) }))
    await unwrite.run(tx, { rows })
  }
  const written = records.flatMap(({ id, addresses }) =>
    writtenBy(addresses).map(({ key, ...as }) => ({ key, record: { id, ...as } })),
  )
  if (written.length === 0) return
  const rows = [...groupBy(written, ({ key }) => key)]
    .sort(([a], [b]) => compareIds(a, b))
    .map(([key, own]) => ({ key, records: own.map(({ record }) => record) }))
  await write.run(tx, { rows })
}

/** Each address that a record writes, once, with those that were read and corrected. */
export function writtenBy(addresses: readonly StandardAddress[]): Written[] {
  const read = addresses.flatMap(({ readAs }) => (readAs?.keys ?? []).map((key) => written(key, readAs?.address, true)))
  const own = addresses.map((address) => written(address.key, address, null))
  return [...new Map([...read, ...own].map((each) => [each.key, each])).values()]
}

function written(
  key: string,
  address: Pick<StandardAddress, 'country' | 'complete'> | undefined,
  corrected: Written['corrected'],
): Written {
  return { key, country: address?.country ?? null, complete: address?.complete ?? false, corrected }
}
