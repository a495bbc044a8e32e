import { z } from 'zod'
import { check } from './check.ts'
import { has, labelOf } from './fields.ts'

/** At least one of these fields has a usable value. */
export const required = check({
  rule: z.strictObject({ use: z.literal('required'), anyOf: z.array(z.string()).min(1) }),
  fields: (rule) => rule.anyOf,
  find: (record, { anyOf }, { entity }) => {
    if (anyOf.some((field) => has(record, field))) return []
    const labels = anyOf.map((field) => labelOf(entity, field))
    const message = labels.length === 1 ? `${labels[0]} is missing` : `None of ${labels.join(', ')} is given`
    return [{ field: anyOf[0] ?? '', message, missing: true }]
  },
})
