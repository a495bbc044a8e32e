/** Languages whose days of the week stand in front of dates in files. */
const LANGUAGES = 'en de fr es it pt nl sv da nb fi pl cs sk hu ro tr ru uk el bg hr sl lt lv et id ms vi ca'.split(' ')
/** A Sunday. */
const SUNDAY = Date.UTC(2023, 0, 1)
const DAY_MS = 86_400_000

const NAMES = new Set<string>()

function names(): ReadonlySet<string> {
  if (NAMES.size > 0) return NAMES
  for (const language of LANGUAGES)
    for (const weekday of ['long', 'short'] as const) {
      const format = new Intl.DateTimeFormat(language, { weekday, timeZone: 'UTC' })
      for (let i = 0; i < 7; i++) NAMES.add(plain(format.format(SUNDAY + i * DAY_MS)))
    }
  return NAMES
}

function plain(word: string): string {
  return word.toLowerCase().replace(/\.$/, '')
}

/** Whether a word is a day of the week, whole or short, in one of many languages. */
export function isWeekday(word: string): boolean {
  return names().has(plain(word))
}
