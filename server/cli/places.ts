import { join } from 'node:path'
import type { Env } from '../env.ts'

/** Folder of the embedded server's graph below KITH_HOME. */
export function graphHome(env: Env): string {
  return join(env.KITH_HOME, 'graph')
}

/** Folder of Neo4j's jars, which several homes may share. */
export function neo4jCache(env: Env): string {
  return env.KITH_NEO4J_CACHE ?? join(env.KITH_HOME, 'neo4j')
}
