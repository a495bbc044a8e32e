import type { EntityName } from '../../model/entities/registry.ts'
import type { GoldenHead } from '../../model/golden.ts'
import { compareIds, type GoldenId, type RecordId } from '../../model/ids.ts'
import type { Engine } from '../../rules/engine.ts'
import type { Tx } from '../../store/graph/driver.ts'
import { goldenHeads, goldensOfRecords } from '../../store/write/goldens.ts'
import { referringRecords } from '../../store/write/records.ts'
import { closeLedger } from '../feed/close-ledger.ts'
import { type Ledger, timed } from '../feed/ledger.ts'
import { commitAddresses } from '../relate/addresses.ts'
import { relateCompanies } from '../relate/companies.ts'
import { relateContacts } from '../relate/contacts.ts'
import { relateHouseholds } from '../relate/households.ts'
import { relateLifeEvents } from '../relate/life-events.ts'
import { relateSamePerson } from '../relate/same-person.ts'
import type { Consequences } from './commit.ts'
import { type EntityWork, type Resolution, resolve } from './resolve.ts'

/** Entities in the order in which they depend on one another. */
const ORDER: readonly EntityName[] = ['company', 'contact', 'person']

/**
 * One transaction of the one flow: every batch is resolved in dependency order, relations follow what moved, and the
 * feed closes it. All of it commits or none.
 */
export async function transact(
  tx: Tx,
  batches: readonly EntityWork[],
  engine: Engine,
  ledger: Ledger,
): Promise<Map<RecordId, Resolution>> {
  const byRecord = await flow(tx, batches, engine, ledger)
  await closeLedger(tx, ledger)
  return byRecord
}

/** All of it but the feed: what a plan rehearses, and looks at before it closes the ledger or goes back. */
export async function flow(
  tx: Tx,
  batches: readonly EntityWork[],
  engine: Engine,
  ledger: Ledger,
): Promise<Map<RecordId, Resolution>> {
  const byRecord = new Map<RecordId, Resolution>()
  const queue = ORDER.map((entity) => mergeWork(entity, batches))
  const contacts = queue.find((batch) => batch.entity === 'contact')
  for (const batch of queue) {
    if (isEmpty(batch)) continue
    const resolution = await resolve(tx, batch, engine.entities[batch.entity], ledger)
    for (const prepared of batch.put) byRecord.set(prepared.id, resolution)
    const referring = await timed(ledger, 'relate', () => relate(tx, batch.entity, resolution, engine, ledger))
    if (contacts) contacts.touch = touched(contacts, referring)
  }
  return byRecord
}

/** Looks at contacts again whose company's cluster changed in this transaction. */
export async function follow(tx: Tx, contacts: readonly RecordId[], engine: Engine, ledger: Ledger): Promise<void> {
  if (contacts.length === 0) return
  const batch: EntityWork = { entity: 'contact', put: [], remove: [], touch: contacts }
  await relate(tx, 'contact', await resolve(tx, batch, engine.entities.contact, ledger), engine, ledger)
}

type OpenWork = Required<Omit<EntityWork, 'touch'>> & { touch: RecordId[] }

function mergeWork(entity: EntityName, batches: readonly EntityWork[]): OpenWork {
  const own = batches.filter((batch) => batch.entity === entity)
  return {
    entity,
    put: own.flatMap((batch) => batch.put),
    remove: own.flatMap((batch) => batch.remove),
    touch: own.flatMap((batch) => [...batch.touch]),
    reread: own.flatMap((batch) => batch.reread ?? []),
  }
}

function isEmpty({ put, remove, touch, reread }: OpenWork): boolean {
  return put.length + remove.length + touch.length + reread.length === 0
}

/** Contacts of companies whose cluster changed are looked at again, those that bring an old or the same word too. */
function touched(contacts: OpenWork, referring: readonly RecordId[]): RecordId[] {
  const leaving = new Set<RecordId>(contacts.remove)
  return [...new Set([...contacts.touch, ...referring])].filter((id) => !leaving.has(id)).sort(compareIds)
}

/**
 * Relations of what a resolution wrote, and of those that hang on it: companies under a parent that moved.
 * @returns contacts that refer to a company record that moved.
 */
export async function relate(
  tx: Tx,
  entity: EntityName,
  resolution: Consequences,
  engine: Engine,
  ledger: Ledger,
): Promise<RecordId[]> {
  const { relate: rules } = engine.ruleSet
  const { related } = resolution
  await commitAddresses(tx, resolution.addresses, entity, rules.places, ledger)
  if (entity !== 'person' && ledger.places.size > 0) {
    const places = await relateHouseholds(tx, [], rules.household, ledger)
    await relateLifeEvents(tx, [], places, rules.lifeEvents, ledger)
  }
  switch (entity) {
    case 'person': {
      const goldens = await transitions(tx, resolution)
      const places = await relateHouseholds(tx, goldens, rules.household, ledger)
      await relateSamePerson(tx, entity, related, rules.samePerson, ledger)
      await relateLifeEvents(tx, goldens, places, rules.lifeEvents, ledger)
      return []
    }
    case 'contact': {
      const reconsidered = await goldensOfRecords.run(tx, { ids: resolution.reconsider })
      await relateContacts(tx, [...new Set([...related, ...reconsidered.map((row) => row.golden)])], rules, ledger)
      await relateSamePerson(tx, entity, related, rules.samePerson, ledger)
      return []
    }
    case 'company': {
      const ids = [...resolution.moved.keys(), ...resolution.removed]
      const referring = await referringRecords.run(tx, { ids })
      const children = referring.filter((row) => row.entity === 'company').map((row) => row.record)
      const goldens = await goldensOfRecords.run(tx, { ids: children })
      await relateCompanies(
        tx,
        [...new Set([...related, ...resolution.parentsOfRetired, ...goldens.map((row) => row.golden)])],
        rules.hierarchy,
        ledger,
      )
      return referring.filter((row) => row.entity === 'contact').map((row) => row.record)
    }
  }
}

async function transitions(
  tx: Tx,
  { stood, related, retired }: Pick<Consequences, 'stood' | 'related' | 'retired'>,
): Promise<{ before?: GoldenHead | undefined; after?: GoldenHead | undefined }[]> {
  const before = new Map(stood.map((golden) => [golden.id, golden]))
  const after = new Map((await goldenHeads(tx, related)).map((golden) => [golden.id, golden]))
  return [...related, ...retired].map((id: GoldenId) => ({ before: before.get(id), after: after.get(id) }))
}
