import { z } from 'zod'
import { EntityName } from '../model/entities/registry.ts'
import { GoldenId, RecordId } from '../model/ids.ts'
import { StandardRecord } from '../model/record.ts'
import { json, maybe, query, rowsOf } from './query.ts'

const ids = { ids: rowsOf<string>() }

const candidate = {
  id: RecordId,
  golden: GoldenId,
  standard: json(StandardRecord),
  /** How well its words fit a text, where that was asked. */
  score: z.number().optional(),
}
export const recordsOnKeys = query('keys/find', { keys: rowsOf<string>(), limit: z.number() }, candidate)
export const recordsByText = query(
  'records/find-text',
  { text: z.string(), entity: z.string(), limit: z.number() },
  candidate,
)
export type Candidate = Awaited<ReturnType<typeof recordsByText.run>>[number]
export const goldenBriefs = query('golden/briefs', ids, {
  id: GoldenId,
  entity: EntityName,
  name: z.string(),
  status: z.string(),
  line1: maybe(z.string()),
  city: maybe(z.string()),
  region: maybe(z.string()),
  postcode: maybe(z.string()),
  emails: maybe(z.array(z.string())),
  phones: maybe(z.array(z.string())),
  sources: z.array(z.string()),
  familyName: maybe(z.string()),
  formerNames: maybe(z.array(z.string())),
  addressKey: maybe(z.string()),
})
export type GoldenBrief = Awaited<ReturnType<typeof goldenBriefs.run>>[number]

export const mustLinks = query('decisions/chain', ids, { id: RecordId, other: RecordId })
export const cannotLinks = query('decisions/apart', ids, { id: RecordId, other: RecordId, decision: z.string() })
export const tiedToApart = query(
  'decisions/triangles',
  { low: z.string(), high: z.string() },
  { apart: RecordId, other: RecordId, third: RecordId },
)
export const commonNeighbours = query(
  'decisions/common-neighbours',
  { low: z.string(), high: z.string() },
  { id: RecordId },
)
