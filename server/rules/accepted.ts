import type { AddressWord } from '../model/addresses/address-word.ts'
import type { CorrectedPart } from '../model/addresses/read-address.ts'
import { compareIds } from '../model/ids.ts'
import { AddressInput, type RecordInput, type StandardAddress, type StandardRecord } from '../model/record.ts'
import { cleanAddress } from './clean-address.ts'
import type { EntityEngine } from './engine.ts'
import { derive, type Prepared } from './prepare.ts'

/** What stewards accepted, by the key of the cleaned address that it takes the place of. */
export type Corrections = ReadonlyMap<string, AddressWord>

/** The corrections among words that stand: of one address the latest counts, by its own time. */
export function correctionsAmong(words: readonly AddressWord[]): Corrections {
  const own = words.filter(({ kind }) => kind === 'corrected')
  return new Map(own.sort(byTime).map((word) => [word.key, word]))
}

/**
 * A record with what was accepted in the place of what it was read as, by whatever corrections it was before. It is the record's
 * own word still, with its time and trust: block keys and findings follow. Pure.
 */
export function accepting(prepared: Prepared, corrections: Corrections, engine: EntityEngine, today: string): Prepared {
  const standard = inItsPlace(prepared.standard, corrections, engine.standardise)
  return standard === prepared.standard ? prepared : { ...prepared, ...derive(standard, engine, today) }
}

/** The same of a cleaned record alone. @returns the very record where nothing of it is otherwise */
export function inItsPlace(
  record: StandardRecord,
  corrections: Corrections,
  standardise: (input: RecordInput) => StandardRecord,
): StandardRecord {
  const isPlain = record.addresses.every(({ key, readAs }) => readAs === undefined && !corrections.has(key))
  if (isPlain) return record
  return { ...record, addresses: record.addresses.map((address) => takenPlace(address, corrections, standardise)) }
}

/** Corrections of addresses, and of those that take their place. @param find corrections that count of cleaned addresses, by keys in order */
export async function correctionsOf(
  records: readonly Pick<StandardRecord, 'addresses'>[],
  standardise: (input: RecordInput) => StandardRecord,
  find: (keys: readonly string[]) => Promise<readonly AddressWord[]>,
): Promise<Corrections> {
  const found: AddressWord[] = []
  const seen = new Set<string>()
  let open = new Set(records.flatMap(({ addresses }) => addresses.map((address) => asRead(address).key)))
  while (open.size > 0) {
    for (const key of open) seen.add(key)
    const words = (await find([...open].sort(compareIds))).filter(({ kind }) => kind === 'corrected')
    found.push(...words)
    const meant = words.flatMap((word) => cleanAddress(standardise, partsMeant(word))?.key ?? [])
    open = new Set(meant.filter((key) => !seen.has(key)))
  }
  return correctionsAmong(found)
}

/** What an address was read as. */
export function asRead(address: StandardAddress): StandardAddress {
  return address.readAs ? { ...address.readAs.address, ...saidIn(address), original: address.original } : address
}

/** What a correction means, in parts. */
export function partsMeant({ meant }: Pick<AddressWord, 'meant'>): AddressInput {
  return AddressInput.parse(JSON.parse(meant ?? '{}'))
}

/** What was accepted may itself be put right later: it is followed, once by each address. */
function takenPlace(
  address: StandardAddress,
  corrections: Corrections,
  standardise: (input: RecordInput) => StandardRecord,
): StandardAddress {
  const read = asRead(address)
  const keys: string[] = []
  let right = read
  for (let word = corrections.get(right.key); word && !keys.includes(right.key); word = corrections.get(right.key)) {
    const meant = cleanAddress(standardise, partsMeant(word))
    if (!meant) break
    keys.push(right.key)
    right = meant
  }
  if (keys.length === 0) return read
  const { original, readAs: _none, ...place } = read
  for (const part of SAID) delete place[part]
  const line2 = right.line2 ?? read.line2
  const { original: _meant, ...meant } = right
  return {
    ...meant,
    ...(line2 === undefined ? {} : { line2 }),
    ...saidIn(read),
    corrected: corrected(read, right),
    original,
    readAs: { keys, address: place },
  }
}

const PARTS = ['line1', 'unit', 'city', 'region', 'postcode', 'country'] as const
/** What the source says beside where it is. */
const SAID = ['kind', 'from', 'to', 'verified', 'since', 'checkedSince'] as const

function saidIn(address: StandardAddress): Pick<StandardAddress, (typeof SAID)[number]> {
  return Object.fromEntries(SAID.flatMap((name) => (address[name] === undefined ? [] : [[name, address[name]]])))
}

/** Parts that tables put right and nobody touched since, and those that somebody did. */
function corrected(read: StandardAddress, right: StandardAddress): CorrectedPart[] {
  return PARTS.flatMap((part) => {
    const byTables = read.corrected?.find((each) => each.part === part)
    if (read[part] === right[part]) return byTables ?? []
    return { part, was: byTables?.was ?? read[part] ?? '', why: 'put right by a steward' }
  })
}

function byTime(a: AddressWord, b: AddressWord): number {
  return Date.parse(a.at) - Date.parse(b.at) || (a.id < b.id ? -1 : 1)
}
