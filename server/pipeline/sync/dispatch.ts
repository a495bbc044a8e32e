import { isGone } from '../../model/change.ts'
import { changesAfter } from '../../store/read/change-reads.ts'
import { noteDue } from '../../store/write/systems.ts'
import { REFERENCE_FIELDS } from '../../systems/render/columns.ts'
import { noteMissing } from './make.ts'
import type { Work } from './work.ts'

/** Lines of the feed of one step. */
const PAGE = 500

/**
 * Reads the feed on from a system's own cursor and notes which of its records are to be looked at. The cursor moves in the same
 * transaction. @returns the cursor, and whether there is more
 */
export async function dispatch(work: Work, cursor: number): Promise<{ cursor: number; more: boolean }> {
  const { store, system, now } = work
  const page = await store.read((tx) => changesAfter(tx, cursor, PAGE))
  if (page.next === cursor) return { cursor, more: false }
  const goldens = new Set<string>()
  const records = new Set<string>()
  for (const { golden, kind, heirs, from, joined, left } of page.changes) {
    for (const id of [...(isGone(kind) ? [] : [golden]), ...heirs, ...from]) goldens.add(id)
    for (const id of [...joined, ...left]) records.add(id)
  }
  const references = [...system.tables.values()].some(({ attributes }) =>
    attributes.some(
      ({ name, settings }) => settings.write !== 'never' && REFERENCE_FIELDS.some((field) => field === name),
    ),
  )
  await noteMissing(work, [...goldens])
  await store.write((tx) =>
    noteDue.run(tx, {
      name: system.name,
      cursor: page.next,
      goldens: [...goldens],
      records: [...records],
      entities: [...system.tables.keys()],
      references,
      at: now().toISOString(),
    }),
  )
  return { cursor: page.next, more: page.next < page.head }
}
