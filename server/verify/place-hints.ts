import type { AddressSuggestion } from '../model/addresses/address-answer.ts'
import { tableText } from '../places/files.ts'
import { fold } from '../text/fold.ts'

/** A town as somebody begins to type it. */
type Hint = { readonly folded: string; readonly name: string; readonly region: string; readonly codes: number }

const FILES = { US: 'us.txt', CA: 'ca.txt' } as const
type Tabled = keyof typeof FILES
const TABLED: readonly Tabled[] = ['US', 'CA']

const tables = new Map<Tabled, readonly Hint[]>()

/** Places of the tables that begin with what somebody types, or have the postcode; of several the larger first. */
export function placesLike(typed: string, country: string | undefined, limit: number): AddressSuggestion[] {
  const begins = fold(typed)
  const found = TABLED.filter((code) => country === undefined || country === code).flatMap((code) =>
    beginning(hintsOf(code), begins).map((hint) => ({ hint, code })),
  )
  return found
    .sort((a, b) => b.hint.codes - a.hint.codes || (a.hint.folded < b.hint.folded ? -1 : 1))
    .slice(0, limit)
    .map(({ hint: { name, region }, code }) => ({
      kind: 'place',
      text: `${name}, ${region}`,
      city: name,
      region,
      country: code,
      from: 'tables',
    }))
}

/** All that begin so: they stand in order. */
function beginning(hints: readonly Hint[], begins: string): Hint[] {
  let [low, high] = [0, hints.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((hints[middle]?.folded ?? '') < begins) low = middle + 1
    else high = middle
  }
  const found: Hint[] = []
  for (let at = low; hints[at]?.folded.startsWith(begins); at++) found.push(hints[at] as Hint)
  return found
}

/** Read when it is first asked for. A line is a region, a town (`~` before a part of one) and its codes. */
function hintsOf(code: Tabled): readonly Hint[] {
  const known = tables.get(code)
  if (known) return known
  const hints = tableText(FILES[code])
    .split('\n')
    .flatMap((line): Hint[] => {
      const [region = '', shown = '', cells = ''] = line.split('|')
      const name = shown.replace(/^~/, '')
      return name === '' ? [] : [{ folded: fold(`${name} ${region}`), name, region, codes: cells.split(' ').length }]
    })
    .sort((a, b) => (a.folded < b.folded ? -1 : a.folded > b.folded ? 1 : 0))
  tables.set(code, hints)
  return hints
}
