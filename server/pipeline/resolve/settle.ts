import { type ClusterDraft, cluster, type Pairs } from '../../cluster/cluster.ts'
import { type ChangeDraft, isGone } from '../../model/change.ts'
import { entityDef } from '../../model/entities/registry.ts'
import type { Decision, Link } from '../../model/evidence.ts'
import { type Golden, goldenHash } from '../../model/golden.ts'
import { compareIds, type GoldenId, GoldenId as GoldenIdShape, type RecordId } from '../../model/ids.ts'
import { changeOf, movesOf } from '../../publish/publish.ts'
import type { EntityEngine } from '../../rules/engine.ts'
import type { LostGolden } from '../../store/write/goldens.ts'
import type { Member } from '../../survive/witness.ts'
import type { RunContext } from '../run/context.ts'
import { type IdPlan, planIds } from './survival-of-ids.ts'

/**
 * A closed piece of one entity's graph: whole components of links and must-links, and every golden that holds or held
 * one of their records. Nothing outside can be affected by what is decided inside.
 */
export type Scope = {
  members: ReadonlyMap<RecordId, Member>
  links: readonly Link[]
  /** Standing decisions whose both records are in the scope. */
  decisions: readonly Decision[]
  before: readonly Golden[]
  /** Retired ids whose last records are in the scope. */
  lost?: readonly LostGolden[]
  /** Identity of a contact's company, where known: `score` needs it. */
  companyOf?: (record: RecordId) => string | undefined
}

type Retirement = { golden: Golden; heirs: GoldenId[] }

/** What a resolution wants written. Goldens that stay exactly as they were appear nowhere in it. */
export type Settlement = {
  put: { before?: Golden; after: Golden }[]
  retired: Retirement[]
  /** Records whose golden differs from before, new ones included. */
  moved: Map<RecordId, GoldenId>
  changes: ChangeDraft[]
  /** Ids retired with heirs and ids minted for records that had one: what merges and splits cost those who keep ids. */
  churn: number
}

/**
 * Clusters a scope, lets golden records survive from the clusters and works out which ids live on. A pure function but
 * for the ids it mints: the same scope gives the same clusters, values and changes, whatever path led to it.
 */
export function settle(
  scope: Scope,
  engine: EntityEngine,
  { mint, former, now }: Pick<RunContext, 'mint' | 'former' | 'now'>,
): Settlement {
  const drafts = clustersOf(scope, engine)
  const { ids, parts } = idsOf(scope, drafts, engine, now, former)
  const prefix = entityDef(engine.entity).prefix
  const idAt = ids.map((id, place) => id ?? GoldenIdShape.parse(mint(prefix, drafts[place]?.members[0])))
  const owner = ownerOf(scope.before)
  const beforeById = new Map(scope.before.map((golden) => [golden.id, golden]))

  const settlement: Settlement = { put: [], retired: [], moved: new Map(), changes: [], churn: 0 }
  const absorbed = new Map<GoldenId, GoldenId[]>()
  for (const golden of scope.before) {
    const heirs = (parts.get(golden.id) ?? []).map((place) => at(idAt, place)).filter((id) => id !== golden.id)
    if (idAt.includes(golden.id)) continue
    settlement.retired.push({ golden, heirs })
    if (heirs.length > 0) settlement.churn++
    for (const heir of heirs) absorbed.set(heir, [...(absorbed.get(heir) ?? []), golden.id])
  }

  drafts.forEach((draft, place) => {
    const id = at(idAt, place)
    const before = beforeById.get(id)
    const after = goldenOf(id, draft, scope, engine)
    for (const record of after.members) if (owner.get(record) !== id) settlement.moved.set(record, id)
    if (before?.hash === after.hash) return
    settlement.put.push(before ? { before, after } : { after })
    if (!before && after.members.some((record) => owner.has(record))) settlement.churn++
    const heirs = before ? (parts.get(id) ?? []).map((p) => at(idAt, p)).filter((heir) => heir !== id) : []
    const change = changeOf({
      ...(before ? { before } : {}),
      after,
      from: absorbed.get(id) ?? [],
      heirs,
      ...movesOf(before, after),
    })
    if (change) settlement.changes.push(change)
  })
  for (const { golden, heirs } of settlement.retired) {
    const change = changeOf({ before: golden, from: [], heirs, ...movesOf(golden, undefined) })
    if (change) settlement.changes.push(change)
  }
  settlement.changes.sort(byRank)
  return settlement
}

/** Which ids the clusters of a scope get: those of before, or retired ones that come back. */
export function idsOf(
  scope: Scope,
  drafts: readonly ClusterDraft[],
  engine: EntityEngine,
  now: () => Date,
  former?: RunContext['former'],
): IdPlan {
  return planIds(
    scope.before.map((golden) => ({ id: golden.id, members: golden.members })),
    drafts.map((draft) => draft.members),
    (id) => scope.members.get(id)?.record.createdAt,
    former,
    (scope.lost ?? []).filter((golden) => mayReturn(golden, engine, now)),
  )
}

/** Days within which a deleted record finds its id again, where rules do not say. */
const RETURN_DAYS = 90
const DAY_MS = 86_400_000

/** An id that leads elsewhere is its records' own for ever; one that ended with them, for as long as the rules say. */
function mayReturn({ leads, retiredAt }: LostGolden, { rules }: EntityEngine, now: () => Date): boolean {
  const days = rules.cluster.idsReturnDays ?? RETURN_DAYS
  return leads || (retiredAt !== undefined && now().getTime() - Date.parse(retiredAt) <= days * DAY_MS)
}

/** The clusters of a scope. */
export function clustersOf(scope: Scope, engine: EntityEngine): ClusterDraft[] {
  const { scorer } = engine
  const prepared = new Map<RecordId, ReturnType<typeof scorer.prepare>>()
  const preparedOf = (id: RecordId) => {
    const found = prepared.get(id)
    if (found) return found
    const member = memberOf(scope, id)
    const company = scope.companyOf?.(id)
    const made = scorer.prepare(member.record, company === undefined ? {} : { company })
    prepared.set(id, made)
    return made
  }
  const pairs: Pairs = {
    say: (a, b) => scorer.say(scorer.outcome(preparedOf(a), preparedOf(b))),
    within: (a, b) => scorer.isWithin(preparedOf(a), preparedOf(b)),
  }
  return cluster(
    { ids: [...scope.members.keys()], links: [...scope.links], decisions: [...scope.decisions], pairs },
    engine.rules.cluster,
  )
}

/** Golden record of a cluster under an id; also what `checksum` compares, the id apart. */
function goldenOf(id: GoldenId, draft: ClusterDraft, scope: Scope, engine: EntityEngine): Golden {
  const members = draft.members.map((record) => memberOf(scope, record))
  const content = engine.survive(members, { status: draft.status, reasons: draft.reasons })
  return {
    ...content,
    id,
    entity: engine.entity,
    members: draft.members,
    hash: goldenHash(draft.members, content),
  }
}

/** Retired ids after the ones that live on, then by id: the order in which one transaction's changes are numbered. */
function byRank(a: ChangeDraft, b: ChangeDraft): number {
  const rank = (change: ChangeDraft) => (isGone(change.kind) ? 1 : 0)
  return rank(a) - rank(b) || compareIds(a.members?.[0] ?? a.golden, b.members?.[0] ?? b.golden)
}

function ownerOf(goldens: readonly Golden[]): Map<RecordId, GoldenId> {
  return new Map(goldens.flatMap((golden) => golden.members.map((record) => [record, golden.id] as const)))
}

function memberOf(scope: Scope, id: RecordId): Member {
  const member = scope.members.get(id)
  if (!member) throw new Error(`settle: ${id} is linked but not in the scope`)
  return member
}

function at<T>(list: readonly T[], place: number): T {
  const item = list[place]
  if (item === undefined) throw new Error(`settle: no cluster at ${place}`)
  return item
}
