import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { z } from 'zod'
import { COLUMNS, GoldenList, GoldenListQuery } from '../../../model/lists/golden-list.ts'
import { csvHead, csvLines, Format, wantsCsv } from '../../csv.ts'
import { route } from '../../route.ts'
import { whileAllowed } from '../../while-allowed.ts'
import { limitOf } from '../shapes.ts'

const columns = z
  .string()
  .max(1_000)
  .default(COLUMNS.join(','))
  .transform((list) => list.split(','))
  .pipe(z.array(z.enum(COLUMNS)).min(1))
  .describe('of the CSV, with commas between them; all without it')

export const goldenLists = [
  route({
    method: 'get',
    path: '/golden',
    tag: 'Golden records',
    summary: 'Golden records that a filter lets through, sorted, page by page',
    description:
      'All that is asked for has to hold. `total` are all that match; pass `next` as `after` for the page that follows. ' +
      '`format=csv` answers with all that match, whatever the page, in `columns`.',
    right: 'read',
    query: GoldenListQuery.extend({
      after: z.string().max(2_000).optional().describe('`next` of the page before'),
      limit: limitOf(50, 500),
      columns,
      format: Format,
    }),
    answer: GoldenList,
    otherMedia: ['text/csv'],
    handle: async ({ query: { after, limit, columns: shown, format, ...asked }, caller, req, res }, deps) => {
      const { lists } = deps.ask
      if (!wantsCsv(format, req)) return lists.goldens(asked, { after, limit })
      const allowed = whileAllowed(caller, 'read', deps)
      res.once('close', allowed.done)
      const portions = lists.allGoldens(asked)
      const first = await portions.next() // what fails before the first line is still a problem
      const file = async function* () {
        yield csvHead(shown)
        if (!first.done) yield csvLines(shown, first.value)
        for await (const rows of portions) yield csvLines(shown, rows)
      }
      res.status(200).set({ 'Content-Type': 'text/csv; charset=utf-8', 'Cache-Control': 'no-store' })
      await pipeline(Readable.from(file()), res, { signal: allowed.signal })
      return undefined
    },
  }),
]
