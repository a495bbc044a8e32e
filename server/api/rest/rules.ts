import { z } from 'zod'
import { EntityName } from '../../model/entities/registry.ts'
import { WhatIfView } from '../../model/what-if.ts'
import { EntityRules, RuleSet } from '../../rules/rule-set.ts'
import { route } from '../route.ts'

const tag = 'Rules'
const examples = z.int().min(0).max(100).default(3).describe('examples of each attribute')

export const rules = [
  route({
    method: 'post',
    path: '/rules/what-if',
    tag,
    summary: 'What other rules of survivorship would change, over the whole graph',
    description:
      'Takes sections of survivorship by entity, or a whole rule set as `kith train` writes it. Every standing cluster survives again by them; nothing is written. Sections that decide who is one are named in notCompared where they differ.',
    right: 'query',
    body: z.strictObject({
      survive: z.partialRecord(EntityName, z.unknown()).optional(),
      rules: z.unknown().optional(),
      examples,
    }),
    bodyShown: z.strictObject({
      survive: z.partialRecord(EntityName, EntityRules.shape.survive).optional(),
      rules: RuleSet.optional(),
      examples,
    }),
    bodyLimit: '20mb',
    answer: WhatIfView,
    problems: ['rules.invalid'],
    handle: async ({ body }, { kith }) => kith.whatIf(body),
  }),
]
