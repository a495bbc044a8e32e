import { z } from 'zod'

/** What a system's file would have done with one record: a line of its dry run. */
export const DryLine = z.object({
  record: z.string(),
  golden: z.string(),
  /** Attributes that would be written. */
  attributes: z.array(z.string()),
  request: z
    .object({ action: z.enum(['create', 'update']), record: z.string(), request: z.record(z.string(), z.unknown()) })
    .optional(),
  /** Attributes that would not, and why. */
  not: z.record(z.string(), z.string()),
  /** Those of them whose value has no form there. */
  refused: z.array(z.string()),
})
export type DryLine = z.infer<typeof DryLine>

/** Lines of a dry run in which something happens; `after` is where to read on, absent at the end. */
export type DryPage = { readonly lines: readonly DryLine[]; readonly looked: number; readonly after?: string }

/** So many lines are read at once, and so many times, before somebody is asked whether to look on. */
const AT_ONCE = 200
const TIMES = 5

/** Reads on until enough lines are found in which something would be written, or cannot be. */
export async function readOn(
  read: (after: string, limit: number) => Promise<DryLine[]>,
  from: string,
  enough: number,
): Promise<DryPage> {
  const lines: DryLine[] = []
  let [looked, after] = [0, from]
  for (let time = 0; time < TIMES && lines.length < enough; time += 1) {
    const page = await read(after, AT_ONCE)
    for (const line of page) {
      looked += 1
      after = line.record
      if (line.attributes.length > 0 || line.refused.length > 0) lines.push(line)
      if (lines.length === enough) break
    }
    if (page.length < AT_ONCE && after === (page.at(-1)?.record ?? after)) return { lines, looked }
  }
  return { lines, looked, after }
}

/** A request as a person reads it: its first line, then its parts. What speaks another way than HTTP has parts only. */
export function requestText(request: Readonly<Record<string, unknown>>): string {
  const { method, url, path, headers, body, sql, ...rest } = request
  const first = [method, url ?? path].filter((each) => typeof each === 'string').join(' ')
  const head = Object.entries(typeof headers === 'object' && headers !== null ? headers : {}).map(partText)
  const parts = [
    [first, ...head].filter((line) => line !== '').join('\n'),
    typeof sql === 'string' ? sql : '',
    body === undefined ? '' : textOf(body),
    ...Object.entries(rest)
      .filter(([, value]) => value !== undefined)
      .map(partText),
  ]
  return parts.filter((part) => part !== '').join('\n\n')
}

function partText([name, value]: [string, unknown]): string {
  return `${name}: ${textOf(value)}`
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value, null, 2)
}
