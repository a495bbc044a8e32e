import type { Knowledge } from '../knowledge.ts'

/** Parts of an address that goes from the country down to the door, each as it was written. */
export type Laid = Partial<Record<(typeof GROUPS)[number], string>> & { readonly country: string }

const GROUPS = ['postcode', 'region', 'city', 'district', 'street', 'houseNumber', 'line1', 'rest'] as const

/** Signs of an address that is written without commas: it has a few dozen, and of more its layout would be looked for long. */
const LONGEST = 150

export type Layouts = (text: string, country: string | undefined) => readonly Laid[]

/** Takes addresses apart that are written as a whole, without commas, or the widest part first: every way that fits. */
export function layoutsOf(rules: Knowledge): Layouts {
  const all = rules.countries.flatMap(([code, { writing }]) =>
    (writing?.layouts ?? []).map((layout) => [code, new RegExp(layout, 'u')] as const),
  )
  const known = new Set(all.map(([code]) => code))
  return (text, country) => {
    // All that is Latin is written from the door up.
    if (!/[^\p{Script=Latin}\p{P}\p{S}\p{Z}\p{M}\d]/u.test(text)) return []
    if (text.length > LONGEST || (country !== undefined && !known.has(country))) return []
    return all.flatMap(([code, layout]): Laid[] => {
      const groups = country === undefined || code === country ? layout.exec(text)?.groups : undefined
      if (!groups) return []
      const parts = GROUPS.flatMap((group) => {
        const value = groups[group]?.trim() ?? ''
        return value === '' ? [] : [[group, value] as const]
      })
      return [{ country: code, ...Object.fromEntries(parts) }]
    })
  }
}
