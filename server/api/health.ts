import type { HealthView } from '../model/service-views.ts'
import { pendingMigrations, serverInfo } from '../store/graph/health.ts'
import { migrations } from '../store/graph/migrate.ts'
import { headOfFeed } from '../store/read/change-reads.ts'
import type { Deps } from './deps.ts'
import { problemOf } from './problem-to-http.ts'

/** How Kith is. A graph that does not answer is told, not thrown: whoever asks wants to know. */
export async function readHealth({ store, version, access, neo4jBrowser }: Deps): Promise<HealthView> {
  const own = { version, access, ...(neo4jBrowser === undefined ? {} : { neo4jBrowser }) }
  try {
    const [info, pending, head] = await Promise.all([
      serverInfo(store),
      pendingMigrations(store),
      store.read(headOfFeed),
    ])
    const known = migrations().map((migration) => migration.version)
    return {
      status: 'ok',
      ...own,
      neo4j: `${info.version} ${info.edition}`,
      seq: head.seq,
      migrations: { applied: known.filter((name) => !pending.includes(name)), pending },
    }
  } catch (error) {
    if (problemOf(error).code === 'internal') throw error
    return { status: 'unavailable', ...own }
  }
}
