import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PROJECT } from '../../server/env.ts'
import { parseMapping } from '../../server/ingest/source-mapping.ts'
import type { LoadFile } from '../../server/pipeline/load/read-files.ts'

const CASES = join(PROJECT, '..', 'shared', 'cases')
if (!existsSync(CASES)) process.stderr.write('skipped: the cases of other systems are not here\n')

const foldersOf = (kind: 'field' | 'bugs'): string[] => {
  const folder = join(CASES, kind)
  return existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : []
}

/** Files made after real exports, each with its mapping; none where they are not here. */
export function caseFiles(): LoadFile[] {
  return foldersOf('field').flatMap(filesIn)
}

function filesIn(folder: string): LoadFile[] {
  const names = readdirSync(folder)
  return names
    .filter((name) => name.endsWith('mapping.json'))
    .flatMap((name) => {
      const stem = name === 'mapping.json' ? 'input' : name.replace('.mapping.json', '')
      const data = names.find((each) => each.startsWith(`${stem}.`) && !each.endsWith('mapping.json'))
      const mapping = parseMapping(JSON.parse(readFileSync(join(folder, name), 'utf8')), name)
      return data === undefined ? [] : [{ path: join(folder, data), mapping }]
    })
}

/** What was posted to /records in public bug reports, a list of records each. */
export function caseRecords(): unknown[][] {
  return foldersOf('bugs').map((folder) => JSON.parse(readFileSync(join(folder, 'input.json'), 'utf8')).records)
}
