import type { GoldenId } from '../../model/ids.ts'
import type { RelateRules } from '../../relate/rules.ts'
import type { Store } from '../../store/graph/driver.ts'
import { tellJobChanges } from './contacts.ts'
import { findEvents } from './life-events.ts'

/** Golden records of one transaction. */
const PAGE = 500

/** Golden records of which records may tell that something happened to them. */
export type Eventful = { customers: readonly GoldenId[]; contacts: readonly GoldenId[] }

/** Finds the life events of a graph that came out of files, of those who may have any. */
export async function sweepLifeEvents(
  store: Store,
  { customers, contacts }: Eventful,
  { lifeEvents }: RelateRules,
): Promise<void> {
  for (const ids of pages(customers)) await store.write((tx) => findEvents(tx, ids, lifeEvents))
  for (const ids of pages(contacts)) await store.write((tx) => tellJobChanges(tx, ids, lifeEvents))
}

function* pages(ids: readonly GoldenId[]): Iterable<readonly GoldenId[]> {
  for (let from = 0; from < ids.length; from += PAGE) yield ids.slice(from, from + PAGE)
}
