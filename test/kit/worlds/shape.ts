import { Random } from '../../../seeds/generate/random.ts'
import type { EntityName } from '../../../server/model/entities/registry.ts'
import { CODES, type CountryCode } from './countries.ts'

/** How a field is there: the share of records that fill it. */
type Fill = Readonly<Record<string, number>>

/** Rates at which records say something else than the truth; of one record, one field. */
type Rates = {
  readonly typo: number
  readonly nickname: number
  readonly initial: number
  readonly swap: number
  /** Married or renamed: another family name, another name of a company. */
  readonly rename: number
  readonly move: number
  readonly newMail: number
  readonly newPhone: number
  readonly date: number
  readonly ascii: number
  readonly capitals: number
  /** What is typed into a box that must not be empty. */
  readonly junk: number
}

/** How many records an entity has. */
const CROWDS = ['single', 'few', 'several', 'skewed', 'heavy'] as const

/** Everything about a world that is not by chance once its seed is known. */
export type Shape = {
  readonly seed: number
  readonly entity: EntityName
  readonly size: number
  readonly crowd: (typeof CROWDS)[number]
  readonly most: number
  readonly countries: readonly CountryCode[]
  readonly sources: number
  readonly fill: Fill
  /** One column for given and family name, or two. */
  readonly name: 'split' | 'fused' | 'comma'
  readonly address: 'split' | 'line' | 'full' | 'town' | 'none'
  /** Whether numbers come with their country. */
  readonly abroad: number
  readonly rates: Rates
  /** Share of family names, brands and streets that are in no list. */
  readonly invented: number
  /** Share of people who live with somebody, of companies with a sister or branch. */
  readonly kin: number
  /** How even the frequencies of names are. */
  readonly flat: number
}

const PERSON = {
  birthDate: 0.5,
  email: 0.65,
  phone: 0.6,
  middleName: 0.15,
  gender: 0.15,
  employer: 0.12,
  'identifier.card': 0.15,
}
const COMPANY = { phone: 0.65, email: 0.35, website: 0.4, taxId: 0.35, registrationNumber: 0.2, tradingName: 0.15 }
const CONTACT = { email: 0.75, phone: 0.45, mobile: 0.4, jobTitle: 0.5, department: 0.3 }
const FIELDS: Readonly<Record<EntityName, Fill>> = { person: PERSON, company: COMPANY, contact: CONTACT }
/** Fields of which one at least is there and mostly full: without any there is next to nothing to be found. */
const TELLING: Readonly<Record<EntityName, readonly string[]>> = {
  person: ['birthDate', 'email', 'phone', 'address'],
  company: ['phone', 'website', 'taxId', 'address'],
  contact: ['email', 'mobile'],
}

/** The shape that a seed stands for: most worlds are small, a few have tens of thousands of records. */
export function shapeOf(seed: number): Shape {
  const random = new Random(`world:${seed}`)
  const between = (low: number, high: number) => low + random.next() * (high - low)
  const entity: EntityName = random.weighted({ person: 55, company: 27, contact: 18 })
  const scale = random.weighted({ small: 62, middling: 25, large: 9, huge: 4 })
  const span = { small: [300, 1_500], middling: [1_500, 5_000], large: [5_000, 15_000], huge: [15_000, 50_000] }[scale]
  const size = Math.round(Math.exp(between(Math.log(span[0] ?? 300), Math.log(span[1] ?? 1_500))))
  const crowd = random.weighted({ single: 15, few: 40, several: 20, skewed: 15, heavy: 10 })
  const telling = random.pick(TELLING[entity])
  const fill: Record<string, number> = {}
  for (const [field, there] of Object.entries(FIELDS[entity]))
    if (field === telling) fill[field] = between(0.7, 1)
    else if (random.chance(there)) fill[field] = between(0.35, 1)
  const dirt = random.pick([0.2, 0.6, 1, 1, 1.8])
  const rate = (usual: number) => Math.min(0.5, usual * dirt * between(0, 2))
  const forms =
    telling === 'address'
      ? { split: 4, line: 3, full: 3, town: 0, none: 0 }
      : { split: 3, line: 2, full: 2, town: 2, none: 3 }
  return {
    seed,
    entity,
    size,
    crowd,
    most: Math.min(1_000, Math.round(size / 4)),
    countries: random.shuffle(CODES).slice(0, random.count({ 1: 65, 2: 20, 3: 15 })),
    sources: random.count({ 1: 35, 2: 35, 3: 20, 4: 10 }),
    fill: { ...fill, ...(telling === 'address' ? { address: between(0.75, 1) } : { address: between(0.4, 1) }) },
    name: random.weighted({ split: 65, fused: 25, comma: 10 }),
    address: entity === 'contact' ? 'none' : random.weighted(forms),
    abroad: random.pick([0, 0.1, 0.5, 1]),
    rates: {
      typo: rate(0.05),
      nickname: rate(0.08),
      initial: rate(0.05),
      swap: rate(0.015),
      rename: rate(0.02),
      move: rate(0.1),
      newMail: rate(0.12),
      newPhone: rate(0.12),
      date: rate(0.04),
      ascii: rate(0.2),
      capitals: random.chance(0.3) ? between(0, 0.6) : 0,
      junk: random.chance(0.3) ? rate(0.03) : 0,
    },
    invented: random.pick([0.2, 0.4, 0.6, 0.8]),
    kin: random.pick([0, 0.1, 0.25, 0.4]),
    flat: random.pick([8, 25, 60]),
  }
}

/** How many records the next entity of a world has. */
export function recordsOf({ crowd, most, size }: Shape, random: Random, made: number): number {
  switch (crowd) {
    case 'single':
      return random.count({ 1: 88, 2: 12 })
    case 'few':
      return random.count({ 1: 45, 2: 33, 3: 22 })
    case 'several':
      return random.int(1, 6)
    case 'skewed':
      return Math.min(most, Math.ceil(random.next() ** -0.8))
    case 'heavy':
      return made < size * 0.6 ? Math.round(most ** (0.4 + 0.6 * random.next())) : random.count({ 1: 50, 2: 35, 3: 15 })
  }
}
