import { basename } from 'node:path'
import { type EntityName, fieldDef } from '../../model/entities/registry.ts'
import { fold } from '../../text/fold.ts'
import type { FileNote } from '../files/note.ts'
import type { IdRule } from '../mapping-shape.ts'
import { openRows, type ReadOptions } from '../readers.ts'
import { fieldFor, type Meaning, meaningOf, orderMeaning, type ProposedRule } from './column-meaning.ts'
import { COLUMN_WORDS } from './column-words.ts'
import { type Habits, habitsOf } from './habits.ts'
import { type ColumnProfile, Profiler, shareOf } from './profile.ts'
import { idOf, isCalled } from './proposed-id.ts'
import { systemKindOf } from './system-kind.ts'

/** A mapping as somebody would write it: what need not be said is not. */
type ProposedMapping = {
  source: string
  kind?: string
  entity: EntityName | 'order'
  id: IdRule
  fields: Record<string, ProposedRule>
  delete?: Record<string, string[]>
  sameAs?: string
  gather?: true
} & Habits['keys']

/** What was seen in a column, and what it is proposed for. */
type ColumnProposal = {
  column: string
  /** Share of the rows that fill it. */
  filled: number
  distinct: number
  examples: readonly string[]
  to?: string
}

export type Proposal = {
  mapping: ProposedMapping
  columns: ColumnProposal[]
  rows: number
  /** What a person should look at before trusting it. */
  doubts: string[]
  notes: FileNote[]
}

/** Rows that are looked at. */
const LOOKED_AT = 20_000
const YES = ['true', 'yes', '1', 'x', 'y']

/**
 * Looks at the first rows of a file and proposes how to read it.
 * @throws what opening the file throws
 */
export async function proposeMapping(path: string, options: ReadOptions & { source?: string } = {}): Promise<Proposal> {
  const notes: FileNote[] = []
  const { header, rows } = await openRows(path, { ...options, onNote: (note) => notes.push(note) })
  const profiler = new Profiler(header)
  let count = 0
  for await (const item of rows) {
    if ('row' in item) profiler.take(item.row)
    if (++count >= LOOKED_AT) break
  }
  const profiles = profiler.profiles()
  const { mapping, doubts } = proposed(profiles, options.source ?? sourceOf(path), isFileOfCompanies(path))
  const columns = profiles.map(({ column, filled, rows, distinct, examples }): ColumnProposal => {
    const seen = { column, filled: rows === 0 ? 0 : filled / rows, distinct, examples }
    const to = useOf(column, mapping)
    return to === undefined ? seen : { ...seen, to }
  })
  return { mapping, columns, rows: count, doubts, notes }
}

function sourceOf(path: string): string {
  const name = basename(path).replace(/(?:\.[a-z0-9]{1,5})+$/i, '')
  return name.replace(/[^A-Za-z0-9._-]+/g, '-').replace(/^-+|(?<!-)-+$/g, '') || 'file'
}

/** Whether a file is called after companies: `accounts-2024.csv`. */
function isFileOfCompanies(path: string): boolean {
  const words = fold(basename(path).replace(/\.\w+/g, '')).split(' ')
  return words.some((word) => COLUMN_WORDS.companies.files.includes(word))
}

function proposed(
  profiles: readonly ColumnProfile[],
  source: string,
  ofCompanies: boolean,
): { mapping: ProposedMapping; doubts: string[] } {
  const doubts: string[] = []
  const meanings = new Map(profiles.map((profile) => [profile.column, meaningOf(profile)]))
  const orders = new Map(profiles.map(({ column }) => [column, orderMeaning(column)]))
  const isFilled = (column: string) => profiles.some((profile) => profile.column === column && profile.filled > 0)
  const filled = new Map([...meanings].filter(([column]) => isFilled(column)))
  const named = profiles.find(({ column }) => filled.get(column)?.field === 'fullName')
  const entity = entityOf(filled, orders, ofCompanies || (named !== undefined && shareOf(named, 'company') >= SOME))
  const { id, repeats } = idOf(profiles, entity, doubts, meanings)
  const deleted = profiles.find(({ column }) => isCalled(column, COLUMN_WORDS.deleted))?.column
  const sameAs = profiles.find(({ column }) => isCalled(column, COLUMN_WORDS.mergedInto))?.column
  const own = typeof id === 'string' ? id : 'column' in id ? id.column : undefined
  const used = new Set([own, deleted, sameAs])
  const meanOf = ({ column }: ColumnProfile) => (entity === 'order' ? orders.get(column) : meanings.get(column))
  const fields = fieldsOf(profiles, entity, used, meanOf, doubts)
  if (Object.keys(fields).length === 0) doubts.push('no column is called anything that is known: nothing is mapped')
  const habits = habitsOf(profiles, fields)
  doubts.push(...habits.doubts)
  const kind = systemKindOf(profiles.map(({ column }) => column))
  const mapping: ProposedMapping = {
    source,
    ...(kind === undefined ? {} : { kind }),
    entity,
    id,
    ...habits.keys,
    ...(repeats && !Object.values(fields).some(isName) ? { gather: true as const } : {}),
    fields,
    ...(deleted === undefined ? {} : { delete: { [deleted]: YES } }),
    ...(sameAs === undefined ? {} : { sameAs }),
  }
  return { mapping, doubts }
}

/** What each column feeds. Of two for one value, the one that is filled does, then the first. */
function fieldsOf(
  profiles: readonly ColumnProfile[],
  entity: EntityName | 'order',
  named: ReadonlySet<string | undefined>,
  meanOf: (profile: ColumnProfile) => Meaning | undefined,
  doubts: string[],
): Record<string, ProposedRule> {
  const rules = new Map<string, ProposedRule>()
  const taken = new Map<string, string>()
  // Of a company its `Company Name` goes before a `Name`, which may be anybody's.
  const isVague = (profile: ColumnProfile) => entity === 'company' && meanOf(profile)?.field === 'fullName'
  const filledFirst = [...profiles].sort(
    (a, b) => Number(b.filled > 0) - Number(a.filled > 0) || Number(isVague(a)) - Number(isVague(b)),
  )
  for (const profile of filledFirst) {
    const { column } = profile
    const meaning = meanOf(profile)
    const to = meaning && targetOf(entity, meaning)
    if (!meaning || to === undefined || (named.has(column) && !to.startsWith('identifier.'))) continue
    const first = taken.get(to)
    if (first === undefined || isMany(entity, to)) {
      taken.set(to, column)
      rules.set(column, ruleFor(profile, to, meaning, doubts))
    } else if (profile.filled > 0) doubts.push(`${column} seems to be ${to}, as ${first} is; it is not mapped`)
  }
  const inOrder = profiles.flatMap(({ column }) => {
    const rule = rules.get(column)
    return rule === undefined ? [] : [[column, rule] as const]
  })
  return Object.fromEntries(inOrder)
}

function targetOf(entity: EntityName | 'order', meaning: Meaning): string | undefined {
  return entity === 'order' ? meaning.field : fieldFor(entity, meaning)
}

function ruleFor(profile: ColumnProfile, to: string, meaning: Meaning, doubts: string[]): ProposedRule {
  if (meaning.invert) return { to, invert: true }
  const split = to === 'email' ? separatorOf(profile) : undefined
  if (split !== undefined) return { to, split }
  const doubt = profile.filled > 0 ? cellDoubt(profile, to) : undefined
  if (doubt) doubts.push(doubt)
  return to
}

/** Rows that name somebody are records, however often; those that do not are parts of one. */
function isName(rule: ProposedRule): boolean {
  return typeof rule === 'string' && /^(?:givenName|familyName|fullName|name)$/.test(rule)
}

function isMany(entity: EntityName | 'order', to: string): boolean {
  return entity !== 'order' && (fieldDef(entity, to)?.many ?? false)
}

type Meanings = ReadonlyMap<string, Meaning | undefined>

/** Share of the names that have to be those of companies: many have no legal form written out. */
const SOME = 0.3

/** What a row is, by what its columns are; `ofCompanies`: by its file's name, or by the names in it. */
function entityOf(meanings: Meanings, orders: Meanings, ofCompanies: boolean): EntityName | 'order' {
  const fields = new Set([...meanings.values()].map((meaning) => meaning?.field))
  const ordered = new Set([...orders.values()].map((meaning) => meaning?.field))
  const has = (...names: string[]) => names.some((name) => fields.has(name))
  const isSale = ordered.has('amount') && ['product', 'quantity', 'currency', 'date'].some((name) => ordered.has(name))
  const isHuman = has('givenName', 'familyName')
  if (isSale && !isHuman) return 'order'
  const inCompany = has('company.name', 'legalName') && has('jobTitle', 'department', 'role')
  if (isHuman) return has('company.id') || inCompany ? 'contact' : 'person'
  // Somebody and where they work.
  if (has('fullName') && has('company.name') && !ofCompanies) return inCompany ? 'contact' : 'person'
  // People have tax numbers too; what has a name of nobody's kind is a company by one.
  const isNumbered = has('taxId', 'registrationNumber') && !has('fullName')
  const isCompany = isNumbered || has('duns', 'identifier.lei', 'parent.id', 'parent.name', 'industry', 'tradingName')
  if ((has('company.name', 'legalName') || isCompany || ofCompanies) && !has('birthDate', 'gender')) return 'company'
  return 'person'
}

const SEPARATORS = [':::', ';', ',', '|', ' ']

/** What stands between the addresses of a cell, where some hold several. */
function separatorOf({ examples }: ColumnProfile): string | undefined {
  return SEPARATORS.find((separator) =>
    examples.some((text) => {
      const parts = text.split(separator).map((part) => part.trim())
      return parts.length > 1 && parts.every((part) => part === '' || /^[^\s@;,|]+@[^\s@;,|]+$/.test(part))
    }),
  )
}

/** Cells that do not look like what their column is called. */
function cellDoubt(profile: ColumnProfile, to: string): string | undefined {
  if (to !== 'email' || shareOf(profile, 'email') >= 0.8) return undefined
  const share = Math.round(100 * shareOf(profile, 'email'))
  return `${profile.column}: ${share} % of the cells look like an e-mail address, such as ${JSON.stringify(profile.examples[0])} may not`
}

function useOf(column: string, mapping: ProposedMapping): string | undefined {
  const { id, fields, sameAs } = mapping
  const rule = fields[column]
  const uses = [
    ...(id === column || (typeof id === 'object' && 'column' in id && id.column === column) ? ['id'] : []),
    ...(rule === undefined
      ? []
      : [typeof rule === 'string' ? rule : `${rule.to} (${rule.invert ? 'a yes is a no' : 'several'})`]),
    ...(mapping.delete && column in mapping.delete ? ['deletes the record'] : []),
    ...(sameAs === column ? ['merged into'] : []),
  ]
  return uses.length > 0 ? uses.join(', ') : undefined
}
