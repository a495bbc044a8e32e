import { z } from 'zod'
import type { AddressPartName } from '../../model/addresses/address-check.ts'
import { accessBy, askingJson, UNREADABLE } from './ask-json.ts'
import {
  type AddressProvider,
  type CodeMeaning,
  type FoundAddress,
  filled,
  findingOf,
  type ProviderFinding,
  type SentAddress,
} from './provider.ts'
import type { GoogleSettings } from './provider-shape.ts'

const API = 'v1'

const Granularity = z.enum([
  'SUB_PREMISE',
  'PREMISE',
  'PREMISE_PROXIMITY',
  'BLOCK',
  'ROUTE',
  'OTHER',
  'GRANULARITY_UNSPECIFIED',
])
type Granularity = z.infer<typeof Granularity>

/** What a row asks for; what it does not name may be anything. */
type When = {
  readonly to?: readonly Granularity[]
  readonly complete?: boolean
  /** It found nothing that it cannot confirm. */
  readonly confirmed?: boolean
  /** Of the postal service of the United States. */
  readonly dpv?: string
}

/** The first row that fits holds: the postal service's word first, then how far the address was validated. */
const TABLE: readonly (readonly [when: When, meaning: CodeMeaning])[] = [
  [{ dpv: 'N' }, { verdict: 'undeliverable', proved: 'street', next: 'fix' }],
  [{ dpv: 'D' }, { verdict: 'plausible', proved: 'house', next: 'ask-for-unit', lacks: 'unit' }],
  [{ dpv: 'S' }, { verdict: 'plausible', proved: 'house', next: 'confirm', lacks: 'unit' }],
  [
    { dpv: 'Y', to: ['SUB_PREMISE'] },
    { verdict: 'deliverable', proved: 'unit', next: 'accept' },
  ],
  [{ dpv: 'Y' }, { verdict: 'deliverable', proved: 'house', next: 'accept' }],
  [
    { to: ['SUB_PREMISE'], complete: true, confirmed: true },
    { verdict: 'deliverable', proved: 'unit', next: 'accept' },
  ],
  [
    { to: ['PREMISE'], complete: true, confirmed: true },
    { verdict: 'deliverable', proved: 'house', next: 'accept' },
  ],
  [{ to: ['SUB_PREMISE', 'PREMISE'] }, { verdict: 'plausible', proved: 'house', next: 'confirm' }],
  [{ to: ['PREMISE_PROXIMITY', 'BLOCK'] }, { verdict: 'plausible', proved: 'street', next: 'confirm' }],
  [{ to: ['ROUTE'] }, { verdict: 'plausible', proved: 'street', next: 'confirm', lacks: 'houseNumber' }],
  [{ to: ['OTHER'] }, { verdict: 'plausible', proved: 'city', next: 'fix', lacks: 'street' }],
  [{}, { verdict: 'plausible', next: 'fix' }],
]

/** Its names of parts, and ours. */
const PARTS: Readonly<Record<string, AddressPartName>> = {
  street_number: 'houseNumber',
  route: 'street',
  subpremise: 'unit',
  locality: 'city',
  postal_town: 'city',
  administrative_area_level_1: 'region',
  postal_code: 'postcode',
}

const Component = z.object({
  componentName: z.object({ text: z.string().default('') }).prefault({}),
  componentType: z.string(),
})

const Answer = z.object({
  result: z.object({
    verdict: z
      .object({
        validationGranularity: Granularity.catch('GRANULARITY_UNSPECIFIED').default('GRANULARITY_UNSPECIFIED'),
        addressComplete: z.boolean().default(false),
        hasUnconfirmedComponents: z.boolean().default(false),
        hasInferredComponents: z.boolean().default(false),
        hasReplacedComponents: z.boolean().default(false),
      })
      .prefault({}),
    address: z.object({
      postalAddress: z
        .object({
          regionCode: z.string().optional(),
          postalCode: z.string().optional(),
          administrativeArea: z.string().optional(),
          locality: z.string().optional(),
          addressLines: z.array(z.string()).default([]),
        })
        .prefault({}),
      addressComponents: z.array(Component).default([]),
      missingComponentTypes: z.array(z.string()).default([]),
      unconfirmedComponentTypes: z.array(z.string()).default([]),
    }),
    uspsData: z.object({ dpvConfirmation: z.string().default('') }).prefault({}),
  }),
})
type Answer = z.infer<typeof Answer>['result']

/** Google's Address Validation API. One address a call. */
export function openGoogle(
  { url, usps }: GoogleSettings,
  { key, data, patienceMs }: { key: string; data: string; patienceMs: number },
): AddressProvider {
  const ask = askingJson(url, patienceMs, accessBy({ 'x-goog-api-key': key }, [key]))
  return {
    version: data === '' ? API : `${API} ${data}`,
    async ask(address, signal) {
      const enableUspsCass = usps && ['US', 'PR'].includes(address.country)
      const body = { address: requestOf(address), ...(enableUspsCass ? { enableUspsCass } : {}) }
      const answer = await ask({ method: 'POST', path: '/v1:validateAddress', body }, signal)
      if (answer.kind === 'failed') return answer
      const parsed = Answer.safeParse(answer.json)
      return parsed.success ? { kind: 'found', finding: findingIn(parsed.data.result, address) } : UNREADABLE
    },
  }
}

function requestOf({ line1, unit, city, region, postcode, country }: SentAddress) {
  return {
    regionCode: country,
    ...(postcode ? { postalCode: postcode } : {}),
    ...(region ? { administrativeArea: region } : {}),
    ...(city ? { locality: city } : {}),
    addressLines: [line1, unit].flatMap((line) => (line ? [line] : [])),
  }
}

function findingIn(result: Answer, address: SentAddress): ProviderFinding {
  const { missingComponentTypes: absent, unconfirmedComponentTypes: open } = result.address
  const finding = findingOf(meaningIn(result), address, { code: codeIn(result), found: partsIn(result) })
  const missing = [...new Set([...finding.missing, ...named(absent)])]
  const doubtful = [...new Set([...finding.doubtful, ...named(open)])].filter((part) => !missing.includes(part))
  if (missing.length === 0 || finding.verdict === 'undeliverable') return { ...finding, doubtful }
  const next = missing.every((part) => part === 'unit') ? 'ask-for-unit' : 'fix'
  return { ...finding, verdict: 'incomplete', missing, doubtful, next }
}

/** The row that holds. */
export function meaningIn({
  verdict,
  uspsData: { dpvConfirmation: dpv },
}: Pick<Answer, 'verdict' | 'uspsData'>): CodeMeaning {
  const { validationGranularity: to, addressComplete, hasUnconfirmedComponents } = verdict
  const row = TABLE.find(
    ([when]) =>
      (when.dpv === undefined || when.dpv === dpv) &&
      (when.to === undefined || when.to.includes(to)) &&
      (when.complete === undefined || when.complete === addressComplete) &&
      (when.confirmed === undefined || when.confirmed !== hasUnconfirmedComponents),
  )
  return row?.[1] ?? { verdict: 'plausible' }
}

function codeIn({ verdict, uspsData: { dpvConfirmation: dpv } }: Answer): string {
  const flags = [
    verdict.addressComplete && 'complete',
    verdict.hasUnconfirmedComponents && 'unconfirmed',
    verdict.hasInferredComponents && 'inferred',
    verdict.hasReplacedComponents && 'replaced',
    dpv && `dpv ${dpv}`,
  ]
  return [verdict.validationGranularity, ...flags].filter(Boolean).join(' ')
}

function named(types: readonly string[]): AddressPartName[] {
  return types.flatMap((type) => PARTS[type] ?? [])
}

function partsIn({ address: { postalAddress, addressComponents } }: Answer): FoundAddress {
  const unit = addressComponents.find(({ componentType }) => componentType === 'subpremise')?.componentName.text
  const [line = ''] = postalAddress.addressLines
  const bare = unit && line.endsWith(unit) ? bareLine(line.slice(0, -unit.length)) : line
  return filled({
    line1: bare,
    unit,
    city: postalAddress.locality,
    region: postalAddress.administrativeArea,
    postcode: postalAddress.postalCode,
    country: postalAddress.regionCode,
  })
}

/** Without the signs that parted it from what stood behind it. */
function bareLine(text: string): string {
  let bare = text
  while (/[\s,#]$/.test(bare)) bare = bare.slice(0, -1)
  return bare
}
