import type { Logger } from 'pino'
import type { AccessMode } from '../access/access.ts'
import type { KeyRing } from '../access/key-file.ts'
import type { LocalSecret } from '../access/local-secret.ts'
import type { Result } from '../model/problem.ts'
import type { OrderArrival, RecordInput } from '../model/record.ts'
import type { Ask } from '../pipeline/ask.ts'
import type { Kith } from '../pipeline/kith.ts'
import type { FeedWatch } from './feed-watch.ts'
import type { Limits } from './limits.ts'
import type { Metrics } from './metrics.ts'

/** Free Cypher of a caller's own. Answers with a `CypherAnswer` as JSON. */
export type QueryConsole = {
  run(statement: string, params: Record<string, unknown>, rows: number): Promise<Uint8Array>
}

/** What the routes work with. `app.ts` puts it together. */
export type Deps = {
  /** Whatever changes the graph. */
  kith: Kith
  /** Whatever reads it. */
  ask: Ask
  console: QueryConsole
  keys: KeyRing
  access: AccessMode
  /** Of this machine, where it lets its user in without a key. */
  secret?: LocalSecret
  limits: Limits
  metrics: Metrics
  feed: FeedWatch
  logger: Logger
  version: string
  /** Reads one record of a request body, in the full or in the friendlier form. */
  readRecord: (raw: unknown) => Result<RecordInput>
  /** Reads one order of a request body. */
  readOrder: (raw: unknown) => Result<OrderArrival>
  /** Sources with a mapping of their own, known before their first record. */
  knownSources: readonly string[]
  /** Where Neo4j Browser answers. */
  neo4jBrowser?: string
  /** Ends when the server stops: open streams end with it. */
  closing: AbortSignal
}
