import { z } from 'zod'
import { addressLine } from '../../model/address-line.ts'
import { EntityName } from '../../model/entities/registry.ts'
import { GoldenContent, GoldenStatus } from '../../model/golden.ts'
import { type GoldenId, RecordId } from '../../model/ids.ts'
import type { Place } from '../../model/moment.ts'
import { Issue, StandardRecord } from '../../model/record.ts'
import type { HistoryView } from '../../model/service-views.ts'
import { GoldenView } from '../../model/views.ts'
import type { Tx } from '../graph/driver.ts'
import { json, maybe, query } from '../graph/query.ts'
import { goldensById } from '../write/goldens.ts'
import { pinsOf } from '../write/pins.ts'
import { attributeViews } from './attribute-views.ts'
import { changeOf, storedChange } from './change-reads.ts'
import { timesOf } from './moments.ts'
import { PLACE } from './place.ts'

/** Bounds of one page about a golden record. A cluster of more records is held anyway. */
const MEMBERS = 500
const ADDRESSES = 100
const RELATIONS = 200
const VERSIONS = 100

const limited = { id: z.string(), limit: z.number() }

const head = query('golden/head', { id: z.string() }, { name: maybe(z.string()), seq: maybe(z.number()) })
const members = query('golden/members-view', limited, {
  id: RecordId,
  source: z.string(),
  name: maybe(z.string()),
  entity: EntityName,
  createdAt: maybe(z.string()),
  updatedAt: maybe(z.string()),
  channel: maybe(z.string()),
  standard: json(StandardRecord),
  issues: json(z.array(Issue)),
})
const addresses = query('golden/addresses', limited, {
  ...PLACE,
  kind: maybe(z.string()),
  from: maybe(z.string()),
  to: maybe(z.string()),
  current: z.boolean(),
  verified: maybe(z.boolean()),
  undeliverable: maybe(z.boolean()),
})
const relations = query('golden/relations', limited, {
  type: z.string(),
  outgoing: z.boolean(),
  id: z.string(),
  labels: z.array(z.string()),
  name: z.string(),
  properties: z.record(z.string(), z.unknown()),
})

const ordered = query(
  'golden/ordered',
  { id: z.string() },
  { currency: maybe(z.string()), orders: z.int(), latest: maybe(z.string()), amount: z.int() },
)

/** A golden record with everything one page about it shows. */
export async function findGolden(tx: Tx, id: GoldenId): Promise<GoldenView | undefined> {
  const golden = (await goldensById(tx, [id]))[0]
  if (!golden) return undefined
  const named = (await head.run(tx, { id }))[0]
  const records = await members.run(tx, { id, limit: MEMBERS })
  const standard = records.map((record) => record.standard)
  const { entity, status, reasons } = golden
  return GoldenView.parse({
    id,
    entity,
    name: named?.name ?? records[0]?.name ?? id,
    status,
    reasons,
    seq: named?.seq ?? 0,
    attributes: attributeViews(golden, standard, await pinsOf(tx, golden.winners)),
    addresses: (await addresses.run(tx, { id, limit: ADDRESSES })).map((row) => ({ ...row, text: addressLine(row) })),
    records: records.map(({ standard: _, issues, name, ...row }) => ({
      ...row,
      name: name ?? row.id,
      issues: issues.length,
    })),
    relations: (await relations.run(tx, { id, limit: RELATIONS })).map(({ outgoing, labels, ...row }) => ({
      ...row,
      direction: outgoing ? 'out' : 'in',
      label: labels.find((label) => label !== 'Golden' && label !== 'Retired') ?? labels[0] ?? '',
    })),
    ...(await boughtBy(tx, id)),
    issues: records.flatMap(({ id: record, issues }) => issues.map((issue) => ({ ...issue, record }))),
  })
}

async function boughtBy(tx: Tx, id: GoldenId): Promise<Pick<GoldenView, 'orders'>> {
  const rows = await ordered.run(tx, { id })
  if (rows.length === 0) return {}
  const latest = rows.flatMap((row) => row.latest ?? []).sort()
  return {
    orders: {
      count: rows.reduce((sum, row) => sum + row.orders, 0),
      latest: latest.at(-1),
      sums: rows.map(({ currency, amount }) => ({ currency, amount })),
    },
  }
}

const version = {
  fromSeq: maybe(z.number()),
  members: z.array(z.string()),
  status: GoldenStatus,
  reasons: z.array(z.string()),
  body: json(GoldenContent.pick({ values: true, winners: true })),
}
const present = query('golden/present-version', { id: z.string() }, version)
const past = { ...limited, upto: z.number() }
const versions = query('golden/versions', past, { ...version, toSeq: maybe(z.number()) })
const changesOf = query('changes/of-golden', past, storedChange)

/**
 * Versions and changes of a golden record, latest first; of a retired one too; with a moment, as far as was known then.
 * Undefined for an unknown id.
 */
export async function findHistory(tx: Tx, id: GoldenId, known?: Place): Promise<HistoryView | undefined> {
  const upto = known?.seq ?? Number.MAX_SAFE_INTEGER
  const now = await present.run(tx, { id })
  const before = await versions.run(tx, { id, upto, limit: VERSIONS })
  const changes = await changesOf.run(tx, { id, upto, limit: VERSIONS })
  const states = [...now.map((row) => ({ ...row, toSeq: undefined })), ...before].filter(
    ({ fromSeq }) => (fromSeq ?? 0) <= upto,
  )
  if (states.length + changes.length === 0) return undefined
  const times = await timesOf(
    tx,
    states.flatMap(({ fromSeq, toSeq }) => [fromSeq ?? 0, toSeq ?? 0]),
  )
  return {
    id,
    versions: states.map(({ body, fromSeq = 0, toSeq, ...row }) => {
      const ended = toSeq !== undefined && toSeq <= upto ? toSeq : undefined
      const [from, to] = [times.get(fromSeq), times.get(ended ?? -1)]
      return {
        ...row,
        ...body,
        fromSeq,
        ...(ended === undefined ? {} : { toSeq: ended }),
        ...(from === undefined ? {} : { from }),
        ...(to === undefined ? {} : { to }),
      }
    }),
    changes: changes.map(changeOf),
  }
}
