import { z } from 'zod'
import { EntityName } from '../../model/entities/registry.ts'
import { SourceName } from '../../model/ids.ts'
import { SourceOutcome, SourceView } from '../../model/service-views.ts'
import { route } from '../route.ts'

const tag = 'Sources'
const params = z.strictObject({ source: SourceName })
const OwnId = z.string().trim().min(1).max(500)

/** Records of one request. A longer mapping is what `kith source rekey` is for. */
const MAPPING = 10_000

export const sources = [
  route({
    method: 'get',
    path: '/sources',
    tag,
    summary: 'Every source, its records, and whether it was retired or renamed',
    right: 'read',
    answer: z.object({ sources: z.array(SourceView) }),
    handle: async (_input, { ask }) => ({ sources: await ask.records.sources() }),
  }),
  route({
    method: 'post',
    path: '/sources/{source}/declare',
    tag,
    summary: 'Say what kind of system a source is',
    description:
      'Rules of trust and ownership name kinds (erp, crm, shop, loyalty, register, marketing, or one of your own). Golden records that stand follow. A mapping says the same with `kind`.',
    right: 'decide',
    params,
    body: z.strictObject({ kind: SourceName }),
    answer: SourceOutcome,
    problems: ['graph.busy'],
    handle: async ({ params: { source }, body: { kind }, caller }, { kith }) =>
      kith.declare(source, kind, caller.actor),
  }),
  route({
    method: 'post',
    path: '/sources/{source}/retire',
    tag,
    summary: 'Retire a source',
    description:
      'Its records stay members and keep their history, but what they say wins nothing any more, now or later. Golden records follow in batches; asked again, a retirement that was cut off goes on.',
    right: 'decide',
    params,
    body: z.strictObject({ reason: z.string().trim().min(1).max(1_000) }),
    answer: SourceOutcome,
    problems: ['source.unknown', 'graph.busy'],
    handle: async ({ params: { source }, body: { reason }, caller }, { kith }) =>
      kith.retire(source, reason, caller.actor),
  }),
  route({
    method: 'post',
    path: '/sources/{source}/restore',
    tag,
    summary: 'Let a retired source win again',
    right: 'decide',
    params,
    answer: SourceOutcome,
    problems: ['source.unknown', 'graph.busy'],
    handle: async ({ params: { source }, caller }, { kith }) => kith.restore(source, caller.actor),
  }),
  route({
    method: 'post',
    path: '/sources/{source}/rekey',
    tag,
    summary: 'Give a source a new name, its records new ids, or both',
    description:
      'Golden ids stay, and with them links, decisions, pins, orders and history; old record ids lead to the records under their new ones. What the rules say of the source goes for its new name too. Point the source’s own deliveries at the new name or ids first: what still comes under an old one is a new record.',
    right: 'decide',
    params,
    body: z.strictObject({
      to: SourceName.optional().describe('the new name'),
      records: z
        .array(z.strictObject({ from: OwnId, to: OwnId, entity: EntityName.optional() }))
        .max(MAPPING)
        .default([])
        .describe('the source’s own ids, old and new; `entity` where records of several have the old one'),
    }),
    bodyLimit: '20mb',
    answer: SourceOutcome,
    problems: ['source.unknown', 'record.not-found', 'record.ambiguous', 'graph.busy'],
    handle: async ({ params: { source }, body, caller }, { kith }) => kith.rekey({ source, ...body }, caller.actor),
  }),
]
