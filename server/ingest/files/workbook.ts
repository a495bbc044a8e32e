import { fail } from '../../model/problem.ts'
import type { CsvRecord } from './csv-state.ts'
import { headerAmong, type LayoutOptions } from './layout.ts'
import { noIdBecause } from './no-id.ts'
import type { OnNote } from './note.ts'

/** A workbook larger than this needs more memory than a load should take: its cells are read all at once. */
const MOST = 256 << 20
/** The part that holds a protected workbook. */
const ENCRYPTED = Buffer.from('EncryptedPackage', 'utf16le')
const PROTECTED = 'this is a workbook that a password protects; save it without one'
/** Rows that are looked at for the header. */
const LOOKED_AT = 60

export type WorkbookOptions = Pick<LayoutOptions, 'header' | 'expected'> & {
  /** Name of the sheet; without it the first that holds the columns that are expected, or anything. */
  readonly sheet?: string | undefined
  readonly onNote?: OnNote | undefined
}

/** A sheet as records, its header first where it has one. */
export type OpenSheet = { readonly names: readonly string[] | undefined; readonly records: readonly Fields[] }
type Fields = Extract<CsvRecord, { fields: readonly string[] }>

/**
 * Reads a sheet of an Excel, LibreOffice or web-page workbook. Numbers are written in full, dates as ISO 8601, whatever
 * the sheet shows; what a format of zeros keeps (00042) stays.
 * @throws ProblemError `request.invalid` where it cannot be read, or has no such sheet
 */
export async function readWorkbook(
  path: string,
  bytes: AsyncIterable<Buffer>,
  options: WorkbookOptions,
): Promise<OpenSheet> {
  const whole = await collected(path, bytes)
  if (whole.includes(ENCRYPTED)) fail('request.invalid', PROTECTED, { file: path })
  // Large, and needed for workbooks alone.
  const { read, SSF } = await import('@e965/xlsx')
  let book: ReturnType<typeof read>
  try {
    book = read(whole, { dense: true, cellNF: true, cellText: true, cellHTML: false, cellDates: false })
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    if (/password|encrypt/i.test(why)) fail('request.invalid', PROTECTED, { file: path })
    if (/find Workbook stream/.test(why))
      fail('request.invalid', 'this is a document of an office program and no workbook; export its table as CSV', {
        file: path,
      })
    return fail('request.invalid', `this is a workbook that cannot be read (${why}); save it as CSV UTF-8`, {
      file: path,
    })
  }
  const date1904 = book.Workbook?.WBProps?.date1904 === true
  const sheets = book.SheetNames.map((name) => ({ name, records: recordsOf(name) })).filter(
    ({ records }) => records.length > 0,
  )
  return chosen(path, sheets, options)

  function recordsOf(name: string): Fields[] {
    const rows: unknown = book.Sheets[name]?.['!data']
    if (!Array.isArray(rows)) return []
    // Rows that were never written leave holes.
    return Array.from({ length: rows.length }, (_, i) => recordOf(i + 1, rows[i])).filter(({ fields }) =>
      fields.some((field) => field.trim() !== ''),
    )
  }

  function recordOf(line: number, cells: unknown): Fields {
    const noIds = noIdsOf(cells)
    return { line, fields: cellsOf(cells), ...(noIds.size > 0 ? { noIds } : {}) }
  }

  function noIdsOf(cells: unknown): Map<number, string> {
    const found = new Map<number, string>()
    if (Array.isArray(cells))
      cells.forEach((cell: Cell | undefined, place) => {
        const why = cell && isDate(cell) ? undefined : noIdBecause(cell?.v ?? undefined)
        if (why !== undefined) found.set(place, why)
      })
    return found
  }

  function isDate({ v, z }: Cell): boolean {
    return typeof v === 'number' && SSF.is_date(String(z ?? ''))
  }

  function cellsOf(cells: unknown): string[] {
    return Array.isArray(cells) ? Array.from(cells, (cell: Cell | undefined) => textOf(cell)) : []
  }

  function textOf(cell: Cell | undefined): string {
    if (cell?.v === undefined || cell.v === null) return ''
    if (cell.t === 'e') return String(cell.w ?? '')
    if (typeof cell.v !== 'number') return String(cell.v)
    if (isDate(cell)) return dateOf(cell.v)
    const format = String(cell.z ?? '')
    return /^0[0\-\s.()]*$/.test(format) && !format.includes('.') ? String(cell.w ?? cell.v) : inFull(cell.v)
  }

  function dateOf(serial: number): string {
    const { y, m, d, H, M, S } = SSF.parse_date_code(serial, { date1904 })
    const [year, month, day, hour, minute, second] = [y, m, d, H, M, Math.floor(S)].map((n) =>
      String(n).padStart(2, '0'),
    )
    const date = `${String(year).padStart(4, '0')}-${month}-${day}`
    return serial % 1 === 0 ? date : `${date}T${hour}:${minute}:${second}`
  }
}

type Cell = { t?: string; v?: unknown; w?: string; z?: string | number }

/** Without an exponent, as nobody means one by an article or phone number. */
function inFull(number: number): string {
  return Number.isSafeInteger(number) ? number.toFixed(0) : String(number)
}

async function collected(path: string, bytes: AsyncIterable<Buffer>): Promise<Buffer> {
  const pieces: Buffer[] = []
  let size = 0
  for await (const piece of bytes) {
    pieces.push(piece)
    size += piece.length
    if (size > MOST) fail('request.invalid', 'a workbook of more than 256 MB; save it as CSV UTF-8', { file: path })
  }
  return Buffer.concat(pieces)
}

type NamedSheet = { readonly name: string; readonly records: readonly Fields[] }

function chosen(path: string, sheets: readonly NamedSheet[], options: WorkbookOptions): OpenSheet {
  const { sheet: wanted, header, expected = [], onNote } = options
  const names = sheets.map(({ name }) => name)
  if (wanted !== undefined && !names.includes(wanted))
    fail('request.invalid', `the workbook has no sheet ${JSON.stringify(wanted)}; it has ${names.join(', ')}`, {
      file: path,
    })
  const candidates = wanted === undefined ? sheets : sheets.filter(({ name }) => name === wanted)
  const headed = candidates.map((sheet) => {
    const head = headerAmong(sheet.records.slice(0, LOOKED_AT), header, expected) ?? sheet.records[0]
    const known = expected.filter((name) => head?.fields.some((field) => field.trim() === name)).length
    return { ...sheet, head, known }
  })
  const [first, ...others] = headed
  if (!first) return { names: undefined, records: [] }
  const best = others.reduce((a, b) => (b.known > a.known ? b : a), first)
  if (headed.length > 1) {
    const rest = names.filter((name) => name !== best.name).join(', ')
    const detail = `read the sheet ${JSON.stringify(best.name)}, not ${rest}; "sheet" in the mapping names another`
    onNote?.({ about: 'file', count: 1, detail })
  }
  if (header !== false && !Array.isArray(header))
    return { names: undefined, records: best.head ? best.records.slice(best.records.indexOf(best.head)) : [] }
  const width = Math.max(...best.records.map(({ fields }) => fields.length))
  return {
    names: Array.isArray(header) ? header : Array.from({ length: width }, (_, i) => `column ${i + 1}`),
    records: best.records,
  }
}
