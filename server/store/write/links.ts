import { z } from 'zod'
import { Decision, Link } from '../../model/evidence.ts'
import { GoldenId, RecordId } from '../../model/ids.ts'
import type { Tx } from '../graph/driver.ts'
import { maybe, query, rowsOf } from '../graph/query.ts'
import { pages } from './records.ts'

const ids = { ids: rowsOf<string>() }
const ends = { low: RecordId, high: RecordId }
const LinkType = z.enum(['SAME_AS', 'MAYBE_SAME'])

export type SameAsRow = Link & { lowHash: string; highHash: string }
export type Ends = { low: RecordId; high: RecordId }

/** Links that only keys as common as these may propose. */
export const linksOfKeys = query('links/of-keys', { keys: rowsOf<string>() }, ends)
export const linksBetween = query('links/between', { rows: rowsOf<Ends>() }, { ...Link.shape, type: LinkType })
export const linksOfRecords = query('links/of-records', ids, {
  type: LinkType,
  ...Link.shape,
  ruleSet: z.string(),
  lowHash: maybe(z.string()),
  highHash: maybe(z.string()),
})
export const linksWithin = query('links/within', ids, Link.shape)
export const putSameAs = query('links/put-same-as', { rows: rowsOf<SameAsRow>(), ruleSet: z.string() }, {})
export const putMaybeSame = query('links/put-maybe-same', { rows: rowsOf<Link>(), ruleSet: z.string() }, {})
export const deleteSameAs = query('links/delete-same-as', { rows: rowsOf<Ends>() }, {})
export const markCuts = query('links/mark-cuts', { rows: rowsOf<Ends>() }, {})
export const healCuts = query('links/heal-cuts', ids, {})
export const deleteMaybeSame = query('links/delete-maybe-same', { rows: rowsOf<Ends>() }, {})
export const cleanDoubtsOf = query('links/clean-doubts-of', ids, {})
export const cleanMaybeSame = query('links/clean-maybe-same', ids, {})
export const neighbours = query('links/neighbours', ids, {
  id: RecordId,
  linked: z.array(RecordId),
  goldens: z.array(GoldenId),
})
const allOfEntity = query(
  'links/all-of-entity',
  { entity: z.string(), type: z.string(), after: z.string(), limit: z.number() },
  {
    low: RecordId,
    links: z.array(
      z.object({ high: RecordId.nullable(), bits: z.number().nullable(), probability: z.number().nullable() }),
    ),
  },
)

/** Every match link of an entity, or every doubtful one. */
export async function allLinks(tx: Tx, entity: string, type: z.infer<typeof LinkType> = 'SAME_AS'): Promise<Link[]> {
  const rows = await pages(
    10_000,
    (after, limit) => allOfEntity.run(tx, { entity, type, after, limit }),
    (row) => row.low,
  )
  return rows.flatMap(({ low, links }) =>
    links.flatMap(({ high, bits, probability }) =>
      high === null || bits === null || probability === null ? [] : [{ low, high, bits, probability }],
    ),
  )
}

const decisionRow = { ...Decision.shape, revokedAt: maybe(z.string()), changedAt: maybe(z.string()) }
const { revokedAt: _standing, changedAt: _fresh, ...standingRow } = decisionRow
export const decisionsAbout = query('decisions/about', ids, standingRow)
export const decisionsAboutAt = query('decisions/about-at', { ...ids, at: z.string() }, standingRow)
export const decisionById = query('decisions/by-id', { id: z.string() }, decisionRow)
export const putDecision = query(
  'decisions/put',
  {
    id: z.string(),
    ...ends,
    verdict: z.string(),
    by: z.string(),
    user: z.string().nullable(),
    reason: z.string(),
    at: z.string(),
    evidenceHash: z.string(),
    lowHash: z.string(),
    highHash: z.string(),
  },
  { id: z.string() },
)
export const decidedAbout = query('decisions/decided-about', ids, {
  id: z.string(),
  ...ends,
  lowHash: maybe(z.string()),
  highHash: maybe(z.string()),
})
export const flagDecisions = query(
  'decisions/flag',
  { rows: rowsOf<{ id: string; low: boolean | null; high: boolean | null }>(), at: z.string() },
  {},
)
export const confirmDecision = query(
  'decisions/confirm',
  {
    id: z.string(),
    lowHash: z.string(),
    highHash: z.string(),
    evidenceHash: z.string(),
    at: z.string(),
    by: z.string(),
  },
  {},
)
export const revokeDecision = query('decisions/revoke', { id: z.string(), at: z.string(), by: z.string() }, {})
export const decisionsTakenBack = query(
  'decisions/taken-back',
  { ...ids, by: z.string() },
  { low: RecordId, high: RecordId },
)
export const madeFor = query('decisions/made-for', ids, { made: RecordId, other: RecordId, reason: z.string() })
export const showDecisions = query('decisions/show', ids, {})
export const standingDecisions = query('decisions/standing-of-entity', { entity: z.string() }, standingRow)
