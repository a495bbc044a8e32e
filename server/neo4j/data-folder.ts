import { existsSync } from 'node:fs'
import { cp, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { foldersOf } from './config.ts'

/** The data folder of a graph that was imported, until it has been checked and takes the place of the present one. */
export const IMPORTED = 'data.imported'
/** The same once it has been checked, and the present one once it has been replaced: names for an instant. */
const CHECKED = 'data.checked'
const REPLACED = 'data.replaced'

/**
 * Makes the folder that a graph is imported into: it has everything of the present one but the graph itself, so that
 * password and users stay what they are. The caller has claimed the home and no server runs on it.
 */
export async function makeImported(home: string): Promise<void> {
  const [from, to] = [foldersOf(home).data, foldersOf(home, IMPORTED).data]
  await rm(to, { recursive: true, force: true })
  const graph = [join(from, 'databases', 'neo4j'), join(from, 'transactions', 'neo4j')]
  await cp(from, to, { recursive: true, filter: (path) => !graph.includes(path) })
}

/** Puts the imported graph in the place of the present one. Cut off between its steps it is finished by `settleData`. */
export async function takeImported(home: string): Promise<void> {
  await rm(join(home, REPLACED), { recursive: true, force: true })
  await rename(join(home, IMPORTED), join(home, CHECKED))
  await rename(foldersOf(home).data, join(home, REPLACED))
  await settleData(home)
}

/** Finishes a replacement that was cut off, and throws away what an import that was cut off left behind. */
export async function settleData(home: string): Promise<void> {
  const { data } = foldersOf(home)
  if (existsSync(join(home, CHECKED)) && !existsSync(data)) await rename(join(home, CHECKED), data)
  for (const left of [IMPORTED, CHECKED, REPLACED]) await rm(join(home, left), { recursive: true, force: true })
}
