import { fold, PhoneBook } from './corrupt.ts'
import { daysAfter, instantBetween } from './dates.ts'
import { FEMALE, MALE, ORIGINS, SURNAMES } from './names-person.ts'
import { type Address, addressIn, type Place, placeOf } from './places.ts'
import type { Random } from './random.ts'

/** A true customer of the background population. */
export type Person = {
  readonly entity: string
  readonly household: string
  readonly sex: 'F' | 'M'
  readonly given: string
  readonly middle: string
  readonly family: string
  readonly suffix?: string
  /** Surname before the wedding, which is the day of `movedAt` or, without a move, `weddingAt`. */
  readonly maiden?: string
  readonly weddingAt?: string
  readonly birth: string
  readonly emails: readonly string[]
  readonly mobile: string
  readonly landline: string
  readonly home: Address
  readonly before?: Address
  readonly movedAt?: string
  readonly loyalty?: string
  readonly card: string
  readonly webAccount: string
  readonly social?: string
}

export type People = { readonly people: readonly Person[]; readonly phones: PhoneBook }

const MAIL_HOSTS = {
  'example.com': 30,
  'quickmail.example': 18,
  'postbox.example': 14,
  'example.net': 12,
  'mailgarden.example': 9,
  'example.org': 8,
  'cablehome.example': 5,
  'fernpost.example': 4,
}

type Origin = 'us' | keyof typeof ORIGINS
type Mutable<T> = { -readonly [K in keyof T]: T[K] }
type Traits = Mutable<
  Partial<Pick<Person, 'sex' | 'given' | 'family' | 'suffix' | 'birth' | 'maiden' | 'weddingAt'>>
> & {
  born: readonly [number, number]
  email?: string
  own?: { before: Address; movedAt: string }
}

/** Households of the background population, about half of them with two or more customers. */
export function makePeople(random: Random, households: number): People {
  const phones = new PhoneBook()
  const mails = new Set<string>()
  const people: Person[] = []
  for (let h = 1; h <= households; h++) {
    const place = placeOf(random)
    const origin = originOf(random, place)
    const make = memberMaker({
      random,
      phones,
      mails,
      place,
      origin,
      household: `h-${String(h).padStart(4, '0')}`,
      people,
    })
    const kind = random.weighted({ single: 46, couple: 32, family: 22 })
    if (kind === 'single') make({ born: [1945, 2005] })
    else populate(random, kind, make)
  }
  return { people, phones }
}

/** A couple, and in a family one or two grown-up children: some twins, some a junior with his father's name. */
function populate(random: Random, kind: 'couple' | 'family', make: (traits: Traits) => Person): void {
  const first = make({ born: kind === 'family' ? [1948, 1976] : [1945, 2000], sex: random.pick(['F', 'M']) })
  const born = Number(first.birth.slice(0, 4))
  const spouse: Traits = {
    born: [Math.max(1940, born - 6), Math.min(2003, born + 6)],
    sex: first.sex === 'F' ? 'M' : 'F',
  }
  if (random.chance(0.8)) spouse.family = first.family
  if (spouse.sex === 'F' && spouse.family && random.chance(0.22)) {
    spouse.maiden = random.pickSkewed(SURNAMES, 60)
    spouse.weddingAt = instantBetween(random, '2020-06-01', '2024-06-01').slice(0, 10)
  }
  if (random.chance(0.06)) spouse.email = first.emails[0] ?? ''
  const second = make(spouse)
  if (kind === 'couple') return
  const father = first.sex === 'M' ? first : second
  const childBorn = [Math.max(born + 20, 1970), Math.max(born + 20, 1970) + 10] as const
  const junior = random.chance(0.08)
  const child = make({
    born: childBorn,
    family: first.family,
    ...(junior ? { sex: 'M', given: father.given, family: father.family, suffix: 'Jr.' } : {}),
  })
  if (random.chance(0.08)) make({ born: childBorn, family: first.family, birth: child.birth, sex: child.sex })
  else if (random.chance(0.25)) make({ born: childBorn, family: first.family })
}

type Setting = {
  random: Random
  phones: PhoneBook
  mails: Set<string>
  place: Place
  origin: Origin
  household: string
  people: Person[]
}

function memberMaker(setting: Setting): (traits: Traits) => Person {
  const { random, phones, mails, place, origin, household, people } = setting
  const home = addressIn(random, place, 0.22)
  const landline = phones.next(random, place.areaCode)
  const together = random.chance(0.12)
    ? { before: addressIn(random, placeOf(random), 0.3), movedAt: instantBetween(random, '2020-03-01', '2024-09-01') }
    : undefined
  return (traits) => {
    const sex = traits.sex ?? random.pick(['F', 'M'] as const)
    const here = people.filter((other) => other.household === household)
    let given = traits.given ?? givenName(random, origin, sex)
    for (let i = 0; !traits.given && i < 9 && here.some((other) => other.given === given); i++)
      given = givenName(random, origin, sex)
    const family = traits.family ?? familyName(random, origin)
    const birth = traits.birth ?? birthDate(random, traits.born)
    const emails = [traits.email ?? newEmail(random, mails, { given, family: traits.maiden ?? family, birth })]
    if (random.chance(0.2)) emails.push(newEmail(random, mails, { given, family, birth }))
    const own = random.chance(0.1)
      ? { before: addressIn(random, placeOf(random), 0.3), movedAt: instantBetween(random, '2020-03-01', '2024-09-01') }
      : undefined
    const number = people.length + 1
    const person: Person = {
      entity: `p-${String(number).padStart(5, '0')}`,
      household,
      sex,
      given,
      middle: random.pick([...'ABCDEFGHJKLMNPRSTW']),
      family,
      ...(traits.suffix ? { suffix: traits.suffix } : {}),
      ...(traits.maiden && traits.weddingAt ? { maiden: traits.maiden, weddingAt: traits.weddingAt } : {}),
      birth,
      emails,
      mobile: phones.next(random, random.chance(0.85) ? place.areaCode : placeOf(random).areaCode),
      landline,
      home,
      ...(together ?? own ?? {}),
      ...(random.chance(0.5) ? { loyalty: String(80_000_000 + number * 37) } : {}),
      card: `tok_${token(random, 12)}`,
      webAccount: `wa_${token(random, 8)}`,
      ...(random.chance(0.3) ? { social: `${random.pick(['chirp', 'facepage', 'pinwall'])}:${token(random, 9)}` } : {}),
    }
    people.push(person)
    return person
  }
}

function originOf(random: Random, place: Place): Origin {
  if (place.country === 'MX') return 'hispanic'
  if (place.region === 'QC') return 'european'
  return random.weighted({ us: 76, hispanic: 12, asian: 8, european: 4 })
}

function givenName(random: Random, origin: Origin, sex: 'F' | 'M'): string {
  const common = sex === 'F' ? FEMALE : MALE
  if (origin === 'us' || random.chance(0.35)) return random.pickSkewed(common, 25)
  return random.pickSkewed(sex === 'F' ? ORIGINS[origin].female : ORIGINS[origin].male, 12)
}

function familyName(random: Random, origin: Origin): string {
  if (origin === 'us') return random.pickSkewed(SURNAMES, 30)
  const one = random.pickSkewed<string>(ORIGINS[origin].surnames, 12)
  if (origin !== 'hispanic' || random.chance(0.7)) return one
  const two = random.pickSkewed<string>(ORIGINS.hispanic.surnames, 12)
  return two === one ? one : `${one} ${two}`
}

function birthDate(random: Random, [low, high]: readonly [number, number]): string {
  return daysAfter(`${random.int(low, high)}-01-01`, random.int(1, 360))
}

/** A private mailbox nobody else has. */
function newEmail(random: Random, taken: Set<string>, who: { given: string; family: string; birth: string }): string {
  const clean = (text: string) =>
    fold(text, true)
      .toLowerCase()
      .replace(/[^a-z]/g, '')
  const [given, family] = [clean(who.given), clean(who.family.split(' ')[0] ?? who.family)]
  const stem = random.weighted({
    [`${given}.${family}`]: 30,
    [`${given}${family}`]: 16,
    [`${given.charAt(0)}${family}`]: 18,
    [`${given}${who.birth.slice(2, 4)}`]: 14,
    [`${given}_${family}`]: 10,
    [`${family}.${given}`]: 6,
  })
  for (;;) {
    const mail = `${stem}${random.chance(0.55) ? random.int(1, 999) : ''}@${random.weighted(MAIL_HOSTS)}`
    if (taken.has(mail)) continue
    taken.add(mail)
    return mail
  }
}

/** Opaque text, as a payment or identity provider hands it out. */
function token(random: Random, length: number): string {
  return Array.from({ length }, () => random.pick([...'abcdefghjkmnpqrstuvwxyz23456789'])).join('')
}
