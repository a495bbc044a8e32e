import { groupBy } from '../collections/group-by.ts'
import { isOfPerson, type WordSaid } from '../model/addresses/address-word.ts'
import type { StandardAddress, StandardRecord } from '../model/record.ts'
import { timeOf } from './iso-time.ts'

/** What is known of whether something arrives at an address; undefined: nothing. */
export type Arrives = 'verified' | 'undeliverable' | undefined

/** What somebody says of an address at a time, and whom a later word has to come from to count against it. */
type Said = {
  readonly key: string
  /** Milliseconds. */
  readonly time: number
  /** Of one instant the higher counts: a parcel that came back beats whatever is said besides. */
  readonly rank: number
  readonly arrival: Arrives
  /** An opinion counts for nothing where something came back. */
  readonly by: 'opinion' | 'record' | 'delivery'
}

/** What a record of the cluster says itself: its address holds, or does not. */
export type RecordSays = { readonly key: string; readonly time: number; readonly holds: boolean }

/** Words about addresses that records of a cluster write. */
export type ClusterWords = {
  /** About the house, whoever is asked for. */
  readonly house: readonly WordSaid[]
  /** About one of the cluster there: such a word counts where the record is that it was told of. */
  readonly person: readonly WordSaid[]
}

/** Undefined where nobody told any. */
export function wordsAmong(
  members: readonly {
    readonly record: Pick<StandardRecord, 'id' | 'addresses'>
    readonly words?: readonly WordSaid[] | undefined
  }[],
): ClusterWords | undefined {
  const words = new Map(members.flatMap((member) => (member.words ?? []).map((word) => [word.id, word] as const)))
  if (words.size === 0) return undefined
  const own = new Set(members.map(({ record }) => record.id))
  const told = [...words.values()]
  // Who has moved from an address as it was read has moved from where it was put right to be.
  const now = new Map(
    members.flatMap(({ record }) =>
      record.addresses.flatMap(({ key, readAs }) => (readAs?.keys ?? []).map((read) => [read, key] as const)),
    ),
  )
  return {
    // That something came to whoever lives there shows that the house is there.
    house: told.filter(({ reason }) => reason === undefined || !isOfPerson(reason)),
    person: told
      .filter(
        ({ record, reason }) => record !== undefined && own.has(record) && (reason === undefined || isOfPerson(reason)),
      )
      .map((word) => ({ ...word, key: now.get(word.key) ?? word.key })),
  }
}

/**
 * Whether something arrives at each address that anything is said of: by the latest word about the house, unless the latest word
 * about this person there is that it came back.
 * @param isOneDoor whether two addresses are spellings of one: who has moved is at neither
 */
export function arrivals(
  records: readonly RecordSays[],
  { house, person }: ClusterWords = NOTHING_TOLD,
  addresses: ReadonlyMap<string, StandardAddress>,
  isOneDoor: (a: StandardAddress, b: StandardAddress) => boolean,
): ReadonlyMap<string, Arrives> {
  if (records.length + house.length + person.length === 0) return NOTHING_KNOWN
  const told = records.map(({ key, time, holds }): Said => {
    return { key, time, rank: holds ? 1 : 0, arrival: holds ? 'verified' : 'undeliverable', by: 'record' }
  })
  const found = new Map<string, Arrives>()
  for (const [key, { arrival }] of latest([...told, ...house.flatMap(saidBy)])) found.set(key, arrival)
  if (!person.some(({ kind }) => kind === 'returned')) return found
  const own = [...told, ...person.flatMap(saidBy)]
  for (const [key, address] of addresses) {
    const here = own.filter((each) => {
      const other = addresses.get(each.key)
      return each.key === key || (other !== undefined && isOneDoor(address, other))
    })
    const last = latest(here.map((each) => ({ ...each, key }))).get(key)
    if (last?.by === 'delivery' && last.arrival === 'undeliverable') found.set(key, 'undeliverable')
  }
  return found
}

/** The word that counts, by key. */
function latest(said: readonly Said[]): ReadonlyMap<string, Said> {
  return new Map(
    [...groupBy(said, ({ key }) => key)].flatMap(([key, own]) => {
      own.sort((a, b) => a.time - b.time || a.rank - b.rank)
      let stands: Said | undefined
      for (const each of own) {
        const cameBack = stands?.by === 'delivery' && stands.arrival === 'undeliverable'
        if (!(cameBack && each.by === 'opinion')) stands = each
      }
      return stands ? [[key, stands] as const] : []
    }),
  )
}

const NOTHING_TOLD: ClusterWords = { house: [], person: [] }
const NOTHING_KNOWN: ReadonlyMap<string, Arrives> = new Map()

/** What a verdict makes of an address. One that only says that nothing speaks against it says nothing of whether something arrives. */
const OPINIONS = {
  deliverable: { rank: 2, arrival: 'verified' },
  correctable: { rank: 3, arrival: undefined },
  ambiguous: { rank: 3, arrival: undefined },
  incomplete: { rank: 3, arrival: undefined },
  undeliverable: { rank: 4, arrival: 'undeliverable' },
  plausible: undefined,
  unchecked: undefined,
} as const

function saidBy({ key, kind, verdict, at }: WordSaid): Said[] {
  const time = timeOf(at)
  switch (kind) {
    case 'returned':
      return [{ key, time, rank: 6, arrival: 'undeliverable', by: 'delivery' }]
    case 'confirmed':
      return [{ key, time, rank: 5, arrival: 'verified', by: 'delivery' }]
    case 'corrected':
      return [] // it took the place of the address before anything was asked of it
    case 'verdict': {
      const opinion = verdict && OPINIONS[verdict]
      return opinion ? [{ key, time, ...opinion, by: 'opinion' }] : []
    }
  }
}
