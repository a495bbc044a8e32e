import { z } from 'zod'

const Cells = z.record(z.string(), z.string().nullable())
/** What Kith made inactive in a system: what stood there before, as far as that is known, and what stands there since it was acknowledged. */
export const Inactive = z.object({ was: Cells, stored: Cells.optional() })
export type Inactive = z.infer<typeof Inactive>
