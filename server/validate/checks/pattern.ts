import { z } from 'zod'
import { check } from './check.ts'
import { labelOf } from './fields.ts'

/** Every usable value matches a regular expression; `as` says in words what it should look like. */
export const pattern = check({
  rule: z.strictObject({ use: z.literal('pattern'), field: z.string(), pattern: z.string(), as: z.string() }),
  fields: (rule) => [rule.field],
  find: (record, rule, { entity }) => {
    const shape = regex(rule.pattern)
    const bad = record.values[rule.field]?.some((claim) => claim.folded !== '' && !shape.test(claim.value))
    return bad ? [{ field: rule.field, message: `${labelOf(entity, rule.field)} is not ${rule.as}` }] : []
  },
})

const COMPILED = new Map<string, RegExp>()

function regex(source: string): RegExp {
  const known = COMPILED.get(source)
  if (known) return known
  const compiled = new RegExp(source, 'u')
  COMPILED.set(source, compiled)
  return compiled
}
