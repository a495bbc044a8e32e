/** Day 0 of Excel's calendar, and that of the one it had on the Macintosh. */
const EPOCHS = { excel: Date.UTC(1899, 11, 30), excel1904: Date.UTC(1904, 0, 1) } as const
const DAY = 86_400_000

/** Five digits alone are no date as people write one, but a day of 1927 to 2119 as Excel counts them. */
const FIRST = 10_000
const LAST = 80_000

/** Whether a format is one of Excel's two ways to count days. */
export function isExcelFormat(format: string): format is keyof typeof EPOCHS {
  return format in EPOCHS
}

/**
 * A day as Excel counts them, with its time of day as decimals (`45200.5`): ISO 8601, to the second. Without a format only
 * where it can be nothing else. Undefined for what is no such number.
 */
export function excelDate(text: string, format?: string): { date: string; time: string } | undefined {
  const found = /^(\d{1,6})(?:\.(\d+))?$/.exec(text)
  if (!found) return undefined
  const isStated = format !== undefined && isExcelFormat(format)
  const serial = Number(text)
  if (!isStated && (found[1]?.length !== 5 || serial < FIRST || serial >= LAST)) return undefined
  const at = new Date(Math.round((EPOCHS[isStated ? format : 'excel'] + serial * DAY) / 1000) * 1000)
  const [date = '', time = ''] = at.toISOString().split('T')
  return { date, time: time.slice(0, 8) }
}
