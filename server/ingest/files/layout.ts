import { type Dialect, scanQuoted } from '../csv-record.ts'

/** What is known of a CSV text before it is looked at; all of it may be left to what its first lines say. */
export type LayoutOptions = {
  readonly delimiter?: string | undefined
  readonly quote?: string | undefined
  readonly escape?: string | undefined
  /** What a line starts with that is no record. */
  readonly comment?: string | undefined
  /** Line of the header, from 1; false where there is none, or the names of the columns where the file has none. */
  readonly header?: number | false | readonly string[] | undefined
  /** Columns that the header has among others: the first line that has them is it. */
  readonly expected?: readonly string[] | undefined
}

/** How a CSV text is laid out. */
export type CsvLayout = {
  readonly dialect: Dialect
  readonly lineEnd: '\n' | '\r'
  readonly comment: { readonly sign: string; readonly isStated: boolean } | undefined
  /** Where the header stands, or the first record where there is none. */
  readonly at: number
  readonly line: number
  /** Fields of a record. 0: as many as the first one has. */
  readonly columns: number
  /** Names of columns where no line of the file says them. */
  readonly names: readonly string[] | undefined
  /** Lines before the header that are no comments: titles, remarks. */
  readonly titles: readonly string[]
}

const DELIMITERS = [',', ';', '\t', '|', '\u0001', '\u001f', '^', '~'] as const
/** Lines that are looked at for the header and what separates fields. */
const LOOKED_AT = 60
const COMMENT = '#'

type HeadRecord = { readonly at: number; readonly line: number; readonly fields: readonly string[] }

/** Looks at the first lines of a text. `isAll` says that there are no others. */
export function layoutOf(head: string, isAll: boolean, options: LayoutOptions): CsvLayout {
  const lineEnd = lineEndOf(head)
  const text = lineEnd === '\r' ? head.replaceAll('\r', '\n') : head
  const stated = statedDelimiter(text)
  const from = stated?.end ?? 0
  const { quote = '"', escape: lead = '', delimiter = stated?.delimiter } = options
  const tried = delimiter === undefined ? delimitersOf(text.slice(from), quote) : [delimiter]
  const found = tried.map((each) => laidOutBy({ delimiter: each, quote, escape: lead }, text, from, isAll, options))
  const best = found.reduce((a, b) => (b.known > a.known ? b : a))
  return { ...best.layout, lineEnd }
}

/** The delimiter that separates most, and as much on each of the first lines. */
export function sniffDelimiter(head: string): string {
  return delimitersOf(head, '"')[0] ?? ','
}

/** Carriage returns alone, as Excel for Mac ends lines; line feeds may stand within quotes even so. */
function lineEndOf(head: string): '\n' | '\r' {
  const outside = head.replace(/"(?:[^"]|"")*"/g, '')
  return /\r(?!\n)./s.test(outside) && !outside.includes('\n') ? '\r' : '\n'
}

/** `sep=;`, by which a list tells Excel its delimiter. */
function statedDelimiter(text: string): { delimiter: string; end: number } | undefined {
  const found = /^"?sep=(.)"?[^\S\n]*(?:\r?\n|$)/i.exec(text)
  return found ? { delimiter: found[1] ?? ',', end: found[0].length } : undefined
}

/** Delimiters that may be meant, likeliest first: by how often each stands on a line, and how many lines agree on that. */
function delimitersOf(head: string, quote: string): string[] {
  const outside =
    quote === '' ? head : head.replace(new RegExp(`${quote}(?:[^${quote}]|${quote}${quote})*${quote}`, 'g'), '')
  const lines = outside
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .slice(0, LOOKED_AT)
  const scored = DELIMITERS.map((delimiter) => {
    const times = new Map<number, number>()
    for (const line of lines) {
      const count = line.split(delimiter).length - 1
      times.set(count, (times.get(count) ?? 0) + 1)
    }
    const scores = [...times].map(([count, agreed]) => count * (agreed / lines.length) ** 2)
    // The first line is the header more often than a title.
    const weight = lines[0]?.includes(delimiter) ? 2 : 1
    return { delimiter, score: weight * Math.max(0, ...scores) }
  })
  const likely = scored.filter(({ score }) => score > 0).sort((a, b) => b.score - a.score)
  return likely.length > 0 ? likely.map(({ delimiter }) => delimiter) : [',']
}

type Found = { readonly known: number; readonly layout: Omit<CsvLayout, 'lineEnd'> }

function laidOutBy(dialect: Dialect, text: string, from: number, isAll: boolean, options: LayoutOptions): Found {
  const { header, expected = [], comment } = options
  const records = headRecords(text, from, dialect, isAll)
  const isStated = comment !== undefined
  const sign = comment ?? COMMENT
  const plain = records.filter(({ fields }) => !isComment(fields, sign, isStated) && !isBlank(fields))
  const first = plain[0] ?? { at: from, line: 1 + lines(text, from), fields: [] }
  const head = headerAmong(plain, header, expected) ?? first
  const hasComments = records.some(({ at, fields }) => at < head.at && isComment(fields, sign, isStated))
  const layout = {
    dialect,
    comment: isStated || hasComments ? { sign, isStated } : undefined,
    at: head.at,
    line: head.line,
    columns: 0,
    names: undefined,
    titles: plain.filter(({ at }) => at < head.at).map(({ fields }) => fields.join(' ').trim()),
  }
  const known = knownIn(head.fields, expected)
  if (header !== false && !Array.isArray(header)) return { known, layout }
  const columns = Array.isArray(header) ? header.length : usualWidth(plain)
  const names = Array.isArray(header) ? header : Array.from({ length: columns }, (_, i) => `column ${i + 1}`)
  return { known: columns, layout: { ...layout, at: first.at, line: first.line, titles: [], columns, names } }
}

/** The record that names the columns: where it is said to be, the first that has those expected, or the first as wide as most. */
export function headerAmong<T extends { readonly line: number; readonly fields: readonly string[] }>(
  records: readonly T[],
  header: LayoutOptions['header'],
  expected: readonly string[],
): T | undefined {
  if (typeof header === 'number') return records.find(({ line }) => line >= header)
  if (expected.length > 0) {
    const most = Math.max(0, ...records.map(({ fields }) => knownIn(fields, expected)))
    // One name may stand in a title by chance.
    if (most > 0 && (most > 1 || expected.length === 1))
      return records.find(({ fields }) => knownIn(fields, expected) === most)
  }
  const usual = usualWidth(records)
  if (usual < 2) return records[0]
  const filled = (fields: readonly string[]) => fields.filter((field) => field.trim() !== '').length
  return records.find(({ fields }) => fields.length >= usual - 1 && filled(fields) >= Math.max(2, usual / 2))
}

function knownIn(fields: readonly string[], expected: readonly string[]): number {
  const names = new Set(fields.map((field) => field.trim()))
  return expected.filter((name) => names.has(name)).length
}

/** Fields that most of the records have that have more than one. */
function usualWidth(records: readonly { readonly fields: readonly string[] }[]): number {
  const times = new Map<number, number>()
  for (const { fields } of records) if (fields.length > 1) times.set(fields.length, (times.get(fields.length) ?? 0) + 1)
  const [most] = [...times].sort(([a, x], [b, y]) => y - x || b - a)
  return most?.[0] ?? records[0]?.fields.length ?? 0
}

function isComment(fields: readonly string[], sign: string, isStated: boolean): boolean {
  return (fields[0]?.startsWith(sign) ?? false) && (isStated || fields.length === 1)
}

function isBlank(fields: readonly string[]): boolean {
  return fields.every((field) => field.trim() === '')
}

function lines(text: string, to: number): number {
  let count = 0
  for (let n = text.indexOf('\n'); n >= 0 && n < to; n = text.indexOf('\n', n + 1)) count++
  return count
}

/** The first records as far as they can be read; a broken one as its line says. The last of a text that goes on is left out. */
function headRecords(text: string, from: number, dialect: Dialect, isAll: boolean): HeadRecord[] {
  const records: HeadRecord[] = []
  let [at, line] = [from, 1 + lines(text, from)]
  while (at < text.length && records.length < LOOKED_AT) {
    const scan = scanQuoted(text, at, dialect, isAll)
    if (scan.is === 'whole') {
      records.push({ at, line, fields: scan.fields })
      at = scan.end
      line += scan.lines
      continue
    }
    const newline = text.indexOf('\n', at)
    if (newline < 0 && !isAll) break
    const end = newline < 0 ? text.length : newline
    records.push({ at, line, fields: text.slice(at, end).split(dialect.delimiter) })
    at = end + 1
    line++
  }
  return records
}
