import { type CypherConsole, openConsole } from '../store/console/cypher-console.ts'
import { type Connection, openStore, type Store } from '../store/graph/driver.ts'
import {
  type CheckResult,
  checkInvariants,
  type Overwritten,
  overwrittenRecords,
  serverSettings,
} from '../store/graph/health.ts'
import { migrate } from '../store/graph/migrate.ts'
import { resetGraph } from '../store/graph/reset.ts'
import { type Ask, openAsk } from './ask.ts'
import { carryOver } from './bulk/carry-over.ts'
import { rulesInForce } from './run/rules-in-force.ts'

/** A graph as a whole, from opening it to emptying it: what commands and the start of a server work with. */
export type Graph = {
  readonly connection: Connection
  readonly store: Store
  readonly ask: Ask
  /** Brings it to this Kith's shape; `log` hears what takes long. @returns migrations that ran. @throws ProblemError `graph.newer` */
  migrate(log?: (line: string) => void): Promise<{ applied: string[] }>
  /** Values of the server's settings, as far as it shows them. */
  settings(names: string[]): Promise<Map<string, string>>
  /** Every invariant with what breaks it. */
  check(): Promise<CheckResult[]>
  /** Records that version 0.1 let take the place of one of another entity. */
  overwritten(): Promise<Overwritten[]>
  /** Deletes everything, decisions and feed included. */
  reset(): Promise<void>
  /** A console for free Cypher that only reads, with connections of its own; whoever opens it closes it. */
  openConsole(): CypherConsole
  close(): Promise<void>
}

/**
 * @param patienceMs how long a server that was started just now may refuse the password it was given
 * @throws ProblemError `graph.unavailable` when nothing answers at the address or the password is wrong.
 */
export async function connect(connection: Connection, patienceMs = 0): Promise<Graph> {
  const store = await openStore(connection, patienceMs)
  return {
    connection,
    store,
    ask: openAsk(store, rulesInForce(), () => new Date()),
    migrate: (log = () => {}) => migrate(store, () => carryOver(store, log)),
    settings: (names) => serverSettings(store, names),
    check: () => checkInvariants(store),
    overwritten: () => overwrittenRecords(store),
    reset: () => resetGraph(store),
    openConsole: () => openConsole(connection),
    close: () => store.close(),
  }
}
