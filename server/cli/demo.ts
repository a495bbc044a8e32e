import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseMapping } from '../ingest/source-mapping.ts'
import type { Graph } from '../pipeline/graph.ts'
import { type LoadSummary, loadFiles } from '../pipeline/load/load.ts'
import type { LoadFile } from '../pipeline/load/read-files.ts'
import { DEMO } from '../pipeline/run/context.ts'
import { mintId } from '../pipeline/run/mint.ts'
import { stageBar } from './stage-bar.ts'

/** The `seeds/` folder: beside `server/` in the sources and in `dist/`. */
const SEEDS = fileURLToPath(new URL('../../seeds', import.meta.url))

/** Files of the ACME demo: each mapping of `seeds/sources` with the data file of its name. */
export function demoFiles(): LoadFile[] {
  const data = readdirSync(join(SEEDS, 'data')).sort()
  return data.map((file) => {
    const mapping = join(SEEDS, 'sources', file.replace(/\.\w+$/, '.json'))
    return {
      path: join(SEEDS, 'data', file),
      mapping: parseMapping(JSON.parse(readFileSync(mapping, 'utf8')), mapping),
    }
  })
}

/** Names of the systems the demo's files come from. */
export function demoSources(): string[] {
  return [...new Set(demoFiles().map(({ mapping }) => mapping.source))].filter((source) => typeof source === 'string')
}

/**
 * Loads the demo into a graph that never held anything. A mark in KITH_HOME remembers a load that was cut off, so that the
 * next start finishes it; loading twice changes nothing.
 */
export async function loadDemoIfEmpty(
  { ask, store }: Pick<Graph, 'ask' | 'store'>,
  home: string,
  log: (line: string) => void,
): Promise<LoadSummary | undefined> {
  const mark = join(home, 'demo-is-loading')
  const { seq } = await ask.changes.head()
  if (!existsSync(mark) && seq > 0) return undefined
  log('loading the ACME demo')
  writeFileSync(mark, '')
  const context = { actor: DEMO, now: () => new Date(), mint: mintId }
  const bar = stageBar(true)
  try {
    const summary = await loadFiles(store, demoFiles(), context, {
      onProgress: (stage, what, done, of) => bar.update(`${basename(what)} ${stage}`, done, of),
    })
    rmSync(mark, { force: true })
    return summary
  } finally {
    bar.stop()
  }
}
