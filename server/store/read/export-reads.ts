import { z } from 'zod'
import { EntityName } from '../../model/entities/registry.ts'
import { type ExportPage, ExportRow } from '../../model/reports.ts'
import type { Tx } from '../graph/driver.ts'
import { maybe, query } from '../graph/query.ts'
import { feedHead } from '../write/changes.ts'

const rows = query(
  'export/rows',
  { after: z.number(), entity: z.string(), limit: z.number() },
  {
    id: z.string(),
    entity: EntityName,
    seq: z.int(),
    name: maybe(z.string()),
    current: z.boolean(),
    values: z.record(z.string(), z.unknown()),
    heirs: z.array(z.string()),
    lineage: z.array(z.string()),
    records: z.int(),
    parent: maybe(z.string()),
  },
)
type Row = Awaited<ReturnType<typeof rows.run>>[number]

/** A unit and a second line are no sign of a full address. */
const PLACE = ['line1', 'city', 'region', 'postcode', 'country'] as const
/** Columns that count for completeness, by entity: what the entity can have at all. */
const COLUMNS = {
  person: ['name', 'givenName', 'familyName', 'birthDate', 'email', 'phone', ...PLACE],
  company: ['name', 'legalForm', 'taxId', 'kind', 'industry', 'email', 'phone', ...PLACE],
  contact: ['name', 'givenName', 'familyName', 'email', 'phone'],
} as const satisfies Record<EntityName, readonly (keyof ExportRow)[]>

/**
 * Golden records that changed after a line of the feed, in that order; one that changes meanwhile comes again later. A
 * reader that keeps `next` misses nothing.
 */
export async function readExport(tx: Tx, after: number, entity: string, limit: number): Promise<ExportPage> {
  const found = await rows.run(tx, { after, entity, limit })
  const head = (await feedHead.run(tx, {}))[0]?.seq ?? 0
  const last = found.at(-1)
  return { rows: found.map(exportRow), next: last && found.length === limit ? last.seq : Math.max(after, head), head }
}

function exportRow({ id, entity, seq, current, values, heirs, lineage, records, ...row }: Row): ExportRow {
  const text = (property: string): string | null => {
    const value = values[property]
    const first = Array.isArray(value) ? value[0] : value
    return typeof first === 'string' ? first : null
  }
  const { name = null, parent = null } = row as { name?: string | null; parent?: string | null }
  const columns = {
    ...{ name, status: text('status'), givenName: text('givenName'), familyName: text('familyName') },
    ...{ birthDate: text('birthDate'), legalForm: text('legalForm'), taxId: text('taxId'), kind: text('kind') },
    ...{ industry: text('industry'), email: text('emails'), phone: text('phones') ?? text('mobiles') },
    ...{ line1: text('line1'), unit: text('unit'), line2: text('line2') },
    ...{ city: text('city'), region: text('region'), postcode: text('postcode') },
    country: text('country'),
  }
  const counted = current ? COLUMNS[entity] : []
  const missing = counted.filter((column) => columns[column] === null)
  return ExportRow.parse({
    ...{ id, entity, seq, ...columns, parent, records, heirs, missing },
    state: current ? 'current' : 'retired',
    sources: Array.isArray(values.sources) ? values.sources : [],
    completeness: counted.length === 0 ? 0 : Math.round((1 - missing.length / counted.length) * 100) / 100,
    lineage: lineage.sort(),
  })
}
