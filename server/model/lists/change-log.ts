import { z } from 'zod'
import { Change, ChangeKind } from '../change.ts'

const Named = z.object({ id: z.string(), name: z.string() })

/** A line of the feed as a person reads it: with names, and with how many came and went instead of who. */
const LoggedChange = Change.omit({ members: true, joined: true, left: true, from: true, heirs: true }).extend({
  /** As it is called now; where nothing is left of it, as it was called last. */
  name: z.string(),
  /** Whether the id still leads to something. */
  leads: z.boolean(),
  joined: z.int(),
  left: z.int(),
  from: z.array(Named),
  heirs: z.array(Named),
})

/** The feed from its end, since a moment. `kinds` counts all lines since then, whatever kind is asked for. */
export const ChangeLog = z.object({
  since: z.object({ seq: z.int(), at: z.string().optional() }),
  head: z.int(),
  kinds: z.partialRecord(ChangeKind, z.int()),
  changes: z.array(LoggedChange),
  /** Pass as `before` to read on; absent on the last page. */
  next: z.int().optional(),
})
export type ChangeLog = z.infer<typeof ChangeLog>
