/** A duration as Neo4j has it: four numbers, each of a sign of its own, of whatever kind the driver gives them. */
type Parts = Readonly<Record<'months' | 'days' | 'seconds' | 'nanoseconds', { toString(): string }>>

const NANOS = 1_000_000_000n

/** A duration as ISO 8601 writes it and Neo4j does too: `P1Y2M10DT2H30M0.5S`, `PT0S` for none. */
export function durationText({ months, days, seconds, nanoseconds }: Parts): string {
  const [allMonths, allDays] = [BigInt(months.toString()), BigInt(days.toString())]
  const nanos = BigInt(seconds.toString()) * NANOS + BigInt(nanoseconds.toString())
  const whole = nanos / NANOS
  const date = unit(allMonths / 12n, 'Y') + unit(allMonths % 12n, 'M') + unit(allDays, 'D')
  const rest = secondsText(whole % 60n, nanos % NANOS)
  const time = unit(whole / 3600n, 'H') + unit((whole / 60n) % 60n, 'M') + rest
  if (date === '' && time === '') return 'PT0S'
  return `P${date}${time === '' ? '' : `T${time}`}`
}

function unit(count: bigint, letter: string): string {
  return count === 0n ? '' : `${count}${letter}`
}

function secondsText(seconds: bigint, nanos: bigint): string {
  if (nanos === 0n) return unit(seconds, 'S')
  const isNegative = seconds < 0n || nanos < 0n
  let fraction = String(nanos < 0n ? -nanos : nanos).padStart(9, '0')
  while (fraction.endsWith('0')) fraction = fraction.slice(0, -1)
  return `${isNegative ? '-' : ''}${seconds < 0n ? -seconds : seconds}.${fraction}S`
}
