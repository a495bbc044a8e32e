import { z } from 'zod'
import { EntityName } from '../../model/entities/registry.ts'
import { WhatIfView } from '../../model/what-if.ts'
import { EntityRules, RuleSet } from '../../rules/rule-set.ts'
import { route } from '../route.ts'

const tag = 'Rules'
const examples = z.int().min(0).max(100).default(3).describe('examples of each attribute')

const RulesView = z.object({
  hash: z.string(),
  name: z.string(),
  version: z.int().describe('counts the rule sets that were in force; 0 while the shipped ones hold'),
  learned: z.array(
    z.object({
      entity: EntityName,
      learnedFrom: z
        .int()
        .nullable()
        .describe('records that its weights were learned from; null: the shipped ones hold'),
      records: z.int().describe('records that are stored now'),
      outgrown: z.boolean().describe('ten times as many are stored: learning anew is worth a look'),
    }),
  ),
  rules: RuleSet,
})

export const rules = [
  route({
    method: 'get',
    path: '/rules',
    tag,
    summary: 'The rule set in force, and how many records it was learned from',
    description:
      'What decides who is one and which value wins, as data. To change it, plan it: `POST /plans` with kind `rules` takes a whole rule set, the hash of one, or only what is to change.',
    right: 'query',
    answer: RulesView,
    handle: async (_, { ask }) => ask.rules.inForce(),
  }),
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
