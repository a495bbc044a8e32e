import type { ScoredPair } from '../../server/model/evidence.ts'

/** One bar: from where the sum stood to where this field took it. `shown` bits add up exactly to the shown total. */
export type Bar = {
  readonly field: string
  readonly because: string
  /** Null: a value is missing, so the field says nothing. */
  readonly level: string | null
  readonly bits: number
  readonly shown: number
  readonly from: number
  readonly to: number
}

export type Waterfall = {
  readonly bars: readonly Bar[]
  readonly total: number
  readonly shownTotal: number
  /** Range of the axis; holds zero. */
  readonly low: number
  readonly high: number
}

/** A difference above this between the parts and the score that decided gets a bar of its own instead of being hidden. */
const TOLERANCE = 0.05

/**
 * The bars of a pair: the prior, fields with the strongest first, then what looks at the sum so far (kin, rules). They
 * add up to the very number that decided.
 */
export function waterfallOf(pair: Pick<ScoredPair, 'bits' | 'evidence'>): Waterfall {
  const prior = pair.evidence.filter((e) => e.field === 'prior')
  const whole = pair.evidence.filter((e) => e.field === 'kin' || e.field === 'rule')
  const fields = pair.evidence
    .filter((e) => ![...prior, ...whole].includes(e))
    .toSorted((a, b) => Math.abs(b.bits) - Math.abs(a.bits))
  const gap = pair.bits - pair.evidence.reduce((sum, e) => sum + e.bits, 0)
  const odd =
    Math.abs(gap) > TOLERANCE ? [{ field: 'other', level: '', bits: gap, because: 'not explained by a field' }] : []
  const bars: Bar[] = []
  let sum = 0
  for (const e of [...prior, ...fields, ...whole, ...odd]) {
    const to = sum + e.bits
    bars.push({ ...e, shown: tenth(tenth(to) - tenth(sum)), from: sum, to })
    sum = to
  }
  const ends = bars.flatMap((bar) => [bar.from, bar.to])
  return {
    bars,
    total: pair.bits,
    shownTotal: tenth(bars.reduce((shown, bar) => shown + bar.shown, 0)),
    low: Math.min(0, ...ends),
    high: Math.max(0, ...ends),
  }
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10 || 0
}
