import { addressValues } from './address-values.ts'
import type { Company } from './companies.ts'
import { fold, scribbleAddress, showPhone, typo } from './corrupt.ts'
import { daysAfter, instantBetween, TODAY } from './dates.ts'
import { type CompanySource, company, type Draft } from './draft.ts'
import { ABBREVIATIONS, LEGAL } from './names-company.ts'
import type { Territory } from './places.ts'
import { at, type Random } from './random.ts'

/** Letter in front of a company id of each source; contacts have their own. */
const PREFIX: Record<CompanySource, string> = { 'crm-east': 'EA', 'crm-central': 'CA', 'crm-west': 'WA', erp: 'B' }
const TERRITORY_NAME: Record<Territory, string> = {
  'crm-east': 'East',
  'crm-central': 'Central',
  'crm-west': 'West',
}
const TERRITORIES: readonly Territory[] = ['crm-east', 'crm-central', 'crm-west']

/** A true company with the ids of its records in each source, for parents, contacts and orders to refer to. */
export type Known = {
  readonly company: Company
  readonly ids: Readonly<Partial<Record<CompanySource, readonly string[]>>>
}

/** Records of each company: its own territory, some of the others, often the ERP. */
export function companyRecords(random: Random, companies: readonly Company[]): { drafts: Draft[]; known: Known[] } {
  const next: Record<CompanySource, number> = { 'crm-east': 5000, 'crm-central': 5000, 'crm-west': 5000, erp: 5000 }
  const known = companies.map((who): Known => {
    const ids: Partial<Record<CompanySource, string[]>> = {}
    for (const source of sourcesOf(random, who)) {
      next[source] += random.int(1, 3)
      const mine = ids[source] ?? []
      mine.push(`${PREFIX[source]}${next[source]}`)
      ids[source] = mine
    }
    return { company: who, ids }
  })
  const byEntity = new Map(known.map((k) => [k.company.entity, k]))
  const drafts = known.flatMap(({ company: who, ids }) =>
    sourcesIn(ids).flatMap((source) =>
      (ids[source] ?? []).map((id) => {
        const parent = who.parent === undefined ? undefined : byEntity.get(who.parent)
        return company(`${source}:${id}`, who.entity, record(random, who, source, parent))
      }),
    ),
  )
  return { drafts: random.shuffle(drafts), known }
}

/** Sources in which somebody has records. */
export function sourcesIn(ids: Known['ids']): CompanySource[] {
  return (['crm-east', 'crm-central', 'crm-west', 'erp'] as const).filter((source) => ids[source] !== undefined)
}

function sourcesOf(random: Random, who: Company): CompanySource[] {
  const home = who.place.territory
  const sources: CompanySource[] = [home]
  for (const other of TERRITORIES)
    if (other !== home && random.chance(who.kind === 'major retailer' ? 0.55 : 0.18)) sources.push(other)
  if (random.chance(0.62)) sources.push('erp')
  if (random.chance(0.14)) sources.push(random.pick(sources))
  return sources
}

function record(random: Random, who: Company, source: CompanySource, parent: Known | undefined): Draft['values'] {
  const updatedAt = instantBetween(random, '2021-01-01', TODAY)
  const phone = random.chance(0.12) ? undefined : showPhone(random, who.phone)
  const territory = source === 'erp' ? undefined : TERRITORY_NAME[source]
  const away = who.branch !== undefined && source !== 'erp' && source !== who.place.territory
  const street = scribbleAddress(random, away && who.branch ? who.branch : who.address)
  const name = writeName(random, who, source)
  return {
    name,
    kind: random.chance(0.9) ? who.kind : undefined,
    industry: random.chance(0.7) ? who.industry : undefined,
    website: random.chance(0.72) ? random.pick([who.site, `www.${who.site}`, `https://www.${who.site}/`]) : undefined,
    phone,
    email: random.chance(0.45) ? `${random.pick(['info', 'info', 'office', 'orders'])}@${who.site}` : undefined,
    taxId: random.chance(source === 'erp' ? 0.8 : 0.4)
      ? random.chance(0.3)
        ? who.taxId.replace('-', '')
        : who.taxId
      : undefined,
    duns: random.chance(0.35) ? who.duns : undefined,
    ...addressValues(street, source === 'crm-east'),
    'parent.id': parent?.ids[source]?.[0],
    'parent.name': parent && random.chance(0.6) ? `${parent.company.core} ${parent.company.legal}` : undefined,
    registrationNumber: random.chance(0.4) ? who.registration : undefined,
    tradingName: random.chance(0.12) ? who.core : undefined,
    'terms.payment': random.chance(0.15) ? 'Net 30' : who.terms,
    'terms.contract': random.chance(0.85) ? 'active' : random.pick(['expired', 'prospect']),
    channel: source === 'erp' ? 'phone' : undefined,
    createdAt: instantBetween(
      random,
      daysAfter(updatedAt.slice(0, 10), -random.int(30, 1400)),
      daysAfter(updatedAt.slice(0, 10), -1),
    ),
    updatedAt,
    version: String(random.int(1, 5)),
    'raw.territory': territory,
  }
}

function writeName(random: Random, who: Company, source: CompanySource): string {
  const forms = LEGAL[who.legal] ?? [who.legal]
  const form = random.chance(0.5) ? at(forms, 0) : random.pick(forms)
  let core = who.core
  const short = ABBREVIATIONS.find(([long]) => core.endsWith(long))
  if (short && random.chance(0.2)) core = core.replace(short[0], short[1])
  if (random.chance(0.25)) core = core.replace('&', 'and')
  if (random.chance(0.25)) core = core.replace('Brothers', 'Bros.')
  if (random.chance(0.6)) core = core.replace('’', "'")
  if (random.chance(0.05)) core = typo(random, core)
  if (random.chance(0.06))
    core = core.replace(/^(\w{4,6})(crest|field|line|wood|bridge|gate|mark|stead|well|way|ford|haven|brook)\b/, '$1 $2')
  const name = fold(`${core} ${form}`.trim(), false)
  return source === 'erp' && random.chance(0.6) ? name.toUpperCase() : name
}
