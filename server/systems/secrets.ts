import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { fail } from '../model/problem.ts'

/** A secret by where it lies, never by what it is: definitions go into the graph and onto screens. */
export const Secret = z
  .union([
    z.strictObject({ env: z.string().min(1).describe('name of an environment variable') }),
    z.strictObject({ file: z.string().min(1).describe('path of a file that holds nothing else') }),
  ])
  .describe('where a secret lies: an environment variable, or a file')
export type Secret = z.infer<typeof Secret>

/**
 * Reads a secret.
 * @throws ProblemError `system.invalid` that names where it should lie
 */
export function readSecret(secret: Secret, variable: (name: string) => string | undefined): string {
  if ('env' in secret) {
    const value = variable(secret.env)
    return value ? value : fail('system.invalid', `the environment variable ${secret.env} is not set`)
  }
  try {
    return readFileSync(secret.file, 'utf8').trim()
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error)
    return fail('system.invalid', `the secret in ${secret.file} cannot be read: ${cause}`)
  }
}
