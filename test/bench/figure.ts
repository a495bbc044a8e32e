/** One measured figure, always beside what it is measured against in the same run: a bare number says little on a machine one does not know. */
export type Figure = {
  name: string
  value: number
  unit: string
  against?: { name: string; value: number }
  /** Highest ratio of the two that is good enough. */
  goal?: number
}

/** One line of figure, ratio and verdict. */
export function inWords({ name, value, unit, against, goal }: Figure): string {
  const own = `${name}: ${round(value)} ${unit}`
  if (!against) return own
  const ratio = value / against.value
  const verdict = goal === undefined ? '' : ratio <= goal ? `, goal ${goal} met` : `, goal ${goal} MISSED`
  return `${own}; ${against.name}: ${round(against.value)} ${unit}; ratio ${ratio.toFixed(2)}${verdict}`
}

/** The middle one of several measurements, which one slow moment of the machine does not move. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.ceil((sorted.length - 1) / 2)]]
  if (low === undefined || high === undefined) throw new Error('median: no values')
  return (low + high) / 2
}

/** Seconds something took. */
export async function seconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return (performance.now() - start) / 1000
}

function round(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3)
}
