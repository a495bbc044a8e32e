import { z } from 'zod'
import { fail } from '../../model/problem.ts'
import { ChangesPage } from '../../model/service-views.ts'
import { changesAfter, headOfFeed } from '../../store/change-reads.ts'
import { streamChanges } from '../change-stream.ts'
import { route } from '../route.ts'
import { limitOf, Seq } from './shapes.ts'

const tag = 'Changes'

export const changes = [
  route({
    method: 'get',
    path: '/changes',
    tag,
    summary: 'The change feed after a number, in order',
    description:
      'Numbers are gapless. Keep `next` and pass it as `after` the next time; a consumer that does so misses nothing, however long it was away.',
    right: 'read',
    query: z.strictObject({ after: Seq.default(0), limit: limitOf(100, 1_000) }),
    answer: ChangesPage,
    handle: async ({ query: { after, limit } }, { store }) => store.read((tx) => changesAfter(tx, after, limit)),
  }),
  route({
    method: 'get',
    path: '/changes/stream',
    tag,
    summary: 'The change feed as it grows, as server-sent events',
    description:
      'Each event is `change`, its id the number in the feed, its data one change. Starts after Last-Event-ID, else after `after`, else with the next change there is.',
    right: 'read',
    query: z.strictObject({ after: Seq.optional() }),
    answer: 'text/event-stream',
    handle: async ({ query, req, res }, deps) => {
      const last = req.get('last-event-id')
      const resume = last === undefined ? undefined : Seq.safeParse(last)
      if (resume && !resume.success) fail('request.invalid', 'Last-Event-ID is a number of the feed')
      const start = resume?.data ?? query.after ?? (await deps.store.read(headOfFeed)).seq
      await streamChanges(deps, res, start)
      return undefined
    },
  }),
]
