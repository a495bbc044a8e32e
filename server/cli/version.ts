import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { PROJECT } from '../env.ts'

/** Version of this Kith, as package.json says it. */
export function kithVersion(): string {
  const text = readFileSync(join(PROJECT, 'package.json'), 'utf8')
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version
}
