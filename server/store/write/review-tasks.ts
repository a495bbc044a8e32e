import { z } from 'zod'
import { query, rowsOf } from '../graph/query.ts'

/** Who looks after an item of the review queue. */
export const assignItems = query(
  'review/assign',
  { items: rowsOf<string>(), assignee: z.string(), by: z.string(), at: z.string() },
  {},
)
export const unassignItems = query('review/unassign', { items: rowsOf<string>() }, {})
