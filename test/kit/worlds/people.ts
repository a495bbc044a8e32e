import { fold, nickname, slipDate, slipEmail, typo } from '../../../seeds/generate/corrupt.ts'
import { JOBS } from '../../../seeds/generate/names-company.ts'
import { at, type Random } from '../../../seeds/generate/random.ts'
import { type Country, countryOf } from './countries.ts'
import { addressOf, type Home, homeIn, kept, phoneText, type Values } from './homes.ts'
import { madeUp } from './made-up.ts'
import type { Shape } from './shape.ts'

/** Somebody as they are. */
export type Being = {
  readonly country: Country
  readonly female: boolean
  readonly given: string
  readonly middle: string
  readonly family: string
  readonly born: string
  readonly home: Home
  readonly email: string
  readonly phone: string
  readonly mobile: string
  readonly employer: string
  readonly card: string
}

const PROVIDERS = ['gmail.com', 'mailhub.example', 'quickmail.example', 'example.net']

/** Somebody new; of a household where there is one to join. */
export function beingIn(random: Random, shape: Shape, household?: Being): Being {
  const country = household?.country ?? countryOf(random.pick(shape.countries))
  const female = household ? !household.female : random.chance(0.5)
  const isChild = household !== undefined && random.chance(0.25)
  const given = random.pickSkewed(female ? country.female : country.male, shape.flat)
  const family = household?.family ?? familyIn(random, country, shape)
  const home = household?.home ?? homeIn(random, country, shape)
  const born = bornIn(random, isChild ? 1990 : 1945, isChild ? 2005 : 1995)
  const number = random.pick(['', `${random.int(1, 99)}`, born.slice(2, 4)])
  const shares = household !== undefined && random.chance(0.3)
  return {
    country,
    female,
    given,
    middle: random.pickSkewed(female ? country.female : country.male, shape.flat),
    family,
    born,
    home,
    email: shares
      ? household.email
      : `${plain(given)}${random.pick(['.', '', '_'])}${plain(family)}${number}@${random.pick(PROVIDERS)}`,
    phone: household && random.chance(0.5) ? household.phone : country.phone(random, home.area),
    mobile: country.phone(random, home.area),
    employer: `${madeUp(random, country)} ${random.pick(country.legal)}`,
    card: `${random.int(10_000_000, 99_999_999)}`,
  }
}

function familyIn(random: Random, country: Country, { invented, flat }: Shape): string {
  const one = () => (random.chance(invented) ? madeUp(random, country) : random.pickSkewed(country.families, flat))
  return country.code === 'ES' ? `${one()} ${one()}` : one()
}

function bornIn(random: Random, from: number, to: number): string {
  const two = (n: number) => String(n).padStart(2, '0')
  return `${random.int(from, to)}-${two(random.int(1, 12))}-${two(random.int(1, 28))}`
}

/** What changes in a life while records of it are written: each change is there from some record on. */
export function laterOf(random: Random, being: Being, shape: Shape): Being {
  const { rates } = shape
  let now = being
  if (random.chance(rates.move)) now = { ...now, home: homeIn(random, being.country, shape) }
  if (random.chance(rates.newMail))
    now = {
      ...now,
      email: `${plain(now.given).slice(0, 1)}${plain(now.family)}${random.int(1, 999)}@${random.pick(PROVIDERS)}`,
    }
  if (random.chance(rates.newPhone)) now = { ...now, phone: being.country.phone(random, now.home.area) }
  if (being.female && random.chance(rates.rename * 2)) now = { ...now, family: familyIn(random, being.country, shape) }
  return now
}

/** A record of somebody, as a source has it. */
export function personRecord(random: Random, being: Being, shape: Shape): Values {
  const { country, home } = being
  const { rates, fill } = shape
  const values: Values = {
    ...nameOf(random, being, shape),
    ...(random.chance(fill.address ?? 1) ? addressOf(random, home, country, shape) : {}),
    birthDate: random.chance(rates.date) ? slipDate(random, being.born) : being.born,
    email: random.chance(rates.typo) ? slipEmail(random, being.email) : being.email,
    phone: phoneText(random, being.phone, country, shape),
    middleName: random.chance(0.4) ? at([...being.middle], 0) : being.middle,
    gender: being.female ? 'F' : 'M',
    employer: being.employer,
    'identifier.card': random.chance(rates.typo / 2) ? typo(random, being.card) : being.card,
  }
  return asThere(random, values, shape)
}

/** A record of somebody at a company. */
export function contactRecord(
  random: Random,
  being: Being,
  firm: { name: string; site: string; phone: string },
  shape: Shape,
): Values {
  const [, department, titles] = at(JOBS, being.card.charCodeAt(0) % JOBS.length)
  const work = `${plain(being.given)}.${plain(being.family)}@${firm.site}`
  const mail = random.chance(0.08) ? `info@${firm.site}` : random.chance(shape.rates.newMail) ? being.email : work
  const values: Values = {
    ...nameOf(random, being, shape),
    'company.name': firm.name,
    email: random.chance(shape.rates.typo) ? slipEmail(random, mail) : mail,
    phone: phoneText(random, firm.phone, being.country, shape),
    mobile: phoneText(random, being.mobile, being.country, shape),
    jobTitle: random.pick(titles),
    department,
  }
  return asThere(random, values, shape)
}

const ALWAYS = new Set(['givenName', 'familyName', 'fullName', 'company.name', 'name'])

/** Values of the fields that the world has, some of them left out. */
export function asThere(random: Random, values: Values, shape: Shape): Values {
  const there = Object.entries(values).filter(
    ([field]) => ALWAYS.has(field) || field.startsWith('address.') || field in shape.fill,
  )
  return Object.fromEntries(there.map(([field, value]) => [field, kept(random, field, value, shape)]))
}

function nameOf(random: Random, { given, family, country }: Being, { rates, name }: Shape): Values {
  let [own, house] = [given, family]
  if (random.chance(rates.nickname)) own = nickname(random, own)
  else if (random.chance(rates.initial)) own = `${at([...own], 0)}.`
  else if (random.chance(rates.typo)) own = typo(random, own)
  if (random.chance(rates.typo)) house = typo(random, house)
  if (random.chance(rates.ascii)) [own, house] = [fold(own, country.code === 'DE'), fold(house, country.code === 'DE')]
  if (random.chance(rates.capitals)) [own, house] = [own.toUpperCase(), house.toUpperCase()]
  if (random.chance(rates.swap)) [own, house] = [house, own]
  switch (name) {
    case 'split':
      return { givenName: own, familyName: house }
    case 'fused':
      return { fullName: `${own} ${house}` }
    case 'comma':
      return { fullName: `${house}, ${own}` }
  }
}

/** Letters of a name as they stand in a mail box. */
export function plain(text: string): string {
  return fold(text, true)
    .toLowerCase()
    .replace(/[^a-z]/g, '')
}
