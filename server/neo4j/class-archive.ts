import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** `missing` until somebody tried to write it; `useless` where this Java cannot. */
export type ClassArchive = { file: string; state: 'missing' | 'useless' | 'ready' }

/**
 * Neo4j's classes as Java has them in memory (class data sharing, JEP 350), kept beside the jars they come from: with it a
 * start takes about half the time. It belongs to one Java and one set of jars; Java ignores one that does not fit.
 */
export async function findClassArchive(lib: string, javaVersion: string): Promise<ClassArchive> {
  const file = join(dirname(lib), `classes-${javaVersion}.jsa`)
  const size = await stat(file).then(
    ({ size }) => size,
    () => undefined,
  )
  return { file, state: size === undefined ? 'missing' : size === 0 ? 'useless' : 'ready' }
}

/** A server of its own that writes the archive as it stops. */
export type Recording = { home: string; archive: string }

/**
 * Writes the archive by running a server in a folder of its own, which `run` starts, has answer what a Kith asks at its start, and
 * stops. Failing costs only the speed, so it is told in `log` and noted: the next start does not try again.
 */
export async function recordClasses(
  file: string,
  run: (recording: Recording) => Promise<void>,
  log: (line: string) => void,
): Promise<void> {
  log('preparing Neo4j for quick starts (half a minute, once)')
  // Each its own: two first starts at once must not clear away each other's.
  const home = await mkdtemp(join(tmpdir(), 'kith-prepare-'))
  try {
    await run({ home, archive: file })
  } catch (error) {
    log(`Neo4j starts without that preparation: ${error instanceof Error ? error.message : String(error)}`)
  }
  await rm(home, { recursive: true, force: true })
  // Exclusive: whatever was written meanwhile, by us or by another start, stays.
  await writeFile(file, '', { flag: 'wx' }).catch(() => undefined)
}
