import { z } from 'zod'
import { EntityName } from '../../model/entities/registry.ts'
import { GoldenStatus } from '../../model/golden.ts'
import { GoldenId, RecordId } from '../../model/ids.ts'
import type { CopyState } from '../../model/sync/delivery.ts'
import { json, maybe, query, rowsOf } from '../graph/query.ts'
import { Body } from './systems.ts'

// Golden records as systems are told of them: those that hold golden records, and those that are to be given a record.

const named = { name: z.string() }

export const goldensOf = query(
  'sync/goldens',
  { ids: rowsOf<string>() },
  {
    golden: GoldenId,
    isLive: z.boolean(),
    entity: maybe(EntityName),
    status: maybe(GoldenStatus),
    body: maybe(json(Body)),
    seq: maybe(z.number()),
    heirs: z.array(z.string()),
  },
)
export type ToldGolden = Awaited<ReturnType<typeof goldensOf.run>>[number]

export const makeable = query(
  'sync/to-make',
  { ...named, ids: rowsOf<string>() },
  {
    golden: GoldenId,
    entity: EntityName,
    status: GoldenStatus,
    body: json(Body),
    seq: maybe(z.number()),
    isHeld: z.boolean(),
    wasHeld: z.boolean(),
    isWithdrawn: z.boolean(),
    members: z.array(RecordId),
    company: z.array(z.string()),
    parent: z.array(z.string()),
    companies: z.array(GoldenId),
    parents: z.array(GoldenId),
  },
)
export type MakeableGolden = Awaited<ReturnType<typeof makeable.run>>[number]
export const scanGoldens = query(
  'sync/scan-goldens',
  { after: z.string(), entities: rowsOf<string>(), limit: z.number() },
  { golden: GoldenId },
)
export type FailedGolden = {
  golden: string
  state: CopyState
  error: string | null
  column: string | null
  seq: number
}
export const noteFailedGoldens = query(
  'sync/note-failed-goldens',
  { ...named, rows: rowsOf<FailedGolden>(), at: z.string() },
  {},
)
export const failedGoldens = query('sync/failed-goldens', { ...named, limit: z.number() }, { golden: GoldenId })

export const noteMakes = query(
  'sync/note-makes',
  { ...named, goldens: rowsOf<string>(), entities: rowsOf<string>(), at: z.string(), referred: z.boolean() },
  {},
)
export const makesDue = query(
  'sync/makes-due',
  { ...named, now: z.string(), limit: z.number() },
  { copy: z.string(), golden: GoldenId, attempts: z.number(), referred: maybe(z.boolean()) },
)
export type MakeRow = Awaited<ReturnType<typeof makesDue.run>>[number]
export const dropMakes = query('sync/drop-makes', { copies: rowsOf<string>() }, {})
