import { COLUMN_WORDS, spelled, wordsOf } from './column-words.ts'

/** Columns of an export as words, by the kind of system that has all of them. */
const SYSTEMS = Object.entries(COLUMN_WORDS.systems).map(([kind, sets]) => ({
  kind,
  sets: sets.map((columns) => columns.map(spelled)),
}))

/** What kind of system writes such columns, where they are those of one kind alone. */
export function systemKindOf(columns: readonly string[]): string | undefined {
  const names = new Set(columns.map((column) => wordsOf(column).join('')))
  const [found, ...others] = SYSTEMS.filter(({ sets }) => sets.some((set) => set.every((name) => names.has(name))))
  return others.length === 0 ? found?.kind : undefined
}
