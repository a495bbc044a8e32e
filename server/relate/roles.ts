import { groupBy } from '../collections/group-by.ts'
import { compareIds, type RecordId } from '../model/ids.ts'
import { firstClaim, referenceIn, type StandardRecord } from '../model/record.ts'
import type { RoleDraft } from '../model/relation.ts'
import { fold } from '../text/fold.ts'
import type { RoleRules } from './rules.ts'
import { newestFirst, statedSince } from './source-time.ts'

/** Identity of the company that a record stands for: its golden id, where that is known. */
export type CompanyOf = (company: RecordId) => string | undefined

type Stint = {
  readonly draft: RoleDraft
  /** Last time that a record confirmed it. */
  readonly confirmed: number
  /** First sign of it: the stated start, else the oldest record's time. */
  readonly began: number
}

/**
 * Jobs of one contact, newest first, one a company: the latest record wins, and what it does not state comes from earlier
 * ones at the same company. With `companyOf`, records of one company in several systems count as one, and a move to
 * another company ends the old job. `to` is set on jobs that ended; whether that day has come is the caller's to see.
 */
export function roles(members: readonly StandardRecord[], rules: RoleRules, companyOf?: CompanyOf): RoleDraft[] {
  const placed = members.flatMap((record) => {
    const company = companyReference(record, rules)
    if (company === undefined) return []
    const [time, said] = [[rules.fields.company], Object.values(rules.fields)].map((fields) =>
      statedSince(record, fields),
    )
    return [{ record, company, time: time ?? 0, said: said ?? 0 }]
  })
  placed.sort((a, b) => newestFirst(a.time, b.time) || compareIds(a.record.id, b.record.id))
  const byCompany = groupBy(placed, ({ company }) => companyOf?.(company) ?? company)
  const stints = [...byCompany.values()].map((records): Stint => {
    // What is said of a job may be newer than that it is theirs.
    const lately = [...records].sort((a, b) => newestFirst(a.said, b.said))
    const draft = draftOf(lately, rules)
    const times = records.map(({ time }) => time)
    const stated = draft.from === undefined ? Number.NaN : Date.parse(draft.from)
    return {
      draft,
      confirmed: times[0] ?? Number.NEGATIVE_INFINITY,
      began: Number.isNaN(stated) ? (times.at(-1) ?? Number.NEGATIVE_INFINITY) : stated,
    }
  })
  return rules.moveEndsRole && companyOf ? endedByMoves(stints) : stints.map((stint) => stint.draft)
}

/** The company that a contact's reference means. */
export function companyReference(record: StandardRecord, rules: RoleRules): RecordId | undefined {
  return referenceIn(record, rules.fields.company, 'company')
}

/** Records newest first. An end is taken from the latest record alone: one that no longer states it has them back. */
function draftOf(records: readonly { record: StandardRecord; company: RecordId }[], rules: RoleRules): RoleDraft {
  const { fields } = rules
  const [latest] = records
  if (!latest) throw new Error('roles: a company without a record')
  const stated = (field: string) =>
    records.map(({ record }) => firstClaim(record, field)).find((claim) => claim?.folded)?.value
  const [role, department, title, from] = [fields.role, fields.department, fields.title, fields.from].map(stated)
  const seniority = seniorityOf([title, role], rules)
  const end = firstClaim(latest.record, fields.to)
  const to = end?.folded ? end.value : undefined
  return {
    company: latest.company,
    ...(role && { role }),
    ...(department && { department }),
    ...(title && { title }),
    ...(seniority && { seniority }),
    primary: isYes(stated(fields.primary)),
    ...(from && { from }),
    ...(to && { to }),
    record: latest.record.id,
  }
}

/** The highest level that a word of a job's names stands for; several words in a row say more than one of them alone. */
export function seniorityOf(names: readonly (string | undefined)[], { seniority }: RoleRules): string | undefined {
  const texts = names.flatMap((name) => (name === undefined ? [] : ` ${fold(name)} `))
  const found = seniority.map(({ level, words }) => {
    const said = words.filter((word) => texts.some((text) => text.includes(` ${fold(word)} `)))
    return { level, length: Math.max(0, ...said.map((word) => word.split(' ').length)) }
  })
  const longest = Math.max(0, ...found.map(({ length }) => length))
  return longest === 0 ? undefined : found.find(({ length }) => length === longest)?.level
}

function isYes(value: string | undefined): boolean {
  return value !== undefined && ['true', 'yes', 'y', '1'].includes(value.toLowerCase())
}

/** A job ends when a later one began after its last confirmation; both times must be known. Stints come newest first. */
function endedByMoves(stints: readonly Stint[]): RoleDraft[] {
  return stints.map(({ draft, confirmed }, i) => {
    const later = stints.slice(0, i).map(({ began }) => began)
    const moves = later.filter((began) => Number.isFinite(began) && Number.isFinite(confirmed) && began > confirmed)
    if (draft.to !== undefined || moves.length === 0) return draft
    return { ...draft, to: new Date(Math.min(...moves)).toISOString().slice(0, 10) }
  })
}
