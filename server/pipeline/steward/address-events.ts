import { addressLine } from '../../model/address-line.ts'
import type { AddressEvent, Concerned, EventOutcome } from '../../model/addresses/address-event.ts'
import { type AddressWord, isOfPerson, type WordDraft, wordOf } from '../../model/addresses/address-word.ts'
import { LISTED } from '../../model/golden.ts'
import { compareIds, GoldenId, RecordId } from '../../model/ids.ts'
import { fail, type Problem, ProblemError } from '../../model/problem.ts'
import type { StandardAddress } from '../../model/record.ts'
import { cleanAddress } from '../../rules/clean-address.ts'
import type { Engine } from '../../rules/engine.ts'
import type { Store, Tx } from '../../store/graph/driver.ts'
import { resolveId } from '../../store/read/id-reads.ts'
import { maybeNamed } from '../../store/read/named-records.ts'
import { writersOf } from '../../store/write/address-words.ts'
import { goldenHeads, goldensById } from '../../store/write/goldens.ts'
import { standardRecords } from '../../store/write/records.ts'
import type { RunContext } from '../run/context.ts'
import type { RulesInForce } from '../run/rules-in-force.ts'
import { keepWords, signed } from './address-words.ts'

/** Events of one transaction. */
const BATCH = 50
/** Golden records that an outcome names. */
const NAMED = 100
const DAY_MS = 86_400_000

/** What an event comes to: one word about a house, or one about each record of the person who writes the address. */
type Meant = { key: string; address: string; words: readonly AddressWord[] }

/**
 * Keeps what came back and what arrived. One that will not do has a problem that names its field, and the rest goes on; the golden
 * records that each concerns follow in the same transaction and are told.
 */
export async function tellEvents(
  store: Store,
  events: readonly (AddressEvent | Problem)[],
  rules: RulesInForce,
  context: RunContext,
): Promise<EventOutcome[]> {
  const outcomes: EventOutcome[] = []
  for (let i = 0; i < events.length; i += BATCH) {
    const batch = events.slice(i, i + BATCH)
    outcomes.push(...(await store.write(async (tx) => tellBatch(tx, batch, await rules.engine(tx), context))))
  }
  return outcomes
}

async function tellBatch(
  tx: Tx,
  events: readonly (AddressEvent | Problem)[],
  engine: Engine,
  context: RunContext,
): Promise<EventOutcome[]> {
  const meant: (Meant | Problem)[] = []
  for (const event of events) meant.push('code' in event ? event : await meantBy(tx, event, engine, context))
  const words = meant.flatMap((each) => ('code' in each ? [] : each.words))
  const fresh = words.length === 0 ? new Set() : await keepWords(tx, words, engine, context)
  const outcomes: EventOutcome[] = []
  for (const each of meant) {
    if ('code' in each) outcomes.push({ outcome: 'rejected', words: [], concerns: [], others: 0, problem: each })
    else {
      const { key, address, words: own } = each
      const ids = own.map(({ id }) => id)
      const isFresh = ids.some((id) => fresh.has(id))
      const about = own.flatMap(({ reason, record }) => (reason && isOfPerson(reason) && record ? record : []))
      outcomes.push({
        ...{ outcome: isFresh ? 'kept' : 'known', key, address, words: ids },
        ...(await whomItConcerns(tx, [key], about.length > 0 ? new Set(about) : undefined)),
      })
    }
  }
  return outcomes
}

/**
 * Golden records that write an address in any of these spellings, and where mail reaches them.
 * @param about only those of these records
 */
export async function whomItConcerns(
  tx: Tx,
  keys: readonly string[],
  about?: ReadonlySet<RecordId>,
): Promise<{ concerns: Concerned[]; others: number }> {
  const writers = await writersOf.run(tx, { keys })
  const own = writers.flatMap(({ record, golden }) => (golden && (!about || about.has(record)) ? golden : []))
  const ids = [...new Set(own)].sort(compareIds)
  const heads = await goldenHeads(tx, ids.slice(0, NAMED))
  const concerns = heads.map(({ id, entity, values, addresses }): Concerned => {
    const [best] = addresses
    const here = addresses.find((each) => keys.includes(each.key))
    const name = typeof values.name === 'string' ? values.name : id
    const arrives = here?.undeliverable ? false : here?.verified
    return {
      ...{ golden: id, entity, name },
      ...(best && !best.undeliverable ? { sendTo: addressLine(values) } : {}),
      ...(arrives === undefined ? {} : { arrives }),
    }
  })
  return { concerns, others: ids.length - concerns.length }
}

async function meantBy(tx: Tx, event: AddressEvent, engine: Engine, context: RunContext): Promise<Meant | Problem> {
  try {
    const at = instantOf(event.at, context)
    const who = await whoIsMeant(tx, event)
    const reason = event.kind === 'returned' ? event.reason : undefined
    if (reason !== undefined && isOfPerson(reason) && !who)
      fail('request.invalid', `${reason} is about somebody: name the golden record or record it was sent to`, {
        field: 'golden',
      })
    const address = addressMeant(event, who, engine)
    const draft: WordDraft = {
      ...{ key: address.key, kind: event.kind, at, provider: event.carrier, ...signed(context) },
      ...(reason === undefined ? {} : { reason }),
      body: JSON.stringify({ address: addressLine({ ...address, line2: undefined }) }),
    }
    const isAboutWhom = who && (reason === undefined || isOfPerson(reason))
    const about = isAboutWhom ? recordsAt(who, address) : []
    const words = about.length > 0 ? about.map((record) => wordOf({ ...draft, record })) : [wordOf(draft)]
    return { key: address.key, address: addressLine({ ...address, line2: undefined }), words }
  } catch (error) {
    if (error instanceof ProblemError) return error.problem
    throw error
  }
}

/** When it was: a day is the beginning of it. What lies ahead would count for more than all that comes until then. */
function instantOf(at: string | undefined, { now }: RunContext): string {
  const instant = at === undefined ? now() : new Date(at)
  if (instant.getTime() > now().getTime() + DAY_MS) fail('request.invalid', `${at} lies ahead`, { field: 'at' })
  return instant.toISOString()
}

/** The records of somebody, with the addresses they write; the best one first where somebody is known. */
type Who = {
  name: string
  best: string | undefined
  records: readonly { id: RecordId; addresses: readonly StandardAddress[] }[]
}

async function whoIsMeant(tx: Tx, { golden, record }: AddressEvent): Promise<Who | undefined> {
  if (golden !== undefined && record !== undefined)
    return fail('request.invalid', 'name either a golden record or a record', { field: 'record' })
  if (golden !== undefined) return whoIs(tx, golden, await presentId(tx, golden))
  if (record === undefined) return undefined
  const known = (await maybeNamed(tx, [record])).get(record)
  if (typeof known === 'object') throw new ProblemError(known)
  if (known === undefined) {
    // It may come later, and its words are there by then.
    const coming = RecordId.safeParse(record)
    if (!coming.success) return fail('record.not-found', `there is no record ${record}`, { field: 'record', record })
    return { name: record, best: undefined, records: [{ id: coming.data, addresses: [] }] }
  }
  const addresses = (await standardRecords.run(tx, { ids: [known] }))[0]?.standard.addresses ?? []
  const best = addresses.find(({ complete }) => complete) ?? addresses[0]
  return { name: record, best: best?.key, records: [{ id: known, addresses }] }
}

async function presentId(tx: Tx, golden: GoldenId): Promise<GoldenId> {
  const current = (await resolveId(tx, golden))?.current ?? []
  const [only] = current
  if (only === undefined || current.length > 1)
    return fail('golden.not-found', `there is no one golden record ${golden}`, { field: 'golden', path: current })
  return GoldenId.parse(only)
}

async function whoIs(tx: Tx, name: string, id: GoldenId): Promise<Who> {
  const golden = (await goldensById(tx, [id]))[0] ?? fail('golden.not-found', `there is no golden record ${id}`)
  const rows = await standardRecords.run(tx, { ids: golden.members })
  const records = rows.map(({ id: record, standard }) => ({ id: record, addresses: standard.addresses }))
  return { name, best: golden.addresses[0]?.key, records }
}

/** The address that was named, else the best one of whom it was sent to. */
function addressMeant({ address, golden }: AddressEvent, who: Who | undefined, engine: Engine): StandardAddress {
  const written = who?.records.flatMap(({ addresses }) => addresses) ?? []
  if (address === undefined) {
    const best = written.find(({ key }) => key === who?.best)
    return (
      best ??
      fail('request.invalid', `${who ? `${who.name} has no address` : 'to which address?'}`, { field: 'address' })
    )
  }
  const named = cleaned(address, engine)
  if (golden !== undefined && !written.some(({ key }) => key === named.key))
    return fail('request.invalid', `${golden} has no address ${addressLine(named)}`, { field: 'address' })
  return named
}

/** The address as if a record had stated it. */
function cleaned(address: NonNullable<AddressEvent['address']>, engine: Engine): StandardAddress {
  const stated = typeof address === 'string' ? { full: address } : address
  return (
    cleanAddress(engine.standardise, stated) ??
    fail('request.invalid', 'the address says nothing', { field: 'address' })
  )
}

/** Records of somebody that write an address, the lowest ids of many; the one that was named, where none does yet. */
function recordsAt({ records }: Who, { key }: StandardAddress): RecordId[] {
  const here = records.filter(({ addresses }) => addresses.some((each) => each.key === key)).map(({ id }) => id)
  const [named] = records
  return here.length === 0 && named ? [named.id] : here.sort(compareIds).slice(0, LISTED)
}
