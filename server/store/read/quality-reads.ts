import { z } from 'zod'
import type { Actor } from '../../model/change.ts'
import { EntityName } from '../../model/entities/registry.ts'
import { Findings, type QualityReport } from '../../model/reports.ts'
import type { Store, Tx } from '../graph/driver.ts'
import { json, query } from '../graph/query.ts'

const findings = query(
  'quality/findings',
  {},
  { policy: z.string(), source: z.string(), entity: EntityName, records: z.int() },
)
const recordCount = query('records/count', {}, { records: z.int() })
const putBaseline = query(
  'quality/put-baseline',
  { at: z.string(), by: z.string(), records: z.number(), findings: z.number(), body: z.string() },
  {},
)
const baselines = query(
  'quality/baselines',
  { limit: z.number() },
  { at: z.string(), by: z.string(), records: z.int(), findings: z.int(), body: json(Findings) },
)

async function today(tx: Tx) {
  const policies = await findings.run(tx, {})
  const records = (await recordCount.run(tx, {}))[0]?.records ?? 0
  return { policies, records, total: policies.reduce((sum, row) => sum + row.records, 0) }
}

/** Stores today's findings, for later days to be held against. */
export async function keepBaseline(tx: Tx, at: string, by: string): Promise<void> {
  const { policies, records, total } = await today(tx)
  await putBaseline.run(tx, { at, by, records, findings: total, body: JSON.stringify(policies) })
}

/** Keeps a baseline a day, once there is something to keep. */
export async function keepDaily(store: Store, actor: Actor, now: Date): Promise<boolean> {
  const at = now.toISOString()
  return store.write(async (tx) => {
    const last = (await baselines.run(tx, { limit: 1 }))[0]?.at ?? ''
    if (last.slice(0, 10) === at.slice(0, 10)) return false
    if (((await recordCount.run(tx, {}))[0]?.records ?? 0) === 0) return false
    await keepBaseline(tx, at, actor.key)
    return true
  })
}

/** Findings by policy and source against the baseline that stood at an instant, or the latest, and the trend. */
export async function readQuality(tx: Tx, since: string | undefined, limit: number): Promise<QualityReport> {
  const { policies, records, total } = await today(tx)
  const kept = await baselines.run(tx, { limit })
  const base = since === undefined ? kept[0] : kept.find(({ at }) => at <= since)
  const keyOf = (row: { policy: string; source: string; entity: string }) => `${row.policy} ${row.source} ${row.entity}`
  const before = new Map((base?.body ?? []).map((row) => [keyOf(row), row]))
  const now = new Map(policies.map((row) => [keyOf(row), row]))
  const all = [...new Map([...before, ...now])]
  return {
    records,
    findings: total,
    policies: all.map(([key, { policy, source, entity }]) => {
      const [is, was] = [now.get(key)?.records ?? 0, before.get(key)?.records ?? 0]
      return { policy, source, entity, records: is, baseline: was, change: is - was }
    }),
    ...(base ? { baseline: { at: base.at, by: base.by } } : {}),
    trend: kept.map(({ body: _, ...row }) => row),
  }
}
