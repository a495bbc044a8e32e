import { EntityName } from '../../model/entities/registry.ts'
import { crowdHash, type GoldenHead, LISTED, movedSum } from '../../model/golden.ts'
import { compareIds, type GoldenId, type RecordId } from '../../model/ids.ts'
import type { StandardRecord } from '../../model/record.ts'
import { changeOf } from '../../publish/publish.ts'
import type { EntityEngine } from '../../rules/engine.ts'
import type { Tx } from '../../store/graph/driver.ts'
import { claimActivities } from '../../store/write/activities.ts'
import {
  clearWinners,
  goldenHeads,
  keepGoldenVersions,
  moveMembers,
  type ProfileRow,
  profilesOfGoldens,
  putWinners,
  recordsOfGoldens,
  type StoredHead,
} from '../../store/write/goldens.ts'
import { cleanDoubtsOf } from '../../store/write/links.ts'
import { standardRecords } from '../../store/write/records.ts'
import type { Ledger } from '../feed/ledger.ts'
import { formsOf } from '../relate/address-rows.ts'
import { type Consequences, PUT } from './commit.ts'
import { commitContactPoints } from './contact-points.ts'
import type { Echoes } from './echoes.ts'
import { crowdRow } from './nodes.ts'
import { memberOf } from './scope.ts'

type Moves = { joined: RecordId[]; left: RecordId[] }
/** A large golden record before and after echoes came and went, with a record of each thing that is said of it. */
type Outcome = {
  before: StoredHead
  after: GoldenHead
  moves: Moves
  sources: string[]
  records: readonly StandardRecord[]
}

/**
 * Writes that echoes came to large golden records or went. Who the others are is not asked: their clusters stay, and values
 * survive from one record of each profile, which speaks for as many as say the same.
 * @returns undefined, and nothing is written, where the outcome rests on more than that
 */
export async function commitEchoes(
  tx: Tx,
  entity: EntityName,
  echoes: Echoes,
  engine: EntityEngine,
  ledger: Ledger,
): Promise<Consequences | undefined> {
  const outcomes = await outcomesOf(tx, echoes, engine)
  if (outcomes.length < echoes.size) return undefined
  const ids = outcomes.map(({ after }) => after.id)
  for (const { before, after, moves, sources } of outcomes) {
    const change = changeOf({ before, after, from: [], heirs: [], ...moves, sources })
    if (change) ledger.changes.set(after.id, change)
    ledger.kept.add(after.id)
  }
  const moved = new Map(outcomes.flatMap(({ after, moves }) => moves.joined.map((id) => [id, after.id] as const)))
  await keepGoldenVersions.run(tx, { ids })
  await PUT[entity].run(tx, { rows: await Promise.all(outcomes.map((outcome) => rowOf(tx, outcome))) })
  if (moved.size > 0) {
    await moveMembers.run(tx, { rows: [...moved].map(([record, golden]) => ({ record, golden })) })
    await cleanDoubtsOf.run(tx, { ids: [...moved.keys()] })
    await claimActivities.run(tx, { ids: [...moved.keys()], entities: EntityName.options, at: ledger.at })
  }
  await clearWinners.run(tx, { ids })
  const rows = outcomes.flatMap(({ after }) => after.winners.map((winner) => ({ golden: after.id, ...winner })))
  await putWinners.run(tx, { rows })
  const put = outcomes.map(({ before, after, records }) => ({ before, after, forms: formsOf(after, records) }))
  await commitContactPoints(tx, outcomes, ledger)
  const removed = outcomes.flatMap(({ moves }) => moves.left)
  const stood = outcomes.map(({ before }) => before)
  const addresses = { put, retired: [] }
  return { moved, stood, related: ids, retired: [], addresses, removed, parentsOfRetired: [], reconsider: [] }
}

/** Those of the golden records whose outcome follows from their profiles alone. */
async function outcomesOf(tx: Tx, echoes: Echoes, engine: EntityEngine): Promise<Outcome[]> {
  const heads = (await goldenHeads(tx, [...echoes.keys()].sort(compareIds))).filter((head) =>
    isLarge(head, echoes.get(head.id)),
  )
  if (heads.length < echoes.size) return []
  const asked = heads.map(({ id }) => ({ golden: id, joined: echoes.get(id)?.joined ?? [] }))
  const profiles = await profilesOfGoldens.run(tx, { rows: asked })
  if (profiles.some(({ content, pins }) => content === undefined || pins > 0)) return []
  const stored = await standardRecords.run(tx, { ids: profiles.map(({ record }) => record).sort(compareIds) })
  // Whether somebody who is told to have moved is in the cluster, only its records know.
  if (stored.some(({ words }) => words.some(({ record }) => record !== undefined))) return []
  const members = new Map(stored.map((row) => [row.id, memberOf(row)]))
  return heads.flatMap((before) => {
    const moves = echoes.get(before.id) ?? { joined: [], left: [] }
    const own = profiles.filter(({ golden }) => golden === before.id)
    const after = headAfter(before, moves, own, members, engine)
    const sources = [...new Set(own.map(({ source }) => source))].sort()
    const records = own.flatMap(({ record }) => members.get(record)?.record ?? [])
    return after ? [{ before, after, moves, sources, records }] : []
  })
}

/** Whether it has as many records, before and after, as clusters have that are judged like any larger one. */
function isLarge({ size, status, memberSum }: StoredHead, moves: Moves | undefined): boolean {
  const after = size + (moves?.joined.length ?? 0) - (moves?.left.length ?? 0)
  return status !== 'held' && memberSum !== undefined && Math.min(size, after) > LISTED
}

function headAfter(
  { id, entity, memberSum = '0' }: StoredHead,
  { joined, left }: Moves,
  profiles: readonly ProfileRow[],
  members: ReadonlyMap<RecordId, ReturnType<typeof memberOf>>,
  engine: EntityEngine,
): GoldenHead | undefined {
  const speaking = profiles.flatMap(({ record, voices }) => {
    const member = members.get(record)
    return member ? [{ ...member, voices }] : []
  })
  const content = engine.survive(speaking, { status: 'active', reasons: [] })
  // What nobody but each single record can tell: the day an address was left, who contradicts an owner, the lowest id for want of a name.
  const isOfAll =
    content.rejected === undefined &&
    content.addresses.every(({ to }) => to === undefined) &&
    content.winners.some(({ attribute }) => attribute === 'name')
  if (!isOfAll || speaking.length < profiles.length) return undefined
  return { ...content, id, entity, hash: crowdHash(movedSum(memberSum, joined, left), content) }
}

async function rowOf(tx: Tx, { before, after, moves, sources }: Outcome) {
  const { joined, left } = moves
  const size = before.size + joined.length - left.length
  const memberSum = movedSum(before.memberSum ?? '0', joined, left)
  return crowdRow(after, { size, sources, memberSum, listed: await firstOf(tx, after.id, before.listed, moves) })
}

/** The first records by id. Only where one of them went somebody has to be asked who comes next. */
async function firstOf(
  tx: Tx,
  id: GoldenId,
  listed: readonly RecordId[],
  { joined, left }: Moves,
): Promise<RecordId[]> {
  const known = left.some((each) => listed.includes(each))
    ? (await recordsOfGoldens.run(tx, { ids: [id] })).flatMap(({ records }) => records)
    : listed
  return [...new Set([...known, ...joined])].sort(compareIds).slice(0, LISTED)
}
