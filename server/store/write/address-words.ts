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

type WriterRow = { id: RecordId; country: string | null; complete: boolean }

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
    const rows = known.map(({ id, addresses }) => ({ id, keys: addresses.map(({ key }) => key) }))
    await unwrite.run(tx, { rows })
  }
  const written = records.flatMap(({ id, addresses }) =>
    writtenBy(addresses).map((address) => ({ key: address.key, record: { id, ...writtenAs(address) } })),
  )
  if (written.length === 0) return
  const rows = [...groupBy(written, ({ key }) => key)]
    .sort(([a], [b]) => compareIds(a, b))
    .map(([key, own]) => ({ key, records: own.map(({ record }) => record) }))
  await write.run(tx, { rows })
}

/** Each address that a record writes, once. */
export function writtenBy(addresses: readonly StandardAddress[]): StandardAddress[] {
  return [...new Map(addresses.map((address) => [address.key, address])).values()]
}

/** What the relationship of a record to an address that it writes says of it. */
export function writtenAs({ country, complete }: StandardAddress): { country: string | null; complete: boolean } {
  return { country: country ?? null, complete }
}
