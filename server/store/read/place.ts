import { z } from 'zod'
import { maybe } from '../graph/query.ts'

/** Columns of an address, as queries return it. */
export const PLACE = {
  key: z.string(),
  text: maybe(z.string()),
  line1: maybe(z.string()),
  city: maybe(z.string()),
  region: maybe(z.string()),
  postcode: maybe(z.string()),
  country: maybe(z.string()),
}
