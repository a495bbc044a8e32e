import type { GoldenContent } from '../model/golden.ts'
import { fold } from '../text/fold.ts'
import { spelledAlike } from '../text/similarity.ts'
import { many } from './golden-values.ts'
import type { SamePersonRules } from './rules.ts'

type Values = GoldenContent['values']

/**
 * Whether a customer and a contact are one human being: they share a personal mail box, a mobile or a birth date and agree
 * on the name. Symmetric. A different birth date or generation (Jr., Sr.) speaks against it whatever they share.
 */
export function samePerson(
  customer: Values,
  contact: Values,
  rules: SamePersonRules,
): { same: boolean; reason: string } {
  const born = bornOf(customer, contact, rules)
  if (born === 'different') return { same: false, reason: 'birth dates differ' }
  if (differ(customer, contact, rules.suffix)) return { same: false, reason: 'suffixes differ' }
  const family = shareFamily(customer, contact, rules)
  const given = givenCloseness(customer, contact, rules)
  if (!family || given === 0) return { same: false, reason: 'names differ' }
  const shared = [
    ...(shareEmail(customer, contact, rules) ? ['e-mail'] : []),
    ...(shareMobile(customer, contact, rules) ? ['mobile'] : []),
    ...(born === 'same' ? ['birth date'] : []),
  ]
  // A birth date alone is shared by too many people to excuse a name that is only similar.
  const enough = shared.length > 0 && (given === 1 || shared[0] !== 'birth date')
  if (!enough) return { same: false, reason: 'nothing personal is shared' }
  return { same: true, reason: `same name and ${shared.join(', ')}` }
}

function bornOf(a: Values, b: Values, { birthDate }: SamePersonRules): 'same' | 'different' | 'unknown' {
  const [x = '', y = ''] = [many(a, birthDate)[0], many(b, birthDate)[0]]
  // A year alone agrees with any day in it and proves nothing.
  if (x.length < 10 || y.length < 10)
    return x !== '' && y !== '' && x.slice(0, 4) !== y.slice(0, 4) ? 'different' : 'unknown'
  return x === y ? 'same' : 'different'
}

function differ(a: Values, b: Values, property: string): boolean {
  const [x = '', y = ''] = [many(a, property).map(fold)[0], many(b, property).map(fold)[0]]
  return x !== '' && y !== '' && x !== y
}

function shareFamily(a: Values, b: Values, { family, former }: SamePersonRules): boolean {
  const names = (values: Values) =>
    [...many(values, family), ...many(values, former)].map(fold).filter((name) => name !== '')
  const other = new Set(names(b))
  return names(a).some((name) => other.has(name))
}

/** 1: the same given name, 0: another, between: similar enough where something else is shared. */
function givenCloseness(a: Values, b: Values, { given, similarity }: SamePersonRules): number {
  const [x = '', y = ''] = [many(a, given).map(fold)[0], many(b, given).map(fold)[0]]
  if (x === '' || y === '') return 0
  if (x === y) return 1
  const short = Math.min(x.length, y.length) >= 3 && (x.startsWith(y) || y.startsWith(x))
  return short || spelledAlike(x, y, similarity) ? 0.5 : 0
}

function shareEmail(a: Values, b: Values, { emails, roleBoxes }: SamePersonRules): boolean {
  const other = new Set(many(b, emails).map((email) => email.toLowerCase()))
  return many(a, emails).some((email) => other.has(email.toLowerCase()) && !isRoleBox(email, roleBoxes))
}

/** `info@`, `sales.east@`, `office2@`. */
function isRoleBox(email: string, roleBoxes: readonly string[]): boolean {
  const local = email.toLowerCase().slice(0, email.lastIndexOf('@'))
  return roleBoxes.includes(local) || roleBoxes.includes(local.split(/[-+._\d]/)[0] ?? '')
}

/** One of them calls it a mobile; the other may have written it into any box. */
function shareMobile(a: Values, b: Values, { mobiles, phones }: SamePersonRules): boolean {
  const all = (values: Values) => new Set([...many(values, mobiles), ...many(values, phones)])
  const [allA, allB] = [all(a), all(b)]
  return many(a, mobiles).some((number) => allB.has(number)) || many(b, mobiles).some((number) => allA.has(number))
}
