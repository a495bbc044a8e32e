import express, { type Express } from 'express'
import type { Logger } from 'pino'
import { pino } from 'pino'
import type { AccessMode } from './access/access.ts'
import type { KeyRing } from './access/key-file.ts'
import type { LocalSecret } from './access/local-secret.ts'
import type { Deps, QueryConsole } from './api/deps.ts'
import { serveExplorer } from './api/explorer.ts'
import { FeedWatch } from './api/feed-watch.ts'
import { graphqlRoute } from './api/graphql/graphql.ts'
import { answerProblems, headers, identify, nothingHere, observe, refuseTricks } from './api/guards.ts'
import { limitsOf } from './api/limits.ts'
import { Metrics } from './api/metrics.ts'
import { ROUTES, SERVICE } from './api/rest/routes.ts'
import { BASE, mount } from './api/route.ts'
import { parseOrderForm } from './ingest/orders/order-form.ts'
import { parseRecordInput } from './ingest/record-input.ts'
import type { Kith } from './pipeline/kith.ts'
import type { Store } from './store/graph/driver.ts'

/** What a running Kith is made of. */
export type AppParts = {
  store: Store
  kith: Kith
  console: QueryConsole
  keys: KeyRing
  access: AccessMode
  /** Of this machine, where it lets its user in without a key. */
  secret?: LocalSecret
  /** Proxies that are believed whom they speak for. */
  trustProxy?: readonly string[]
  version: string
  logger?: Logger
  /** Folder of the built explorer. */
  web?: string
  knownSources?: readonly string[]
  neo4jBrowser?: string
  /** Ends open streams, so that the server can close. */
  closing?: AbortSignal
  requestsPerMinute?: number
}

/** Puts API and explorer together. Does not listen, so that tests mount it where they like. */
export function createApp(parts: AppParts): Express {
  const logger = parts.logger ?? pino({ level: 'silent' })
  const { ask } = parts.kith
  const deps: Deps = {
    ...parts,
    ask,
    logger,
    limits: limitsOf(parts.requestsPerMinute),
    metrics: new Metrics(),
    feed: new FeedWatch(ask.changes, logger),
    readRecord: parseRecordInput,
    readOrder: parseOrderForm,
    knownSources: parts.knownSources ?? [],
    closing: parts.closing ?? new AbortController().signal,
  }
  const app = express()
  app.disable('x-powered-by')
  app.set('trust proxy', [...(parts.trustProxy ?? [])])
  app.use(observe(deps), headers(), refuseTricks(deps), identify(deps), deps.limits.keys)
  app.use(`${BASE}/graphql`, graphqlRoute(parts.store, deps))
  app.use(BASE, mount(ROUTES, deps))
  // Also at short addresses, for people and for what watches over servers.
  app.use(mount(SERVICE, deps))
  app.use('/api', nothingHere)
  app.use(deps.limits.strangers)
  if (parts.web !== undefined) serveExplorer(app, parts.web)
  app.use(nothingHere)
  app.use(answerProblems(deps))
  return app
}
