import { type Store, type TxSource, txOf } from '../store/graph/driver.ts'
import type { Asking } from './ask/asking.ts'
import { type GraphHealth, healthOf } from './ask/health.ts'
import { addressQuestions } from './ask/questions/address-questions.ts'
import { changeQuestions } from './ask/questions/change-questions.ts'
import { companyQuestions } from './ask/questions/company-questions.ts'
import { goldenQuestions } from './ask/questions/golden-questions.ts'
import { hierarchyQuestions } from './ask/questions/hierarchy-questions.ts'
import { householdQuestions } from './ask/questions/household-questions.ts'
import { listQuestions } from './ask/questions/list-questions.ts'
import { recordQuestions } from './ask/questions/record-questions.ts'
import { reportQuestions } from './ask/questions/report-questions.ts'
import { reviewQuestions } from './ask/questions/review-questions.ts'
import { ruleQuestions } from './ask/questions/rule-questions.ts'
import { snapshot } from './feed/snapshot.ts'
import type { RulesInForce } from './run/rules-in-force.ts'

/** The one door for reading: every question that may be put to the graph, by what it is about. Nothing here writes. */
export type Ask = ReturnType<typeof questions> & {
  /** What answers at the other end, and which migrations it has had. @throws ProblemError `graph.unavailable` */
  health(): Promise<GraphHealth>
  /** Every golden record as of one line of the feed, as NDJSON. */
  snapshot(): AsyncGenerator<string>
  /** The same questions within a transaction that is open already, so that several answers agree. */
  within(transaction: TxSource): Ask
}

export function openAsk(store: Store, rules: RulesInForce, now: () => Date): Ask {
  const over = (read: Store['read']): Ask => ({
    ...questions({ read, rules, now }),
    health: () => healthOf(store),
    snapshot: () => snapshot(store),
    within: (transaction) => over((work) => work(txOf(transaction))),
  })
  return over(store.read)
}

function questions(asking: Asking) {
  return {
    golden: goldenQuestions(asking),
    records: recordQuestions(asking),
    addresses: addressQuestions(asking),
    households: householdQuestions(asking),
    companies: companyQuestions(asking),
    hierarchies: hierarchyQuestions(asking),
    lists: listQuestions(asking),
    changes: changeQuestions(asking),
    review: reviewQuestions(asking),
    reports: reportQuestions(asking),
    rules: ruleQuestions(asking),
  }
}
