import type { EntityName } from '../../model/entities/registry.ts'
import { fail, ProblemError } from '../../model/problem.ts'
import type { Connector, WriteItem, WriteOutcome } from '../connector.ts'
import type { Secret } from '../secrets.ts'
import { catalogueOf, type TablePlace, upToDate } from './catalogue.ts'
import { readChanges } from './changes.ts'
import { openLink, type PgLink } from './postgres-link.ts'
import type { PostgresSettings } from './postgres-shape.ts'
import { findRecords, readRecords } from './read-records.ts'
import { type Table, tableOf } from './statements.ts'
import { problemOf } from './trouble.ts'
import { type Outcomes, writeGroup } from './write-group.ts'
import { cellsOf, groupsOf, itemKey, renderItem } from './write-statement.ts'

/** How fast a system may be written to. */
type Pace = { readonly timeoutSeconds: number; readonly atOnce: number; readonly batch: number }

/** How long those wait that the system did not let us write, while it took others. */
const PAUSE_MS = 60_000

/** The first that tells the transaction that writes. */
const OLDEST = 13

/** Tables of a PostgreSQL database as a system. Nothing is connected before something is asked. */
export function openPostgres(
  settings: PostgresSettings,
  pace: Pace,
  options: { secret(secret: Secret): string },
): Connector {
  const link = openLink(settings, pace, options.secret)
  const places = new Map(
    Object.entries(settings.tables).map(([entity, defined]) => {
      const table = tableOf(settings.schema, defined)
      return [entity, { link, table, catalogue: catalogueOf(link, settings.schema, table) }] as const
    }),
  )
  const placeOf = (entity: EntityName): TablePlace =>
    places.get(entity) ?? fail('system.invalid', `the definition names no table for ${entity}`)
  const polled = [...places.values()].some(({ table }) => table.settings.changed !== undefined)

  return {
    probe: (signal) => probe(settings, link, [...places.values()], signal),
    ...(polled
      ? {
          changes: async (entity, cursor, signal) => {
            const place = placeOf(entity)
            const { changed } = place.table.settings
            if (!changed) return { records: [], cursor, more: false }
            return upToDate(place.catalogue, Date.now(), () => readChanges(place, changed, cursor, signal)).catch(said)
          },
        }
      : {}),
    read: (entity, ids, signal) => readRecords(placeOf(entity), ids, signal).catch(said),
    find: (entity, externalId, signal) => findRecords(placeOf(entity), externalId, signal).catch(said),
    createsOnce: (entity) => places.get(entity)?.table.settings.externalId !== undefined,
    render: (item) => renderItem(placeOf(item.entity).table, item),
    write: (items, signal) => write(placeOf, items, pace.batch, signal),
    close: () => link.close(),
  }
}

/** @throws ProblemError of whatever was thrown */
function said(error: unknown): never {
  throw problemOf(error)
}

async function probe(settings: PostgresSettings, link: PgLink, places: readonly TablePlace[], signal: AbortSignal) {
  const { host, port, database } = settings
  try {
    const { rows } = await link.ask(`SELECT current_setting('server_version'), current_user`, [], signal)
    const [version, role] = rows[0] ?? []
    const missing = Number.parseInt(version ?? '', 10) >= OLDEST ? [] : [`PostgreSQL ${OLDEST} or newer is needed`]
    for (const { catalogue } of places) missing.push(...(await catalogue.missing(signal)))
    const here = `PostgreSQL ${version} at ${host}:${port}/${database} as ${role}`
    return { ok: missing.length === 0, detail: [here, ...missing].join('; ') }
  } catch (error) {
    return { ok: false, detail: `${host}:${port}/${database}: ${problemOf(error).problem.detail}` }
  }
}

async function write(
  placeOf: (entity: EntityName) => TablePlace,
  items: readonly WriteItem[],
  batch: number,
  signal: AbortSignal,
): Promise<WriteOutcome[]> {
  const outcomes: Outcomes = new Map()
  const began = Date.now()
  try {
    for (const entity of new Set(items.map((item) => item.entity))) {
      const place = placeOf(entity)
      const own = items.filter((item) => item.entity === entity)
      for (const item of own) {
        const reason = unwritable(place.table, item)
        if (reason) outcomes.set(item, { kind: 'rejected', reason })
      }
      const writable = own.filter((item) => !outcomes.has(item))
      for (const group of groupsOf(place.table, writable, batch)) {
        await writeGroup({ ...place, signal, began }, group, outcomes)
      }
    }
  } catch (error) {
    // What was written already has to be said, whatever happened afterwards.
    if (!(error instanceof ProblemError) || outcomes.size === 0) throw error
    const { detail } = error.problem
    // Of another table, or since somebody took a right away: that is no try of theirs.
    const later = { kind: 'retry', reason: detail, waiting: true, afterMs: PAUSE_MS } as const
    for (const item of items) if (!outcomes.has(item)) outcomes.set(item, later)
  }
  return items.map((item) => outcomes.get(item) ?? fail('internal', `${item.key} has no outcome`))
}

/** Why an item cannot be written, whatever the table says. */
function unwritable(table: Table, item: WriteItem): string | undefined {
  if (item.id !== undefined) return itemKey(table, item) ? undefined : `${item.id} is no id of ${table.ids.join(', ')}`
  return Object.keys(cellsOf(table, item)).length > 0 ? undefined : 'there is nothing to make a row of'
}
