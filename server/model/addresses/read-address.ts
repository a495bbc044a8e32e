import { z } from 'zod'

/** A part of an address that is not as it came: what it was, empty where it was missing, and why in words. */
const CorrectedPart = z.object({
  part: z.enum(['line1', 'unit', 'city', 'region', 'postcode', 'country']),
  was: z.string(),
  why: z.string(),
})
export type CorrectedPart = z.infer<typeof CorrectedPart>

/** Where an address is, cleaned. `key` is the hash of its identifying parts; two spellings of one address share it. */
export const ReadAddress = z.object({
  key: z.string(),
  /** Street and number as they are written. */
  line1: z.string().optional(),
  /** What a letter needs besides: building, care of, locality. No part of what tells places apart. */
  line2: z.string().optional(),
  houseNumber: z.string().optional(),
  street: z.string().optional(),
  unit: z.string().optional(),
  city: z.string().optional(),
  region: z.string().optional(),
  postcode: z.string().optional(),
  country: z.string().optional(),
  /** Enough parts (a street or box, and a city or postcode) to be a place where somebody lives. */
  complete: z.boolean(),
  /** Parts that are not as they came, with what they were and why. */
  corrected: z.array(CorrectedPart).optional(),
  /** Folded parts for matching. */
  folded: z.object({
    houseNumber: z.string(),
    street: z.string(),
    unit: z.string(),
    city: z.string(),
    region: z.string(),
    postcode: z.string(),
  }),
})
