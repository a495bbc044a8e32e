import { z } from 'zod'
import { EntityName } from '../../model/entities/registry.ts'
import type { PathsView, SharedContactPoints, SharersView } from '../../model/relation-views.ts'
import type { Tx } from '../graph/driver.ts'
import { maybe, query } from '../graph/query.ts'

const text = maybe(z.string())
const short = query(
  'paths/short',
  { from: z.string(), to: z.string(), past: z.boolean(), hubs: z.number(), max: z.number(), limit: z.number() },
  {
    nodes: z.array(z.object({ id: z.string(), labels: z.array(z.string()), name: text })),
    steps: z.array(z.object({ type: z.string(), start: z.string(), title: text, from: text, to: text })),
  },
)

export type PathRequest = {
  from: string
  to: string
  /** Longest path, in steps. */
  max: number
  /** Relations that ended as well. */
  past: boolean
  /** More relationships than this, and a node is a hub that is not passed. */
  hubs: number
  limit: number
}

type PathNode = PathsView['paths'][number]['nodes'][number]

const KINDS: Record<string, PathNode['kind']> = {
  Customer: 'customer',
  Contact: 'contact',
  Company: 'company',
  Address: 'address',
  ContactPoint: 'contactPoint',
  Household: 'household',
  FormerHousehold: 'household',
}

/** What the first says of the second. */
const VERBS: Record<string, readonly [now: string, past: string]> = {
  HAS_ADDRESS: ['has the address', 'had the address'],
  REACHED_AT: ['is reached at', 'was reached at'],
  IN_HOUSEHOLD: ['lives in the', 'lived in the'],
  AT: ['is at', 'was at'],
  WORKS_AT: ['works at', 'worked at'],
  SUBSIDIARY_OF: ['belongs to', 'belonged to'],
  SAME_PERSON: ['is the same person as', 'was the same person as'],
}

/** Short paths between two parties, every step in words. */
export async function findPaths(tx: Tx, request: PathRequest): Promise<PathsView> {
  const rows = await short.run(tx, request)
  return {
    from: request.from,
    to: request.to,
    paths: rows.map(({ nodes: found, steps }) => {
      const nodes = found.map(({ id, labels, name }): PathNode => {
        const kind = labels.map((label) => KINDS[label]).find((each) => each !== undefined)
        return { id, kind: kind ?? 'other', name: name ?? id }
      })
      return {
        length: steps.length,
        words: steps.map((step, i) => wordsOf(step, nodes[i], nodes[i + 1])).join('; '),
        nodes,
        steps: steps.map((step, i) => ({
          type: step.type,
          past: step.type.startsWith('WAS_'),
          forward: nodes[i]?.id === step.start,
          from: step.from,
          to: step.to,
          words: wordsOf(step, nodes[i], nodes[i + 1]),
        })),
      }
    }),
  }
}

type Step = { type: string; start: string; title?: string | undefined; to?: string | undefined }

function wordsOf({ type, start, title, to }: Step, a: PathNode | undefined, b: PathNode | undefined): string {
  const [one, other] = a?.id === start ? [a, b] : [b, a]
  const past = type.startsWith('WAS_')
  const verb = VERBS[past ? type.slice(4) : type]?.[past ? 1 : 0] ?? type
  const role = title === undefined ? '' : ` as ${title}`
  return `${one?.name} ${verb} ${other?.name}${role}${past && to ? ` until ${to.slice(0, 10)}` : ''}`
}

const shared = query(
  'reports/shared-contact-points',
  { kind: z.string(), least: z.number(), limit: z.number() },
  {
    key: z.string(),
    kind: z.string(),
    value: z.string(),
    shared: z.int(),
    parties: z.array(z.object({ id: z.string(), name: text, entity: z.string(), household: text, company: text })),
  },
)

export type SharedPointFilter = { kind?: string | undefined; least: number; limit: number }

/** Contact points that several share, and whether a household or a company explains it. */
export async function findSharedPoints(
  tx: Tx,
  { kind = '', least, limit }: SharedPointFilter,
): Promise<SharedContactPoints> {
  const rows = await shared.run(tx, { kind, least, limit })
  return {
    points: rows.map(({ parties, ...point }) => ({
      ...point,
      explained: explanationOf(parties, point.shared),
      parties: parties.map(({ id, name, entity }) => ({ id, name: name ?? id, entity })),
    })),
  }
}

type Party = { id: string; entity: string; household?: string | undefined; company?: string | undefined }

function explanationOf(parties: readonly Party[], count: number): 'household' | 'company' | undefined {
  if (parties.length < count) return undefined
  const one = (of: (party: Party) => string | undefined) => {
    const [first, ...others] = parties.map(of)
    return first !== undefined && others.every((each) => each === first)
  }
  if (one((party) => party.household)) return 'household'
  return one((party) => (party.entity === 'company' ? party.id : party.company)) ? 'company' : undefined
}

const sharers = query(
  'paths/sharers',
  { point: z.string(), address: z.string(), limit: z.number() },
  {
    key: z.string(),
    value: z.string(),
    shared: z.int(),
    owners: z.array(z.object({ id: z.string(), name: text, entity: EntityName })),
  },
)

/** Whose a phone number, e-mail address or place is. Undefined for what is in no golden record. */
export async function findSharers(
  tx: Tx,
  kind: SharersView['kind'],
  value: string,
  limit: number,
): Promise<SharersView | undefined> {
  const ids =
    kind === 'address' ? { point: '', address: value } : { point: `${kind}:${value.toLowerCase()}`, address: '' }
  const row = (await sharers.run(tx, { ...ids, limit }))[0]
  if (!row) return undefined
  const node = `${kind === 'address' ? 'addr' : 'point'}:${row.key}`
  return { ...row, kind, node, owners: row.owners.map(({ name, ...owner }) => ({ ...owner, name: name ?? owner.id })) }
}
