import { z } from 'zod'
import { EntityName } from '../../model/entities/registry.ts'
import { RecordId, SourceName } from '../../model/ids.ts'
import type { When } from '../../model/moment.ts'
import { Issue, RecordInput, StandardRecord, shownValues } from '../../model/record.ts'
import { RecordView } from '../../model/views.ts'
import type { Tx } from '../graph/driver.ts'
import { json, maybe, query, rowsOf } from '../graph/query.ts'
import { deletedWith, goldensOfRecordsAt, type RecordAt, recordsAt } from './history-reads.ts'
import { timesOf } from './moments.ts'

const view = query(
  'records/view',
  { id: z.string() },
  {
    id: RecordId,
    source: SourceName,
    sourceId: z.string(),
    entity: EntityName,
    channel: maybe(z.string()),
    createdAt: maybe(z.string()),
    updatedAt: maybe(z.string()),
    version: maybe(z.number()),
    receivedAt: maybe(z.string()),
    deletedAt: maybe(z.string()),
    input: maybe(json(RecordInput)),
    standard: maybe(json(StandardRecord)),
    issues: maybe(json(z.array(Issue))),
    golden: maybe(z.string()),
    actor: maybe(z.string()),
    user: maybe(z.string()),
    formerIds: z.array(RecordId),
  },
)

/** A moment, and what is made of the state that a record had then: stored is what it is read as today. */
type PastReading = { when: When; readThen: (state: RecordAt) => Promise<RecordAt> }

/** A record with its golden, or what is left of a deleted one. */
export async function findRecord(tx: Tx, id: RecordId, past?: PastReading): Promise<RecordView | undefined> {
  const row = (await view.run(tx, { id }))[0]
  if (!row) return undefined
  return past ? findRecordAt(tx, row, past) : recordView(row)
}

type Row = Awaited<ReturnType<typeof view.run>>[number]

/** A record as it was known at a moment; as a tombstone where it was deleted by then. Undefined before it came. */
async function findRecordAt(tx: Tx, row: Row, { when, readThen }: PastReading): Promise<RecordView | undefined> {
  const { known, world } = when
  const { id, source, sourceId, entity } = row
  const stood = (await recordsAt(tx, [id], known))[0]
  const blank = {
    id,
    source,
    sourceId,
    entity,
    formerIds: row.formerIds,
    actor: undefined,
    user: undefined,
    receivedAt: undefined,
    input: undefined,
    standard: undefined,
  }
  if (!stood) {
    const gone = await deletedWith(tx, id, known)
    if (gone === undefined) return undefined
    const deleted = row.deletedAt ?? (await timesOf(tx, [gone])).get(gone) ?? known.at
    return recordView({ ...blank, issues: undefined, deletedAt: deleted } as Row)
  }
  const said = world === undefined ? stood : (await recordsAt(tx, [id], known, world))[0]
  if (!said) return undefined
  const { channel, createdAt } = said.standard
  const golden = (await goldensOfRecordsAt(tx, [id], known.seq)).get(id)
  return recordView({ ...blank, ...(await readThen(said)), channel, createdAt, golden, deletedAt: undefined })
}

function recordView(row: Row): RecordView {
  const { standard, input, issues, receivedAt, actor, user, ...rest } = row
  const { source, sourceId, entity } = rest
  return RecordView.parse({
    ...rest,
    receivedAt: receivedAt ?? rest.deletedAt ?? '',
    ...(actor === undefined ? {} : { writtenBy: { key: actor, ...(user === undefined ? {} : { user }) } }),
    input: input ?? { source, sourceId, entity, fields: {} },
    values: standard ? shownValues(standard) : {},
    addresses: standard?.addresses ?? [],
    issues: issues ?? [],
  })
}

const known = query('sources/known', { sources: rowsOf<string>() }, { source: z.string() })

/** Which of the sources have delivered a record before. */
export async function knownSources(tx: Tx, sources: readonly string[]): Promise<string[]> {
  return (await known.run(tx, { sources })).map((row) => row.source)
}
