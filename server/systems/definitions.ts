import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fail, type Problem, ProblemError } from '../model/problem.ts'
import { type CompiledSystem, compileSystem } from './compile-system.ts'

/** A system's file: what it says, or what is wrong with it. */
export type DefinitionFile = { readonly file: string; readonly name: string } & (
  | { readonly system: CompiledSystem }
  | { readonly problem: Problem }
)

/** Folder of systems below the home of Kith. */
const SYSTEMS_FOLDER = 'systems'

/** Reads every system's file of a home, anew each time: a file is a proposal until somebody applies it. */
export function readDefinitions(home: string): DefinitionFile[] {
  const folder = join(home, SYSTEMS_FOLDER)
  if (!existsSync(folder)) return []
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'))
  return files.sort().map((file) => readDefinition(join(folder, file), file))
}

/** What the file of a system defines. @throws ProblemError `system.unknown`, or what is wrong with it */
export function definitionOf(files: readonly DefinitionFile[], name: string): CompiledSystem {
  const file = files.find((each) => each.name === name)
  if (!file) return fail('system.unknown', `no file in the folder of systems defines ${name}`)
  return 'system' in file ? file.system : fail(file.problem.code, file.problem.detail, { ...file.problem })
}

function readDefinition(path: string, file: string): DefinitionFile {
  const name = file.replace(/\.json$/, '')
  try {
    const system = compileSystem(JSON.parse(readFileSync(path, 'utf8')), file)
    return { file, name: system.name, system }
  } catch (error) {
    if (error instanceof ProblemError) return { file, name, problem: error.problem }
    const detail = error instanceof Error ? error.message : String(error)
    return { file, name, problem: { code: 'system.invalid', detail, file } }
  }
}
