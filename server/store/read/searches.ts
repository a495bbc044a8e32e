import { z } from 'zod'
import { EntityName } from '../../model/entities/registry.ts'
import { GoldenId, RecordId } from '../../model/ids.ts'
import { StandardRecord } from '../../model/record.ts'
import { json, maybe, query, rowsOf } from '../graph/query.ts'

const ids = { ids: rowsOf<string>() }

const SearchCandidate = z.object({
  id: RecordId,
  standard: json(StandardRecord),
  golden: GoldenId,
  /** How well its words fit the text. */
  score: z.number(),
  /** Whether a key leads to it. */
  onKeys: z.boolean(),
  brief: z.object({
    name: z.string(),
    line1: maybe(z.string()),
    unit: maybe(z.string()),
    city: maybe(z.string()),
    region: maybe(z.string()),
    emails: maybe(z.array(z.string())),
    phones: maybe(z.array(z.string())),
    sources: z.array(z.string()),
    formerNames: maybe(z.array(z.string())),
    /** Records it is made of. */
    size: z.number(),
  }),
  /** Where a contact works now, the main job first. */
  companies: z.array(z.object({ id: GoldenId, name: z.string() })),
  /** Where the golden record lives. */
  /** Of the spellings of its best place. */
  addressKeys: z.array(z.string()),
})
export type SearchCandidate = z.output<typeof SearchCandidate>

/** One row. */
export const candidates = query(
  'records/candidates',
  {
    entity: z.string(),
    keys: rowsOf<string>(),
    mostOnKeys: z.number(),
    /** Full-text query; empty for none. */
    text: z.string(),
    mostByText: z.number(),
    /** Records that are wanted whatever leads to them, and those of them that are near it in common keys. */
    records: rowsOf<string>(),
    beside: rowsOf<string>(),
  },
  {
    /** Hash of the rule set in force. */
    rules: maybe(z.string()),
    /** Those of the keys that are common. */
    common: z.array(z.string()),
    found: z.array(SearchCandidate),
  },
)

/** Some records of golden records, cleaned. */
export const recordsOfGoldens = query(
  'golden/said',
  { ids: rowsOf<GoldenId>(), most: z.number() },
  { golden: GoldenId, standard: json(StandardRecord) },
)

/** Records that ids, golden ids and numbers of orders stand for. */
export const recordsNamed = query(
  'records/named',
  { ids: rowsOf<string>(), goldens: rowsOf<string>(), numbers: rowsOf<string>() },
  { id: RecordId, entity: EntityName, order: maybe(z.string()) },
)

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
