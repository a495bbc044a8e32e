import { z } from 'zod'
import { ChangeKind } from '../../../model/change.ts'
import { SourceName } from '../../../model/ids.ts'
import { ChangeLog } from '../../../model/lists/change-log.ts'
import { Moment } from '../../../model/moment.ts'
import { route } from '../../route.ts'
import { Entity, limitOf, Seq } from '../shapes.ts'

export const changeLog = [
  route({
    method: 'get',
    path: '/changes/latest',
    tag: 'Changes',
    summary: 'What happened since a moment, latest first, with names: the feed for people',
    description:
      'A moment before the feed starts means its start. `kinds` counts all lines since then, whatever `kind` is asked for. Systems read GET /changes, ' +
      'which misses nothing; this one may be asked anew at any time.',
    right: 'read',
    query: z.strictObject({
      since: Moment.optional().describe('a number of the feed, an instant, a day (its end, UTC) or now'),
      before: Seq.optional().describe('`next` of the page before'),
      kind: ChangeKind.optional(),
      entity: Entity,
      source: SourceName.optional(),
      limit: limitOf(50, 200),
    }),
    answer: ChangeLog,
    handle: async ({ query }, { ask }) => ask.lists.changes(query),
  }),
]
