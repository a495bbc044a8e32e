import { isAbsolute } from 'node:path'
import { z } from 'zod'

/** A folder that CSV files are dropped into, each with a manifest beside it. */
export const FileDropSettings = z.strictObject({
  kind: z.literal('file'),
  folder: z
    .string()
    .refine(isAbsolute, 'a path from the root')
    .describe('an existing folder; it is never made, so that nothing is written below a share that is not mounted'),
  name: z
    .string()
    .regex(/^[A-Za-z0-9_]{1,50}$/)
    .default('kith')
    .describe('what files begin with: another one for each system that shares a folder'),
  columns: z
    .array(z.string().min(1))
    .min(1)
    .optional()
    .describe(
      'columns of records, in this order; without it those that a drop writes, in the order in which they come',
    ),
  prefix: z
    .string()
    .default('')
    .describe("put before Kith's own columns (id, externalId, seq, key, action, cleared), where the system has such"),
  nullAs: z
    .string()
    .default('')
    .describe('what a cell says that is to be emptied; the column `cleared` names it in any case'),
  acknowledgement: z
    .enum(['none', 'file'])
    .default('none')
    .describe('none: what is dropped is taken; file: it waits for <name>.ack.json from the other side'),
})
export type FileDropSettings = z.infer<typeof FileDropSettings>
