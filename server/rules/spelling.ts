import type { AddressPart } from '../model/entities/field.ts'
import type { AddressInput } from '../model/record.ts'

/** A text without what tells spellings of it apart. */
export const plain = (text: string) => text.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase()

const ABOUT: ReadonlySet<string> = new Set(['kind', 'from', 'to', 'verified'])

/** The parts of an address that say where it is. */
export function partsOf(address: AddressInput): [AddressPart, string][] {
  return Object.entries(address).filter(([part, text]) => !ABOUT.has(part) && text !== '') as [AddressPart, string][]
}

/** A text that is shorter says nothing of what it was cut from. */
const SHORTEST_CUT = 4

/** Whether a text is the beginning of another one. */
export function isCut(text: string, whole: string): boolean {
  const [a, b] = [plain(text), plain(whole)]
  return a.length >= SHORTEST_CUT && a.length < b.length && b.startsWith(a)
}

/** Whether an address is another one with parts of it cut. */
export function isCutPlace(place: AddressInput, whole: AddressInput): boolean {
  const parts = partsOf(whole)
  const there = partsOf(place)
  if (there.length !== parts.length) return false
  return parts.every(([part, text]) => {
    const now = place[part] ?? ''
    return plain(now) === plain(text) || isCut(now, text)
  })
}
