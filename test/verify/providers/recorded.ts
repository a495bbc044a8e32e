import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PROJECT } from '../../../server/env.ts'

/** Answers of a provider, of our own making, by what they are of. */
export function recorded(provider: string): Readonly<Record<string, unknown>> {
  return JSON.parse(readFileSync(join(PROJECT, 'test/verify/providers/recorded', `${provider}.json`), 'utf8'))
}
