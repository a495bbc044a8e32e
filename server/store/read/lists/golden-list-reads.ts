import { z } from 'zod'
import { EntityName } from '../../../model/entities/registry.ts'
import { type GoldenList, type GoldenListQuery, GoldenListRow, orderOf } from '../../../model/lists/golden-list.ts'
import { fail } from '../../../model/problem.ts'
import type { Tx } from '../../graph/driver.ts'
import { maybe, query } from '../../graph/query.ts'
import { lineBy, timesOf } from '../moments.ts'

/** A filter as the statements take it: null lets everything through. */
const filter = z.object({
  entity: EntityName,
  words: z.array(z.string()).nullable(),
  sources: z.array(z.string()).nullable(),
  mostSources: z.number().nullable(),
  twice: z.string().nullable(),
  country: z.string().nullable(),
  region: z.string().nullable(),
  city: z.string().nullable(),
  status: z.string().nullable(),
  least: z.number().nullable(),
  most: z.number().nullable(),
  household: z.boolean().nullable(),
  group: z.boolean().nullable(),
  issue: z.string().nullable(),
  issueSource: z.string().nullable(),
  changed: z.number().nullable(),
  created: z.number().nullable(),
})
type Filter = z.infer<typeof filter>

/** Where a page ends: the value that it is sorted by, and the id. */
const Mark = z.object({ key: z.union([z.string(), z.number()]), id: z.string() })
type Mark = z.infer<typeof Mark>

const page = query(
  'lists/golden',
  { filter, by: z.string(), down: z.boolean(), after: Mark.nullable(), limit: z.number() },
  {
    ...{ id: z.string(), entity: EntityName, key: Mark.shape.key, values: z.record(z.string(), z.unknown()) },
    ...{ household: maybe(z.string()), company: maybe(z.string()), parent: maybe(z.string()) },
    ...{ issues: z.int(), orders: z.int() },
  },
)
const totals = query('lists/golden-total', { filter }, { total: z.int(), records: z.int() })
type Row = Awaited<ReturnType<typeof page.run>>[number]

type Page = Pick<GoldenList, 'rows' | 'next'>

/** How many a list has, and how many records it is about. */
export async function countGoldens(
  tx: Tx,
  asked: GoldenListQuery,
  now: Date,
): Promise<Pick<GoldenList, 'total' | 'records'>> {
  return (await totals.run(tx, { filter: await filterOf(tx, asked, now) }))[0] ?? { total: 0, records: 0 }
}

/**
 * A page of a list. It reads the golden records of the entity and keeps as many as the page has, so the tenth page costs what
 * the first does.
 */
export async function readGoldens(
  tx: Tx,
  asked: GoldenListQuery,
  { after, limit }: { after?: string | undefined; limit: number },
  now: Date,
): Promise<Page> {
  const mark = after === undefined ? null : markOf(after)
  const found = await page.run(tx, {
    filter: await filterOf(tx, asked, now),
    ...orderOf(asked.sort),
    after: mark,
    limit: limit + 1,
  })
  const shown = found.slice(0, limit)
  const times = await timesOf(tx, shown.flatMap(seqsOf))
  const last = shown.at(-1)
  return {
    rows: shown.map((row) => rowOf(row, times)),
    ...(last && found.length > limit ? { next: cursorOf(last) } : {}),
  }
}

/** Words as they are compared: without case. */
async function filterOf(tx: Tx, asked: GoldenListQuery, now: Date): Promise<Filter> {
  const low = (value: string | undefined) => value?.toLowerCase() ?? null
  const { text, source, only, changed, created, household, group } = asked
  return {
    entity: asked.entity,
    words: text === undefined ? null : text.toLowerCase().split(/\s+/),
    sources: source ?? null,
    mostSources: only && source ? source.length : null,
    twice: asked.twice ?? null,
    ...{ country: low(asked.country), region: low(asked.region), city: low(asked.city) },
    ...{ status: asked.status ?? null, least: asked.least ?? null, most: asked.most ?? null },
    household: household === undefined ? null : household === 'in',
    group: group === undefined ? null : group === 'in',
    issue: asked.issue ?? (asked.issueSource === undefined ? null : 'any'),
    issueSource: asked.issueSource ?? null,
    changed: changed === undefined ? null : (await lineBy(tx, changed, now)).seq,
    created: created === undefined ? null : (await lineBy(tx, created, now)).seq,
  }
}

function seqsOf({ values }: Pick<Row, 'values'>): number[] {
  return [values.seq, values.createdSeq].filter((seq) => typeof seq === 'number')
}

function rowOf({ id, entity, values, household, company, parent, issues, orders }: Row, times: Map<number, string>) {
  const text = (property: string): string | undefined => {
    const value = values[property]
    const first: unknown = Array.isArray(value) ? value[0] : value
    return typeof first === 'string' && first !== '' ? first : undefined
  }
  const at = (property: string) => times.get(Number(values[property]))
  return GoldenListRow.parse({
    ...{ id, entity, name: text('name') ?? id, status: text('status') ?? 'active' },
    ...{ email: text('emails'), phone: text('phones') ?? text('mobiles'), birthDate: text('birthDate') },
    ...{ line1: text('line1'), unit: text('unit'), city: text('city'), region: text('region') },
    ...{ postcode: text('postcode'), country: text('country') },
    ...{ household, company: company ?? text('employer'), parent },
    ...{ jobTitle: text('jobTitle'), department: text('department') },
    ...{ legalForm: text('legalForm'), taxId: text('taxId'), industry: text('industry') },
    ...{ records: values.size, sources: values.sources, issues, orders },
    ...{ changedAt: at('seq'), createdAt: at('createdSeq') },
  })
}

/** A mark is nobody's to read, and may be in an address. */
function cursorOf({ key, id }: Mark): string {
  return Buffer.from(JSON.stringify({ key, id })).toString('base64url')
}

/** @throws ProblemError `request.invalid` for what is no cursor of a list */
function markOf(cursor: string): Mark {
  try {
    return Mark.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()))
  } catch {
    return fail('request.invalid', '`after` is the `next` of the page before', { field: 'after' })
  }
}
