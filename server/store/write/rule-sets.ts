import { z } from 'zod'
import { maybe, query, rowsOf } from '../graph/query.ts'

export const activeRuleSet = query(
  'rule-sets/active',
  {},
  { hash: z.string(), version: z.number(), body: z.string(), createdAt: z.string() },
)
export const activateRuleSet = query(
  'rule-sets/activate',
  { hash: z.string(), name: z.string(), body: z.string(), at: z.string(), engine: z.number(), links: rowsOf<string>() },
  { version: z.number() },
)
export const putRuleSet = query(
  'rule-sets/put',
  { hash: z.string(), name: z.string(), body: z.string(), at: z.string(), engine: z.number() },
  { version: z.number() },
)
export const ruleSetByHash = query('rule-sets/by-hash', { hash: z.string() }, { hash: z.string(), body: z.string() })
export const allRuleSets = query(
  'rule-sets/all',
  {},
  {
    hash: z.string(),
    active: z.boolean(),
    version: z.number(),
    createdAt: z.string(),
    name: z.string(),
    body: z.string(),
    engine: z.number(),
    links: z
      .array(z.string())
      .nullish()
      .transform((list) => list ?? null),
    activatedAt: maybe(z.array(z.string())),
  },
)
export const activeRuleSetHash = query('rule-sets/active-hash', {}, { hash: z.string() })
