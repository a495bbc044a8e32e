import { z } from 'zod'
import { accessBy, askingJson, UNREADABLE } from './ask-json.ts'
import {
  type AddressProvider,
  type CodeMeaning,
  type FoundAddress,
  filled,
  findingOf,
  type SentAddress,
} from './provider.ts'
import type { SmartySettings } from './provider-shape.ts'

const API = 'street-v1'
const MOST_CANDIDATES = 5

/** What the postal service says of an address in the United States, and what Smarty says of one elsewhere. */
const TABLE: Readonly<Record<string, CodeMeaning>> = {
  Y: { verdict: 'deliverable', proved: 'house', next: 'accept' },
  'Y unit': { verdict: 'deliverable', proved: 'unit', next: 'accept' },
  S: { verdict: 'plausible', proved: 'house', next: 'confirm', lacks: 'unit' }, // the house is confirmed, its unit is not
  D: { verdict: 'plausible', proved: 'house', next: 'ask-for-unit', lacks: 'unit' },
  N: { verdict: 'undeliverable', proved: 'street', next: 'fix' },
  'N M1': { verdict: 'incomplete', proved: 'street', next: 'fix', lacks: 'houseNumber' },
  'N M3': { verdict: 'undeliverable', proved: 'street', next: 'fix', lacks: 'houseNumber' },
  'N P1': { verdict: 'incomplete', proved: 'city', next: 'fix', lacks: 'houseNumber' },
  'N P3': { verdict: 'undeliverable', proved: 'city', next: 'fix', lacks: 'houseNumber' },
  // Not among the addresses of the postal service, and yet it may stand there: others deliver.
  'N other': { verdict: 'plausible', proved: 'house', next: 'confirm' },
  none: { verdict: 'undeliverable', next: 'fix' },
  several: { verdict: 'ambiguous', proved: 'street', next: 'confirm' },
  'Verified DeliveryPoint': { verdict: 'deliverable', proved: 'unit', next: 'accept' },
  'Verified Premise': { verdict: 'deliverable', proved: 'house', next: 'accept' },
  'Verified Thoroughfare': { verdict: 'plausible', proved: 'street', next: 'accept' },
  'Verified Locality': { verdict: 'plausible', proved: 'city', next: 'accept' },
  'Verified AdministrativeArea': { verdict: 'plausible', proved: 'region', next: 'confirm' },
  'Partial DeliveryPoint': { verdict: 'plausible', proved: 'unit', next: 'confirm' },
  'Partial Premise': { verdict: 'plausible', proved: 'house', next: 'confirm', lacks: 'unit' },
  'Partial Thoroughfare': { verdict: 'plausible', proved: 'street', next: 'confirm', lacks: 'houseNumber' },
  'Partial Locality': { verdict: 'plausible', proved: 'city', next: 'fix', lacks: 'street' },
  'Partial AdministrativeArea': { verdict: 'plausible', proved: 'region', next: 'fix', lacks: 'city' },
  Partial: { verdict: 'plausible', next: 'fix' },
  Ambiguous: { verdict: 'ambiguous', next: 'confirm' },
  None: { verdict: 'plausible', next: 'fix' }, // its data of a country may be thin: that is no no
}

/** Reasons for a no, by the footnote of two letters, the telling one first. */
const TELLING = ['M1', 'M3', 'P1', 'P3']

const Us = z.object({
  delivery_line_1: z.string().optional(),
  components: z.object({
    secondary_designator: z.string().optional(),
    secondary_number: z.string().optional(),
    city_name: z.string().optional(),
    state_abbreviation: z.string().optional(),
    zipcode: z.string().optional(),
    plus4_code: z.string().optional(),
  }),
  analysis: z.object({
    dpv_match_code: z.string().optional(),
    dpv_footnotes: z.string().optional(),
    footnotes: z.string().optional(),
    enhanced_match: z.string().optional(),
  }),
})
type Us = z.infer<typeof Us>

const Abroad = z.object({
  address1: z.string().optional(),
  components: z.object({
    administrative_area: z.string().optional(),
    locality: z.string().optional(),
    postal_code: z.string().optional(),
    premise: z.string().optional(),
    thoroughfare: z.string().optional(),
    sub_building: z.string().optional(),
  }),
  analysis: z.object({ verification_status: z.string(), address_precision: z.string().optional() }),
})
type Abroad = z.infer<typeof Abroad>

/** Smarty: the US Street API, and the International Street API for all other countries. One address a call. */
export function openSmarty(
  { url, internationalUrl, license }: SmartySettings,
  { authId, authToken, data, patienceMs }: { authId: string; authToken: string; data: string; patienceMs: number },
): AddressProvider {
  const both = Buffer.from(`${authId}:${authToken}`).toString('base64')
  const access = accessBy({ authorization: `Basic ${both}` }, [both, authToken])
  const [ask, askAbroad] = [askingJson(url, patienceMs, access), askingJson(internationalUrl, patienceMs, access)]
  const query = (parts: Readonly<Record<string, string | undefined>>) =>
    new URLSearchParams(
      Object.entries({ ...parts, license }).flatMap(([name, text]) => (text ? [[name, text]] : [])),
    ).toString()

  return {
    version: data === '' ? API : `${API} ${data}`,
    async ask(address, signal) {
      const isUs = address.country === 'US'
      const path = isUs ? `/street-address?${query(usQuery(address))}` : `/verify?${query(queryAbroad(address))}`
      const answer = await (isUs ? ask : askAbroad)({ method: 'GET', path }, signal)
      if (answer.kind === 'failed') return answer
      const finding = isUs ? usFinding(answer.json, address) : findingAbroad(answer.json, address)
      return finding ? { kind: 'found', finding } : UNREADABLE
    },
  }
}

function usQuery({ line1, unit, city, region, postcode }: SentAddress) {
  return {
    street: line1,
    secondary: unit,
    city,
    state: region,
    zipcode: postcode,
    candidates: String(MOST_CANDIDATES),
    match: 'enhanced',
  }
}

function queryAbroad({ line1, unit, city, region, postcode, country }: SentAddress) {
  return {
    country,
    address1: line1,
    address2: unit,
    locality: city,
    administrative_area: region,
    postal_code: postcode,
  }
}

function usFinding(json: unknown, address: SentAddress) {
  const parsed = z.array(Us).safeParse(json)
  if (!parsed.success) return undefined
  const [first, ...others] = parsed.data
  if (!first) return meant('none', address, { code: 'no match' })
  const found = usParts(first)
  const code = usCode(first.analysis)
  if (others.length > 0) return meant('several', address, { code, found, candidates: parsed.data.map(usParts) })
  return meant(usMark(first), address, { code, found })
}

/** Which row of the table holds for an address in the United States. */
export function usMark({ analysis, components }: Pick<Us, 'analysis' | 'components'>): string {
  const { dpv_match_code: match = '', dpv_footnotes: notes = '', enhanced_match: enhanced = '' } = analysis
  if (match === 'Y') return components.secondary_number ? 'Y unit' : 'Y'
  if (match === 'S' || match === 'D') return match
  const told: readonly string[] = notes.match(/../g) ?? []
  const telling = TELLING.find((note) => told.includes(note))
  if (telling) return `N ${telling}`
  return enhanced.includes('non-postal-match') ? 'N other' : 'N'
}

function usCode({
  dpv_match_code: match,
  dpv_footnotes: notes,
  footnotes,
  enhanced_match: enhanced,
}: Us['analysis']): string {
  return [`dpv ${match || '-'}`, notes, footnotes, enhanced].filter(Boolean).join(' ')
}

function usParts({ delivery_line_1: line = '', components }: Us): FoundAddress {
  const { secondary_designator: designator = '', secondary_number: number = '' } = components
  const unit = number === '' ? '' : `${designator} ${number}`.trim()
  const { zipcode, plus4_code: plus4 } = components
  return filled({
    line1: unit !== '' && line.endsWith(unit) ? line.slice(0, -unit.length).trim() : line,
    unit,
    city: components.city_name,
    region: components.state_abbreviation,
    postcode: zipcode && plus4 ? `${zipcode}-${plus4}` : zipcode,
    country: 'US',
  })
}

function findingAbroad(json: unknown, address: SentAddress) {
  const parsed = z.array(Abroad).safeParse(json)
  if (!parsed.success) return undefined
  const [first] = parsed.data
  if (!first) return meant('None', address, { code: 'no match' })
  const { verification_status: status, address_precision: precision = 'None' } = first.analysis
  const mark = [`${status} ${precision}`, status].find((each) => TABLE[each])
  const candidates = status === 'Ambiguous' ? parsed.data.map((each) => partsAbroad(each, address.country)) : []
  return (
    mark &&
    meant(mark, address, { code: `${status} ${precision}`, found: partsAbroad(first, address.country), candidates })
  )
}

function partsAbroad({ address1, components }: Abroad, country: string): FoundAddress {
  const { sub_building: unit, premise, thoroughfare } = components
  return filled({
    line1: unit && address1?.includes(unit) ? [premise, thoroughfare].filter(Boolean).join(' ') : address1,
    unit,
    city: components.locality,
    region: components.administrative_area,
    postcode: components.postal_code,
    country,
  })
}

/** A finding by a row of the table. */
function meant(mark: string, address: SentAddress, said: Parameters<typeof findingOf>[2]) {
  const meaning = TABLE[mark]
  return meaning && findingOf(meaning, address, said)
}
