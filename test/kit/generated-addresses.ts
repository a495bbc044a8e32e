import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PROJECT } from '../../server/env.ts'
import { ingestFile, isOrder } from '../../server/ingest/ingest-file.ts'
import { parseMapping } from '../../server/ingest/source-mapping.ts'
import type { AddressCheck } from '../../server/model/addresses/address-check.ts'
import type { AddressInput } from '../../server/model/record.ts'
import { formatOf } from '../../server/places/files.ts'
import { tableOf } from '../../server/places/place-table.ts'
import { townKey } from '../../server/places/town-key.ts'
import { cleaningOf } from '../../server/rules/cleaning.ts'
import { shippedRuleSet } from '../../server/rules/rule-set.ts'
import { verifyAddress } from './address-slips.ts'

const FILE = join(PROJECT, '..', 'shared', 'data', 'gen_100k.csv.gz')
const MAPPING = join(PROJECT, 'test', 'mappings', 'gen_100k.json')
export const hasGenerated = existsSync(FILE)

const codes = new Map(
  Object.entries(cleaningOf(shippedRuleSet()).countries?.US?.regions ?? {}).flatMap(([code, names]) =>
    [code, ...names].map((name) => [name.toLowerCase(), code] as const),
  ),
)
const starts = (formatOf('US')?.regions ?? []).map(
  ({ names, starts }) => [names[0] ?? '', new RegExp(`^(?:${starts})`)] as const,
)

/** Whether its parts agree by the table, as far as they are there, or its ZIP is one of which nothing is known. */
function mayNotChange({ city, region, postcode = '', country = '' }: AddressInput): 'agrees' | 'unknown' | undefined {
  const zip = /^(\d{5})(?:-\d{4})?$/.exec(postcode)?.[1]
  if (zip === undefined || !/^(US|USA|United States)$/.test(country)) return undefined
  const code = region === undefined ? undefined : codes.get(region.toLowerCase())
  const towns = tableOf('US')?.at(zip) ?? []
  const agrees = towns.some(
    (town) => (city === undefined || town.key === townKey(city)) && (region === undefined || town.region === code),
  )
  if (agrees) return 'agrees'
  // The first digits of a ZIP tell its state: one that begins as in another, or as in none, is not unknown, it is wrong.
  const isElsewhere = code !== undefined && !starts.some(([of, pattern]) => of === code && pattern.test(zip))
  return towns.length === 0 && !isElsewhere ? 'unknown' : undefined
}

export type Kept = { readonly agrees: number; readonly unknown: number; readonly changed: readonly string[] }

/** Looks at the first generated addresses: none may be changed whose parts agree or whose ZIP is not known. */
export async function keptAddresses(most: number): Promise<Kept> {
  const counts = { agrees: 0, unknown: 0 }
  const changed: string[] = []
  let seen = 0
  for await (const item of ingestFile(FILE, parseMapping(JSON.parse(readFileSync(MAPPING, 'utf8')), MAPPING))) {
    if (seen >= most) break
    if (!('value' in item) || isOrder(item.value)) continue
    for (const address of item.value.addresses) {
      const kind = mayNotChange(address)
      seen++
      if (kind === undefined) continue
      counts[kind]++
      const said = [address.city, address.region, address.postcode].join(', ')
      if (isChanged(verifyAddress({ address }))) changed.push(said)
    }
  }
  return { ...counts, changed }
}

const isChanged = ({ parts }: AddressCheck) => parts.some(({ state }) => state === 'corrected')
