import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { PROJECT } from '../../server/env.ts'
import { QUERIES } from '../../server/store/graph/query.ts'

const FOLDER = join(PROJECT, 'server', 'store')
const MODULES = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'))

/** Names of the parameters in a statement; texts and comments left out. */
function parametersOf(text: string): string[] {
  const bare = text.replace(/\/\/.*$/gm, '').replace(/'[^']*'|"[^"]*"/g, "''")
  return [...new Set([...bare.matchAll(/\$(\w+)/g)].map((match) => match[1] ?? ''))].sort()
}

describe('query files and what TypeScript says of them', () => {
  beforeAll(async () => {
    for (const file of MODULES) await import(join(FOLDER, file))
  })

  test('parameters are declared as the files use them', () => {
    const wrong = QUERIES.filter(
      ({ params, text }) => Object.keys(params).sort().join() !== parametersOf(text).join(),
    ).map(({ name, params, text }) => `${name}: declared ${Object.keys(params)}, used ${parametersOf(text)}`)
    expect(QUERIES.length).toBeGreaterThan(50)
    expect(wrong).toEqual([])
  })

  test('a file says whether it may run twice, or that it only reads', () => {
    const silent = QUERIES.filter(({ text }) => !/^\/\/ (Read only|Idempotent|Not idempotent)/m.test(text))
    expect(silent.map(({ name }) => name)).toEqual([])
  })
})
