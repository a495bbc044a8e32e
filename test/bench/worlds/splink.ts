import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { z } from 'zod'
import { PROJECT, readEnv } from '../../../server/env.ts'
import { ingestFile, isOrder } from '../../../server/ingest/ingest-file.ts'
import type { EntityName } from '../../../server/model/entities/registry.ts'
import { csvOf } from '../../kit/worlds/csv.ts'
import type { LabelledFile } from '../../kit/worlds/judge.ts'

const run = promisify(execFile)
const SCRIPT = join(PROJECT, 'test', 'bench', 'peer_splink.py')

const Reached = z.object({ f1: z.number(), b3_f1: z.number() })
const Answer = z.object({ default: Reached, best: Reached })

/** What a plain Splink reaches on a world, or why it was not asked. */
export type Splink = { f1: number; bcubed: number; best: number } | { absent: string }

/** A Splink to ask: the environment that `npm run bench -- match` makes, else the system's Python; or why there is none. */
export async function findSplink(): Promise<{ python: string } | { absent: string }> {
  const own = join(readEnv().KITH_HOME, 'bench', 'python', 'bin', 'python')
  for (const python of [own, 'python3'].filter((command) => command !== own || existsSync(command))) {
    const found = await run(python, ['-c', 'import splink, duckdb, pandas']).then(
      () => true,
      () => false,
    )
    if (found) return { python }
  }
  return { absent: 'Splink is not installed for python3; npm run bench -- match makes an environment with it' }
}

/** Splink with settings made for the columns there are, on the records of one entity. */
export async function splinkOn(
  python: string,
  { file, mapping, truth }: LabelledFile,
  entity: EntityName,
  folder: string,
): Promise<Splink> {
  const rows: Record<string, string>[] = []
  for await (const item of ingestFile(file, { ...mapping, ignore: [...mapping.ignore, truth] }, { keepRaw: false })) {
    if (!('value' in item) || isOrder(item.value) || item.value.entity !== entity) continue
    const { fields, addresses } = item.value
    const row: Record<string, string> = { rec_id: `${rows.length}`, true_entity: item.row[truth] ?? '' }
    for (const [field, values] of Object.entries(fields)) row[field] = values[0] ?? ''
    for (const [part, value] of Object.entries(addresses[0] ?? {})) row[`address_${part}`] = value
    rows.push(row)
  }
  const path = join(folder, 'splink.csv')
  await writeFile(path, csvOf(rows))
  try {
    const { stdout } = await run(python, [SCRIPT, 'auto', path], { maxBuffer: 2 ** 26, timeout: 600_000 })
    const answer = Answer.parse(JSON.parse(stdout.trim().split('\n').at(-1) ?? ''))
    return { f1: answer.default.f1, bcubed: answer.default.b3_f1, best: answer.best.f1 }
  } catch (error) {
    return { absent: `Splink failed: ${(error instanceof Error ? error.message : String(error)).split('\n').at(-1)}` }
  } finally {
    await rm(path, { force: true })
  }
}
