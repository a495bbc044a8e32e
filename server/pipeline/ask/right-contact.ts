import { groupBy } from '../../collections/group-by.ts'
import type { GoldenId } from '../../model/ids.ts'
import { fail } from '../../model/problem.ts'
import type { RightContactView } from '../../model/relation-views.ts'
import { type Inquiry, type RankedContact, rankContacts } from '../../relate/right-contact.ts'
import type { Engine } from '../../rules/engine.ts'
import type { Tx } from '../../store/graph/driver.ts'
import { companiesAround, contactsAt } from '../../store/read/company-reads.ts'

/** Companies below that are looked at, nearest first. */
const BELOW = 2_000
/** People of one look: more than anybody ranks by hand. */
const PEOPLE = 5_000

type Person = Awaited<ReturnType<typeof contactsAt.run>>[number]

/**
 * Whom to call for an inquiry: of the company itself, else of the nearest parent that has somebody who fits, else of the
 * subsidiaries level by level. Where nobody in the whole group fits, the company's best contact of any kind.
 * @throws ProblemError `golden.not-found`
 */
export async function rightContact(
  tx: Tx,
  id: GoldenId,
  { limit, ...inquiry }: Inquiry & { limit: number },
  { ruleSet }: Engine,
): Promise<RightContactView> {
  const around = await companiesAround.run(tx, { id, limit: BELOW })
  if (around.length === 0) return fail('golden.not-found', `there is no company ${id}`)
  const ids = around.map((company) => company.id)
  const people = groupBy(
    await contactsAt.run(tx, { ids, department: '', role: '', day: '', limit: PEOPLE }),
    (person) => person.company,
  )
  const steps = groupBy(around, ({ step }) => step)
  const looked: string[] = []
  let spare: { people: RankedContact<Person>[]; step: number } | undefined
  for (const [step, companies] of steps) {
    const here = companies.flatMap((company) => people.get(company.id) ?? [])
    const ranked = rankContacts(here, inquiry, ruleSet.relate.roles)
    const fitting = ranked.filter(({ fits }) => fits)
    if (fitting.length > 0) return viewOf(id, inquiry, fitting, step, looked, limit)
    if (ranked.length > 0) spare ??= { people: ranked, step }
    looked.push(...companies.map((company) => company.name ?? company.id))
  }
  return viewOf(id, inquiry, spare?.people ?? [], spare?.step ?? 0, looked, limit)
}

function viewOf(
  company: string,
  inquiry: Inquiry,
  people: readonly RankedContact<Person>[],
  step: number,
  looked: readonly string[],
  limit: number,
): RightContactView {
  const where = step === 0 ? 'at the company itself' : `${Math.abs(step)} ${step < 0 ? 'above' : 'below'} it`
  const fits = people[0]?.fits === true
  const asked = Object.values(inquiry).filter((text) => text !== undefined)
  return {
    company,
    fits,
    words: !people[0]
      ? 'nobody is known in the whole group'
      : fits
        ? `found ${where}${looked.length === 0 ? '' : `; nobody who fits at ${looked.slice(0, 5).join(', ')}`}`
        : `nobody in the group answers for ${asked.join(' ')}; this is who is known ${where}`,
    contacts: people.slice(0, limit).map(({ fits: _fits, status: _status, ...person }) => ({
      ...person,
      name: person.name ?? person.golden,
      companyName: person.companyName ?? person.company,
      step,
    })),
  }
}
