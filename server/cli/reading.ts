import { existsSync } from 'node:fs'
import type { Env } from '../env.ts'
import { foldersOf } from '../neo4j/config.ts'
import { type Arrived, type LoadFile, type ReadFilesOptions, readFiles } from '../pipeline/load/read-files.ts'
import { dayOf } from '../pipeline/run/context.ts'
import { compileEngine } from '../rules/engine.ts'
import { shippedRuleSet } from '../rules/rule-set.ts'
import { graphHome } from './places.ts'

/** Files that are being read while a server starts. */
export type EarlyReading = {
  arrived: Promise<Arrived>
  /** For whoever gets no graph to put them in. */
  stop(): void
}

/**
 * Begins to read files before the graph they go into is open: its server takes about as long to start. A graph that is yet
 * to be made will be under the shipped rules, so its records are prepared as well; were it under others after all, they
 * are prepared again.
 */
export function beginReading(env: Env, files: readonly LoadFile[], options: ReadFilesOptions = {}): EarlyReading {
  const unmade = !env.NEO4J_URI && !existsSync(foldersOf(graphHome(env)).data)
  const stopped = new AbortController()
  const arrived = readFiles(files, {
    ...options,
    signal: stopped.signal,
    ...(unmade ? { ahead: { engine: compileEngine(shippedRuleSet()), today: dayOf(new Date()) } } : {}),
  })
  arrived.catch(() => undefined) // told to whoever waits for it
  return { arrived, stop: () => stopped.abort() }
}
