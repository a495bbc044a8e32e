import type { Problem } from '../model/problem.ts'
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
import { Clock, type ClockOptions, withClock } from './run/clock.ts'
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
  /** Why this machine's clock is not believed, where it is not; then nothing is written. */
  clockProblem(): Promise<Problem | undefined>
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

export type GraphOptions = {
  /** How long a server that was started just now may refuse the password it was given. */
  patienceMs?: number
  /** When this machine's clock is not believed; without it, it always is. */
  clock?: ClockOptions
}

/**
 * @throws ProblemError `graph.unavailable` when nothing answers at the address or the password is wrong.
 */
export async function connect(connection: Connection, { patienceMs = 0, clock }: GraphOptions = {}): Promise<Graph> {
  const opened = await openStore(connection, patienceMs)
  const watch = clock && new Clock(clock)
  const store = watch ? withClock(opened, watch) : opened
  return {
    connection,
    store,
    ask: openAsk(store, rulesInForce(), () => new Date()),
    migrate: (log = () => {}) => migrate(store, () => carryOver(store, log)),
    settings: (names) => serverSettings(store, names),
    clockProblem: async () => watch?.problem(opened),
    check: () => checkInvariants(store),
    overwritten: () => overwrittenRecords(store),
    reset: () => resetGraph(store),
    openConsole: () => openConsole(connection, store.reach),
    close: () => store.close(),
  }
}
