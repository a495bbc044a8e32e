import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Env } from '../env.ts'
import { foldersOf } from '../neo4j/config.ts'
import { importGraph, replaceGraph } from '../neo4j/import-tool.ts'
import { startNeo4j } from '../neo4j/launch-neo4j.ts'
import { connect } from '../pipeline/graph.ts'
import type { Importer } from '../pipeline/load/import/import-load.ts'
import { launchOptions, type OpenGraph } from './graph.ts'

/** Neo4j's import did not take what was staged for it; the graph is as it was. */
export class ImportFailed extends Error {
  constructor(cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause })
    this.name = 'ImportFailed'
  }
}

/** Rows that transactions load in the time that a stop and two starts of the server take. */
const FROM = 5_000

/** Bytes that a row takes until it is imported: in the files for the tool, and in the graph made of them. */
const ROW = 16 * 1024

/**
 * Neo4j's import tool for a graph whose server this process started: a server elsewhere, or that of a running `kith start`,
 * is not ours to stop, and is loaded by transactions. Afterwards the graph is closed; the next to open it finds the new one.
 * What it does not take ends in `ImportFailed`: transactions tell which record is at fault.
 */
export function importerFor(
  { store, embedded }: Pick<OpenGraph, 'store' | 'embedded'>,
  env: Env,
  onProgress: (stage: string, done: number, of: number) => void,
  from = FROM,
): Importer | undefined {
  if (!embedded || env.NEO4J_DATABASE !== 'neo4j') return undefined
  const launch = launchOptions(env)
  const folder = join(foldersOf(launch.home).import, 'staged')
  const clear = () => rmSync(folder, { recursive: true, force: true })
  clear() // of a load that was cut off
  return {
    folder,
    from,
    demandRoom: async (rows) => {
      await store.disk?.demand(rows * ROW, `an import of ${rows.toLocaleString('en')} rows does not begin`)
    },
    put: async (set, check) => {
      await store.close()
      await embedded.stop()
      try {
        const sizes: Record<string, number> = { Nodes: set.nodes, Relationships: set.relationships }
        await importGraph(launch, set, (stage, done) => onProgress(stage, done, sizes[stage] ?? 0))
      } catch (error) {
        throw new ImportFailed(error)
      } finally {
        clear()
      }
      onProgress('Indexes', 0, 1)
      const server = await startNeo4j({ ...launch, imported: true })
      try {
        const imported = await connect(server)
        const found = await check(imported.store).finally(() => imported.close())
        await server.stop()
        await replaceGraph(launch.home)
        return found
      } catch (error) {
        await server.stop()
        throw new ImportFailed(error)
      }
    },
  }
}
