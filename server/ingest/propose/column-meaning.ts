import type { AddressPart } from '../../model/entities/field.ts'
import type { EntityName } from '../../model/entities/registry.ts'
import { isTarget } from '../source-mapping.ts'
import { COLUMN_WORDS, spelled, spellingsOf } from './column-words.ts'
import { type ColumnProfile, type Look, shareOf } from './profile.ts'

/** What a column seems to hold, before it is known what a row is: a field's name in any entity, or a part of an address. */
export type Meaning = { readonly field: string; readonly invert?: true }

/** What a column is proposed to feed. */
export type ProposedRule = string | { to: string; invert?: true; split?: string }

const byWord = (words: Readonly<Record<string, readonly string[]>>) =>
  new Map(Object.entries(words).flatMap(([field, list]) => list.map((word) => [spelled(word), field] as const)))

const FIELDS = byWord(COLUMN_WORDS.fields)
const REFUSALS = byWord(COLUMN_WORDS.refusals)
const ORDERS = byWord(COLUMN_WORDS.orders)
const PARTS = new Map(
  Object.entries(COLUMN_WORDS.address).flatMap(([part, list]) =>
    list.map((word) => [spelled(word), part as AddressPart] as const),
  ),
)
/** Longest first: `shipto` before `ship`. */
const GROUPS = Object.entries(COLUMN_WORDS.groups)
  .flatMap(([group, prefixes]) => prefixes.map((prefix) => ({ group, prefix })))
  .sort((a, b) => b.prefix.length - a.prefix.length)

function found<Value>(column: string, words: ReadonlyMap<string, Value>): Value | undefined {
  for (const word of spellingsOf(column)) {
    const value = words.get(word)
    if (value !== undefined) return value
  }
  // `State/Region`: two names of one thing.
  const pieces = column.split('/')
  return pieces.length > 1 ? found(pieces[0] ?? '', words) : undefined
}

/** The field of an order that a column's name speaks of. */
export function orderMeaning(column: string): Meaning | undefined {
  const field = found(column, ORDERS)
  return field === undefined ? undefined : { field }
}

/** What a column holds by its name, or by its cells where that says nothing. */
export function meaningOf(profile: ColumnProfile): Meaning | undefined {
  const { column } = profile
  const refusal = found(column, REFUSALS)
  // Allow and Do Not Allow speak for themselves.
  if (refusal !== undefined)
    return profile.filled === 0 || shareOf(profile, 'flag') >= 0.5
      ? { field: refusal, invert: true }
      : { field: refusal }
  const field = found(column, FIELDS)
  const address = addressMeaning(column)
  // `Billing Name` is nobody's address, `Mailing Street` nobody's mail box.
  if (field !== undefined && !(address && field === 'fullName')) return toldBy(profile, titleOr(field, profile))
  if (address) return { field: address }
  const point = pointMeaning(column)
  if (point) return { field: point }
  const look = LOOKS.find(({ name }) => shareOf(profile, name) >= MOST)
  return look ? { field: look.field } : undefined
}

/** A column called after a channel that holds yes and no says whether one may use it, and what it leads to stands elsewhere. */
function toldBy(profile: ColumnProfile, field: string): Meaning | undefined {
  if (field === 'website' && profile.filled > 0 && !profile.examples.some((cell) => cell.includes('.')))
    return undefined
  const consent = CONSENTS[field]?.find(
    ({ words }) => words.length === 0 || words.some((word) => spellingsOf(profile.column).includes(word)),
  )
  if (!consent || profile.filled === 0 || hasAny(profile, field)) return { field }
  return profile.distinct <= FEW ? { field: consent.to } : { field }
}

/** Whether any cell is what the column is called. */
function hasAny({ looks, examples, common }: ColumnProfile, field: string): boolean {
  if (field === 'email') return looks.email > 0 || [...examples, ...common.keys()].some((cell) => cell.includes('@'))
  return [...examples, ...common.keys()].some((cell) => /\d{2}/.test(cell))
}

/** Different words that people have for yes and no in one column. */
const FEW = 25

/** Consents by the field that a channel's name is taken for; the first whose word the column is called, none for any. */
const CONSENTS: Readonly<Record<string, readonly { to: string; words: readonly string[] }[]>> = {
  email: [
    { to: 'consent.mail', words: ['mail', 'post'] },
    { to: 'consent.email', words: [] },
  ],
  phone: [{ to: 'consent.phone', words: [] }],
  mobile: [{ to: 'consent.sms', words: [] }],
}

/** Share of the cells that have to look like what a column is taken for. */
const MOST = 0.8
/** Kinds that cells show whatever their column is called. */
const LOOKS: readonly { name: Look; field: string }[] = [
  { name: 'email', field: 'email' },
  { name: 'url', field: 'website' },
  { name: 'phone', field: 'phone' },
]

const SALUTATION =
  /^(?:mr|mrs|ms|miss|mx|dr|prof|sir|herr|frau|hr|fr|m|mme|mlle|sr|sra|srta|sig|dott|pan|pani|dhr|mevr)\b\.?/i

/** A phone or mail box at an address: `billing_phone`. */
function pointMeaning(column: string): string | undefined {
  for (const word of spellingsOf(column))
    for (const { prefix } of GROUPS) {
      const field = word.startsWith(prefix) ? FIELDS.get(word.slice(prefix.length)) : undefined
      if (field !== undefined && POINTS.has(field)) return field
    }
  return undefined
}

const POINTS: ReadonlySet<string> = new Set(['phone', 'mobile', 'email', 'company.name'])

/** A title is a salutation, or what somebody does. */
function titleOr(field: string, { examples, common }: ColumnProfile): string {
  if (field !== 'title') return field
  const told = [...examples, ...common.keys()].slice(0, 50)
  return told.filter((value) => SALUTATION.test(value)).length * 2 >= told.length ? 'title' : 'jobTitle'
}

function addressMeaning(column: string): string | undefined {
  for (const word of spellingsOf(column)) {
    const numbered = /^(?:address|adresse)(\d+)(\D.*)$/.exec(word)
    const part = PARTS.get(numbered?.[2] ?? word)
    if (part) return placed(numbered?.[1] ?? numberIn(column), part)
    for (const { group, prefix } of GROUPS) {
      const rest = word.startsWith(prefix) ? word.slice(prefix.length) : ''
      const inner = PARTS.get(rest) ?? PARTS.get(rest.replace(/^address/, ''))
      if (inner) return placed(group === '' ? numberIn(column) : group, inner)
    }
  }
  return undefined
}

/** `Address 2 - City` is of another address than `Address 1 - City`. */
function numberIn(column: string): string {
  return /(?:^|[\s_.-])(\d)(?=[\s_.-]|$)/.exec(column)?.[1] ?? ''
}

function placed(group: string, part: string): string {
  return group === '' ? `address.${part}` : `address.${group}.${part}`
}

/** The field of an entity for what a column seems to hold; undefined where the entity has none such. */
export function fieldFor(entity: EntityName, { field }: Meaning): string | undefined {
  const own = NAMES[entity][field] ?? field
  if (own !== 'legalName' && isTarget(entity, own)) return own
  return ['jobTitle', 'department', 'role'].includes(own) ? `custom.${own}` : undefined
}

/** What a name is the name of depends on what a row is. */
const NAMES: Record<EntityName, Readonly<Record<string, string>>> = {
  person: { 'company.name': 'employer', legalName: 'employer', taxId: 'identifier.tax' },
  contact: { employer: 'company.name', legalName: 'company.name' },
  company: { fullName: 'name', 'company.name': 'name', legalName: 'name' },
}
