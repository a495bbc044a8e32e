import { z } from 'zod'
import { completeAddress } from './checks/complete-address.ts'
import { disposableEmail } from './checks/disposable-email.ts'
import { junk } from './checks/junk.ts'
import { legible } from './checks/legible.ts'
import { notCompany } from './checks/not-company.ts'
import { onePerson } from './checks/one-person.ts'
import { pattern } from './checks/pattern.ts'
import { plausibleDate } from './checks/plausible-date.ts'
import { postcode } from './checks/postcode.ts'
import { provedAddress } from './checks/proved-address.ts'
import { readAddress } from './checks/read-address.ts'
import { required } from './checks/required.ts'
import { understood } from './checks/understood.ts'
import { usable } from './checks/usable.ts'
import { valid } from './checks/valid.ts'

/** Every check there is, by the name a policy uses it by. */
export const CHECKS = {
  completeAddress,
  disposableEmail,
  junk,
  legible,
  notCompany,
  onePerson,
  pattern,
  plausibleDate,
  postcode,
  provedAddress,
  readAddress,
  required,
  understood,
  usable,
  valid,
} as const

export const Check = z.discriminatedUnion('use', [
  completeAddress.rule,
  disposableEmail.rule,
  junk.rule,
  legible.rule,
  notCompany.rule,
  onePerson.rule,
  pattern.rule,
  plausibleDate.rule,
  postcode.rule,
  provedAddress.rule,
  readAddress.rule,
  required.rule,
  understood.rule,
  usable.rule,
  valid.rule,
])
export type Check = z.infer<typeof Check>
