import { z } from 'zod'
import { ADDRESS_PARTS } from '../entities/field.ts'
import { RecordId } from '../ids.ts'

/** Longest text of a field, and of a part of an address, that a mark keeps. */
const Text = z.string().max(10_000)
const Address = z.partialRecord(z.enum(ADDRESS_PARTS), z.string().max(1_000))

/** What stands in one place of a record, and what of the source's own it took the place of. */
const Displaced = z.strictObject({
  /** As the system stores it: it may trim, change case, cut. Empty where Kith emptied the field. */
  stored: z.array(Text).max(100),
  /** The source's own last word there; empty where it had none. */
  own: z.array(Text).max(100),
  /** What it was to be, where the system stores something else: cut, coerced, filled up. */
  asked: z.array(Text).max(100).optional(),
})

const MOST_EARLIER = 5

/**
 * One attribute of a record that Kith wrote in its system, until somebody there changes it. What the record itself says
 * stays its source's own last word, so what was written counts for nothing in matching, survivorship and time.
 */
export const Mark = z.strictObject({
  /** As the system's definition calls it: `email`, `name`, `address`. */
  attribute: z.string().max(200),
  /** Number of the feed whose state was written. */
  change: z.int().nonnegative(),
  at: z.iso.datetime(),
  /** What the record said of its state after the write: what is older tells nothing of it. */
  version: z.int().nonnegative().optional(),
  updatedAt: z.iso.datetime().optional(),
  /** The state that it was written over, where the system was asked: what is no newer was known. */
  over: z
    .strictObject({ version: z.int().nonnegative().optional(), updatedAt: z.iso.datetime().optional() })
    .optional(),
  /** The record whose value it is. */
  from: RecordId.max(700).optional(),
  /** What Kith wrote there before, last first, since its source spoke: a state that comes late may show it. */
  earlier: z
    .array(
      z.strictObject({
        fields: z.record(z.string().max(200), z.array(Text).max(100)),
        address: Address.nullable().optional(),
      }),
    )
    .max(MOST_EARLIER)
    .optional(),
  /** By field, what was written there. */
  fields: z.record(z.string().max(200), Displaced),
  /** Of an address, as a whole. */
  address: z
    .strictObject({ stored: Address.nullable(), own: Address.nullable(), asked: Address.nullable().optional() })
    .optional(),
})
export type Mark = z.infer<typeof Mark>

/**
 * Whether the source's own word stands there again: what Kith wrote was taken back. All that is left to know is what it wrote, for
 * a state that comes late.
 */
export function isSpent({ fields, address }: Mark): boolean {
  const isBack = ({ stored, own }: { stored: unknown; own: unknown }) => JSON.stringify(stored) === JSON.stringify(own)
  return address ? isBack(address) : Object.values(fields).every(isBack)
}

/** A mark that takes the place of another one, which it remembers. */
export function succeedingMark(mark: Mark, before: Mark | undefined): Mark {
  if (!before) return mark
  const storedBy = ({ fields, address }: Mark) => ({
    fields: Object.fromEntries(Object.entries(fields).map(([field, { stored }]) => [field, stored])),
    ...(address ? { address: address.stored } : {}),
  })
  const last = storedBy(before)
  const { earlier = [] } = before
  const isSame = JSON.stringify(storedBy(mark)) === JSON.stringify(last)
  const all = isSame ? earlier : [last, ...earlier].slice(0, MOST_EARLIER)
  return all.length > 0 ? { ...mark, earlier: all } : mark
}
