import type { Decision } from '../../model/evidence.ts'
import type { Golden } from '../../model/golden.ts'
import { compareIds, pairOf, type RecordId } from '../../model/ids.ts'
import type { PlanRequest } from '../../model/plan.ts'
import { fail } from '../../model/problem.ts'
import type { Tx } from '../../store/graph/driver.ts'
import { goldensById, goldensOfRecords } from '../../store/write/goldens.ts'
import { decisionsAbout, linksWithin } from '../../store/write/links.ts'
import { standardRecords } from '../../store/write/records.ts'
import type { Recipe } from './enact.ts'

export type Draft = Recipe & {
  /** Records that have to be one golden record afterwards, by the request. */
  groups: RecordId[][]
  /** Pairs that have to be in two. */
  apart: [RecordId, RecordId][]
  warnings: string[]
}

type Ask<K extends PlanRequest['kind']> = Extract<PlanRequest, { kind: K }>

/** Decisions that one plan may write: every record of one part against every one of another. */
const MOST_WORDS = 2_000

/**
 * The decisions a merge, split or unmerge is made of.
 * @throws ProblemError `golden.not-found`, `record.not-found`, `request.invalid`, `decision.conflict`
 */
export function recipeOf(tx: Tx, request: Exclude<PlanRequest, { kind: 'rules' }>): Promise<Draft> {
  switch (request.kind) {
    case 'merge':
      return mergeRecipe(tx, request)
    case 'split':
      return splitRecipe(tx, request)
    case 'unmerge':
      return unmergeRecipe(tx, request)
  }
}

async function mergeRecipe(tx: Tx, { goldens: ids, overrule, reason }: Ask<'merge'>): Promise<Draft> {
  const goldens: Golden[] = []
  for (const id of new Set(ids)) goldens.push(await goldenOf(tx, id))
  const [first, ...others] = goldens
  if (!first || others.length === 0) return fail('request.invalid', 'a merge is of two golden records or more')
  const stranger = others.find(({ entity }) => entity !== first.entity)
  if (stranger) fail('request.invalid', `${first.id} is a ${first.entity} and ${stranger.id} a ${stranger.entity}`)
  const touch = goldens.flatMap(({ members }) => members)
  const owner = new Map(goldens.flatMap(({ id, members }) => members.map((record) => [record, id] as const)))
  const against = (await standingAmong(tx, touch)).filter(
    ({ low, high, verdict }) => verdict === 'distinct' && owner.get(low) !== owner.get(high),
  )
  const [word] = against
  if (word && !overrule)
    fail(
      'decision.conflict',
      `${word.low} and ${word.high} were decided to be distinct (${word.id}); overrule it, or undo it first`,
      {
        path: [word.low, word.high],
      },
    )
  const anchors = await anchorsOf(
    tx,
    goldens.map(({ members }) => members),
  )
  const [anchor, ...rest] = anchors
  return {
    entity: first.entity,
    touch: touch.sort(compareIds),
    put: rest.map((other) => said(anchor, other, 'same', reason)),
    revoke: against.map(({ id }) => id),
    groups: [touch],
    apart: [],
    warnings: [],
  }
}

async function splitRecipe(tx: Tx, { golden: id, parts, reason }: Ask<'split'>): Promise<Draft> {
  const golden = await goldenOf(tx, id)
  const named = parts.flat()
  if (new Set(named).size < named.length)
    fail('request.invalid', 'a record can be in one part only', { field: 'parts' })
  const stranger = named.find((record) => !golden.members.includes(record))
  if (stranger !== undefined)
    fail('request.invalid', `${stranger} is no record of ${id}`, { record: stranger, field: 'parts' })
  const rest = golden.members.filter((record) => !named.includes(record))
  const all = rest.length > 0 ? [...parts, rest] : parts
  if (all.length < 2)
    fail('request.invalid', `these parts are all of ${id}; nothing would be split`, { field: 'parts' })
  return { ...(await parting(tx, golden, all, reason, true)), groups: parts.map((part) => [...part]) }
}

async function unmergeRecipe(tx: Tx, { record, scope, allowAgain, reason }: Ask<'unmerge'>): Promise<Draft> {
  const owner = (await goldensOfRecords.run(tx, { ids: [record] }))[0]
  if (!owner) return fail('record.not-found', `there is no record ${record}`, { record })
  const golden = await goldenOf(tx, owner.golden)
  if (golden.members.length < 2)
    fail('request.invalid', `${record} is the only record of ${golden.id}; there is nothing to leave`, { record })
  const leaving = scope === 'tree' ? await treeOf(tx, record, golden.members) : [record]
  const staying = golden.members.filter((id) => !leaving.includes(id))
  if (staying.length === 0)
    fail('request.invalid', `all of ${golden.id} hangs on ${record}; unmerge it with scope single`, { record })
  const draft = await parting(tx, golden, [leaving, staying], reason, !allowAgain)
  return allowAgain ? { ...draft, apart: [] } : draft
}

/** Keeps parts of a golden record apart: ties across them go, and every record of one is distinct from every other's. */
async function parting(
  tx: Tx,
  { entity, members }: Golden,
  parts: readonly (readonly RecordId[])[],
  reason: string,
  forGood: boolean,
): Promise<Draft> {
  const partOf = new Map(parts.flatMap((part, i) => part.map((record) => [record, i] as const)))
  const ties = (await standingAmong(tx, members)).filter(
    ({ low, high, verdict }) => verdict === 'same' && partOf.get(low) !== partOf.get(high),
  )
  const apart = parts.flatMap((part, i) =>
    parts.slice(i + 1).flatMap((other) => part.flatMap((a) => other.map((b): [RecordId, RecordId] => [a, b]))),
  )
  if (apart.length > MOST_WORDS)
    fail(
      'request.invalid',
      `that takes ${apart.length} decisions, and a plan has ${MOST_WORDS} at most; split it in steps`,
    )
  return {
    entity,
    touch: [...members].sort(compareIds),
    put: forGood ? apart.map(([a, b]) => said(a, b, 'distinct', reason)) : [],
    revoke: ties.map(({ id }) => id),
    groups: [],
    apart,
    warnings: [],
  }
}

/**
 * The record and what only it ties to the rest: without it the cluster's links fall into pieces, of which the largest
 * (ties: with the oldest record) stays and all others go with the record.
 */
async function treeOf(tx: Tx, record: RecordId, members: readonly RecordId[]): Promise<RecordId[]> {
  const links = await linksWithin.run(tx, { ids: members })
  const ties = (await standingAmong(tx, members)).filter(({ verdict }) => verdict === 'same')
  const near = new Map<RecordId, RecordId[]>(members.map((id) => [id, []]))
  for (const { low, high } of [...links, ...ties]) {
    near.get(low)?.push(high)
    near.get(high)?.push(low)
  }
  const seen = new Set<RecordId>([record])
  const pieces: RecordId[][] = []
  for (const start of members) {
    if (seen.has(start)) continue
    const piece: RecordId[] = []
    for (let open = [start]; open.length > 0; ) {
      const id = open.pop()
      if (id === undefined || seen.has(id) || !near.has(id)) continue
      seen.add(id)
      piece.push(id)
      open.push(...(near.get(id) ?? []))
    }
    pieces.push(piece)
  }
  const age = await agesOf(tx, members)
  const oldest = (piece: RecordId[]) => piece.map(age).sort(compareIds)[0] ?? ''
  const [, ...going] = pieces.sort((a, b) => b.length - a.length || compareIds(oldest(a), oldest(b)))
  return [record, ...going.flat()]
}

/** The oldest record of each: it stands for its golden record in decisions. */
async function anchorsOf(tx: Tx, parts: readonly (readonly RecordId[])[]): Promise<RecordId[]> {
  const age = await agesOf(tx, parts.flat())
  return parts.flatMap((part) => [...part].sort((a, b) => compareIds(age(a), age(b)))[0] ?? [])
}

async function agesOf(tx: Tx, ids: readonly RecordId[]): Promise<(id: RecordId) => string> {
  const rows = await standardRecords.run(tx, { ids })
  const created = new Map(rows.map(({ id, standard }) => [id, standard.createdAt ?? '9999']))
  return (id) => `${created.get(id) ?? '9999'} ${id}`
}

/** Standing decisions between two of the given records. */
async function standingAmong(tx: Tx, ids: readonly RecordId[]): Promise<Decision[]> {
  const own = new Set(ids)
  return (await decisionsAbout.run(tx, { ids })).filter(({ low, high }) => own.has(low) && own.has(high))
}

export function said(
  a: RecordId | undefined,
  b: RecordId,
  verdict: 'same' | 'distinct',
  reason: string,
): Recipe['put'][number] {
  const [low, high] = pairOf(a ?? b, b)
  return { low, high, verdict, reason }
}

async function goldenOf(tx: Tx, id: Golden['id']): Promise<Golden> {
  return (await goldensById(tx, [id]))[0] ?? fail('golden.not-found', `there is no golden record ${id} today`)
}
