import { beforeAll, describe, expect, test } from 'vitest'
import { declaredQueries } from '../kit/declared-queries.ts'

/** Names of the parameters in a statement; texts and comments left out. */
function parametersOf(text: string): string[] {
  const bare = text.replace(/\/\/.*$/gm, '').replace(/'[^']*'|"[^"]*"/g, "''")
  return [...new Set([...bare.matchAll(/\$(\w+)/g)].map((match) => match[1] ?? ''))].sort()
}

describe('query files and what TypeScript says of them', () => {
  let queries: Awaited<ReturnType<typeof declaredQueries>>
  beforeAll(async () => {
    queries = await declaredQueries()
  })

  test('parameters are declared as the files use them', () => {
    const wrong = queries
      .filter(({ params, text }) => Object.keys(params).sort().join() !== parametersOf(text).join())
      .map(({ name, params, text }) => `${name}: declared ${Object.keys(params)}, used ${parametersOf(text)}`)
    expect(queries.length).toBeGreaterThan(50)
    expect(wrong).toEqual([])
  })

  test('a file says whether it may run twice, or that it only reads', () => {
    const silent = queries.filter(({ text }) => !/^\/\/ (Read only|Idempotent|Not idempotent)/m.test(text))
    expect(silent.map(({ name }) => name)).toEqual([])
  })
})
