import type { AddressChoice, AddressConfirmation } from '../../model/addresses/address-answer.ts'
import type { Actor } from '../../model/change.ts'
import { fail } from '../../model/problem.ts'
import type { AddressInput } from '../../model/record.ts'
import { putConfirmation } from '../../store/verify/checks.ts'
import { hashOf } from '../../text/hash.ts'
import { readerIn, type VerifyAround } from './around.ts'
import type { ProviderAsking } from './asking.ts'
import { questionOf } from './question.ts'
import { answerId } from './verify.ts'

export type Confirming = {
  /** Id of the answer that the person was shown. */
  readonly check: string
  /** What was typed, as it was checked. */
  readonly address: AddressInput
  readonly defaultCountry?: string | undefined
  readonly chosen: AddressChoice
  /** The proposal that was chosen. */
  readonly proposal?: AddressInput | undefined
  readonly reason?: string | undefined
}

/**
 * Keeps which address a person chose after a check, with who it was. What was entered may always be chosen, whatever the verdict.
 * @throws ProblemError `address.stale` where the check is of another address, `request.invalid` where no proposal is chosen
 */
export async function confirmAddress(
  { check, address, defaultCountry, chosen, proposal, reason }: Confirming,
  actor: Actor,
  around: VerifyAround,
  asking: ProviderAsking,
): Promise<AddressConfirmation> {
  if (check !== answerId(address, defaultCountry))
    fail('address.stale', 'the check is of another address than this: have it verified again', { field: 'check' })
  if (chosen === 'proposal' && !proposal)
    fail('request.invalid', 'proposal: the parts of the proposal that was chosen are missing', { field: 'proposal' })
  const reader = await readerIn(around)
  const taken = chosen === 'proposal' && proposal ? proposal : address
  const cleaned = reader.clean(taken, defaultCountry)
  const typed = reader.clean(address, defaultCountry)
  const question = questionOf(typed, address)
  const heard = question && (await asking.known([question])).get(question.id)
  const { verdict } = heard && question ? asking.check(heard, question, reader) : reader.check(address, defaultCountry)
  const { line1, line2, houseNumber, street, unit, city, region, postcode, country } = cleaned ?? {}
  const all = { line1, line2, houseNumber, street, unit, city, region, postcode, country }
  const parts = Object.fromEntries(Object.entries(all).filter(([, text]) => text !== undefined && text !== ''))
  const at = around.now().toISOString()
  const confirmation: AddressConfirmation = {
    id: hashOf([check, chosen, taken, actor, at]),
    check,
    ...(cleaned ? { key: cleaned.key } : {}),
    chosen,
    verdict,
    address: { parts, lines: reader.lines(parts) },
    ...(reason === undefined ? {} : { reason }),
    at,
    by: actor,
  }
  await around.store.write((tx) =>
    putConfirmation.run(tx, {
      id: confirmation.id,
      check,
      address: cleaned?.key ?? null,
      chosen,
      verdict,
      entered: JSON.stringify(address),
      body: JSON.stringify(confirmation.address),
      reason: reason ?? null,
      at,
      by: actor.key,
      user: actor.user ?? null,
    }),
  )
  return confirmation
}
