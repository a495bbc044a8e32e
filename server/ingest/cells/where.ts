import type { Condition, Where } from '../mapping-shape.ts'
import { isNullMark, unguarded } from './read-cell.ts'

type Test = (cell: string) => boolean

/** Makes a test of rows: whether all of the conditions hold, or any of them. A column that a row lacks is empty. */
export function rowTest(where: Where, needs: 'all' | 'any'): (row: Readonly<Record<string, string>>) => boolean {
  const tests = Object.entries(where).map(([column, condition]) => ({ column, test: cellTest(condition) }))
  return needs === 'all'
    ? (row) => tests.every(({ column, test }) => test(row[column] ?? ''))
    : (row) => tests.some(({ column, test }) => test(row[column] ?? ''))
}

function cellTest(condition: Condition): Test {
  if (typeof condition === 'string' || Array.isArray(condition)) return oneOf([condition].flat())
  if ('matches' in condition) {
    const pattern = new RegExp(condition.matches, 'u')
    return (cell) => pattern.test(unguarded(cell).trim())
  }
  if ('empty' in condition) {
    return (cell) => {
      const text = unguarded(cell).trim()
      return (text === '' || isNullMark(text)) === condition.empty
    }
  }
  const isOneOf = oneOf([condition.not].flat())
  return (cell) => !isOneOf(cell)
}

function oneOf(texts: readonly string[]): Test {
  const wanted = new Set(texts.map(plain))
  return (cell) => wanted.has(plain(cell))
}

function plain(text: string): string {
  return unguarded(text).trim().toLowerCase()
}
