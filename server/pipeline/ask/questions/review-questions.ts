import type { Decision } from '../../../model/evidence.ts'
import { RecordId } from '../../../model/ids.ts'
import type { LifeEventsPage } from '../../../model/life-event.ts'
import type { Plan, PlanAsked, PlanRequest } from '../../../model/plan.ts'
import { ProblemError } from '../../../model/problem.ts'
import type { ReviewCases, ReviewItem } from '../../../model/review.ts'
import type { Engine } from '../../../rules/engine.ts'
import type { Tx } from '../../../store/graph/driver.ts'
import { namedRecords } from '../../../store/read/named-records.ts'
import { listDecisions, type ReviewFilter, type ReviewPage, reviewItems } from '../../../store/read/review-reads.ts'
import { type LifeEventFilter, listLifeEvents } from '../../../store/write/life-events.ts'
import { listPins, type PinFilter } from '../../../store/write/pins.ts'
import { listPlans, planById, planView } from '../../../store/write/plans.ts'
import type { Asking } from '../asking.ts'
import { explainPair } from '../explain.ts'
import { found } from '../heir-of.ts'
import { casesOf, pageOfCases } from '../review-cases.ts'

/** Questions of a steward: what waits, and what stewards have said and planned. */
export const reviewQuestions = ({ read, rules }: Asking) => ({
  /** What should be looked at, the most harmful first, each pair with what speaks for and against it. */
  items: (filter: ReviewFilter): Promise<ReviewPage> =>
    read(async (tx) => {
      const page = await reviewItems(tx, filter)
      const engine = await rules.engine(tx)
      const items: ReviewItem[] = []
      for (const item of page.items) items.push(...(await withEvidence(tx, item, engine)))
      return { ...page, items }
    }),

  /** The same, with all that waits about the same customers in one case. */
  cases: (filter: ReviewFilter): Promise<ReviewCases> =>
    read(async (tx) => {
      const { items } = await reviewItems(tx, { ...filter, offset: 0, limit: Number.MAX_SAFE_INTEGER })
      return pageOfCases(casesOf(items), filter)
    }),

  /** Latest first. */
  decisions: (filter: Parameters<typeof listDecisions>[1]): Promise<Decision[]> =>
    read((tx) => listDecisions(tx, filter)),

  /** Pinned values, latest first. */
  pins: (filter: PinFilter) => read((tx) => listPins(tx, filter)),

  lifeEvents: (filter: LifeEventFilter): Promise<LifeEventsPage> => read((tx) => listLifeEvents(tx, filter)),

  /** What a plan is asked for, with the records that it names. @throws ProblemError `record.not-found`, `record.ambiguous` */
  asked: (plan: PlanAsked): Promise<PlanRequest> =>
    read(async (tx) => {
      if (plan.kind === 'split') {
        const parts: RecordId[][] = []
        for (const part of plan.parts) parts.push(await namedRecords(tx, part))
        return { ...plan, parts }
      }
      if (plan.kind !== 'unmerge') return plan
      const record = found((await namedRecords(tx, [plan.record]))[0], 'record.not-found', `record ${plan.record}`)
      return { ...plan, record }
    }),

  /** Plans, latest first; before the one of an id. */
  plans: (filter: { kind: string; status: string; before: string; limit: number }): Promise<Plan[]> =>
    read(async (tx) => (await listPlans.run(tx, filter)).map(planView)),

  /** @throws ProblemError `plan.not-found` */
  plan: (id: string): Promise<Plan> =>
    read(async (tx) => planView(found((await planById.run(tx, { id }))[0], 'plan.not-found', `plan ${id}`))),
})

/** A record that was deleted a moment ago takes its pair off the list. */
async function withEvidence(tx: Tx, item: ReviewItem, engine: Engine): Promise<ReviewItem[]> {
  if (!item.low || !item.high) return [item]
  try {
    const [low, high] = [RecordId.parse(item.low.record), RecordId.parse(item.high.record)]
    return [{ ...item, evidence: (await explainPair(tx, low, high, engine)).evidence }]
  } catch (error) {
    if (error instanceof ProblemError && error.problem.code === 'record.not-found') return []
    throw error
  }
}
