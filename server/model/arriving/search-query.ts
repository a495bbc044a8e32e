import { z } from 'zod'
import { EntityName } from '../entities/registry.ts'
import { ArrivingAddress, checkLengths } from './arriving-record.ts'

/** Values are bound by the kinds of their fields: see `longestOf`. */
const SearchValue = z.string().max(10_000)
const MOST_FIELDS = 100

/** What a person typed to find somebody: any record fields, or one line of free text. */
export const SearchQuery = z
  .strictObject({
    entity: EntityName.optional(),
    /** Free text: `Catherine Yu Texas`, an e-mail, a phone number, an id. */
    text: z.string().max(500).optional(),
    fields: z.record(z.string().max(200), z.union([SearchValue, z.array(SearchValue).max(20)])).optional(),
    address: ArrivingAddress.optional(),
    limit: z.int().min(1).max(100).default(10),
  })
  .superRefine(({ entity, fields = {} }, context) => {
    if (Object.keys(fields).length > MOST_FIELDS)
      context.addIssue({ code: 'custom', message: `at most ${MOST_FIELDS} fields`, path: ['fields'] })
    const lists = Object.entries(fields).map(([name, value]) => [name, [value].flat()] as const)
    checkLengths({ entity, fields: Object.fromEntries(lists) }, context)
  })
export type SearchQuery = z.infer<typeof SearchQuery>

/** Several searches at once: the rows of a list that is to be imported. */
export const SearchBatch = z.strictObject({ queries: z.array(SearchQuery).min(1).max(200) })
