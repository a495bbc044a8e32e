import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { EntityName } from '../../model/entities/registry.ts'
import { RecordId } from '../../model/ids.ts'
import type { Store } from './driver.ts'
import { migrations } from './migrate.ts'
import { CYPHER_DIR, cypherText, query, rowsOf } from './query.ts'

const server = query('store/server', {}, { name: z.string(), version: z.string(), edition: z.string() })
/** What time it is where the server runs. */
export const serverClock = query('store/clock', {}, { ms: z.number() })
const applied = query('store/migrations', {}, { version: z.string(), checksum: z.string() })
const settings = query('store/settings', { names: z.array(z.string()) }, { name: z.string(), value: z.string() })

export const graphIsBlank = query('store/blank', {}, { blank: z.boolean() })
export const graphSize = query(
  'store/size',
  {},
  {
    nodes: z.number(),
    relationships: z.number(),
    goldens: z.number(),
    records: z.number(),
    members: z.number(),
    changes: z.number(),
  },
)

export type ServerInfo = { name: string; version: string; edition: string }

/** What answers at the other end. */
export async function serverInfo(store: Store): Promise<ServerInfo> {
  const components = await store.read((tx) => server.run(tx, {}))
  return (
    components.find(({ name }) => name === 'Neo4j Kernel') ??
    components[0] ?? { name: 'unknown', version: '0', edition: 'unknown' }
  )
}

/** Values of the server's settings, as far as it knows them and shows them to us. */
export async function serverSettings(store: Store, names: string[]): Promise<Map<string, string>> {
  try {
    const rows = await store.read((tx) => settings.run(tx, { names }))
    return new Map(rows.map(({ name, value }) => [name, value]))
  } catch {
    return new Map() // a server that is run by others may keep them to itself
  }
}

/** True for the servers Kith is tested on or expected to run on: 5.x from 5.26, and the calendar versions after it. */
export function isSupported(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return major >= 2025 || (major === 5 && minor >= 26)
}

/** Migrations this Kith knows and the graph has not had. */
export async function pendingMigrations(store: Store): Promise<string[]> {
  const done = new Set((await store.read((tx) => applied.run(tx, {}))).map(({ version }) => version))
  return migrations()
    .map(({ version }) => version)
    .filter((version) => !done.has(version))
}

const overwritten = query(
  'records/overwritten',
  { entities: rowsOf<EntityName>() },
  { record: RecordId, lost: RecordId },
)
export type Overwritten = { record: RecordId; lost: RecordId }

/** Records that version 0.1 let take the place of one of another entity, which has not come again since. */
export function overwrittenRecords(store: Store): Promise<Overwritten[]> {
  return store.read((tx) => overwritten.run(tx, { entities: EntityName.options }))
}

/** One invariant: its rule in words, and what breaks it. An empty list means it holds. */
export type CheckResult = { name: string; purpose: string; violations: Record<string, unknown>[] }

/** Names of the invariants in `cypher/checks/`, sorted. */
export function checkNames(): string[] {
  return readdirSync(join(CYPHER_DIR, 'checks'))
    .filter((file) => file.endsWith('.cypher'))
    .map((file) => file.replace(/\.cypher$/, ''))
    .sort()
}

/** Looks at what seems broken, and milliseconds between them. */
const LOOKS = 4
const BETWEEN_MS = 250

/**
 * Runs one invariant's query: every row it returns is a violation if it is still there some moments later. Neo4j lets a
 * query see a commit while it is being applied, so while others write a single look finds breaks that are none.
 */
export async function runCheck(store: Store, name: string): Promise<CheckResult> {
  const text = cypherText(`checks/${name}`)
  const purpose = (text.split('\n')[0] ?? '').replace(/^\/\/\s*/, '')
  const look = () => store.read((tx) => tx.run(text, {}))
  let violations = await look()
  for (let looks = 1; looks < LOOKS && violations.length > 0; looks++) {
    await sleep(BETWEEN_MS)
    const again = new Set((await look()).map((row) => JSON.stringify(row)))
    violations = violations.filter((row) => again.has(JSON.stringify(row)))
  }
  return { name, purpose, violations }
}

/** Runs every invariant of `cypher/checks/`, one after another. The graph is whole when no result has violations. */
export async function checkInvariants(store: Store): Promise<CheckResult[]> {
  const results: CheckResult[] = []
  for (const name of checkNames()) results.push(await runCheck(store, name))
  return results
}
