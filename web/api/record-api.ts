import { z } from 'zod'
import { CorrectionOutcome } from '../../server/model/addresses/address-correction.ts'
import { LifeEventOf, LifeEventsPage, type LifeEventVerdict } from '../../server/model/life-event.ts'
import { Plan, type PlanAsked } from '../../server/model/plan.ts'
import { PathsView, SharersView } from '../../server/model/relation-views.ts'
import { DecisionCheck } from '../../server/model/review.ts'
import { HistoryView, PinOutcome } from '../../server/model/service-views.ts'
import { GoldenView, GraphView } from '../../server/model/views.ts'
import type { DecisionRequest } from './api.ts'

/** How the page asks the server: what came is parsed, and a failure is thrown in words. */
type Caller = {
  get: <T>(shape: z.ZodType<T>, path: string, signal?: AbortSignal) => Promise<T>
  post: <T>(shape: z.ZodType<T>, path: string, body?: object) => Promise<T>
  remove: <T>(shape: z.ZodType<T>, path: string) => Promise<T>
}

const Corrected = z.object({ outcomes: z.array(CorrectionOutcome) })

/** A merge, split or unmerge to be looked at. */
export type PlanWish = Exclude<z.input<typeof PlanAsked>, { kind: 'rules' }>
/** A day, told as it was known then, or as it is known today. */
export type PastDay = { day: string; by: 'known' | 'true' }
export type PinRequest = {
  golden: string
  attribute: string
  value?: string
  record?: string
  reason: string
  until?: string
}
export type SharerKind = SharersView['kind']

/** What there is to ask and to do about one golden record: its past, its pins and events, what a change would do, whom it is connected with. */
export function createRecordApi({ get, post, remove }: Caller) {
  return {
    acceptAddresses: (words: readonly string[]) =>
      post(Corrected, '/addresses/corrections', { corrections: words.map((word) => ({ word })) }),
    withdrawWord: (id: string) => remove(z.unknown(), `/addresses/words/${part(id)}`),
    history: (id: string, signal?: AbortSignal) => get(HistoryView, `/golden/${part(id)}/history`, signal),
    goldenOn: (id: string, past: PastDay, signal?: AbortSignal) =>
      get(GoldenView, `/golden/${part(id)}${momentOf(past)}`, signal),
    /** The piece of the graph around it, as it was. */
    graphOn: (id: string, past: PastDay, signal?: AbortSignal) =>
      get(GraphView, `/golden/${part(id)}/graph${momentOf(past)}`, signal),
    pin: (request: PinRequest) => post(PinOutcome, '/pins', request),
    unpin: (id: string) => remove(z.unknown(), `/pins/${part(id)}`),
    lifeEvents: (id: string, signal?: AbortSignal) => get(LifeEventsPage, `/golden/${part(id)}/life-events`, signal),
    judgeEvent: (id: string, verdict: LifeEventVerdict, reason: string) =>
      post(LifeEventOf, `/life-events/${part(id)}`, { verdict, reason }),
    unjudgeEvent: (id: string) => remove(LifeEventOf, `/life-events/${part(id)}`),
    makePlan: (request: PlanWish) => post(Plan, '/plans', request),
    applyPlan: (id: string) => post(Plan, `/plans/${part(id)}/apply`),
    revertPlan: (id: string) => post(Plan, `/plans/${part(id)}/revert`),
    checkDecision: (request: Omit<DecisionRequest, 'reason'>) => post(DecisionCheck, '/decisions/check', request),
    paths: (from: string, to: string, past: boolean, signal?: AbortSignal) =>
      get(PathsView, `/paths?from=${part(from)}&to=${part(to)}&past=${past}&limit=5`, signal),
    sharers: (kind: SharerKind, value: string, signal?: AbortSignal) =>
      get(SharersView, `/contact-points/${kind}/${part(value)}`, signal),
  }
}

function momentOf({ day, by }: PastDay): string {
  return `?asOf=${part(day)}${by === 'true' ? '&knownAt=now' : ''}`
}

function part(text: string): string {
  return encodeURIComponent(text)
}
