import { z } from 'zod'
import { fieldDef } from '../../model/entities/registry.ts'
import { check } from './check.ts'
import { faultOf, labelOf } from './fields.ts'

/** Every value is one of its kind: an e-mail address, a phone number that exists, a date. */
export const valid = check({
  rule: z.strictObject({ use: z.literal('valid'), fields: z.array(z.string()).min(1) }),
  fields: (rule) => rule.fields,
  find: (record, rule, { entity }) =>
    rule.fields.flatMap((field) => {
      const kind = fieldDef(entity, field)?.kind ?? 'text'
      const bad = record.values[field]?.some((claim) => faultOf(claim, kind) === 'invalid')
      const fault = kind === 'percent' ? 'is no number from 0 to 100' : 'is not valid'
      return bad ? [{ field, message: `${labelOf(entity, field)} ${fault}` }] : []
    }),
})
