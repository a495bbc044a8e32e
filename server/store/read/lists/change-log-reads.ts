import { z } from 'zod'
import { type Change, ChangeKind, isGone } from '../../../model/change.ts'
import type { EntityName } from '../../../model/entities/registry.ts'
import type { ChangeLog } from '../../../model/lists/change-log.ts'
import type { Moment } from '../../../model/moment.ts'
import type { Tx } from '../../graph/driver.ts'
import { query, rowsOf } from '../../graph/query.ts'
import { changeOf, headOfFeed, storedChange } from '../change-reads.ts'
import { lineBy } from '../moments.ts'

const filter = { kind: z.string().nullable(), entity: z.string().nullable(), source: z.string().nullable() }
const latest = query(
  'changes/latest',
  { ...filter, after: z.number(), before: z.number(), limit: z.number() },
  storedChange,
)
const kinds = query(
  'changes/kinds',
  { entity: filter.entity, source: filter.source, after: z.number() },
  { kind: ChangeKind, lines: z.int() },
)
const names = query(
  'changes/names',
  { ids: rowsOf<string>() },
  { id: z.string(), name: z.string(), current: z.boolean(), hasHeir: z.boolean() },
)

export type ChangeLogQuery = {
  /** Everything the feed keeps without it. */
  since?: Moment | undefined
  /** Only lines before this one. */
  before?: number | undefined
  kind?: ChangeKind | undefined
  entity?: EntityName | undefined
  source?: string | undefined
  limit: number
}

/** What happened since a moment, latest first, with the names of whom it happened to. */
export async function readChangeLog(
  tx: Tx,
  { since, before, kind, entity, source, limit }: ChangeLogQuery,
  now: Date,
): Promise<ChangeLog> {
  const start = await lineBy(tx, since ?? { kind: 'seq', seq: 0 }, now)
  const { seq: head } = await headOfFeed(tx)
  const wish = { entity: entity ?? null, source: source ?? null }
  const found = await latest.run(tx, {
    ...{ ...wish, kind: kind ?? null, after: start.seq, before: before ?? head + 1 },
    limit: limit + 1,
  })
  const changes = found.slice(0, limit).map(changeOf)
  const ids = new Set<string>(changes.flatMap(({ golden, from, heirs }) => [golden, ...from, ...heirs]))
  const known = new Map((await names.run(tx, { ids: [...ids] })).map((row) => [row.id, row]))
  const named = (id: string) => ({ id, name: known.get(id)?.name ?? id })
  const counted = await kinds.run(tx, { ...wish, after: start.seq })
  const last = changes.at(-1)
  return {
    since: { seq: start.seq, ...(start.seq > 0 ? { at: start.at } : {}) },
    head,
    kinds: Object.fromEntries(counted.map((row) => [row.kind, row.lines])),
    changes: changes.map(({ members: _members, joined, left, from, heirs, ...change }) => {
      const row = known.get(change.golden)
      return {
        ...change,
        name: row?.name ?? nameIn(change) ?? change.golden,
        leads: row !== undefined && (row.current || row.hasHeir),
        ...{ joined: joined.length, left: left.length },
        ...{ from: from.map(named), heirs: heirs.map(named) },
      }
    }),
    ...(last && found.length > limit ? { next: last.seq } : {}),
  }
}

/** What a line itself calls whom it is about: of an erased one nothing else is left. */
function nameIn({ kind, before, after }: Pick<Change, 'kind' | 'before' | 'after'>): string | undefined {
  const name = (isGone(kind) ? before : after).name
  return typeof name === 'string' ? name : undefined
}
