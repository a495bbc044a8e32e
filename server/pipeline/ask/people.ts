import type { Actor } from '../../model/change.ts'
import type { GoldenId } from '../../model/ids.ts'
import type { LifeEventOf, LifeEventVerdict } from '../../model/life-event.ts'
import type { MailingView, RightContactView } from '../../model/relation-views.ts'
import type { Inquiry } from '../../relate/right-contact.ts'
import type { Store } from '../../store/graph/driver.ts'
import { judgeLifeEvent } from '../relate/life-events.ts'
import type { RunContext } from '../run/context.ts'
import type { RulesInForce } from '../run/rules-in-force.ts'
import { type MailingRequest, mailingList } from './mailing.ts'
import { rightContact } from './right-contact.ts'

/** Whom to call and whom to write to. */
export type People = {
  /** Whom to call at a company, or up and down its group. @throws ProblemError `golden.not-found` */
  rightContact(company: GoldenId, inquiry: Inquiry & { limit: number }): Promise<RightContactView>
  /** One piece a household or a person, and what that saves. */
  mailing(request: MailingRequest): Promise<MailingView>
  /** A steward's word about a life event. @throws ProblemError `life-event.not-found` */
  judge(input: { id: string; verdict: LifeEventVerdict; reason: string }, actor: Actor): Promise<LifeEventOf>
}

export function openPeople(store: Store, rules: RulesInForce, contextOf: (actor: Actor) => RunContext): People {
  return {
    rightContact: async (company, inquiry) =>
      store.read(async (tx) => rightContact(tx, company, inquiry, await rules.engine(tx))),
    mailing: async (request) => store.read(async (tx) => mailingList(tx, request, await rules.engine(tx))),
    judge: (input, actor) => judgeLifeEvent(store, input, rules, contextOf(actor)),
  }
}
