import type { PhoneBook } from './corrupt.ts'
import {
  ADJECTIVES,
  DISTRIBUTOR_LINES,
  FIRST,
  INDUSTRIES,
  LEGAL,
  LINES,
  SECOND,
  TERMS,
  THINGS,
} from './names-company.ts'
import { SURNAMES } from './names-person.ts'
import { type Address, addressIn, type Place, placeIn, placeOf } from './places.ts'
import type { Random } from './random.ts'

/** A true company of the background population. */
export type Company = {
  readonly entity: string
  /** Name without its legal form. */
  readonly core: string
  readonly legal: string
  readonly kind: 'retailer' | 'major retailer' | 'distributor'
  readonly industry: string
  readonly site: string
  readonly phone: string
  readonly areaCode: string
  readonly taxId: string
  readonly duns: string
  readonly registration: string
  readonly address: Address
  /** A second office that some territory knows instead of the seat. */
  readonly branch?: Address
  readonly place: Place
  readonly terms: string
  readonly parent?: string
}

/** Companies alone and in groups: about one in five belongs to a group of two to five with one brand. */
export function makeCompanies(random: Random, count: number, phones: PhoneBook): Company[] {
  const companies: Company[] = []
  const brands = new Set<string>()
  const add = (traits: Traits): Company => {
    const made = makeCompany(random, companies.length + 1, phones, traits)
    companies.push(made)
    return made
  }
  while (companies.length < count) {
    const brand = newBrand(random, brands)
    const lines = random.shuffle(LINES)
    if (!random.chance(0.09)) {
      // Now and then another firm of the same name far away.
      const [line = 'Apparel'] = lines
      const first = add({ core: `${brand} ${line}`, site: `${slug(brand)}-${slug(line)}.example`, line })
      if (random.chance(0.03))
        add({
          core: first.core,
          site: `${slug(first.core)}-${first.place.territory === 'crm-west' ? 'ny' : 'west'}.example`,
          line,
          away: first.place,
        })
      continue
    }
    const head = add({
      core: `${brand} ${random.pick(['Holdings', 'Group', 'Retail Group'])}`,
      site: `${slug(brand)}.example`,
      line: 'Department Stores',
    })
    const members = random.int(1, 4)
    let middle = head
    for (let i = 0; i < members; i++) {
      const line = lines[i] ?? 'Apparel'
      const parent = random.chance(0.3) ? middle.entity : head.entity
      middle = add({
        core: `${brand} ${line}`,
        site: random.chance(0.5) ? head.site : `${slug(brand)}-${slug(line)}.example`,
        line,
        parent,
      })
    }
  }
  return companies
}

type Traits = { core: string; site: string; line: string; parent?: string; away?: Place }

function makeCompany(random: Random, number: number, phones: PhoneBook, traits: Traits): Company {
  const { core, site, line, parent, away } = traits
  const place = away ? placeIn(random, away.territory === 'crm-west' ? 'crm-east' : 'crm-west') : placeOf(random)
  const distributor = DISTRIBUTOR_LINES.includes(line)
  const legal =
    place.country === 'MX'
      ? 'S.A. de C.V.'
      : place.country === 'CA'
        ? 'Ltd.'
        : random.pick(['Inc.', 'Inc.', 'LLC', 'LLC', 'Corp.'])
  return {
    entity: `c-${String(number).padStart(5, '0')}`,
    core,
    legal: line === 'Trading Company' ? 'Inc.' : legal in LEGAL ? legal : 'Inc.',
    kind: distributor ? 'distributor' : random.chance(0.2) ? 'major retailer' : 'retailer',
    industry: distributor ? 'Wholesale apparel' : random.pick(INDUSTRIES.slice(0, 4)),
    site,
    phone: phones.next(random, place.areaCode),
    areaCode: place.areaCode,
    taxId: `${random.int(10, 98)}-${random.int(1_000_000, 9_999_999)}`,
    registration: `${place.region}-${random.int(100_000, 999_999)}`,
    duns: String(random.int(100_000_000, 999_999_999)),
    address: {
      ...addressIn(random, place, 0),
      unit: random.chance(0.2) ? `Suite ${random.int(1, 30) * 10}` : undefined,
    },
    ...(random.chance(0.12) ? { branch: addressIn(random, placeOf(random), 0) } : {}),
    place,
    terms: random.pick(TERMS),
    ...(parent ? { parent } : {}),
  }
}

/** A brand nobody has: a compound, a family name or two words; when those run out, two joined. */
function newBrand(random: Random, taken: Set<string>): string {
  for (let tries = 0; ; tries++) {
    const one = oneBrand(random)
    const brand = tries < 8 ? one : `${one} & ${random.pick(SURNAMES)}`
    if (taken.has(brand)) continue
    taken.add(brand)
    return brand
  }
}

function oneBrand(random: Random): string {
  switch (random.weighted({ compound: 40, family: 32, words: 28 })) {
    case 'compound':
      return random.pick(FIRST) + random.pick(SECOND)
    case 'family':
      return (
        random.pick(SURNAMES) + random.weighted({ '': 60, ' & Sons': 15, ' Brothers': 15, ' & Daughters': 5, '’s': 5 })
      )
    case 'words':
      return `${random.pick(ADJECTIVES)} ${random.pick(THINGS)}`
  }
}

/** Lower-case letters and digits joined by hyphens, for domains. */
function slug(text: string): string {
  return text
    .toLowerCase()
    .replace(/&/g, 'and')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
}
