import { PLANNING } from '../../neo4j/config.ts'
import type { Finding } from './findings.ts'

const INTERVAL = 'dbms.cypher.min_replan_interval'
const UNITS_MS: Record<string, number> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 }

/**
 * What to set on a server that plans statements more often than the embedded one. It tells by the interval: the other setting
 * is one that Neo4j does not show. Nothing where the server shows neither.
 */
export function planningAdvice(settings: ReadonlyMap<string, string>): Finding[] {
  const interval = settings.get(INTERVAL)
  if (interval === undefined) return []
  const detail = `${INTERVAL} is ${interval}`
  if (milliseconds(interval) >= milliseconds(PLANNING[INTERVAL])) return [{ name: 'planning', state: 'ok', detail }]
  const wanted = Object.entries(PLANNING).map(([name, value]) => `${name}=${value}`)
  const wayOut = `while a graph is young the same statements are planned over and over; in neo4j.conf: ${wanted.join(', ')}`
  return [{ name: 'planning', state: 'advice', detail, wayOut }]
}

/** A duration as Neo4j writes it: `10s`, `1m30s`. */
function milliseconds(text: string): number {
  const parts = [...text.matchAll(/(?<!\d)(\d+)(ms|s|m|h|d)/g)]
  return parts.reduce((sum, [, count, unit = '']) => sum + Number(count) * (UNITS_MS[unit] ?? 0), 0)
}
