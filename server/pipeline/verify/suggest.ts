import type { AddressSuggestion } from '../../model/addresses/address-answer.ts'
import {
  dropHints,
  type HintRow,
  hintsFor,
  latestHint,
  putHints,
  sharedStreets,
  sharedTowns,
} from '../../store/verify/hints.ts'
import { fold } from '../../text/fold.ts'
import { hashOf } from '../../text/hash.ts'
import { type AddressDesk, readerIn, type VerifyAround } from './around.ts'

/**
 * A street or town is offered where so many golden records state it: what only a few state would tell where somebody lives.
 * Houses and flats are never offered.
 */
const LEAST_GOLDENS = 5
/** What is offered is looked up once a day: it is about all addresses. */
const FRESH_MS = 86_400_000
const TOGETHER = 1_000
/** Below this nearly everything begins so. */
const LEAST_SIGNS = 2

export type SuggestOptions = { readonly country?: string | undefined; readonly limit: number }

/** What may be meant by the beginning of an address: places of the tables, then streets and towns of the graph. */
export async function suggest(
  typed: string,
  { country, limit }: SuggestOptions,
  around: Pick<VerifyAround, 'store' | 'rules' | 'reader'>,
): Promise<AddressSuggestion[]> {
  const begins = fold(withoutNumber(typed))
  if (begins.length < LEAST_SIGNS) return []
  const reader = await readerIn(around)
  const places = reader.places(typed.trim(), country, limit)
  const asked = { begins, country: country ?? null, limit }
  const hints = await around.store.read((tx) => hintsFor.run(tx, asked))
  const own = hints.map(({ kind, text, street, city, region, postcode, country: code }): AddressSuggestion => {
    const parts = { street, city, region, postcode, country: code }
    const known = Object.entries(parts).filter(([, part]) => part !== undefined)
    return { kind, text, ...Object.fromEntries(known), from: 'graph' }
  })
  // Half of the room for each, and what one leaves is the other's.
  const half = Math.ceil(limit / 2)
  const ofTables = places.slice(0, Math.max(half, limit - own.length))
  const told = new Set(ofTables.map(({ text }) => fold(text)))
  return [...ofTables, ...own.filter(({ text }) => !told.has(fold(text)))].slice(0, limit)
}

/** A house number before a street is passed over. */
function withoutNumber(typed: string): string {
  const [first = '', ...others] = typed.trim().split(/\s+/)
  return /^\d/.test(first) && others.length > 0 ? others.join(' ') : typed
}

/** Looks up anew what the graph offers, unless that was done within a day. */
export async function refreshHints(
  around: Pick<VerifyAround, 'store' | 'rules' | 'reader' | 'now'>,
  olderThanMs = FRESH_MS,
): Promise<void> {
  const { store, now } = around
  const [last] = await store.read((tx) => latestHint.run(tx, {}))
  const at = now().toISOString()
  if (last && Date.parse(last.at) > Date.parse(at) - olderThanMs) return
  const reader = await readerIn(around)
  const [streets, towns] = await store.read(
    async (tx) =>
      [
        await sharedStreets.run(tx, { least: LEAST_GOLDENS }),
        await sharedTowns.run(tx, { least: LEAST_GOLDENS }),
      ] as const,
  )
  const rows = [...streets.flatMap((row) => streetHint(row, reader)), ...towns.map(townHint)]
  const byId = [...new Map(rows.map((row) => [row.id, row])).values()]
  for (let from = 0; from < byId.length; from += TOGETHER) {
    const some = byId.slice(from, from + TOGETHER)
    await store.write((tx) => putHints.run(tx, { rows: some, at }))
  }
  await store.write((tx) => dropHints.run(tx, { at }))
}

type Street = Awaited<ReturnType<typeof sharedStreets.run>>[number]
type Town = Awaited<ReturnType<typeof sharedTowns.run>>[number]

/** A street, by one of the addresses in it, of which nothing else is kept. */
function streetHint({ line1, city, region, postcode, country, goldens }: Street, reader: AddressDesk): HintRow[] {
  const parts = Object.entries({ line1, city, region, postcode, country }).filter(([, text]) => text !== undefined)
  const cleaned = reader.clean(Object.fromEntries(parts), country)
  const street = cleaned?.street
  // A box or a named house is no street.
  if (!cleaned?.houseNumber || !street || fold(street).startsWith('po box')) return []
  const text = [street, city, region].filter(Boolean).join(', ')
  return [hint('street', text, { street, city, region, postcode, country }, goldens)]
}

function townHint({ city, region, country, goldens }: Town): HintRow {
  return hint('town', [city, region].filter(Boolean).join(', '), { city, region, country }, goldens)
}

type HintPlace = { [part in 'street' | 'city' | 'region' | 'postcode' | 'country']?: string | undefined }

function hint(kind: HintRow['kind'], text: string, place: HintPlace, goldens: number): HintRow {
  const { street = null, city = null, region = null, postcode = null, country = null } = place
  const folded = fold(text)
  // Of one street in several postcodes each is offered: it is another place.
  return {
    id: hashOf([kind, folded, postcode, country]),
    kind,
    folded,
    text,
    street,
    city,
    region,
    postcode,
    country,
    goldens,
  }
}
