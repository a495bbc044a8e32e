import { z } from 'zod'
import { groupBy } from '../../../collections/group-by.ts'
import { addressLine } from '../../../model/address-line.ts'
import { AddressesReport, type AddressQuality, type WorstAddresses } from '../../../model/addresses/address-report.ts'
import { AddressWord, proposalOf } from '../../../model/addresses/address-word.ts'
import { GoldenId } from '../../../model/ids.ts'
import type { Tx } from '../../graph/driver.ts'
import { maybe, query } from '../../graph/query.ts'

const written = query(
  'reports/addresses',
  {},
  {
    source: z.string(),
    country: z.string(),
    addresses: z.int(),
    complete: z.int(),
    records: z.int(),
    customers: z.int(),
  },
)
const told = query(
  'reports/address-words',
  {},
  {
    source: z.string(),
    country: z.string(),
    key: z.string(),
    verdict: maybe(AddressWord.shape.verdict.unwrap()),
    returned: z.int(),
    confirmed: z.int(),
  },
)
const totals = query(
  'reports/address-totals',
  {},
  {
    addresses: z.int(),
    complete: z.int(),
    records: z.int(),
    customers: z.int(),
  },
)
const monthRow = AddressesReport.shape.months.element.shape
const months = query('reports/address-months', {}, monthRow)
const sourceMonths = query('reports/address-source-months', {}, { source: z.string(), ...monthRow })
const worst = query(
  'reports/worst-addresses',
  { source: z.string(), country: z.string(), offset: z.number(), limit: z.number() },
  {
    golden: GoldenId,
    entity: z.string(),
    name: maybe(z.string()),
    key: z.string(),
    text: maybe(z.string()),
    returns: z.int(),
    word: AddressWord,
    said: maybe(AddressWord),
  },
)

/** What things cost, in minor units of a currency. */
export type Prices = { currency: string; costOfReturn: number; costOfPiece: number }

type Told = Awaited<ReturnType<typeof told.run>>
type Written = Awaited<ReturnType<typeof totals.run>>[number]

/** How good addresses are, by source and country, and month by month. */
export async function readAddresses(tx: Tx, prices: Prices): Promise<AddressesReport> {
  const words = await told.run(tx, {})
  const byRow = groupBy(words, ({ source, country }) => `${source} ${country}`)
  const rows = (await written.run(tx, {})).map(({ source, country, ...row }) =>
    qualityOf({ source, country }, row, byRow.get(`${source} ${country}`) ?? [], prices),
  )
  const trend = await months.run(tx, {})
  const [all] = await totals.run(tx, {})
  const once = [...new Map(words.map((word) => [word.key, word])).values()]
  const total = qualityOf(
    { source: '', country: '' },
    all ?? { addresses: 0, complete: 0, records: 0, customers: 0 },
    once,
    prices,
  )
  const [returned, confirmed] = [sum(trend.map((each) => each.returned)), sum(trend.map((each) => each.confirmed))]
  return {
    currency: prices.currency,
    total: { ...total, returned, confirmed, returnCost: returned * prices.costOfReturn },
    rows,
    months: trend,
    sourceMonths: await sourceMonths.run(tx, {}),
  }
}

function qualityOf(
  where: Pick<AddressQuality, 'source' | 'country'>,
  { records, customers, addresses, complete }: Written,
  words: Told,
  { costOfReturn, costOfPiece }: Prices,
): AddressQuality {
  const verdicts = {
    ...{ deliverable: 0, plausible: 0, correctable: 0, ambiguous: 0, incomplete: 0, undeliverable: 0, unchecked: 0 },
    none: addresses,
  }
  for (const { verdict } of words) {
    if (verdict === undefined) continue
    verdicts[verdict]++
    verdicts.none--
  }
  const [returned, confirmed] = [sum(words.map((each) => each.returned)), sum(words.map((each) => each.confirmed))]
  const duplicates = records - customers
  return {
    ...where,
    ...{ records, customers, duplicates, addresses, complete, verdicts, returned, confirmed },
    returnCost: returned * costOfReturn,
    duplicateCost: duplicates * costOfPiece,
  }
}

export type WorstFilter = { source: string; country: string; offset: number; limit: number }

/** Addresses of golden records of which something bad was told that counts, the worst first. */
export async function readWorst(tx: Tx, filter: WorstFilter): Promise<WorstAddresses> {
  const { offset, limit } = filter
  const found = await worst.run(tx, { ...filter, limit: limit + 1 })
  const addresses = found.slice(0, limit).flatMap(({ golden, entity, name, key, text, returns, word, said }) => {
    const { id, kind, verdict, reason, at, provider, body } = word
    const state = kind === 'returned' ? kind : verdict
    if (state === undefined || state === 'deliverable' || state === 'plausible' || state === 'unchecked') return []
    const address = text ?? addressIn(body) ?? key
    const proposed = said && proposalOf(said)
    return {
      golden,
      entity,
      name: name ?? golden,
      key,
      address,
      state,
      returns,
      ...(proposed ? { proposal: { word: said.id, address: addressLine(proposed.parts) } } : {}),
      word: { id, kind, verdict, reason, at, provider },
    }
  })
  return { addresses, ...(found.length > limit ? { next: offset + limit } : {}) }
}

/** The address as it was told with a word. */
export function addressIn(body: string | undefined): string | undefined {
  const said: unknown = body === undefined ? undefined : JSON.parse(body)
  return typeof said === 'object' && said !== null && 'address' in said ? String(said.address) : undefined
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0)
}
