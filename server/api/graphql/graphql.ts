import { type RequestHandler, Router } from 'express'
import { type ExecutionArgs, execute, GraphQLError, type GraphQLSchema, parse, type Source } from 'graphql'
import { createHandler } from 'graphql-http/lib/use/express'
import type { Store } from '../../store/graph/driver.ts'
import { flawIn } from '../../text/sound-json.ts'
import { demand, noteRoute } from '../context.ts'
import type { Deps } from '../deps.ts'
import { problemOf } from '../problem-to-http.ts'
import { jsonBody } from '../route.ts'
import { pagesRefused } from './paging.ts'
import { limitCost, variablesRefused } from './query-cost.ts'
import { reportResolvers, reportTypeDefs } from './report-fields.ts'
import { typeDefs } from './type-defs.ts'

const TIMEOUT_MS = 10_000
/** Words and signs of one query; longer ones are not worth parsing. */
const MAX_TOKENS = 5_000

/** The executable schema. The library is read here, not above: it takes a second that a start should not wait for. */
export async function graphqlSchema(): Promise<GraphQLSchema> {
  const { Neo4jGraphQL } = await import('@neo4j/graphql')
  return new Neo4jGraphQL({
    typeDefs: `${reportTypeDefs()}${typeDefs()}`,
    resolvers: reportResolvers(),
  }).getSchema()
}

/**
 * `/graphql`: reads only, within limits of depth, cost and time.
 * @param store whose driver the library works with: the one way to the graph that is not by `ask`.
 */
export function graphqlRoute(
  store: Pick<Store, 'driver' | 'database' | 'reach'>,
  { ask, logger, limits }: Pick<Deps, 'ask' | 'logger' | 'limits'>,
): Router {
  let schema: Promise<GraphQLSchema> | undefined
  const handler = createHandler({
    schema: () => {
      schema ??= graphqlSchema().catch((error: unknown) => {
        schema = undefined // the next query tries again
        throw error
      })
      return schema
    },
    parse: (source: string | Source) => parse(source, { maxTokens: MAX_TOKENS }),
    validationRules: [limitCost],
    execute: (args) => inReadTransaction(args),
    formatError: plainError,
  })
  const note: RequestHandler = (req, _res, next) => {
    noteRoute(req, '/graphql', 'read')
    next()
  }
  const enter: RequestHandler = (req, _res, next) => {
    demand(req, 'read')
    store.reach.demand()
    next()
  }
  return Router().all('/', note, limits.strangers, enter, jsonBody('200kb'), handler)

  /** One transaction for the whole query, so that its parts agree; without retries, because a query too big stays so. */
  async function inReadTransaction(args: ExecutionArgs) {
    const flaw = flawIn(args.variableValues)
    if (flaw) return { errors: [new GraphQLError(`${flaw.at}: ${flaw.why}`)] }
    const errors = [...variablesRefused(args.variableValues ?? {}), ...pagesRefused(args)]
    if (errors.length > 0) return { errors }
    const session = store.driver.session({ database: store.database, defaultAccessMode: 'READ' })
    try {
      const executionContext = await store.reach.during(() => session.beginTransaction({ timeout: TIMEOUT_MS }))
      const result = await execute({ ...args, contextValue: { executionContext, ask: ask.within(executionContext) } })
      await executionContext.close()
      return result
    } catch (error) {
      const { code, detail } = problemOf(error)
      if (code !== 'graph.unavailable') throw error
      return { errors: [new GraphQLError(detail, { extensions: { code } })] }
    } finally {
      await session.close()
    }
  }

  /** What went wrong in the query is told; what went wrong behind it is not. */
  function plainError(error: Readonly<GraphQLError | Error>): GraphQLError | Error {
    if (!(error instanceof GraphQLError) || !error.originalError) return error
    if (error.originalError instanceof GraphQLError) return error
    const { code, detail } = problemOf(error.originalError)
    if (code === 'internal') logger.error({ error: error.originalError.name }, 'a GraphQL field failed')
    const { nodes = null, path = null } = error
    return new GraphQLError(detail, { nodes, path, extensions: { code } })
  }
}
