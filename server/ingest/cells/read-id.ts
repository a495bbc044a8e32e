import { ownValue } from '../../collections/own-value.ts'
import { hashOf } from '../../text/hash.ts'
import type { IdRule } from '../mapping-shape.ts'
import { cleaner } from './clean.ts'
import { isNullMark, unguarded } from './read-cell.ts'

type Row = Readonly<Record<string, string>>

/** Finds the id of a row's record; '' where it has none. */
export type IdReader = {
  readonly of: (row: Row) => string
  /** What to name where an id is missing or wrong. */
  readonly column: string
  /** Whether it is a column as it is: then 3.0 may be what a spreadsheet made of 3. */
  readonly isPlain: boolean
}

/** Makes the reader of ids. `mapped` are the columns that content is made of where the rule names none. */
export function idReader(rule: IdRule, mapped: readonly string[]): IdReader {
  if (typeof rule === 'string') return { of: (row) => cellOf(row, rule), column: rule, isPlain: true }
  if ('content' in rule) {
    const columns = rule.content === true ? mapped : rule.content
    return {
      of: (row) => contentId(columns.map((column) => cellOf(row, column))),
      column: columns.join('+'),
      isPlain: false,
    }
  }
  const clean = rule.clean === undefined ? undefined : cleaner([rule.clean].flat())
  const read = (row: Row, column: string) => {
    const cell = cellOf(row, column)
    return clean && cell !== '' ? clean(cell) : cell
  }
  if ('column' in rule) {
    const { column, map } = rule
    return {
      of: (row) => (map ? (ownValue(map, read(row, column)) ?? '') : read(row, column)),
      column,
      isPlain: !clean && !map,
    }
  }
  const { from, with: between } = rule
  const of = (row: Row) => {
    const parts = from.map((column) => read(row, column))
    return parts.every((part) => part === '') ? '' : parts.join(between)
  }
  return { of, column: from.join('+'), isPlain: false }
}

/** Columns that an id is read from as it is; what an id is made of by content may be anything. */
export function columnsOfId(rule: IdRule): readonly string[] {
  if (typeof rule === 'string') return [rule]
  if ('content' in rule) return []
  return 'column' in rule ? [rule.column] : rule.from
}

/** A cell as an id is written: without what guards it from a spreadsheet, nor blanks around it. */
function cellOf(row: Row, column: string): string {
  const cell = unguarded((row[column] ?? '').trim(), true).trim()
  return isNullMark(cell) ? '' : cell
}

/** The same cells give the same id, whatever their letter case and blanks; without any there is no record. */
export function contentId(cells: readonly string[]): string {
  const content = cells.map((cell) => cell.toLowerCase().replace(/\s+/g, ' '))
  if (content.every((cell) => cell === '')) return ''
  return `content-${hashOf(content).slice(0, 24)}`
}
