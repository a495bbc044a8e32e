import { z } from 'zod'
import { GoldenId } from '../../model/ids.ts'
import { PathsView, SharedContactPoints, SharersView } from '../../model/relation-views.ts'
import { report } from '../report.ts'
import { route } from '../route.ts'
import { limitOf } from './shapes.ts'

const tag = 'Hidden associations'

export const paths = [
  route({
    method: 'get',
    path: '/paths',
    tag,
    summary: 'How two parties hang together, each step in words',
    description:
      'The shortest paths and those up to two lengths longer, over addresses, phone numbers, e-mail addresses, households, jobs and groups. ' +
      'Nodes with more than `hubs` relationships are not passed: what everybody shares joins nobody.',
    right: 'read',
    query: z.strictObject({
      from: GoldenId,
      to: GoldenId,
      max: z.coerce.number().int().min(1).max(8).default(6).describe('longest path, in steps'),
      past: z.stringbool().default(false).describe('over relations that ended as well'),
      hubs: z.coerce.number().int().min(2).max(100_000).default(200),
      limit: limitOf(10, 100),
    }),
    answer: PathsView,
    problems: ['golden.not-found', 'query.limit'],
    handle: async ({ query }, { ask }) => ask.golden.paths(query),
  }),
  route({
    method: 'get',
    path: '/contact-points/{kind}/{value}',
    tag,
    summary: 'Who shares a phone number, an e-mail address or an address',
    description:
      'How many golden records have it today, and the first of them: a switchboard or a shared mail box may have thousands. ' +
      'A phone number or e-mail address is given as golden records state it, an address by its key.',
    right: 'read',
    params: z.strictObject({ kind: SharersView.shape.kind, value: z.string().trim().min(1).max(1_000) }),
    query: z.strictObject({ limit: limitOf(25, 100) }),
    answer: SharersView,
    problems: ['contact-point.not-found'],
    handle: async ({ params: { kind, value }, query: { limit } }, { ask }) => ask.golden.sharers(kind, value, limit),
  }),
  report({
    field: 'sharedContactPoints',
    path: '/reports/shared-contact-points',
    tag,
    summary: 'Phone numbers and e-mail addresses that several parties share',
    description:
      'The most shared first. `explained` where one household or one company has all of them; the others are worth a look.',
    args: z.strictObject({
      kind: z.enum(['phone', 'email']).optional(),
      least: z.coerce.number().int().min(2).max(100_000).default(2).describe('parties that share it'),
      limit: limitOf(100, 1_000),
    }),
    answer: SharedContactPoints,
    problems: ['query.limit'],
    lists: ['points'],
    read: (ask, filter) => ask.reports.sharedPoints(filter),
  }),
]
