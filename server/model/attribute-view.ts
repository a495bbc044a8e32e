import { z } from 'zod'
import { GoldenValue } from './golden.ts'
import { Pin } from './pin.ts'

/** One value of a golden record, why it stands and what it beat. */
export const AttributeView = z.object({
  attribute: z.string(),
  label: z.string(),
  value: GoldenValue,
  winner: z
    .object({
      record: z.string(),
      source: z.string(),
      at: z.string().optional(),
      rule: z.string(),
      /** Who pinned it, why and until when, where a steward did. */
      pin: Pin.pick({ id: true, by: true, reason: true, at: true, until: true }).optional(),
    })
    .optional(),
  runnersUp: z.array(
    z.object({
      value: z.string(),
      record: z.string(),
      source: z.string(),
      at: z.string().optional(),
      /** Why it lost, where that is asked for: the criterion that decided, and in words. */
      by: z.string().optional(),
      why: z.string().optional(),
    }),
  ),
  /** Of several values each one's kind and the newest record that says it, in their order. */
  entries: z
    .array(
      z.object({
        value: z.string(),
        kind: z.string().optional(),
        record: z.string().optional(),
        source: z.string().optional(),
        at: z.string().optional(),
      }),
    )
    .optional(),
})
export type AttributeView = z.infer<typeof AttributeView>
