import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { z } from 'zod'
import type { FeedFilter } from '../../model/change.ts'
import { SourceName } from '../../model/ids.ts'
import { fail } from '../../model/problem.ts'
import { ChangesPage } from '../../model/service-views.ts'
import { streamChanges } from '../change-stream.ts'
import { route } from '../route.ts'
import { whileAllowed } from '../while-allowed.ts'
import { Entity, limitOf, Seq } from './shapes.ts'

const tag = 'Changes'
const FILTERED =
  '`entity`, `source` and `attribute` (several with commas) leave lines out, and the cursor moves on past them: read until `next` is `head`. ' +
  'Under `source` each line has `own`: the ids of that source’s records, before and now. Under `attribute` only `updated` lines are left out. ' +
  'A line names who joined and who left; with `members=true` also all records that the golden record has as of it. '
const RESYNC =
  'A cursor from before the feed’s start, or beyond its head, is answered with `feed.resync`: take GET /snapshot and read on from its seq.'

const FILTER = {
  entity: Entity,
  source: SourceName.optional(),
  attribute: z.string().min(1).max(1_000).optional().describe('names, with commas between them'),
  members: z.stringbool().default(false).describe('with all records of its golden record on each line'),
}

function feedFilter({
  entity,
  source,
  attribute,
  members,
}: {
  entity?: FeedFilter['entity']
  source?: FeedFilter['source']
  attribute?: string | undefined
  members: boolean
}): FeedFilter {
  return { entity, source, attributes: attribute?.split(',').map((name) => name.trim()), members }
}

export const changes = [
  route({
    method: 'get',
    path: '/changes',
    tag,
    summary: 'The change feed after a number, in order',
    description:
      'Numbers are gapless. Keep `next` and pass it as `after` the next time; a consumer that does so misses nothing, however long it was away. ' +
      FILTERED +
      RESYNC,
    right: 'read',
    query: z.strictObject({ after: Seq.default(0), limit: limitOf(100, 1_000), ...FILTER }),
    answer: ChangesPage,
    problems: ['feed.resync'],
    handle: async ({ query: { after, limit, ...filter } }, { ask }) =>
      ask.changes.after(after, limit, feedFilter(filter)),
  }),
  route({
    method: 'get',
    path: '/changes/stream',
    tag,
    summary: 'The change feed as it grows, as server-sent events',
    description:
      'Each event is `change`, its id the number in the feed, its data one change. Starts after Last-Event-ID, else after `after`, else with the next change there is. ' +
      FILTERED +
      RESYNC,
    right: 'read',
    query: z.strictObject({ after: Seq.optional(), ...FILTER }),
    answer: 'text/event-stream',
    problems: ['feed.resync'],
    handle: async ({ query: { after, ...filter }, caller, req, res }, deps) => {
      const last = req.get('last-event-id')
      const resume = last === undefined ? undefined : Seq.safeParse(last)
      if (resume && !resume.success) fail('request.invalid', 'Last-Event-ID is a number of the feed')
      const start = resume?.data ?? after ?? (await deps.ask.changes.head()).seq
      await streamChanges(deps, { caller, res }, start, feedFilter(filter))
      return undefined
    },
  }),
  route({
    method: 'get',
    path: '/snapshot',
    tag,
    summary: 'Every golden record as of one line of the feed, to begin with or to begin again',
    description:
      'NDJSON. The first line says as of which `seq` it is, how many golden records and households follow, and `feedChecksum`, which replaying the feed ends in too; then golden records with members, values and relations, then households. ' +
      'Consistent while others write: take it, then read `/changes?after=<seq>`. Replaying the feed from zero ends in the same.',
    right: 'read',
    answer: 'application/x-ndjson',
    handle: async ({ caller, res }, { ask, keys, closing }) => {
      const allowed = whileAllowed(caller, 'read', { keys, closing })
      res.once('close', allowed.done)
      const lines = ask.snapshot()
      const head = await lines.next() // comes last, once all is read: what fails before is still a problem
      const all = async function* () {
        if (!head.done) yield head.value
        yield* lines
      }
      res.status(200).set({ 'Content-Type': 'application/x-ndjson; charset=utf-8', 'Cache-Control': 'no-store' })
      await pipeline(Readable.from(all()), res, { signal: allowed.signal })
      return undefined
    },
  }),
]
