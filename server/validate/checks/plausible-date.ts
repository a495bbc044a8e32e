import { z } from 'zod'
import { check } from './check.ts'
import { labelOf } from './fields.ts'

/** Not in the future and not longer ago than `maxYears`. A partial date is judged by what it states. */
export const plausibleDate = check({
  rule: z.strictObject({ use: z.literal('plausibleDate'), field: z.string(), maxYears: z.int().positive() }),
  fields: (rule) => [rule.field],
  find: (record, { field, maxYears }, { entity, today }) => {
    const earliest = `${String(Number(today.slice(0, 4)) - maxYears).padStart(4, '0')}${today.slice(4)}`
    return (record.values[field] ?? []).flatMap(({ value, folded }) => {
      if (folded === '' || !/^\d{4}/.test(value)) return []
      if (value > today.slice(0, value.length))
        return [{ field, message: `${labelOf(entity, field)} is in the future` }]
      if (value < earliest.slice(0, value.length))
        return [{ field, message: `${labelOf(entity, field)} is more than ${maxYears} years ago` }]
      return []
    })
  },
})
