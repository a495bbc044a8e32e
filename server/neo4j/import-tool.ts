import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join, relative, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { foldersOf, neo4jConf } from './config.ts'
import { IMPORTED, makeImported, settleData, takeImported } from './data-folder.ts'
import { findFetched } from './fetch-neo4j.ts'
import type { LaunchOptions } from './launch-neo4j.ts'
import { LaunchProblem } from './launch-problem.ts'
import { claimHome, findPidFile, releaseHome } from './pid-file.ts'
import { supervised } from './supervised.ts'
import { getJava } from './tools.ts'

const POLL_MS = 250

/** CSV files with their headers, nodes by labels and relationships by type; numbers of nodes are their ids in the store. */
export type ImportInput = {
  files: readonly { kind: 'node' | 'relationship'; name: string; path: string; multiline: boolean }[]
  /** Around texts, and doubled within. */
  quote: string
  /** Between the items of a list. */
  separator: string
}

/** What the tool is at, in its own words, and how many rows of it are done. */
export type ImportProgress = (stage: string, done: number) => void

/**
 * Imports files into a graph of its own beside the home's present one, with Neo4j's import tool. No server may run on the
 * home; the home is claimed meanwhile. The graph runs with `startNeo4j({imported: true})` and `replaceGraph` puts it in place.
 * @throws LaunchProblem `import.failed` with what the tool said.
 */
export async function importGraph(
  options: Pick<LaunchOptions, 'home' | 'cache' | 'java' | 'javaHome'>,
  input: ImportInput,
  onProgress: ImportProgress = () => {},
): Promise<void> {
  const home = resolve(options.home)
  const java = await getJava(options)
  const lib = await findFetched(options.cache)
  if (!lib) throw new LaunchProblem('import.failed', `the embedded Neo4j is not in ${options.cache}`)
  await alone(home, async () => {
    await settleData(home)
    await makeImported(home)
    await mkdir(foldersOf(home).logs, { recursive: true, mode: 0o700 })
    const log = join(foldersOf(home).logs, 'import.log')
    await writeFile(log, '', { mode: 0o600 })
    // Ports and memory are a server's; the tool reads where the folders are.
    const settings = { home, data: IMPORTED, boltPort: 0, httpPort: 0, heap: '', pageCache: '1g' }
    await writeFile(join(foldersOf(home).conf, 'neo4j.conf'), neo4jConf(settings), { mode: 0o600 })
    const tool = supervised({
      home,
      java: java.command,
      args: toolArgs(lib, home, input),
      console: log,
      env: { NEO4J_HOME: home, NEO4J_CONF: foldersOf(home).conf, NO_COLOR: '1' },
    })
    let over = false
    const ended = tool.exited.finally(() => {
      over = true
    })
    for (let read = 0; !over; await Promise.race([ended, sleep(POLL_MS)])) read = await tell(log, read, onProgress)
    const { code } = await ended
    if (code !== 0) throw new LaunchProblem('import.failed', await failureOf(log, tool.said))
  })
}

/** Puts the imported graph in the place of the home's present one. No server may run on the home. */
export async function replaceGraph(home: string): Promise<void> {
  await alone(resolve(home), () => takeImported(resolve(home)))
}

/** Works while nobody else can start on the home. */
async function alone(home: string, work: () => Promise<void>): Promise<void> {
  await claimHome(home)
  try {
    await work()
  } finally {
    if (!(await findPidFile(home))?.supervisor) await releaseHome(home)
  }
}

function toolArgs(lib: string, home: string, { files, quote, separator }: ImportInput): string[] {
  // Seen from the home, where the tool runs: the way there may hold what the tool takes for a list or a pattern.
  const at = (path: string) => relative(home, resolve(path))
  const multiline = files.filter((file) => file.multiline).map((file) => at(file.path))
  return [
    '-cp',
    join(lib, '*'),
    'org.neo4j.cli.AdminTool',
    'database',
    'import',
    'full',
    'neo4j', // before the files: after them it would be taken for one
    '--verbose', // without it the tool does not say what is wrong
    '--id-type=actual',
    `--quote=${named(quote)}`,
    `--array-delimiter=${named(separator)}`,
    '--bad-tolerance=0',
    ...(multiline.length > 0 ? [`--multiline-fields=${multiline.join(',')}`, '--multiline-fields-format=v2'] : []),
    `--report-file=${at(join(foldersOf(home).logs, 'import.report'))}`,
    ...files.map(({ kind, name, path }) => `--${kind === 'node' ? 'nodes' : 'relationships'}=${name}=${at(path)}`),
  ]
}

/** A character as the tool's options name it. */
function named(character: string): string {
  return `U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`
}

/** Tells the newest stage and count in what the tool printed since. @returns how much has been read. */
async function tell(log: string, read: number, onProgress: ImportProgress): Promise<number> {
  const text = await readFile(log, 'utf8')
  const stage = [...text.matchAll(/^(\S.*), started /gm)].at(-1)
  if (!stage || text.length === read) return text.length
  const count = [...text.slice(stage.index).matchAll(/\]\s*([\d.]+)([KMG]?) ∆/g)].at(-1)
  const unit = { '': 1, K: 1e3, M: 1e6, G: 1e9 }[count?.[2] ?? ''] ?? 1
  onProgress(stage[1] ?? '', Number(count?.[1] ?? 0) * unit)
  return text.length
}

async function failureOf(log: string, said: string): Promise<string> {
  const lines = [said, await readFile(log, 'utf8').catch(() => '')].join('\n').split('\n')
  const full = lines.some((line) => /No space left on device/.test(line))
  const why = lines.filter((line) => /Exception:|original error|OutOfMemory|Could not reserve|^Error/.test(line.trim()))
  const reason = full ? 'the disk is full' : [...new Set(why.map((line) => line.trim()))].slice(0, 4).join('\n  ')
  return `Neo4j's import tool failed: ${reason || 'it was ended'}\nNothing was loaded. See ${log}.`
}
