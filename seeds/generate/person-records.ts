import { addressValues } from './address-values.ts'
import { fold, nickname, scribbleAddress, showPhone, slipDate, slipEmail, typo } from './corrupt.ts'
import { daysAfter, instantBetween, TODAY } from './dates.ts'
import { type Draft, type PersonSource, person } from './draft.ts'
import type { Person } from './people.ts'
import { at, type Random } from './random.ts'

/** How often a source lacks a field, and how often it shouts. */
const HABITS: Record<PersonSource, { birth: number; email: number; phone: number; address: number; upper: number }> = {
  'web-shop': { birth: 0.45, email: 0, phone: 0.22, address: 0.03, upper: 0.02 },
  loyalty: { birth: 0.08, email: 0.08, phone: 0.15, address: 0.25, upper: 0.01 },
  crm: { birth: 0.2, email: 0.18, phone: 0.14, address: 0.05, upper: 0.03 },
  erp: { birth: 0.45, email: 0.35, phone: 0.04, address: 0.02, upper: 0.6 },
}
const PREFIX: Record<PersonSource, string> = { 'web-shop': 'W', loyalty: 'L', crm: 'C', erp: 'E' }

/** A record before it has its id. */
type Sighting = { who: Person; source: PersonSource; updatedAt: string; guest: boolean }

/** One to five records for each person, in the order in which the sources happened to number them. */
export function personRecords(random: Random, people: readonly Person[]): Draft[] {
  const next: Record<PersonSource, number> = { 'web-shop': 5000, loyalty: 5000, crm: 5000, erp: 5000 }
  return random.shuffle(people.flatMap((who) => sightings(random, who))).map((sighting) => {
    const { source, who } = sighting
    next[source] += random.int(1, 4)
    return person(`${source}:${PREFIX[source]}${next[source]}`, who.entity, record(random, sighting))
  })
}

function sightings(random: Random, who: Person): Sighting[] {
  const count = random.count({ 1: 55, 2: 28, 3: 12, 4: 4, 5: 1 })
  const used: PersonSource[] = []
  while (used.length < count) {
    const source = random.weighted({ 'web-shop': 34, crm: 26, erp: 22, loyalty: who.loyalty ? 40 : 0 })
    // Only the shop and the call centre let somebody in twice.
    const again = used.includes(source)
    if (
      !again ||
      (used.length >= 2 && (source === 'web-shop' || source === 'erp')) ||
      random.chance(source === 'web-shop' ? 0.25 : 0.02)
    )
      used.push(source)
  }
  const times = used.map(() => instantBetween(random, '2019-02-01', TODAY)).sort()
  const settled = [who.movedAt, who.weddingAt]
    .filter((day) => day !== undefined)
    .sort()
    .at(-1)
  const last = times.length - 1
  if (settled && at(times, last) < settled) times[last] = instantBetween(random, settled, TODAY)
  return used.map((source, i) => ({
    who,
    source,
    updatedAt: at(times, i),
    guest: used.indexOf(source) < i && source === 'web-shop',
  }))
}

function record(random: Random, { who, source, updatedAt, guest }: Sighting): Draft['values'] {
  const habit = HABITS[source]
  // Somebody who changed name or place is recognisable by birth date or mailbox: else nobody could know.
  const changed = who.maiden !== undefined || who.before !== undefined
  const lacks = (share: number) => random.chance(changed ? share / 4 : share)
  const createdAt = instantBetween(random, daysAfter(updatedAt.slice(0, 10), -random.int(5, 900)), updatedAt)
  const out: Record<string, string | readonly string[] | undefined> = {
    ...names(random, who, source, updatedAt),
    createdAt: createdAt < updatedAt ? createdAt : updatedAt,
    updatedAt,
    version: String(random.int(1, 6)),
    channel: channel(random, source),
    gender: random.chance(0.6) ? who.sex : undefined,
    'raw.account_type': guest ? 'guest' : 'registered',
  }
  if (!guest && !lacks(habit.birth)) out.birthDate = random.chance(0.025) ? slipDate(random, who.birth) : who.birth
  if (random.chance(0.004)) out.birthDate = '1900-01-01'
  if (!lacks(habit.email)) out.email = email(random, who)
  if (!lacks(habit.phone)) Object.assign(out, phones(random, who))
  if (!lacks(habit.address)) Object.assign(out, address(random, who, source, updatedAt))
  Object.assign(out, identifiers(random, who, source, guest), owned(random, who, source, guest))
  return random.chance(habit.upper) ? shout(out) : out
}

function names(random: Random, who: Person, source: PersonSource, updatedAt: string): Draft['values'] {
  const before = who.maiden && who.weddingAt && updatedAt < who.weddingAt
  let family = before && who.maiden ? who.maiden : who.family
  let given = who.given
  if (random.chance(0.1)) given = nickname(random, given)
  else if (random.chance(0.015)) given = `${given.charAt(0)}${random.pick(['', '.'])}`
  else if (random.chance(0.03)) given = typo(random, given)
  if (random.chance(0.03)) family = typo(random, family)
  if (family.includes(' ') && random.chance(0.4))
    family = random.chance(0.5) ? family.replace(' ', '-') : (family.split(' ')[0] ?? family)
  if (random.chance(0.45)) [given, family] = [fold(given, true), fold(family, random.chance(0.5))]
  if (random.chance(0.012)) [given, family] = [family, given]
  const middle = random.chance(0.2) ? who.middle : undefined
  const suffix = who.suffix && random.chance(0.75) ? who.suffix : undefined
  if (source === 'erp') {
    const rest = [given, middle, family, suffix].filter((part) => part !== undefined)
    return { fullName: random.chance(0.15) ? `${family}, ${given}` : rest.join(' ') }
  }
  const title = random.chance(0.3) ? (who.sex === 'M' ? 'Mr.' : random.pick(['Ms.', 'Mrs.'])) : undefined
  const formerName = source === 'crm' && who.maiden && !before && random.chance(0.3) ? who.maiden : undefined
  if (source === 'crm') return { title, givenName: given, middleName: middle, familyName: family, suffix, formerName }
  return { givenName: given, familyName: suffix ? `${family} ${suffix}` : family }
}

function email(random: Random, who: Person): string {
  const mail = random.pick(who.emails)
  if (random.chance(0.006)) return random.pick(['none@none.com', 'n/a', 'noemail@example.com'])
  if (random.chance(0.006)) return mail.replace('@', '(at)')
  if (random.chance(0.015)) return slipEmail(random, mail)
  return random.chance(0.08) ? mail.toUpperCase() : mail
}

function phones(random: Random, who: Person): Draft['values'] {
  if (random.chance(0.006)) return { phone: random.pick(['000-000-0000', '9999999999', '123-456-7890']) }
  const show = (digits: string) =>
    showPhone(random, random.chance(0.015) ? digits.slice(0, -1) + random.int(0, 9) : digits)
  const mobile = show(who.mobile)
  if (random.chance(0.3)) return { phone: show(who.landline), mobile: random.chance(0.5) ? mobile : undefined }
  return { mobile, phone: undefined }
}

function address(random: Random, who: Person, source: PersonSource, updatedAt: string): Draft['values'] {
  const moved = who.before !== undefined && who.movedAt !== undefined
  const old = moved && who.movedAt !== undefined && updatedAt < who.movedAt
  const place = old && who.before ? who.before : who.home
  const since = moved && !old && source === 'crm' && who.movedAt ? { 'address.from': who.movedAt.slice(0, 10) } : {}
  return { ...addressValues(scribbleAddress(random, place), source === 'web-shop' || source === 'crm'), ...since }
}

function identifiers(random: Random, who: Person, source: PersonSource, guest: boolean): Draft['values'] {
  const card = random.chance({ 'web-shop': 0.55, crm: 0.35, loyalty: 0, erp: 0.05 }[source])
  const loyalty = random.chance({ 'web-shop': 0.25, crm: 0.55, loyalty: 1, erp: 0.12 }[source])
  return {
    'identifier.cardToken': card ? who.card : undefined,
    'identifier.loyalty': who.loyalty && loyalty && !guest ? who.loyalty : undefined,
    'identifier.webAccount': source === 'web-shop' && !guest && random.chance(0.35) ? who.webAccount : undefined,
    'identifier.social':
      who.social && (source === 'loyalty' || (source === 'web-shop' && !guest)) && random.chance(0.5)
        ? who.social
        : undefined,
  }
}

/** Fields some source owns: consents, points, credit. Points belong to the CRM; the ERP holds what it was told once. */
function owned(random: Random, who: Person, source: PersonSource, guest: boolean): Draft['values'] {
  const points = who.loyalty ? (Number(who.loyalty) % 97) * 50 : undefined
  const consent = { 'consent.email': String(random.chance(0.6)), 'consent.mail': String(random.chance(0.7)) }
  if (source === 'web-shop') return guest ? {} : { 'consent.email': consent['consent.email'] }
  if (source === 'loyalty') return { ...consent, 'raw.tier': random.pick(['basic', 'silver', 'gold']) }
  const stale = points !== undefined && random.chance(0.3) ? Math.max(0, points - random.int(1, 8) * 50) : points
  if (source === 'erp')
    return { 'custom.loyaltyPoints': random.chance(0.4) && stale !== undefined ? String(stale) : undefined }
  return {
    ...consent,
    'custom.loyaltyPoints': points === undefined ? undefined : String(points),
    'custom.creditLimit': random.chance(0.3) ? String(random.int(2, 20) * 250) : undefined,
  }
}

function channel(random: Random, source: PersonSource): string {
  switch (source) {
    case 'web-shop':
      return 'web'
    case 'loyalty':
      return 'loyalty'
    case 'crm':
      return random.chance(0.85) ? 'store' : 'phone'
    case 'erp':
      return 'phone'
  }
}

const SHOUTED = ['givenName', 'familyName', 'fullName', 'address.line1', 'address.line2', 'address.city']

/** The record as an old terminal prints it. */
function shout(values: Draft['values']): Draft['values'] {
  return Object.fromEntries(
    Object.entries(values).map(([field, value]) => [
      field,
      SHOUTED.includes(field) && typeof value === 'string' ? value.toUpperCase() : value,
    ]),
  )
}
