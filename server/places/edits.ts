import { editsWithin } from '../text/similarity.ts'
import type { TownEntry } from './place-table.ts'

/** Whether two codes differ by one slip: a character replaced, left out, put in, or two neighbours swapped. */
export function isOneSlip(a: string, b: string): boolean {
  return a !== b && editsWithin(a, b, 1) === 1
}

/** Slips that a town's name may have where the other parts name the town: one in a short name, three in a long one. */
function mostSlips(name: string): number {
  if (name.length <= 5) return 1
  return name.length <= 11 ? 2 : 3
}

/** Slips between a name as it was written and a town's, undefined for too many. Short and long forms of words are one. */
export function slipsTo(key: string, town: Pick<TownEntry, 'key'>): number | undefined {
  const most = mostSlips(town.key)
  const slips = editsWithin(key, town.key, most)
  return slips <= most ? slips : undefined
}
