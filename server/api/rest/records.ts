import { z } from 'zod'
import { ArrivingRecord } from '../../model/arriving/arriving-record.ts'
import { EntityName } from '../../model/entities/registry.ts'
import { splitRecordId } from '../../model/ids.ts'
import { RecordOutcome, RecordView, TraceStep } from '../../model/views.ts'
import { demandSource, receiveRecords } from '../receive-records.ts'
import { Reply, route } from '../route.ts'
import { PAST, Past, RecordParams, ShortRecordParams } from './shapes.ts'

/** Records of one request. A longer list is what `kith load` is for. */
const BATCH = 1_000

const tag = 'Records'

const SHORT =
  'Without the entity it answers while one entity alone has the id; otherwise 409, with the records that may be meant in the problem’s path. '

export const records = [
  route({
    method: 'post',
    path: '/records',
    tag,
    summary: 'Create or update records',
    description:
      'Idempotent: a record is known by source, entity and sourceId, and the same content again changes nothing. Each record has its own outcome. ' +
      'A field may be one value or a list, and address parts may be fields: `address.city`. ' +
      'An order is posted in the same way, with `entity: order`, its fields, `lines` of `product`, `quantity` and `amount`, and under `customer` whoever placed it: an `id`, or the fields of a record that is written with it. What a later delivery leaves out of an order stays. ' +
      'The status is 200 when all were accepted, 207 when some were, and 422 with the outcomes in the problem when none was. ' +
      'With `cleaned=true` each outcome tells what cleaning made of what was sent; the record itself tells who wrote what it says now. ' +
      'With the secret of this machine any source may be written; with API keys a sync key writes the sources it was made for, and stewards and admins introduce new ones.',
    right: 'write',
    body: z.strictObject({ records: z.array(z.unknown()).min(1).max(BATCH) }),
    bodyShown: z.strictObject({ records: z.array(ArrivingRecord).min(1).max(BATCH) }),
    query: z.strictObject({
      cleaned: z.stringbool().default(false).describe('outcomes tell the cleaned values and addresses of each record'),
    }),
    bodyLimit: '20mb',
    statuses: { 200: 'All accepted', 207: 'Some accepted; each outcome says' },
    answer: z.object({ outcomes: z.array(RecordOutcome) }),
    problems: ['record.invalid', 'source.unknown', 'graph.busy'],
    problemMembers: { outcomes: z.array(RecordOutcome).describe('of each record, where none was accepted') },
    handle: async ({ body, query, caller }, deps) => {
      const received = await receiveRecords(body.records, caller, deps)
      const outcomes = query.cleaned ? received : received.map(({ cleaned: _unasked, ...outcome }) => outcome)
      const rejected = outcomes.filter((each) => each.outcome === 'rejected').length
      return new Reply(rejected === 0 ? 200 : 207, { outcomes })
    },
  }),
  ...[
    { path: '/records/{source}/{entity}/{sourceId}', params: RecordParams, short: '', fits: hasEntity },
    { path: '/records/{source}/{sourceId}', params: ShortRecordParams, short: SHORT, fits: () => true },
  ].flatMap(({ path, params, short, fits }) => [
    route({
      method: 'get',
      path,
      tag,
      summary: 'One record and the golden record it belongs to',
      description:
        'The crosswalk from a source’s own id to the golden id. A deleted record answers with deletedAt and no values. An id that its source has given up answers with the record under its present id, whose address is in Content-Location. ' +
        short +
        PAST,
      right: 'read',
      params,
      fits,
      query: Past,
      answer: RecordView,
      problems: ['record.not-found', 'record.ambiguous', 'history.pruned'],
      handle: async ({ params: name, query }, { ask }) => {
        const record = await ask.records.find(name, query)
        return record.id === name ? record : new Reply(200, record, { 'Content-Location': recordAddress(record) })
      },
    }),
    route({
      method: 'delete',
      path,
      tag,
      summary: 'Delete a record',
      description: `${short}Leaves a tombstone. Decisions about the record hold on and count again when it comes back.`,
      right: 'write',
      params,
      fits,
      answer: z.object({ record: z.string(), goldens: z.array(z.string()) }),
      problems: ['record.not-found', 'record.ambiguous', 'graph.busy'],
      handle: async ({ params: name, caller }, deps) => {
        const id = await deps.ask.records.one(name)
        await demandSource(splitRecordId(id).source, caller, deps)
        return deps.kith.remove(id, caller.actor)
      },
    }),
    route({
      method: 'get',
      path: `${path}/trace`,
      tag,
      summary: 'What each stage made of a record, and when',
      ...(short ? { description: short.trim() } : {}),
      right: 'read',
      params,
      fits,
      answer: z.object({ record: z.string(), steps: z.array(TraceStep) }),
      problems: ['record.not-found', 'record.ambiguous'],
      handle: async ({ params: name }, { ask }) => {
        const record = await ask.records.one(name)
        return { record, steps: await ask.records.trace(record) }
      },
    }),
  ]),
]

/** `/records/crm/17/trace` is the trace of record 17, whatever entity it is of. */
function hasEntity({ entity }: Readonly<Record<string, unknown>>): boolean {
  return EntityName.safeParse(entity).success
}

function recordAddress({ source, entity, sourceId }: RecordView): string {
  return `/api/v1/records/${encodeURIComponent(source)}/${entity}/${encodeURIComponent(sourceId)}`
}
