import { z } from 'zod'
import { maybe } from '../graph/query.ts'

/** Columns of an address, as queries return it: of its node, and `line2` of the way that leads there. */
export const PLACE = {
  key: z.string(),
  line1: maybe(z.string()),
  unit: maybe(z.string()),
  line2: maybe(z.string()),
  city: maybe(z.string()),
  region: maybe(z.string()),
  postcode: maybe(z.string()),
  country: maybe(z.string()),
}
