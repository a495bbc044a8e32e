import { z } from 'zod'
import { check } from './check.ts'
import { labelOf, quoted } from './fields.ts'

/** No value that says nothing to anybody, of any field but those that other policies look after: nothing is lost unsaid. */
export const usable = check({
  rule: z.strictObject({ use: z.literal('usable'), except: z.array(z.string()).default([]) }),
  fields: (rule) => rule.except,
  find: (record, { except }, { entity }) =>
    Object.entries(record.values).flatMap(([field, claims]) => {
      const lost = except.includes(field)
        ? undefined
        : claims.find(({ folded, kind }) => folded === '' && kind !== 'local')
      return lost ? [{ field, message: `${labelOf(entity, field)} says nothing: ${quoted(lost.original)}` }] : []
    }),
})
