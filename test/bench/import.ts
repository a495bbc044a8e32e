import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { launchOptions, openGraph } from '../../server/cli/graph.ts'
import { importerFor } from '../../server/cli/importer.ts'
import { neo4jCache } from '../../server/cli/places.ts'
import { beginReading } from '../../server/cli/reading.ts'
import { readEnv } from '../../server/env.ts'
import { importGraph } from '../../server/neo4j/import-tool.ts'
import type { Importer } from '../../server/pipeline/load/import/import-load.ts'
import { loadFiles } from '../../server/pipeline/load/load.ts'
import type { LoadFile } from '../../server/pipeline/load/read-files.ts'
import { mintId } from '../../server/pipeline/run/mint.ts'
import { type Figure, seconds } from './figure.ts'

/**
 * What `kith load` does with a file and an empty embedded graph, from starting the server to the indexed graph in its
 * place, against what the import tool alone needs for the very files that the load stages.
 */
export async function measureImport(file: LoadFile): Promise<Figure[]> {
  const home = await mkdtemp(join(tmpdir(), 'kith-bench-import-'))
  const env = { ...readEnv(), NEO4J_URI: undefined, KITH_HOME: home, KITH_NEO4J_CACHE: neo4jCache(readEnv()) }
  let bare = 0
  let size = ''
  try {
    const whole = await seconds(async () => {
      const { arrived } = beginReading(env, [file])
      const graph = await openGraph(env)
      const importer = importerFor(graph, env, () => {})
      if (!importer) throw new Error('the embedded server is not ours')
      const twice: Importer = {
        ...importer,
        put: async (set, check) => {
          size = `${set.nodes} nodes, ${set.relationships} relationships`
          await graph.close()
          bare = await seconds(() => importGraph(launchOptions(env), set))
          return importer.put(set, check)
        },
      }
      const context = { actor: { key: 'bench' }, now: () => new Date(), mint: mintId }
      try {
        await loadFiles(graph.store, [file], context, { importer: twice, arrived })
      } finally {
        await graph.close()
      }
    })
    const against = { name: `the import tool alone on the same ${size}`, value: bare }
    return [{ name: `${basename(file.path)}, kith load`, value: whole - bare, unit: 's', against, goal: 3 }]
  } finally {
    await rm(home, { recursive: true, force: true })
  }
}
