import type { Partition } from '../learn/partition.ts'
import { compareIds, type RecordId } from '../model/ids.ts'
import type { StandardRecord } from '../model/record.ts'
import type { Prepared } from '../rules/prepare.ts'

/** What became of the records of one entity. */
export type EntityTrial = {
  records: number
  clusters: number
  /** Clusters of several records. */
  joined: number
  /** Clusters that would wait for a person before they are published. */
  held: number
  /** Pairs that are left to a person. */
  doubts: number
  /** Fields that records have, by name, with how many have each. */
  filled: Record<string, number>
  largest: TrialCluster[]
  /** The doubtful pairs that are most likely one. */
  doubtful: { bits: number; records: TrialRecord[] }[]
  /** Clusters with records of both sources; of one source alone where there is but one. */
  overlaps: { sources: string[]; clusters: number }[]
  issues: { policy: string; field: string; records: number; message: string; example: RecordId }[]
}

type TrialCluster = { held: boolean; records: TrialRecord[] }

/** Enough of a record to be recognised. */
type TrialRecord = { id: RecordId; name: string; says: string }

/** Clusters and doubtful pairs that are shown one by one, and records of a cluster. */
const SHOWN = 10
const MEMBERS = 8

export function entityTrial(rows: readonly Prepared[], { drafts, clusterOf, matched }: Partition): EntityTrial {
  const joined = drafts.filter(({ members }) => members.length > 1)
  const bySize = [...joined].sort((a, b) => b.members.length - a.members.length)
  const shown = (place: number) => shownOf(rows[place]?.standard)
  const { a: from, b: to, bits } = matched.maybes
  const open = Array.from(bits, (_, i) => i).filter((i) => clusterOf[from[i] ?? 0] !== clusterOf[to[i] ?? 0])
  const likeliest = open.sort((a, b) => (bits[b] ?? 0) - (bits[a] ?? 0))
  return {
    records: rows.length,
    clusters: new Set(clusterOf).size,
    joined: joined.length,
    held: drafts.filter(({ status }) => status === 'held').length,
    doubts: open.length,
    filled: filledOf(rows),
    largest: bySize.slice(0, SHOWN).map(({ places, status }) => ({
      held: status === 'held',
      records: places.slice(0, MEMBERS).flatMap(shown),
    })),
    doubtful: likeliest.slice(0, SHOWN).map((i) => ({
      bits: bits[i] ?? 0,
      records: [from[i] ?? 0, to[i] ?? 0].flatMap(shown),
    })),
    overlaps: overlapsOf(rows, clusterOf),
    issues: issuesOf(rows),
  }
}

function shownOf(record: StandardRecord | undefined): TrialRecord[] {
  if (!record) return []
  const value = (field: string) => record.values[field]?.[0]?.value
  const human = [value('givenName'), value('familyName')].filter(Boolean).join(' ')
  const [address] = record.addresses
  const place = [address?.line1 ?? address?.street, address?.postcode, address?.city].filter(Boolean).join(' ')
  const says = [value('birthDate'), value('email'), value('phone') ?? value('mobile'), place].filter(Boolean).join(', ')
  return [{ id: record.id, name: (value('name') ?? human) || (value('fullName') ?? ''), says }]
}

function filledOf(rows: readonly Prepared[]): Record<string, number> {
  const filled: Record<string, number> = {}
  const count = (name: string) => {
    filled[name] = (filled[name] ?? 0) + 1
  }
  for (const { standard } of rows) {
    for (const name of Object.keys(standard.values)) count(name)
    if (standard.addresses.length > 0) count('address')
  }
  return Object.fromEntries(Object.entries(filled).sort(([, a], [, b]) => b - a))
}

function overlapsOf(rows: readonly Prepared[], clusterOf: Uint32Array): EntityTrial['overlaps'] {
  const sourcesOf = new Map<number, Set<string>>()
  rows.forEach(({ standard }, i) => {
    const cluster = clusterOf[i] ?? 0
    const known = sourcesOf.get(cluster)
    if (known) known.add(standard.source)
    else sourcesOf.set(cluster, new Set([standard.source]))
  })
  const counts = new Map<string, number>()
  for (const sources of sourcesOf.values()) {
    const key = [...sources].sort(compareIds).join(' ')
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return [...counts]
    .map(([key, clusters]) => ({ sources: key.split(' '), clusters }))
    .sort((a, b) => b.sources.length - a.sources.length || b.clusters - a.clusters)
}

function issuesOf(rows: readonly Prepared[]): EntityTrial['issues'] {
  const found = new Map<string, EntityTrial['issues'][number]>()
  for (const { id, issues } of rows) {
    for (const { policy, field = '', message } of issues) {
      const key = `${policy} ${field}`
      const known = found.get(key)
      if (known) known.records++
      else found.set(key, { policy, field, records: 1, message, example: id })
    }
  }
  return [...found.values()].sort((a, b) => b.records - a.records)
}
