import { Tokenizer, TokenParser } from '@streamparser/json'
import { parseExact } from '../../text/numbers/exact-json.ts'
import { isWellFormed } from '../../text/sound-json.ts'
import { UNREADABLE } from '../decode.ts'
import { flatten } from '../flatten.ts'
import { MAX_FIELD } from './csv-state.ts'
import { noIdBecause } from './no-id.ts'
import { type ReadRow, rowProblem } from './table.ts'

const MAX_LINE = 4 * MAX_FIELD

/** Rows of JSON lines: an object a line. A line that is none is told and the rest goes on. */
export async function* jsonLines(
  file: string,
  chunks: AsyncIterable<string>,
  ids: ReadonlySet<string> = new Set(),
): AsyncGenerator<ReadRow> {
  let rest = ''
  let line = 0
  let skipping = false
  for await (const chunk of chunks) {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop() ?? ''
    for (const text of lines) {
      line++
      if (skipping) skipping = false
      else if (text.trim() !== '') yield lineRow(file, line, text, ids)
    }
    if (rest.length > MAX_LINE) {
      if (!skipping)
        yield {
          line: line + 1,
          problem: rowProblem(true, `a line of more than ${MAX_LINE} characters`, file, line + 1),
        }
      skipping = true
      rest = ''
    }
  }
  if (rest.trim() !== '' && !skipping) yield lineRow(file, line + 1, rest, ids)
}

type JsonListOptions = {
  list?: string | undefined
  expected?: readonly string[] | undefined
  ids?: ReadonlySet<string> | undefined
}

/**
 * Rows of one JSON text: the objects of its list. `list` says where it is (`data.customers`); without it the text is
 * a list, which is read in bounded memory, or an object with one list of objects in it, or one object. `line` counts the
 * objects. A fault ends the reading. `ids` are columns of ids.
 */
export async function* jsonList(
  file: string,
  chunks: AsyncIterable<string>,
  { list: at, expected = [], ids = new Set() }: JsonListOptions = {},
): AsyncGenerator<ReadRow> {
  const [tokens, parser] = [
    new ExactTokens(),
    new TokenParser({ paths: [at === undefined ? '$.*' : `$.${at}.*`], keepStack: false }),
  ]
  tokens.onToken = parser.write.bind(parser)
  let found: unknown[] = []
  const members: Record<string, unknown> = Object.create(null)
  parser.onValue = ({ value, key }) => {
    if (at === undefined && typeof key === 'string') members[key] = value
    else found.push(value)
  }
  let line = 0
  let fault: string | undefined
  try {
    for await (const chunk of chunks) {
      tokens.write(chunk)
      for (const value of found) yield objectRow(file, ++line, value, ids)
      found = []
    }
    if (!parser.isEnded) fault = 'the text ends before it is whole'
  } catch (error) {
    fault = error instanceof Error ? error.message : String(error)
  }
  if (Object.keys(members).length > 0) found.push(...objectsOf(members, expected))
  for (const value of found) yield objectRow(file, ++line, value, ids)
  if (fault !== undefined) yield unreadable(file, line + 1, fault)
}

/** What an object stands for: the list in it, or itself, where it has the columns that are expected or says more. */
function objectsOf(members: object, expected: readonly string[]): unknown[] {
  return listFor(members, expected) ?? [members]
}

/** The list that an object is there for; undefined for an object that is a record. */
export function listFor(members: unknown, expected: readonly string[]): unknown[] | undefined {
  const list = isObject(members) ? listIn(members, 3) : undefined
  if (!list || !isObject(members)) return undefined
  const [own, inner] = [flatten(members) ?? {}, flatten(list[0]) ?? {}]
  const known = (row: Record<string, string>) => expected.filter((column) => column in row).length
  const said = Object.values(members).filter((value) => typeof value !== 'object').length
  const isRecord = expected.length > 0 ? known(own) >= known(inner) && known(own) > 0 : said > Object.keys(inner).length
  return isRecord ? undefined : list
}

/** The one list of objects in an object, down to a depth. */
function listIn(value: object, depth: number): unknown[] | undefined {
  const inner = Object.values(value).filter((each) => typeof each === 'object' && each !== null)
  const lists = inner.filter((each) => Array.isArray(each) && each.length > 0 && each.every(isObject))
  if (lists.length === 1) return lists[0]
  if (lists.length > 1 || depth === 0) return undefined
  const deeper = inner.filter(isObject).flatMap((each) => {
    const list = listIn(each, depth - 1)
    return list ? [list] : []
  })
  return deeper.length === 1 ? deeper[0] : undefined
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function unreadable(file: string, line: number, why: string): ReadRow {
  return { line, problem: rowProblem(false, `no JSON: ${why.slice(0, 200)}`, file, line) }
}

function lineRow(file: string, line: number, text: string, ids: ReadonlySet<string>): ReadRow {
  if (text.includes(UNREADABLE)) return notUtf8(file, line)
  let value: unknown
  try {
    value = parseExact(text)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return { line, problem: rowProblem(false, `not a JSON object: ${why.slice(0, 200)}`, file, line) }
  }
  return objectRow(file, line, value, ids)
}

/** What `parseExact` does, for a text that is read piece by piece. What stands for a number is only ever written out again. */
class ExactTokens extends Tokenizer {
  protected override parseNumber(text: string): number {
    return /^-?\d{16,}$/.test(text) ? (text as unknown as number) : super.parseNumber(text)
  }
}

function notUtf8(file: string, line: number, column?: string): ReadRow {
  const why = 'bytes that are not valid UTF-8; name the encoding of the file (--encoding windows-1252, utf-16le, …)'
  return { line, problem: rowProblem(false, why, file, line, column) }
}

function objectRow(file: string, line: number, value: unknown, ids: ReadonlySet<string>): ReadRow {
  let noIds: Record<string, string> | undefined
  const row = flatten(value, (at, own) => {
    const why = ids.has(at) ? noIdBecause(own) : undefined
    if (why !== undefined) noIds = { ...noIds, [at]: why }
  })
  if (!row) return { line, problem: rowProblem(false, 'not a JSON object: each line must be one { … }', file, line) }
  for (const [column, cell] of Object.entries(row)) {
    if (cell.length > MAX_FIELD)
      return {
        line,
        problem: rowProblem(true, `a field of ${cell.length} characters; ${MAX_FIELD} are allowed`, file, line, column),
      }
    if (cell.includes('\u0000')) return { line, problem: rowProblem(false, 'NUL characters', file, line, column) }
    if (cell.includes(UNREADABLE)) return notUtf8(file, line, column)
    if (!isWellFormed(cell) || !isWellFormed(column)) {
      const why = 'ill-formed text: half of a character (a lone surrogate)'
      return { line, problem: rowProblem(false, why, file, line, column) }
    }
  }
  return { line, row, ...(noIds ? { noIds } : {}) }
}
