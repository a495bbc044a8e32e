import { z } from 'zod'
import { fieldDef } from '../../model/entities/registry.ts'
import { check } from './check.ts'
import { faultOf, labelOf } from './fields.ts'

/** No value that only fills a required box: n/a, none@none.com, 000-0000, 1900-01-01. `all`: only where none of them says anything. */
export const junk = check({
  rule: z.strictObject({ use: z.literal('junk'), fields: z.array(z.string()).min(1), all: z.literal(true).optional() }),
  fields: (rule) => rule.fields,
  find: (record, rule, { entity }) => {
    const given = rule.fields.filter((field) => (record.values[field]?.length ?? 0) > 0)
    const bad = given.filter((field) => {
      const kind = fieldDef(entity, field)?.kind ?? 'text'
      return record.values[field]?.some((claim) => faultOf(claim, kind) === 'junk')
    })
    if (rule.all && bad.length < given.length) return []
    return (rule.all ? bad.slice(0, 1) : bad).map((field) => ({
      field,
      message: `${labelOf(entity, field)} is a placeholder, not a value`,
    }))
  },
})
