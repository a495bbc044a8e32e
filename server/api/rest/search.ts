import { z } from 'zod'
import { SearchBatch, SearchQuery } from '../../model/arriving/search-query.ts'
import { ScoredPair } from '../../model/evidence.ts'
import { RecordName } from '../../model/ids.ts'
import { SearchHit } from '../../model/views.ts'
import { route } from '../route.ts'

const tag = 'Search'

export const search = [
  route({
    method: 'post',
    path: '/search',
    tag,
    summary: 'Search before create',
    description:
      'Ranked golden records with reasons, found by free text, by fields, or both. `fit` says whether a record that says so would join it (`same`), it says all that was given (`fits`), or some of it (`similar`). Stores nothing. Former names and addresses count, and the notes say so.',
    right: 'read',
    body: SearchQuery,
    answer: z.object({ hits: z.array(SearchHit) }),
    handle: async ({ body }, { ask }) => ({ hits: await ask.golden.search(body) }),
  }),
  route({
    method: 'post',
    path: '/search/batch',
    tag,
    summary: 'Search before create, for a list',
    description:
      'The hits of up to 200 searches, in their order, as of one state of the graph: what of a list is known already. Stores nothing.',
    right: 'read',
    body: SearchBatch,
    answer: z.object({ results: z.array(z.object({ hits: z.array(SearchHit) })) }),
    handle: async ({ body }, { ask }) => ({
      results: (await ask.golden.searchAll(body.queries)).map((hits) => ({ hits })),
    }),
  }),
  route({
    method: 'get',
    path: '/pairs/{one}/{other}',
    tag,
    summary: 'Why two records are or are not one',
    description:
      'The evidence for and against, field by field, adding up to the score. Both are record ids, percent-encoded.',
    right: 'read',
    params: z.strictObject({ one: RecordName, other: RecordName }),
    answer: ScoredPair,
    problems: ['record.not-found', 'record.ambiguous'],
    handle: async ({ params }, { ask }) => {
      const { low, high } = await ask.records.two(params.one, params.other)
      return ask.records.pair(low, high)
    },
  }),
]
