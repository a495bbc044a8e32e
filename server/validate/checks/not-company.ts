import { z } from 'zod'
import { check } from './check.ts'
import { labelOf, quoted } from './fields.ts'

/** A person and no company, as cleaning has found by a legal form. */
export const notCompany = check({
  rule: z.strictObject({ use: z.literal('notCompany'), fields: z.array(z.string()).min(1) }),
  fields: (rule) => rule.fields,
  find: (record, { fields }, { entity }) =>
    fields.flatMap((field) => {
      const company = record.values[field]?.find(({ kind }) => kind === 'company')
      return company
        ? [{ field, message: `${labelOf(entity, field)} is a company's: ${quoted(company.original)}` }]
        : []
    }),
})
