import { z } from 'zod'
import { address } from './comparators/address.ts'
import { category } from './comparators/category.ts'
import { companyName } from './comparators/company-name.ts'
import { date } from './comparators/date.ts'
import { email } from './comparators/email.ts'
import { employer } from './comparators/employer.ts'
import { identifier } from './comparators/identifier.ts'
import { parentage } from './comparators/parentage.ts'
import { personName } from './comparators/person-name.ts'
import { phone } from './comparators/phone.ts'
import { text } from './comparators/text.ts'
import { webDomain } from './comparators/web-domain.ts'
import type { Comparator } from './contract/comparator.ts'

/** Every comparator there is. A new one is a file in `comparators/` and a line here. */
const LIST = [
  address,
  category,
  companyName,
  date,
  email,
  employer,
  identifier,
  parentage,
  personName,
  phone,
  text,
  webDomain,
] as const

/** A comparison in a rule set: a comparator by name (`use`), its settings, and the shares of its levels. */
export const Comparison = z.discriminatedUnion('use', [
  address.rule,
  category.rule,
  companyName.rule,
  date.rule,
  email.rule,
  employer.rule,
  identifier.rule,
  parentage.rule,
  personName.rule,
  phone.rule,
  text.rule,
  webDomain.rule,
])
export type Comparison = z.infer<typeof Comparison>

export const COMPARATORS: ReadonlyMap<string, Comparator> = new Map(LIST.map((one) => [one.use, one as Comparator]))
