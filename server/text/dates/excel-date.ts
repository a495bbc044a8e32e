/** Day 0 of Excel's calendar, and that of the one it had on the Macintosh. */
const EPOCHS = { excel: Date.UTC(1899, 11, 30), excel1904: Date.UTC(1904, 0, 1) } as const
const DAY = 86_400_000

/** Whether a format is one of Excel's two ways to count days. */
export function isExcelFormat(format: string): format is keyof typeof EPOCHS {
  return format in EPOCHS
}

/**
 * A day as Excel counts them where a mapping says so, with its time of day as decimals (`45200.5`): ISO 8601, to the second.
 * Undefined for what is no such number. A count that nobody announces is read by `date-forms.ts`, where it can be nothing else.
 */
export function excelDate(text: string, format: string | undefined): { date: string; time: string } | undefined {
  if (format === undefined || !isExcelFormat(format) || !/^\d{1,6}(?:\.\d+)?$/.test(text)) return undefined
  const at = new Date(Math.round((EPOCHS[format] + Number(text) * DAY) / 1000) * 1000)
  const [date = '', time = ''] = at.toISOString().split('T')
  return { date, time: time.slice(0, 8) }
}
