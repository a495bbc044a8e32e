import type { RecordInput } from '../../server/model/record.ts'
import { below, pick, seeded } from './seeded.ts'
import { personInput } from './world.ts'

/** Records that one customer left at a shop, one an order: every other one is the same to the letter, the rest have a slip here and there. */
export function ordersOfOne(count: number, seed: number): RecordInput[] {
  const random = seeded(seed)
  return Array.from({ length: count }, (_, i) => {
    const fields = i % 2 === 0 ? { ...CUSTOMER } : slipped(random)
    return personInput(`shop:person:o${String(i).padStart(5, '0')}`, fields, { hints: {} })
  })
}

const CUSTOMER: Readonly<Record<string, string>> = {
  givenName: 'Katherine',
  familyName: 'Holloway',
  email: 'katherine.holloway74@example.net',
  phone: '+1 617 555 0142',
  'address.line1': '1482 Juniper Crossing',
  'address.city': 'Boston',
  'address.region': 'MA',
  'address.postcode': '02118',
}

/** What is typed at a till: nicknames, initials, slips of a letter, boxes left empty. */
function slipped(random: () => number): Record<string, string> {
  const fields = { ...CUSTOMER }
  const drop = (...names: string[]) => {
    for (const name of names) delete fields[name]
  }
  if (random() < 0.1) fields.givenName = 'Kate'
  if (random() < 0.04) fields.givenName = `${fields.givenName?.[0]}.`
  if (random() < 0.05) fields.familyName = typo(fields.familyName ?? '', random)
  if (random() < 0.05) fields['address.line1'] = typo(fields['address.line1'] ?? '', random)
  if (random() < 0.15) drop('address.line1', 'address.postcode')
  // Of a name and a town alone nobody knows whose it is.
  if (random() < 0.1 && fields['address.line1']) drop('email')
  if (random() < 0.25 && fields.email) drop('phone')
  if (random() < 0.06 && fields.email) fields.email = fields.email.toUpperCase()
  return fields
}

/** A letter lost, two that changed places, or one too many. */
function typo(text: string, random: () => number): string {
  const i = 1 + below(random, text.length - 2)
  const kind = random()
  if (kind < 0.35) return text.slice(0, i) + text.slice(i + 1)
  if (kind < 0.7) return text.slice(0, i) + text[i + 1] + text[i] + text.slice(i + 2)
  return text.slice(0, i) + pick([...'aeinorst'], random) + text.slice(i)
}
