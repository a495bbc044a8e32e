import { day, plain } from './words.ts'

/** Properties of a relation that a person can read, on one line. */
export function relationNote(properties: Readonly<Record<string, unknown>>): string {
  return Object.entries(properties)
    .flatMap(([name, value]) => {
      if (name === 'record' || value === null || value === '' || value === false) return []
      if (value === true) return [plain(name)]
      if (name === 'from' || name === 'to') return [`${name === 'from' ? 'since' : 'until'} ${day(String(value))}`]
      return typeof value === 'string' || typeof value === 'number' ? [String(value)] : []
    })
    .join(' · ')
}
