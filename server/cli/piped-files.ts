import { createReadStream, createWriteStream, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { fail } from '../model/problem.ts'

/** Files that may be read as often as needed, in the order in which they were named; `end` removes what was copied. */
export type Readable = { readonly paths: readonly string[]; end(): void }

/**
 * What can be read once alone, a pipe or `-` for standard input, as a file: it is copied to a folder of one's own first,
 * since a file is looked at before it is read.
 * @throws ProblemError `request.invalid` where there is no such file, or it is a folder
 */
export async function readableFiles(named: readonly string[]): Promise<Readable> {
  const folders: string[] = []
  const end = () => {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true })
  }
  try {
    const paths: string[] = []
    for (const name of named) {
      if (isFile(name)) {
        paths.push(name)
        continue
      }
      const folder = mkdtempSync(join(tmpdir(), 'kith-piped-'))
      folders.push(folder)
      const copy = join(folder, name === '-' ? 'standard-input' : basename(name))
      const source = name === '-' ? process.stdin : createReadStream(name)
      await pipeline(source, createWriteStream(copy, { mode: 0o600 }))
      paths.push(copy)
    }
    return { paths, end }
  } catch (error) {
    end()
    throw error
  }
}

function isFile(name: string): boolean {
  if (name === '-') return false
  if (!existsSync(name)) fail('request.invalid', `there is no file ${name}`)
  const found = statSync(name)
  if (found.isDirectory()) fail('request.invalid', `${name} is a folder; name the files in it`)
  return found.isFile()
}
