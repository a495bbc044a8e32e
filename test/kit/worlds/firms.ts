import { fold, typo } from '../../../seeds/generate/corrupt.ts'
import type { Random } from '../../../seeds/generate/random.ts'
import { type Country, countryOf } from './countries.ts'
import { addressOf, type Home, homeIn, phoneText, type Values } from './homes.ts'
import { madeUp } from './made-up.ts'
import { asThere, plain } from './people.ts'
import type { Shape } from './shape.ts'

/** A company as it is. */
export type Firm = {
  readonly country: Country
  readonly brand: string
  readonly line: string
  readonly legal: string
  readonly home: Home
  readonly phone: string
  readonly site: string
  readonly taxId: string
  readonly registration: string
}

/** What companies do, in the words of their country. */
const LINES: Readonly<Record<string, readonly string[]>> = {
  US: words(
    'Logistics|Dental Care|Child Care Center|Auto Repair|Bakery|Consulting|Software|Plumbing & Heating|Preschool|Pharmacy|Foods',
  ),
  GB: words('Builders|Opticians|Nursery School|Motors|Catering|Solicitors|Systems|Roofing|Care Home|Pharmacy|Joinery'),
  DE: words(
    'Bau|Zahntechnik|Kindergarten|Autohaus|Bäckerei|Unternehmensberatung|Software|Haustechnik|Apotheke|Logistik|Holzbau',
  ),
  FR: words('Transports|Boulangerie|Conseil|Garage|Menuiserie|Pharmacie|Informatique|Plomberie|Bâtiment|Traiteur'),
  ES: words('Transportes|Panadería|Consultores|Talleres|Carpintería|Farmacia|Informática|Construcciones|Hostelería'),
  PL: words('Transport|Piekarnia|Doradztwo|Warsztat|Stolarnia|Apteka|Informatyka|Budownictwo'),
  IN: words('Traders|Textiles|Consultancy|Motors|Sweets|Pharma|Infotech|Constructions|Exports'),
}
const FAR = ['North', 'South', 'West', 'City', 'International', 'Holding']

/** A company alone, or a sister or branch of another. */
export function firmIn(random: Random, shape: Shape, sister?: Firm): Firm {
  const country = sister?.country ?? countryOf(random.pick(shape.countries))
  const home = homeIn(random, country, shape)
  const isBranch = sister !== undefined && random.chance(0.4)
  const brand = sister?.brand ?? brandIn(random, country, shape)
  const line = isBranch ? sister.line : random.pick(LINES[country.code] ?? [])
  return {
    country,
    brand: isBranch && random.chance(0.5) ? `${brand} ${random.pick(FAR)}` : brand,
    line,
    legal: random.pick(country.legal),
    home,
    phone: country.phone(random, home.area),
    site:
      sister && random.chance(0.6)
        ? sister.site
        : `${plain(brand)}${random.chance(0.5) ? `-${plain(line)}` : ''}.example`,
    taxId: `${random.int(10, 98)}${random.int(1_000_000, 9_999_999)}`,
    registration: `${random.pick(['HR', 'R', 'B'])}${random.int(10_000, 999_999)}`,
  }
}

function brandIn(random: Random, country: Country, { invented, flat }: Shape): string {
  const one = () => (random.chance(invented) ? madeUp(random, country) : random.pickSkewed(country.families, flat))
  return random.chance(0.3) ? `${one()} & ${one()}` : random.chance(0.3) ? `${one()} ${one()}` : one()
}

/** What changes in the life of a company. */
export function laterFirm(random: Random, firm: Firm, shape: Shape): Firm {
  const { rates } = shape
  let now = firm
  if (random.chance(rates.move)) now = { ...now, home: homeIn(random, firm.country, shape) }
  if (random.chance(rates.newPhone)) now = { ...now, phone: firm.country.phone(random, now.home.area) }
  if (random.chance(rates.rename)) now = { ...now, line: random.pick(LINES[firm.country.code] ?? []) }
  return now
}

/** A record of a company, as a source has it. */
export function companyRecord(random: Random, firm: Firm, shape: Shape): Values {
  const { country, home } = firm
  const { rates, fill } = shape
  const values: Values = {
    name: written(random, firm, shape),
    tradingName: firm.brand,
    ...(random.chance(fill.address ?? 1) ? addressOf(random, home, country, shape) : {}),
    phone: phoneText(random, firm.phone, country, shape),
    email: `${random.pick(['info', 'info', 'office', 'sales'])}@${firm.site}`,
    website: random.pick([`www.${firm.site}`, firm.site, `https://${firm.site}/`]),
    taxId: random.chance(rates.typo / 2) ? typo(random, firm.taxId) : firm.taxId,
    registrationNumber: firm.registration,
  }
  return asThere(random, values, shape)
}

/** The name as one clerk or another writes it. */
export function written(random: Random, { brand, line, legal, home, country }: Firm, { rates }: Shape): string {
  let name = `${brand} ${line}`
  const form = random.weighted({ [legal]: 60, '': 30, other: 10 })
  if (random.chance(rates.typo)) name = typo(random, name)
  name = random.pick(
    random.chance(rates.nickname + rates.initial + rates.swap)
      ? [`${brand} ${home.city}`, `${name} ${home.city}`, brand, `${line} ${brand}`]
      : [name],
  )
  name = random.chance(0.3) ? name.replace(' & ', random.pick([' and ', ' + ', ' '])) : name
  if (form !== '') name = `${name} ${form === 'other' ? random.pick(country.legal) : form}`
  if (random.chance(rates.ascii)) name = fold(name, country.code === 'DE')
  return random.chance(rates.capitals) ? name.toUpperCase() : name
}

function words(text: string): readonly string[] {
  return text.split('|')
}
