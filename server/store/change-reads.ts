import { z } from 'zod'
import { Change } from '../model/change.ts'
import type { ChangesPage } from '../model/service-views.ts'
import { feedHead } from './changes.ts'
import type { Tx } from './driver.ts'
import { maybe, query } from './query.ts'

/** A line of the feed as stored: lists that only code reads lie in one JSON property. */
export const storedChange = {
  seq: z.int(),
  at: z.string(),
  kind: z.string(),
  entity: z.string(),
  golden: z.string(),
  attributes: z.array(z.string()),
  sources: z.array(z.string()),
  actor: z.string(),
  user: maybe(z.string()),
  body: z.string().transform((text) => z.record(z.string(), z.unknown()).parse(JSON.parse(text))),
}
const StoredChange = z.object(storedChange)

const after = query('changes/after', { after: z.number(), limit: z.number() }, storedChange)

export function changeOf({ body, ...row }: z.output<typeof StoredChange>): Change {
  return Change.parse({ ...row, ...body })
}

/** Where the feed stands. */
export async function headOfFeed(tx: Tx): Promise<{ seq: number; at: string }> {
  return (await feedHead.run(tx, {}))[0] ?? { seq: 0, at: '' }
}

/**
 * The feed after a number. A reader may see parts of a commit that is being applied, later lines before earlier ones;
 * numbers are gapless, so what follows a gap waits for the next page.
 */
export async function changesAfter(tx: Tx, start: number, limit: number): Promise<ChangesPage> {
  const head = (await headOfFeed(tx)).seq
  if (start >= head) return { changes: [], next: start, head }
  const rows = await after.run(tx, { after: start, limit })
  const gap = rows.findIndex((row, place) => row.seq !== start + place + 1)
  const changes = (gap < 0 ? rows : rows.slice(0, gap)).map(changeOf)
  return { changes, next: changes.at(-1)?.seq ?? start, head }
}
