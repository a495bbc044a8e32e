import { valueAt } from '../collections/value-at.ts'
/** Rows under a head, each column as wide as its longest cell; numbers stand to the right. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const all = [head, ...rows]
  const widths = head.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)))
  const numeric = head.map((_, column) => rows.length > 0 && rows.every((row) => /^-?[\d.,]+$/.test(row[column] ?? '')))
  const cell = (text: string, column: number) =>
    numeric[column] ? text.padStart(valueAt(widths, column)) : text.padEnd(valueAt(widths, column))
  return all.map((row) => `  ${row.map(cell).join('  ')}`.trimEnd())
}
