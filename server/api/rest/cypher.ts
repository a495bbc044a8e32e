import { z } from 'zod'
import { CypherAnswer } from '../../model/service-views.ts'
import { Reply, route } from '../route.ts'

export const cypher = [
  route({
    method: 'post',
    path: '/cypher',
    tag: 'Queries',
    summary: 'A Cypher query of your own that only reads',
    description:
      'One statement, checked by EXPLAIN before it runs in read mode. Refused: anything that writes or administers, LOAD CSV, SHOW, ' +
      'procedures beyond the schema and full-text ones, functions of plug-ins. Limits: 10 seconds, 8 MB, `limit` rows. ' +
      'cypher/README.md documents labels, relationships and properties.',
    right: 'query',
    body: z.strictObject({
      statement: z.string().trim().min(1).max(20_000),
      params: z.record(z.string(), z.json()).default({}),
      limit: z.int().min(1).max(10_000).default(1_000),
    }),
    answer: CypherAnswer,
    problems: ['query.refused', 'query.failed', 'query.limit', 'request.too-many'],
    handle: async ({ body: { statement, params, limit } }, deps) => {
      const answer = await deps.console.run(statement, params, limit)
      return new Reply(200, answer, { 'Content-Type': 'application/json; charset=utf-8' })
    },
  }),
]
