import { referredTo } from '../model/ids.ts'
import { type Claim, firstClaim, type StandardRecord } from '../model/record.ts'

/** Companies that contacts speak of, as records to be matched like any, and which contact speaks of which. */
export type SpokenOf = { companies: StandardRecord[]; of: Map<string, string> }

/**
 * Where contacts come without their companies, a stand-in for each company reference of a source (or company name,
 * where a contact has no reference): its names and the mail boxes and phones of its contacts.
 */
export function standInCompanies(contacts: readonly StandardRecord[]): SpokenOf {
  const byKey = new Map<string, StandardRecord>()
  const of = new Map<string, string>()
  for (const contact of contacts) {
    const name = firstClaim(contact, 'company.name')
    const reference = firstClaim(contact, 'company.id')?.folded || (name?.folded ? `name:${name.folded}` : '')
    if (reference === '') continue
    const id = referredTo(contact.source, 'company', reference)
    of.set(contact.id, id)
    let company = byKey.get(id)
    if (!company) {
      company = { id, source: contact.source, entity: 'company', values: {}, addresses: contact.addresses }
      byKey.set(id, company)
    }
    add(company, 'name', name)
    for (const email of contact.values.email ?? []) add(company, 'email', email)
    for (const phone of contact.values.phone ?? []) add(company, 'phone', phone)
  }
  return { companies: [...byKey.values()], of }
}

/** Keeps a few values of each kind: a large company's contacts would otherwise make every comparison slow. */
const MOST_VALUES = 6

function add(company: StandardRecord, field: string, made: Claim | undefined): void {
  if (!made || made.folded === '') return
  const known = company.values[field]
  // Of mail boxes only the domain tells the company: one box a domain is enough.
  const same = (claim: Claim) => keyOf(field, claim) === keyOf(field, made)
  if (!known) company.values[field] = [made]
  else if (known.length < MOST_VALUES && !known.some(same)) known.push(made)
}

function keyOf(field: string, claim: Claim): string {
  return field === 'email' ? claim.folded.slice(claim.folded.lastIndexOf('@') + 1) : claim.folded
}
