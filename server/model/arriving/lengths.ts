import type { AddressPart, FieldKind } from '../entities/field.ts'
import { ENTITIES, type EntityName, fieldDef } from '../entities/registry.ts'

/** Fields of one record: each field of one's own is several properties in the graph, whose names it never forgets. */
export const MOST_FIELDS = 300

/** Characters of all values and addresses of one record together: what is said of somebody, not what is written about them. */
export const MOST_TEXT = 200_000

/** Longest id of a record, order or activity. */
export const LONGEST_ID = 500

/**
 * Longest value of each kind of field, in characters as JavaScript counts them: room for several in one cell and for what
 * people write beside them, and no more, since what takes a value apart may look at each of its places more than once.
 */
const LONGEST: Readonly<Record<FieldKind, number>> = {
  fullName: 500,
  givenName: 300,
  familyName: 300,
  companyName: 500,
  date: 200,
  email: 1_000,
  phone: 500,
  url: 2_000,
  identifier: 500,
  address: 1_000,
  text: 10_000,
  name: 300,
  category: 500,
  code: 500,
  number: 200,
  boolean: 200,
  money: 200,
  percent: 200,
  reference: LONGEST_ID,
}

/** Texts that are read for what they say, where others of their kind are only kept. */
const LONGEST_TEXTS: Readonly<Record<string, number>> = {
  title: 300,
  suffix: 300,
  familyNamePhonetic: 300,
  givenNamePhonetic: 300,
}

/** Longest part of an address; one that is written as a whole, and lines, say more than others. */
export function longestPart(part: AddressPart): number {
  if (part === 'full') return 1_000
  return part === 'line1' || part === 'line2' ? 500 : 300
}

/** Longest value of a field. One that no entity has is as long as the longest, and refused for another reason. */
export function longestOf(
  entity: EntityName | undefined,
  field: string,
  customKinds: Readonly<Record<string, FieldKind>> = {},
): number {
  const own = Object.hasOwn(customKinds, field) ? customKinds[field] : undefined
  if (own) return LONGEST[own]
  if (Object.hasOwn(LONGEST_TEXTS, field)) return LONGEST_TEXTS[field] ?? LONGEST.text
  const kinds = (entity ? [entity] : ENTITIES.map(({ name }) => name)).flatMap(
    (name) => fieldDef(name, field)?.kind ?? [],
  )
  return kinds.length === 0 ? LONGEST.text : Math.max(...kinds.map((kind) => LONGEST[kind]))
}

/** What a value that is too long is told with: what it has and what it may have. */
export function tooLongInWords(length: number, longest: number): string {
  return `${length} characters; ${longest} are allowed`
}
