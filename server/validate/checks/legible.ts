import { z } from 'zod'
import { hasLostLetters } from '../../text/mend.ts'
import { check } from './check.ts'
import { fieldsOf, labelOf, quoted } from './fields.ts'

const PARTS = ['line1', 'street', 'city', 'region'] as const

/** No letter was lost on the way, as in `J?rgen`; of `address` its parts. */
export const legible = check({
  rule: z.strictObject({ use: z.literal('legible'), fields: z.array(z.string()).min(1) }),
  fields: (rule) => rule.fields,
  find: (record, rule, { entity }) => {
    const values = fieldsOf(record, rule.fields).flatMap((field) =>
      (record.values[field] ?? []).map(({ original }) => ({ field, text: original })),
    )
    const places = rule.fields.includes('address')
      ? record.addresses.flatMap((address) =>
          PARTS.map((part) => ({ field: `address.${part}`, text: address[part] ?? '' })),
        )
      : []
    return [...values, ...places]
      .filter(({ text }) => hasLostLetters(text))
      .map(({ field, text }) => ({ field, message: `${labelOf(entity, field)} has lost letters: ${quoted(text)}` }))
  },
})
