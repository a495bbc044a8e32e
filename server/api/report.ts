import { z } from 'zod'
import type { Ask } from '../pipeline/ask.ts'
import { csvReply, Format, wantsCsv } from './csv.ts'
import { type Route, route } from './route.ts'

type Row = Readonly<Record<string, unknown>>

/** A question that only reads, as GraphQL asks it: by name, with the arguments that REST takes in address and query. */
export type ReportField = {
  readonly field: string
  readonly summary: string
  readonly args: z.ZodObject
  readonly answer: z.ZodObject
  /** Lists of the answer that are tables, the first one before all. */
  readonly lists: readonly [string, ...string[]]
  read(ask: Ask, args: unknown): Promise<unknown>
}

/** A report's route, which carries what GraphQL needs of it. */
export type ReportRoute = Route & { readonly report: ReportField }

type Lists<Answer> = { [Name in keyof Answer]: Answer[Name] extends readonly object[] ? Name : never }[keyof Answer]

type Report<Args extends z.ZodObject, Answer extends z.ZodObject, List extends string> = Omit<
  ReportField,
  'args' | 'answer' | 'lists' | 'read'
> &
  Pick<Route, 'path' | 'tag' | 'description' | 'problems'> & {
    /** All that may be asked for. What the path names in braces is taken from there, the rest from the query. */
    args: Args
    answer: Answer
    /** Lists of the answer that are tables. The first is what CSV shows unless `list` names another. */
    lists: readonly [List, ...List[]]
    /** Tables that are not simply what a list holds: their columns, more of which the rows may bring, and their rows. */
    tables?: { [Name in List]?: { columns: readonly string[]; rows(answer: z.output<Answer>): readonly Row[] } }
    read(ask: Ask, args: z.output<Args>): Promise<z.output<Answer>>
  }

/**
 * Declares a report: one shape of arguments and one of the answer, from which come its REST route, its CSV (`format=csv`
 * or `Accept: text/csv`, one row a row of a list) and its field under `reports` in GraphQL.
 */
export function report<
  Args extends z.ZodObject,
  Answer extends z.ZodObject,
  List extends Lists<z.output<Answer>> & string,
>({ args, answer, lists, tables, read, field, path, ...told }: Report<Args, Answer, List>): ReportRoute {
  const named = new Set([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name))
  const cut = (inPath: boolean) =>
    z.strictObject(Object.fromEntries(Object.entries(args.shape).filter(([name]) => named.has(name) === inPath)))
  const shape: z.ZodObject = answer
  const list = z.enum(lists).default(lists[0]).describe('which of its lists comes as CSV')
  const made = route({
    ...told,
    path,
    method: 'get',
    right: 'read',
    params: cut(true),
    query: cut(false).extend({ format: Format, ...(lists.length > 1 ? { list } : {}) }),
    answer: shape,
    otherMedia: ['text/csv'],
    handle: async ({ params, query, req }, { ask }) => {
      const { format: as, list: shown = lists[0], ...rest } = query as { format?: z.output<typeof Format>; list?: List }
      // Both halves are parsed by shapes that were cut out of `args`.
      const asked = { ...params, ...rest } as z.output<Args>
      const found = await read(ask, asked)
      if (!wantsCsv(as, req)) return found
      const own = tables?.[shown]
      if (!own) return csvReply(...tableOf(answer, shown, found[shown] as readonly Row[]))
      const rows = own.rows(found)
      return csvReply([...new Set([...own.columns, ...rows.flatMap((row) => Object.keys(row))])], rows)
    },
  })
  const { summary } = told
  return {
    ...made,
    report: { field, summary, args, answer, lists, read: (ask, given) => read(ask, given as z.output<Args>) },
  }
}

/** Columns that the shape of a list names, then those that only its rows have, such as amounts by currency. */
function tableOf(answer: z.ZodObject, list: string, rows: readonly Row[]): [columns: string[], rows: Row[]] {
  const shape: unknown = answer.shape[list]
  const item = shape instanceof z.ZodArray && shape.element instanceof z.ZodObject ? shape.element.shape : {}
  const flat = rows.map((row) => flatRow(row))
  const named = Object.keys(item).flatMap((name) => {
    const inside = rows.flatMap((row) => (isInner(row[name]) ? Object.keys(flatRow({ [name]: row[name] })) : []))
    return inside.length > 0 ? inside : [name]
  })
  return [[...new Set([...named, ...flat.flatMap((row) => Object.keys(row))])], flat]
}

/** Objects inside a row as columns of their own: `asOf: {seq}` → `asOf_seq`. */
function flatRow(row: Row, prefix = ''): Row {
  return Object.fromEntries(
    Object.entries(row).flatMap(([name, value]) =>
      isInner(value) ? Object.entries(flatRow(value, `${prefix}${name}_`)) : [[`${prefix}${name}`, value] as const],
    ),
  )
}

function isInner(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function isReport(each: Route): each is ReportRoute {
  return 'report' in each
}
