import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Problem } from '../../model/problem.ts'
import { ProviderDefinition } from './provider-shape.ts'

/** A provider's file: what it says, or what is wrong with it. */
export type ProviderFile = { readonly file: string; readonly name: string } & (
  | { readonly definition: ProviderDefinition }
  | { readonly problem: Problem }
)

/** Folder of address providers below the home of Kith. */
const PROVIDERS_FOLDER = 'address-providers'

/**
 * Reads every provider's file of a home. One that cannot be read is a problem and keeps nobody else's from being read: addresses
 * are then checked without it.
 */
export function readProviders(home: string): ProviderFile[] {
  const folder = join(home, PROVIDERS_FOLDER)
  if (!existsSync(folder)) return []
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'))
  const read = files.sort().map((file) => readProvider(join(folder, file), file))
  return read.map((each, at) => {
    const first = read.findIndex(({ name }) => name === each.name)
    if (first === at) return each
    const detail = `provider: ${read[first]?.file} already defines ${each.name}`
    return {
      file: each.file,
      name: each.file.replace(/\.json$/, ''),
      problem: { code: 'provider.invalid', detail, file: each.file },
    }
  })
}

function readProvider(path: string, file: string): ProviderFile {
  const name = file.replace(/\.json$/, '')
  try {
    const parsed = ProviderDefinition.safeParse(JSON.parse(readFileSync(path, 'utf8')))
    if (parsed.success) return { file, name: parsed.data.provider, definition: parsed.data }
    const faults = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'provider'}: ${issue.message}`)
    return { file, name, problem: { code: 'provider.invalid', detail: faults.join('; '), path: faults, file } }
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error)
    return { file, name, problem: { code: 'provider.invalid', detail, file } }
  }
}
