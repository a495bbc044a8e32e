import { z } from 'zod'
import { check } from './check.ts'
import { fieldsOf, labelOf, quoted } from './fields.ts'

/** Every word was one that cleaning knows: what stands in for a word it does not know is of kind `unread`. */
export const understood = check({
  rule: z.strictObject({ use: z.literal('understood'), fields: z.array(z.string()).min(1) }),
  fields: (rule) => rule.fields,
  find: (record, rule, { entity }) =>
    fieldsOf(record, rule.fields).flatMap((field) => {
      const unread = record.values[field]?.find(({ kind }) => kind === 'unread')
      return unread
        ? [{ field, message: `${labelOf(entity, field)} is not understood: ${quoted(unread.original)}` }]
        : []
    }),
})
