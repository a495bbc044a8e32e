import type { HouseholdId } from '../../../model/ids.ts'
import type { MailingView } from '../../../model/relation-views.ts'
import type { HouseholdView } from '../../../model/views.ts'
import { findHousehold } from '../../../store/read/household-reads.ts'
import { whenOf } from '../../../store/read/moments.ts'
import type { Asking, Past } from '../asking.ts'
import { found } from '../heir-of.ts'
import { type MailingRequest, mailingList } from '../mailing.ts'
import { householdAsOf } from '../past/household-then.ts'

/** Questions about who lives with whom. */
export const householdQuestions = ({ read, rules, now }: Asking) => ({
  /** @throws ProblemError `household.not-found` */
  find: (id: HouseholdId, past: Past = {}): Promise<HouseholdView> =>
    read(async (tx) => {
      const when = await whenOf(tx, past, now())
      const what = `household ${id} ${when ? `at ${when.known.at}` : 'today'}`
      const household = await (when ? householdAsOf(tx, id, when) : findHousehold(tx, id))
      return found(household, 'household.not-found', what)
    }),

  /** One piece a household or a person, and what that saves. */
  mailing: (request: MailingRequest): Promise<MailingView> =>
    read(async (tx) => mailingList(tx, request, await rules.engine(tx))),
})
