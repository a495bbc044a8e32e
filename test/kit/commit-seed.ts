import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PROJECT, readEnv } from '../../server/env.ts'

/**
 * Seed of the random tests: KITH_TEST_SEED, else one that comes from the commit. So each commit tries other cases than the
 * one before it, and the same ones wherever it is tested.
 */
export const TEST_SEED = readEnv().KITH_TEST_SEED ?? seedOf(commit())

/** A seed from any text: 31 bits of its hash. */
function seedOf(text: string): number {
  return createHash('sha256').update(text).digest().readUInt32BE(0) >>> 1
}

/** The commit that is checked out; the version where the sources came without their history. */
function commit(): string {
  try {
    return execFileSync('git', ['rev-parse', 'HEAD'], {
      cwd: PROJECT,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim()
  } catch {
    return String(JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8')).version)
  }
}
