import { valueAt } from '../collections/value-at.ts'
import { pairsOf, qualityOf, share } from '../match/quality.ts'
import { mixedHash } from '../text/hash32.ts'

/** 95 % interval of an F1. */
export type Interval = { low: number; high: number }

const DRAWS = 1_000

/** What one true entity adds to precision (`right` of `claimed`) and to recall (`found` of `wanted`). */
type Parts = { right: Float64Array; claimed: Float64Array; found: Float64Array; wanted: Float64Array }

/**
 * Percentile bootstrap (Efron 1979) of both F1, with true entities drawn again, not records: records of one entity go
 * right or wrong together. A false pair counts half with the entity of either end, so that entities add up to the
 * whole (Binette et al. 2023). Deterministic: draws come from a hash.
 */
export function intervalsOf(found: Uint32Array, truth: Uint32Array): { pairwise: Interval; bcubed: Interval } {
  const { pairs, records, entities } = partsOf(found, truth)
  const pairwise: number[] = []
  const bcubed: number[] = []
  const times = new Uint32Array(entities)
  for (let draw = 0; draw < DRAWS; draw++) {
    times.fill(0)
    for (let n = 0; n < entities; n++) {
      const e = mixedHash(draw, n) % entities
      times[e] = valueAt(times, e) + 1
    }
    pairwise.push(f1Of(pairs, times))
    bcubed.push(f1Of(records, times))
  }
  return { pairwise: middleOf(pairwise), bcubed: middleOf(bcubed) }
}

function partsOf(found: Uint32Array, truth: Uint32Array) {
  const numbers = new Map<number, number>()
  const cells = new Map<string, { cluster: number; entity: number; count: number }>()
  const clusters = new Map<number, number>()
  const size: number[] = []
  for (const [i, label] of truth.entries()) {
    const cluster = valueAt(found, i)
    if (label === 0) continue
    const entity = numbers.get(label) ?? numbers.size
    numbers.set(label, entity)
    size[entity] = (size[entity] ?? 0) + 1
    clusters.set(cluster, (clusters.get(cluster) ?? 0) + 1)
    const key = `${cluster} ${entity}`
    const cell = cells.get(key)
    if (cell) cell.count++
    else cells.set(key, { cluster, entity, count: 1 })
  }
  const zeros = () => new Float64Array(size.length)
  const pairs: Parts = { right: zeros(), claimed: zeros(), found: zeros(), wanted: Float64Array.from(size, pairsOf) }
  const records: Parts = { right: zeros(), claimed: zeros(), found: zeros(), wanted: Float64Array.from(size) }
  for (const { cluster, entity, count } of cells.values()) {
    const whole = clusters.get(cluster) ?? 1
    add(pairs.right, entity, pairsOf(count))
    add(pairs.claimed, entity, (count * (whole - 1)) / 2)
    add(records.right, entity, count ** 2 / whole)
    add(records.claimed, entity, count)
    add(records.found, entity, count ** 2 / (size[entity] ?? 1))
  }
  pairs.found = pairs.right
  return { pairs, records, entities: size.length }
}

function add(sums: Float64Array, at: number, value: number): void {
  sums[at] = valueAt(sums, at) + value
}

function f1Of(parts: Parts, times: Uint32Array): number {
  const total = (values: Float64Array) => values.reduce((sum, value, e) => sum + value * valueAt(times, e), 0)
  const precision = share(total(parts.right), total(parts.claimed))
  const recall = share(total(parts.found), total(parts.wanted))
  return qualityOf(precision, recall).f1
}

function middleOf(values: number[]): Interval {
  const sorted = Float64Array.from(values).sort()
  const at = (part: number) => valueAt(sorted, Math.round(part * (sorted.length - 1)))
  return { low: at(0.025), high: at(0.975) }
}
