import { idOfRecord } from '../model/ids.ts'
import type { RecordInput } from '../model/record.ts'
import { type CompiledMapping, columnPattern } from './compile-mapping.ts'
import type { OnNote } from './files/note.ts'
import type { Row } from './readers.ts'
import { columnsOf } from './source-mapping.ts'

/** Names that a note lists. */
const NAMED = 8
/** Rows of a JSON file that tell its columns. */
const LOOKED_AT = 10_000

/** Counts what is worth saying of a file: rows passed over, ids that occur twice, columns nobody mapped or that are not there. */
export class FileTally {
  #passed = 0
  #seen = 0
  readonly #columns: Set<string>
  readonly #ids = new Set<string>()
  readonly #again = new Map<string, number>()
  readonly #compiled: CompiledMapping
  readonly #hasHeader: boolean

  constructor(compiled: CompiledMapping, header: readonly string[] | undefined) {
    this.#compiled = compiled
    this.#hasHeader = header !== undefined
    this.#columns = new Set(header)
  }

  pass(): void {
    this.#passed++
  }

  see(row: Row): void {
    if (this.#hasHeader || this.#seen++ >= LOOKED_AT) return
    for (const column in row) this.#columns.add(column)
  }

  count(input: RecordInput): void {
    if (this.#compiled.mapping.gather) return
    const { sourceId } = input
    const id = idOfRecord(input)
    if (this.#ids.has(id)) this.#again.set(sourceId, (this.#again.get(sourceId) ?? 0) + 1)
    else this.#ids.add(id)
  }

  /** Says what there is to say, each once. */
  tell(onNote: OnNote): void {
    const { mapping } = this.#compiled
    if (this.#passed > 0)
      onNote({ about: 'rows', count: this.#passed, detail: 'rows passed over, as the mapping says' })
    const replaced = [...this.#again.values()].reduce((sum, times) => sum + times, 0)
    if (replaced > 0) {
      const detail = `ids that occur again, ${listed([...this.#again.keys()])}: the newest row counts, the later of two`
      onNote({ about: 'ids', count: replaced, detail })
    }
    const columns = [...this.#columns]
    const named = columnsOf(mapping)
    const patterns = named
      .filter((column) => column.includes('*'))
      .map((column) => ({ column, pattern: columnPattern(column) }))
    const idle = patterns.filter(({ pattern }) => !columns.some((column) => pattern.test(column)))
    if (idle.length > 0 && columns.length > 0) {
      const detail = `patterns that match no column: ${listed(idle.map(({ column }) => column))}`
      onNote({ about: 'columns', count: idle.length, detail })
    }
    if (!this.#hasHeader && columns.length > 0) {
      const missing = named.filter((column) => !column.includes('*') && !this.#columns.has(column))
      if (missing.length > 0)
        onNote({ about: 'columns', count: missing.length, detail: `columns that no row has: ${listed(missing)}` })
    }
    const repeated = columns.filter((column) => /#\d+$/.test(column) && this.#columns.has(column.replace(/#\d+$/, '')))
    if (repeated.length > 0) {
      const detail = `headers that occur again, ${listed(repeated)}: they feed what the first of their name feeds`
      onNote({ about: 'columns', count: repeated.length, detail })
    }
    const known = new Set([...named, ...mapping.ignore, ...repeated])
    const rest = columns.filter(
      (column) => !known.has(column) && !patterns.some(({ pattern }) => pattern.test(column)) && !isBlank(column),
    )
    if (rest.length > 0)
      onNote({
        about: 'columns',
        count: rest.length,
        detail: `columns nobody mapped, kept in the raw record: ${listed(rest)}`,
      })
  }
}

/** A column without a name of its own, such as a delimiter at the end makes. */
function isBlank(column: string): boolean {
  return /^column \d+$/.test(column)
}

function listed(names: readonly string[]): string {
  const some = names.slice(0, NAMED).join(', ')
  return names.length > NAMED ? `${some}, …` : some
}
