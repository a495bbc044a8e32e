import { z } from 'zod'
import { maybe, query, rowsOf } from '../graph/query.ts'

const place = { city: maybe(z.string()), region: maybe(z.string()), country: maybe(z.string()) }

export const sharedStreets = query(
  'verify/streets',
  { least: z.number() },
  { ...place, line1: maybe(z.string()), unit: maybe(z.string()), postcode: maybe(z.string()), goldens: z.number() },
)
export const sharedTowns = query(
  'verify/towns',
  { least: z.number() },
  { ...place, city: z.string(), goldens: z.number() },
)

export type HintRow = {
  id: string
  kind: 'street' | 'town'
  folded: string
  text: string
  street: string | null
  city: string | null
  region: string | null
  postcode: string | null
  country: string | null
  goldens: number
}
export const putHints = query('verify/put-hints', { rows: rowsOf<HintRow>(), at: z.string() }, {})
export const dropHints = query('verify/drop-hints', { at: z.string() }, {})
export const latestHint = query('verify/latest-hint', {}, { at: z.string() })
export const hintsFor = query(
  'verify/hints',
  { begins: z.string(), country: z.string().nullable(), limit: z.number() },
  {
    kind: z.enum(['street', 'town']),
    text: z.string(),
    street: maybe(z.string()),
    ...place,
    postcode: maybe(z.string()),
  },
)
