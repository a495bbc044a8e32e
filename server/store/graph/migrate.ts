import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { fail } from '../../model/problem.ts'
import type { Store } from './driver.ts'
import { CYPHER_DIR, query } from './query.ts'
import { renameRecords } from './rename-records.ts'

const appliedMigrations = query('store/migrations', {}, { version: z.string(), checksum: z.string() })
const anyNode = query('store/any-node', {}, { one: z.int() })
const putMigration = query(
  'store/put-migration',
  { version: z.string(), checksum: z.string(), at: z.string() },
  { version: z.string() },
)

/** Longest time that indexes of a graph that was imported whole take to fill. */
const INDEXES_S = 3_600

export type Migration = {
  version: string
  checksum: string
  statements: string[]
  /** What is stored has to be resolved anew, as the line `// RESOLVE ANEW` says. */
  resolves: boolean
  /** Ids of records inside of JSON get their new form, as the line `// RENAME RECORDS` says. */
  renames: boolean
}

/** All migrations of `cypher/migrations`, in order: `V001__name.cypher`, statements separated by a `;` at a line's end. */
export function migrations(): Migration[] {
  const dir = join(CYPHER_DIR, 'migrations')
  return readdirSync(dir)
    .filter((file) => /^V\d{3}__[a-z0-9-]+\.cypher$/.test(file))
    .sort()
    .map((file) => {
      const text = readFileSync(join(dir, file), 'utf8')
      const statements = text
        .split(/;\s*$/m)
        .map((statement) => statement.replace(/^[^\S\n]*\/\/.*$/gm, '').trim())
        .filter((statement) => statement !== '')
      return {
        version: file.replace(/\.cypher$/, ''),
        checksum: createHash('sha256').update(text).digest('hex'),
        statements,
        resolves: /^\/\/ RESOLVE ANEW$/m.test(text),
        renames: /^\/\/ RENAME RECORDS$/m.test(text),
      }
    })
}

/**
 * Gives a graph that is empty, or that this Kith has just written and nobody else works with, its constraints, indexes and
 * first nodes. The other statements of migrations bring up to date what an older Kith wrote, and have nothing to do.
 */
export async function giveSchema(store: Store): Promise<void> {
  const known = migrations()
  const schema = known.flatMap(({ statements }) => statements).filter((statement) => /^(CREATE|MERGE) /.test(statement))
  for (const statement of schema) await store.autoCommit(statement)
  await store.autoCommit(`CALL db.awaitIndexes(${INDEXES_S})`)
  const at = new Date().toISOString()
  await store.write(async (tx) => {
    for (const { version, checksum } of known) await putMigration.run(tx, { version, checksum, at })
  })
}

/**
 * Brings the graph to this Kith's shape, forward only. Every statement is written so that running it twice does no
 * harm, because schema commands cannot share a transaction with the note that they ran. What is stored is resolved anew once,
 * by the last migration that asks for it: before that it may have a shape that this Kith does not read.
 * @param resolveAnew called before a migration that asks for it is noted: cut off, it is called again the next time
 * @throws ProblemError `graph.newer` when a newer Kith wrote the graph, or a migration that ran was edited since.
 */
export async function migrate(
  store: Store,
  resolveAnew: () => Promise<void> = async () => {},
): Promise<{ applied: string[] }> {
  const known = migrations()
  const done = new Map((await store.read((tx) => appliedMigrations.run(tx, {}))).map((m) => [m.version, m.checksum]))
  for (const version of done.keys()) {
    if (!known.some((m) => m.version === version))
      fail(
        'graph.newer',
        `the graph was written by a newer Kith (it knows ${version}); use that version or an empty graph`,
      )
  }
  if (done.size === 0 && (await store.read((tx) => anyNode.run(tx, {}))).length === 0) {
    await giveSchema(store)
    return { applied: known.map(({ version }) => version) }
  }
  const applied: string[] = []
  const lastResolving = known.findLast(({ version, resolves }) => resolves && !done.has(version))
  for (const migration of known) {
    const checksum = done.get(migration.version)
    if (checksum === migration.checksum) continue
    if (checksum !== undefined)
      fail('graph.newer', `migration ${migration.version} was changed after it ran on this graph`)
    for (const statement of migration.statements) await store.autoCommit(statement)
    if (migration.renames) await renameRecords(store)
    if (migration === lastResolving) {
      await store.autoCommit(`CALL db.awaitIndexes(${INDEXES_S})`)
      await resolveAnew()
    }
    const note = { version: migration.version, checksum: migration.checksum, at: new Date().toISOString() }
    await store.write((tx) => putMigration.run(tx, note))
    applied.push(migration.version)
  }
  if (applied.length > 0) await store.autoCommit(`CALL db.awaitIndexes(${INDEXES_S})`)
  return { applied }
}
