import type { Known } from './company-records.ts'
import { sourcesIn } from './company-records.ts'
import { fold, nickname, type PhoneBook, showPhone, slipEmail, typo } from './corrupt.ts'
import { daysAfter, instantBetween, TODAY } from './dates.ts'
import { type CompanySource, contact, type Draft } from './draft.ts'
import { JOBS } from './names-company.ts'
import { FEMALE, MALE, ORIGINS, SURNAMES } from './names-person.ts'
import { at, type Random } from './random.ts'

const PREFIX: Record<CompanySource, string> = { 'crm-east': 'EC', 'crm-central': 'CC', 'crm-west': 'WC', erp: 'K' }

/** A true contact: who it is, and where they worked since when. Movers have two stints. */
type Worker = {
  readonly entity: string
  readonly given: string
  readonly family: string
  readonly mobile: string
  readonly privateEmail: string
  readonly stints: readonly Stint[]
}
type Stint = {
  readonly at: Known
  readonly job: (typeof JOBS)[number]
  readonly title: string
  readonly from: string
  readonly to?: string
}

/** Contacts of the companies, one to three each, some in several sources or twice in one; a few changed employer. */
export function contactRecords(random: Random, known: readonly Known[], phones: PhoneBook): Draft[] {
  const next: Record<CompanySource, number> = { 'crm-east': 5000, 'crm-central': 5000, 'crm-west': 5000, erp: 5000 }
  const workers = known.flatMap((k) => random.times(random.count({ 0: 8, 1: 42, 2: 32, 3: 24 }), () => k))
  const drafts = workers.flatMap((k, i) => {
    const worker = makeWorker(random, i + 1, k, known, phones)
    return worker.stints.flatMap((stint) =>
      sightings(random, worker, stint).map((source) => ({ worker, stint, source })),
    )
  })
  return random.shuffle(drafts).map(({ worker, stint, source }) => {
    next[source] += random.int(1, 3)
    return contact(
      `${source}:${PREFIX[source]}${next[source]}`,
      worker.entity,
      stint.at.company.entity,
      record(random, worker, stint, source),
    )
  })
}

function makeWorker(random: Random, number: number, home: Known, known: readonly Known[], phones: PhoneBook): Worker {
  const female = random.chance(0.5)
  const origin = random.weighted({ us: 78, hispanic: 12, asian: 6, european: 4 })
  const pool = origin === 'us' ? undefined : ORIGINS[origin]
  const given = pool
    ? random.pickSkewed<string>(female ? pool.female : pool.male, 12)
    : random.pickSkewed(female ? FEMALE : MALE, 25)
  const family = pool ? random.pickSkewed<string>(pool.surnames, 12) : random.pickSkewed(SURNAMES, 40)
  const stint = (at: Known, from: string, to?: string): Stint => {
    const job = random.pick(JOBS)
    return { at, job, title: random.pick(job[2]), from, ...(to ? { to } : {}) }
  }
  const since = instantBetween(random, '2016-01-01', '2021-06-01').slice(0, 10)
  const moves = random.chance(0.035)
  const until = daysAfter('2022-01-10', random.int(0, 700))
  const other = random.pick(known)
  const stints =
    moves && other !== home
      ? [stint(home, since, until), stint(other, daysAfter(until, random.int(10, 60)))]
      : [stint(home, since, random.chance(0.1) ? until : undefined)]
  return {
    entity: `k-${String(number).padStart(5, '0')}`,
    given,
    family,
    mobile: phones.next(random, home.company.areaCode),
    privateEmail: `${plain(given)}.${plain(family)}${random.int(10, 99)}@${random.pick(['example.com', 'quickmail.example', 'example.net'])}`,
    stints,
  }
}

function sightings(random: Random, worker: Worker, stint: Stint): CompanySource[] {
  const count = worker.stints.length > 1 ? random.int(1, 2) : random.count({ 1: 46, 2: 33, 3: 15, 4: 6 })
  const sources = sourcesIn(stint.at.ids)
  return random.times(count, () => random.pick(sources))
}

function record(random: Random, worker: Worker, stint: Stint, source: CompanySource): Draft['values'] {
  const { company, ids } = stint.at
  const mover = worker.stints.length > 1
  const updatedAt = stint.to
    ? instantBetween(random, daysAfter(stint.to, -180), daysAfter(stint.to, 200))
    : instantBetween(random, daysAfter(stint.from, 60), TODAY)
  const work = `${plain(worker.given)}.${plain(worker.family)}@${company.site}`
  const mail = random.weighted({
    [work]: 62,
    [`info@${company.site}`]: 12,
    [worker.privateEmail]: 8,
    '': 18,
  })
  const mobile = mover || random.chance(0.6) ? showPhone(random, worker.mobile) : undefined
  const own = ids[source] ?? []
  const [role, department] = stint.job
  return {
    'company.id': random.pick(own),
    'company.name': random.chance(0.8) ? `${company.core} ${company.legal}` : undefined,
    ...writeName(random, worker, source, mobile !== undefined || mail === work),
    email: mover
      ? [mail || work, worker.privateEmail]
      : random.chance(0.02) && mail !== ''
        ? slipEmail(random, mail)
        : mail,
    phone: random.chance(0.7) ? showPhone(random, company.phone) : undefined,
    mobile,
    role: random.chance(0.75) ? role : undefined,
    department: random.chance(0.6) ? department : undefined,
    jobTitle: random.chance(0.75) ? stint.title : undefined,
    primary: String(random.chance(0.25)),
    'role.from': random.chance(mover || stint.to ? 1 : 0.3) ? stint.from : undefined,
    'role.to': stint.to && updatedAt > stint.to ? stint.to : undefined,
    createdAt: instantBetween(random, stint.from, updatedAt),
    updatedAt,
    version: String(random.int(1, 4)),
  }
}

function writeName(random: Random, worker: Worker, source: CompanySource, wellKnown: boolean): Draft['values'] {
  let { given, family } = worker
  if (random.chance(0.12)) given = nickname(random, given)
  else if (wellKnown && random.chance(0.03)) given = `${at([...given], 0)}.`
  else if (wellKnown && random.chance(0.04)) given = typo(random, given)
  if (wellKnown && random.chance(0.04)) family = typo(random, family)
  if (random.chance(0.5)) [given, family] = [fold(given, true), fold(family, true)]
  const fullName = random.chance(0.06) ? `${family}, ${given}` : `${given} ${family}`
  return {
    givenName: given,
    familyName: family,
    fullName: source === 'erp' && random.chance(0.5) ? fullName.toUpperCase() : fullName,
  }
}

function plain(text: string): string {
  return fold(text, true)
    .toLowerCase()
    .replace(/[^a-z]/g, '')
}
