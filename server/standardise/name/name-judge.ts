import type { Claim } from '../../model/record.ts'
import { fold } from '../../text/fold.ts'
import { GIVEN_NAMES } from '../../text/given-names.ts'
import type { Knowledge } from '../knowledge.ts'

type Values = Record<string, Claim[]>

/**
 * Makes what looks at a record's names together, once they are cleaned one by one, and changes them in place: Cash Sale is
 * nobody, though Cash is a given name and Sale a family name; and Null is a family name where the rest of the record says so.
 */
export function nameJudge({ junk }: Knowledge): (values: Values) => void {
  const nobodies = new Set(junk.people)
  const surnames = new Map(Object.entries(junk.surnames ?? {}))
  return (values) => {
    const [given, family] = [values.givenName?.[0], values.familyName?.[0]]
    if (!family) return
    const name = fold(`${given?.value ?? ''} ${family.value}`)
    if (nobodies.has(name)) {
      for (const field of ['givenName', 'familyName', 'fullName']) mute(values, field)
      return
    }
    const word = fold(family.value)
    const speaks = surnames.get(word)
    if (family.folded !== '' || !speaks || !given || !GIVEN_NAMES.has(given.folded)) return
    if (speaks === 'contact' && !hasContact(values, family, word)) return
    values.familyName = (values.familyName ?? []).map((claim) =>
      claim === family ? { ...claim, folded: word } : claim,
    )
  }
}

/** A mail box with the name in it; or any mail box, phone or birth date, where the name is written as one and not as a system writes NULL. */
function hasContact(values: Values, { original }: Claim, word: string): boolean {
  const boxes = (values.email ?? []).filter(({ folded }) => folded !== '')
  if (boxes.some(({ folded }) => folded.slice(0, folded.lastIndexOf('@')).includes(word))) return true
  const isWritten = new RegExp(`${word.charAt(0).toUpperCase()}${word.slice(1)}`).test(original)
  return (
    isWritten &&
    (boxes.length > 0 || [values.phone, values.mobile, values.birthDate].some((some) => some?.some(isUsable)))
  )
}

function isUsable({ folded }: Claim): boolean {
  return folded !== ''
}

function mute(values: Values, field: string): void {
  const claims = values[field]
  if (claims) values[field] = claims.map((claim) => ({ ...claim, folded: '' }))
}
