import { createRequire } from 'node:module'
import { z } from 'zod'
import { check } from '../check.ts'
import { labelOf } from '../fields.ts'

/** No throw-away mail box: its owner cannot be written to tomorrow. */
export const disposableEmail = check({
  rule: z.strictObject({ use: z.literal('disposableEmail'), field: z.string() }),
  fields: (rule) => [rule.field],
  find: (record, { field }, { entity }) => {
    const bad = record.values[field]?.some(({ value }) => isDisposable(value.slice(value.lastIndexOf('@') + 1)))
    return bad ? [{ field, message: `${labelOf(entity, field)} is a disposable mail box` }] : []
  },
})

const require = createRequire(import.meta.url)
let known: { domains: ReadonlySet<string>; wildcards: ReadonlySet<string> } | undefined

/** The list has over 100,000 names: read when the first e-mail is checked, not at start. */
function isDisposable(domain: string): boolean {
  known ??= { domains: list('index.json'), wildcards: list('wildcard.json') }
  const lower = domain.toLowerCase()
  if (known.domains.has(lower)) return true
  for (let dot = lower.indexOf('.'); dot >= 0; dot = lower.indexOf('.', dot + 1))
    if (known.wildcards.has(lower.slice(dot + 1))) return true
  return false
}

function list(file: string): ReadonlySet<string> {
  return new Set(z.array(z.string()).parse(require(`disposable-email-domains/${file}`)))
}
