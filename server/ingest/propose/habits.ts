import type { ProposedRule } from './column-meaning.ts'
import { type ColumnProfile, shareOf } from './profile.ts'

/** How a source writes dates and amounts, and where it is at home. */
export type Habits = {
  readonly keys: { defaultCountry?: string; dateOrder?: 'DMY' | 'MDY' | 'YMD'; decimal?: ',' }
  readonly doubts: readonly string[]
}

/** Told by all columns together: a source has one way to write a day. */
export function habitsOf(profiles: readonly ColumnProfile[], fields: Readonly<Record<string, ProposedRule>>): Habits {
  const doubts: string[] = []
  const country = countryOf(profiles, fields)
  if (country === undefined && Object.values(fields).some((rule) => rule === 'phone' || rule === 'mobile'))
    doubts.push('no column says the country: local phone numbers need "defaultCountry"')
  const dateOrder = orderOf(profiles, country, doubts)
  const commas = profiles.filter(({ commas, points }) => commas > points).length
  const points = profiles.filter(({ commas, points }) => points > commas).length
  return {
    keys: {
      ...(country === undefined ? {} : { defaultCountry: country }),
      ...(dateOrder === undefined ? {} : { dateOrder }),
      ...(commas > 0 && points === 0 ? { decimal: ',' as const } : {}),
    },
    doubts,
  }
}

function countryOf(
  profiles: readonly ColumnProfile[],
  fields: Readonly<Record<string, ProposedRule>>,
): string | undefined {
  const columns = profiles.filter(({ column }) => /^address\.(?:[^.]+\.)?country$/.test(String(fields[column] ?? '')))
  const times = new Map<string, number>()
  for (const { common, examples } of columns) {
    for (const value of examples) times.set(value, Math.max(1, times.get(value) ?? 0))
    for (const [value, count] of common) times.set(value, (times.get(value) ?? 0) + count)
  }
  const codes = [...times].filter(([value]) => /^[A-Z]{2}$/.test(value)).sort(([, a], [, b]) => b - a)
  return codes[0]?.[0]
}

function orderOf(
  profiles: readonly ColumnProfile[],
  country: string | undefined,
  doubts: string[],
): 'DMY' | 'MDY' | undefined {
  const dates = profiles.filter((profile) => shareOf(profile, 'date') >= 0.5)
  const dayFirst = dates.reduce((sum, profile) => sum + profile.dayFirst, 0)
  const monthFirst = dates.reduce((sum, profile) => sum + profile.monthFirst, 0)
  if (dayFirst + monthFirst > 0) {
    if (Math.min(dayFirst, monthFirst) > 0)
      doubts.push(
        `dates come day first (${dayFirst}) and month first (${monthFirst}); the more frequent order is proposed`,
      )
    return dayFirst >= monthFirst ? 'DMY' : 'MDY'
  }
  const open = dates.flatMap(({ column, examples }) =>
    examples.filter((text) => /^\d{1,2}[-/.]\d{1,2}[-/.]\d/.test(text)).map((example) => ({ column, example })),
  )
  const [first] = open
  if (!first) return undefined
  const order = country === 'US' ? 'MDY' : 'DMY'
  doubts.push(`${first.column}: ${first.example} may be day or month first; ${order} is proposed`)
  return order
}
