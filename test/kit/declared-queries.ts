import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { PROJECT } from '../../server/env.ts'
import { QUERIES } from '../../server/store/graph/query.ts'

const FOLDER = join(PROJECT, 'server', 'store')

/** Every query that a module of the store declares. */
export async function declaredQueries(): Promise<typeof QUERIES> {
  for (const file of readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }))
    if (file.endsWith('.ts')) await import(join(FOLDER, file))
  return QUERIES
}
