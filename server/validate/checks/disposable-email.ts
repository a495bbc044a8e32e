import { z } from 'zod'
import { check } from './check.ts'
import { labelOf } from './fields.ts'

/** No throw-away mail box, as cleaning has marked it: its owner cannot be written to tomorrow. */
export const disposableEmail = check({
  rule: z.strictObject({ use: z.literal('disposableEmail'), field: z.string() }),
  fields: (rule) => [rule.field],
  find: (record, { field }, { entity }) => {
    const bad = record.values[field]?.some(({ kind }) => kind === 'disposable')
    return bad ? [{ field, message: `${labelOf(entity, field)} is a disposable mail box` }] : []
  },
})
