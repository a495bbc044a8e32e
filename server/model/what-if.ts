import { z } from 'zod'
import { EntityName } from './entities/registry.ts'
import { GoldenValue } from './golden.ts'

const Because = z.object({ record: z.string(), rule: z.string() })

/** What other rules of survivorship would make of the graph as it stands. Nothing was written. */
export const WhatIfView = z.object({
  /** Where the feed stood when the first golden record was looked at, and the last. */
  seq: z.object({ from: z.int(), to: z.int() }),
  goldens: z.int(),
  changed: z.int(),
  /** Households that somebody would leave, come to, or be called otherwise in. */
  households: z.int(),
  entities: z.array(
    z.object({
      entity: EntityName,
      goldens: z.int(),
      changed: z.int(),
      attributes: z.array(
        z.object({
          attribute: z.string(),
          /** Golden records whose value would be another, that would get one, that would lose theirs. */
          changed: z.int(),
          gained: z.int(),
          lost: z.int(),
        }),
      ),
    }),
  ),
  examples: z.array(
    z.object({
      golden: z.string(),
      entity: EntityName,
      name: z.string(),
      attribute: z.string(),
      from: GoldenValue.nullable(),
      to: GoldenValue.nullable(),
      /** Whose value would stand, and by which rule; and whose does. */
      because: Because.optional(),
      instead: Because.optional(),
    }),
  ),
  /** Sections of the given rules that differ too and were left out: they change who is one, which a rebuild works out. */
  notCompared: z.array(z.string()),
})
export type WhatIfView = z.infer<typeof WhatIfView>
