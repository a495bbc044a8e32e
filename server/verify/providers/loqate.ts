import { z } from 'zod'
import { accessBy, askingJson, UNREADABLE } from './ask-json.ts'
import { type AddressProvider, type Blame, type CodeMeaning, filled, findingOf, type SentAddress } from './provider.ts'
import type { LoqateSettings } from './provider-shape.ts'

const API = 'cleansing-international-1.00'

/**
 * The first two signs of an address verification code: how it was verified, and to which level once it was mended
 * (5 delivery point, 4 premise, 3 thoroughfare, 2 locality, 1 administrative area, 0 nothing).
 */
const AVC_TABLE: Readonly<Record<string, CodeMeaning>> = {
  V5: { verdict: 'deliverable', proved: 'unit', next: 'accept' },
  V4: { verdict: 'deliverable', proved: 'house', next: 'accept' },
  V3: { verdict: 'plausible', proved: 'street', next: 'accept' }, // all that its data of this country goes to
  V2: { verdict: 'plausible', proved: 'city', next: 'accept' },
  V1: { verdict: 'plausible', proved: 'region', next: 'confirm' },
  V0: { verdict: 'plausible', next: 'confirm' },
  // Its data goes further than it found the address: what comes next is not stated, or not known there.
  P5: { verdict: 'plausible', proved: 'unit', next: 'confirm' },
  P4: { verdict: 'plausible', proved: 'house', next: 'confirm', lacks: 'unit' },
  P3: { verdict: 'plausible', proved: 'street', next: 'confirm', lacks: 'houseNumber' },
  P2: { verdict: 'plausible', proved: 'city', next: 'fix', lacks: 'street' },
  P1: { verdict: 'plausible', proved: 'region', next: 'fix', lacks: 'city' },
  P0: { verdict: 'plausible', next: 'fix' },
  A5: { verdict: 'ambiguous', proved: 'house', next: 'confirm' },
  A4: { verdict: 'ambiguous', proved: 'street', next: 'confirm' },
  A3: { verdict: 'ambiguous', proved: 'street', next: 'confirm' },
  A2: { verdict: 'ambiguous', proved: 'city', next: 'confirm' },
  A1: { verdict: 'ambiguous', proved: 'region', next: 'fix' },
  A0: { verdict: 'ambiguous', next: 'fix' },
  // Several that contradict one another; not good enough; nothing found. None of it says that nobody can deliver there.
  C: { verdict: 'ambiguous', next: 'fix' },
  R: { verdict: 'plausible', next: 'fix' },
  U: { verdict: 'plausible', next: 'fix' },
}

/** Where what it calls verified is so much changed (of 100, alike) that somebody has to look, it is no more than plausible. */
const LEAST_SCORE = 60
/** E: very bad. */
const WORST_QUALITY = 'E'

const AVC = /^([VPACRU])([0-5])[0-5]-[IU][0-5][0-5]-P[0-8]-(\d{1,3})$/

const Match = z.object({
  AVC: z.string(),
  AQI: z.string().optional(),
  DeliveryAddress1: z.string().optional(),
  Thoroughfare: z.string().optional(),
  Premise: z.string().optional(),
  SubBuilding: z.string().optional(),
  Locality: z.string().optional(),
  AdministrativeArea: z.string().optional(),
  PostalCode: z.string().optional(),
  'ISO3166-2': z.string().optional(),
})
type Match = z.infer<typeof Match>

const Answer = z.array(z.object({ Matches: z.array(Match).optional() })).min(1)

/** A fault is an answer like others, by its number. */
const Fault = z.object({ Number: z.coerce.number().optional(), Error: z.coerce.number().optional() })
const BLAMES: Readonly<Record<number, Blame>> = {
  2: 'access', // unknown key
  3: 'quota', // account out of credit
  4: 'access',
  5: 'access', // not allowed from this address
  6: 'access',
  7: 'access',
  8: 'quota', // daily limit of the key
  9: 'access', // account suspended
  10: 'quota', // too many at once
  11: 'access',
  13: 'quota',
  14: 'quota',
  15: 'access', // another kind of key
  16: 'access', // key expired
  17: 'quota',
}

/** Loqate Address Verify: one address a call. */
export function openLoqate(
  { url }: LoqateSettings,
  { key, data, patienceMs }: { key: string; data: string; patienceMs: number },
): AddressProvider {
  const ask = askingJson(url, patienceMs, accessBy({}, [key]))
  return {
    version: data === '' ? API : `${API} ${data}`,
    async ask(address, signal) {
      const body = { Key: key, Options: { Process: 'Verify' }, Addresses: [requestOf(address)] }
      const answer = await ask({ method: 'POST', path: '/Cleansing/International/Batch/v1.00/json4.ws', body }, signal)
      if (answer.kind === 'failed') return answer
      const blame = blameIn(answer.json)
      if (blame) return { kind: 'failed', ...blame }
      const matches = Answer.safeParse(answer.json).data?.[0]?.Matches ?? []
      const [first] = matches
      const meaning = first && meaningOf(first)
      if (!first || !meaning) return UNREADABLE
      const candidates = meaning.verdict === 'ambiguous' ? matches.map(partsOf) : []
      return {
        kind: 'found',
        finding: findingOf(meaning, address, { code: codeOf(first), found: partsOf(first), candidates }),
      }
    },
  }
}

function requestOf({ line1 = '', unit = '', city = '', region = '', postcode = '', country }: SentAddress) {
  return {
    Address1: line1,
    Address2: unit,
    Locality: city,
    AdministrativeArea: region,
    PostalCode: postcode,
    Country: country,
  }
}

function codeOf({ AVC: code, AQI: quality }: Match): string {
  return quality === undefined ? code : `${code} ${quality}`
}

/** What a code is worth; undefined where it is none. */
export function meaningOf({ AVC: code, AQI: quality }: Pick<Match, 'AVC' | 'AQI'>): CodeMeaning | undefined {
  const [, status = '', level = '', score = ''] = AVC.exec(code) ?? []
  const meaning = AVC_TABLE[`${status}${level}`] ?? AVC_TABLE[status]
  const isWeak = Number(score) < LEAST_SCORE || quality === WORST_QUALITY
  return meaning?.verdict === 'deliverable' && isWeak ? { ...meaning, verdict: 'plausible', next: 'confirm' } : meaning
}

function partsOf(match: Match) {
  const { SubBuilding: unit, Premise: premise, Thoroughfare: street } = match
  const delivery = match.DeliveryAddress1
  // The line holds the unit where its country writes it there; which stands first is its country's way too.
  const line = !unit || !delivery?.includes(unit) ? delivery : [premise, street].filter(Boolean).join(' ')
  return filled({
    line1: line,
    unit,
    city: match.Locality,
    region: match.AdministrativeArea,
    postcode: match.PostalCode,
    country: match['ISO3166-2'],
  })
}

function blameIn(json: unknown): { blame: Blame; reason: string } | undefined {
  const items = typeof json === 'object' && json !== null && 'Items' in json ? json.Items : json
  const fault = Fault.safeParse(Array.isArray(items) ? items[0] : items).data
  const number = fault?.Number ?? fault?.Error
  return number === undefined
    ? undefined
    : { blame: BLAMES[number] ?? 'provider', reason: `it answers fault ${number}` }
}
