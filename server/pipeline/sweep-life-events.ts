import type { RelateRules } from '../relate/rules.ts'
import type { Store } from '../store/driver.ts'
import { contactsToRelate, customersToTell } from '../store/life-events.ts'
import { tellJobChanges } from './contacts.ts'
import { findEvents } from './life-events.ts'

/** Golden records of one transaction. */
const PAGE = 500

/** Finds every life event of a graph that came out of files. Run again, it finds the same. */
export async function sweepLifeEvents(store: Store, { lifeEvents }: RelateRules): Promise<void> {
  for (let after = ''; ; ) {
    const ids = (await store.read((tx) => customersToTell.run(tx, { after, limit: PAGE }))).map((row) => row.id)
    const last = ids.at(-1)
    if (last === undefined) break
    await store.write((tx) => findEvents(tx, ids, lifeEvents))
    after = last
  }
  for (let after = ''; ; ) {
    const ids = (await store.read((tx) => contactsToRelate.run(tx, { after, limit: PAGE }))).map((row) => row.id)
    const last = ids.at(-1)
    if (last === undefined) break
    await store.write((tx) => tellJobChanges(tx, ids, lifeEvents))
    after = last
  }
}
