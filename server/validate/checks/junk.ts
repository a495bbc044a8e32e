import { z } from 'zod'
import { fieldDef } from '../../model/entities/registry.ts'
import { check } from './check.ts'
import { faultOf, labelOf } from './fields.ts'

/** No value that only fills a required box: n/a, none@none.com, 000-0000, 1900-01-01. */
export const junk = check({
  rule: z.strictObject({ use: z.literal('junk'), fields: z.array(z.string()).min(1) }),
  fields: (rule) => rule.fields,
  find: (record, rule, { entity }) =>
    rule.fields.flatMap((field) => {
      const kind = fieldDef(entity, field)?.kind ?? 'text'
      const bad = record.values[field]?.some((claim) => faultOf(claim, kind) === 'junk')
      return bad ? [{ field, message: `${labelOf(entity, field)} is a placeholder, not a value` }] : []
    }),
})
