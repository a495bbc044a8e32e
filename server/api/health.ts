import type { HealthView } from '../model/service-views.ts'
import type { Deps } from './deps.ts'
import { problemOf } from './problem-to-http.ts'

/** How Kith is. A graph that does not answer is told, not thrown: whoever asks wants to know. */
export async function readHealth({ ask, version, access, neo4jBrowser }: Deps): Promise<HealthView> {
  const own = { version, access, ...(neo4jBrowser === undefined ? {} : { neo4jBrowser }) }
  try {
    const { server, seq, migrations, disk } = await ask.health()
    const room = disk && { disk: { freeBytes: disk.free, reserveBytes: disk.reserve } }
    const neo4j = `${server.version} ${server.edition}`
    return { status: disk?.full ? 'full' : 'ok', ...own, neo4j, seq, migrations, ...room }
  } catch (error) {
    if (problemOf(error).code === 'internal') throw error
    return { status: 'unavailable', ...own }
  }
}
