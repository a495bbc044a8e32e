import { valueAt } from '../collections/value-at.ts'
import { compareIds } from '../model/ids.ts'
import { fold } from '../text/fold.ts'
import type { RoleRules } from './rules.ts'

/** What an inquiry is about; empty is nothing in particular. */
export type Inquiry = { department?: string | undefined; role?: string | undefined }

/** Somebody who works at a company, as far as the choice of whom to call depends on it. */
export type Callable = {
  golden: string
  role?: string | undefined
  department?: string | undefined
  title?: string | undefined
  seniority?: string | undefined
  primary: boolean
  status: string
  emails: readonly string[]
  phones: readonly string[]
  sources: readonly string[]
  updatedAt?: string | undefined
}

export type RankedContact<C extends Callable> = C & { fits: boolean; because: string[] }

/**
 * People of one company for an inquiry, best first: by department, role, primary flag, verification (several systems know
 * them, nothing is doubtful, they can be reached), recency and seniority. `fits` says that all that was asked for is met.
 */
export function rankContacts<C extends Callable>(
  people: readonly C[],
  inquiry: Inquiry,
  rules: RoleRules,
): RankedContact<C>[] {
  const judged = people.map((person) => ({ person, ...judge(person, inquiry, rules) }))
  judged.sort((a, b) => {
    const at = a.marks.findIndex((mark, i) => mark !== b.marks[i])
    return at >= 0 ? valueAt(b.marks, at) - valueAt(a.marks, at) : laterFirst(a.person, b.person) || byRank(a, b)
  })
  return judged.map(({ person, fits, because }) => ({ ...person, fits, because }))
}

type Judged<C> = { person: C; rank: number }

function byRank<C extends Callable>(a: Judged<C>, b: Judged<C>): number {
  return a.rank - b.rank || compareIds(a.person.golden, b.person.golden)
}

function laterFirst(a: Callable, b: Callable): number {
  return compareIds(b.updatedAt ?? '', a.updatedAt ?? '')
}

function judge(person: Callable, { department, role }: Inquiry, rules: RoleRules) {
  const ofDepartment = department !== undefined && isOfDepartment(person, department, rules)
  const ofRole = role !== undefined && [person.role, person.title].some((name) => says(name, role))
  const reached = person.emails.length + person.phones.length > 0
  const trusted = person.status === 'active'
  const marks = [ofDepartment, ofRole, person.primary, reached, trusted, person.sources.length > 1].map(Number)
  const level = rules.seniority.findIndex((each) => each.level === person.seniority)
  const because = [
    ...(ofDepartment ? [`works in ${person.department ?? person.title ?? department}`] : []),
    ...(ofRole ? [`is ${person.title ?? person.role ?? role}`] : []),
    ...(person.primary ? ['is the primary contact'] : []),
    ...(person.sources.length > 1 ? [`is known to ${person.sources.length} systems`] : []),
    ...(reached ? [] : ['has no e-mail address or phone number']),
    ...(trusted ? [] : [`is ${person.status}: somebody should look first`]),
    ...(person.updatedAt === undefined ? [] : [`was last heard of on ${person.updatedAt.slice(0, 10)}`]),
    ...(person.seniority === undefined ? [] : [`is of level ${person.seniority}`]),
  ]
  const fits = (department === undefined || ofDepartment) && (role === undefined || ofRole)
  return { marks, rank: level < 0 ? rules.seniority.length : level, because, fits }
}

/** The department that is stated decides; only where none is does the title speak: Head of Marketing. */
function isOfDepartment({ department, title, role }: Callable, wanted: string, rules: RoleRules): boolean {
  const asked = departmentOf(wanted, rules)
  if (department !== undefined) return departmentOf(department, rules) === asked
  const names = [asked, ...(rules.departments[asked] ?? [])]
  return [title, role].some((name) => names.some((each) => says(name, each)))
}

/** One name for all that a department goes by. */
function departmentOf(name: string, { departments }: RoleRules): string {
  const text = fold(name)
  const exact = Object.keys(departments).find(
    (key) => key === text || departments[key]?.some((each) => fold(each) === text),
  )
  return exact ?? Object.keys(departments).find((key) => departments[key]?.some((each) => says(text, each))) ?? text
}

function says(name: string | undefined, words: string): boolean {
  return name !== undefined && ` ${fold(name)} `.includes(` ${fold(words)} `)
}
