import { z } from 'zod'
import { type Caller, sourceProblem } from '../access/caller.ts'
import { givesWay } from '../collections/give-way.ts'
import { idOfRecord } from '../model/ids.ts'
import { type Problem, ProblemError, type Result } from '../model/problem.ts'
import type { OrderArrival, OrderInput, RecordInput } from '../model/record.ts'
import type { RecordOutcome } from '../model/views.ts'
import type { Deps } from './deps.ts'
import { ProblemAnswer } from './problem-to-http.ts'

type Sources = Pick<Deps, 'ask' | 'knownSources'>

type Receiving = Sources & Pick<Deps, 'readRecord' | 'readOrder' | 'kith' | 'metrics'>

/**
 * Reads every record and order by itself, writes the good ones together, orders after the records that placed them, and answers
 * for all, in the order they came.
 * @throws ProblemError with the outcomes beside it when no record was accepted.
 */
export async function receiveRecords(
  raw: readonly unknown[],
  caller: Caller,
  deps: Receiving,
): Promise<RecordOutcome[]> {
  const orders = new Map(raw.flatMap((each, place) => (isOrder(each) ? [[place, deps.readOrder(each)] as const] : [])))
  const records = raw.flatMap((each, place) => (orders.has(place) ? [] : [{ place, raw: each }]))
  const customers = [...orders].flatMap(([place, read]) =>
    read.ok && read.value.customer ? [{ place, raw: read.value.customer as unknown }] : [],
  )
  const written = await writeRecords([...records, ...customers], caller, deps)
  const outcomes = raw.map((_each, place) => rejected(place, undefined))
  records.forEach(({ place }, i) => {
    outcomes[place] = written[i] ?? rejected(place, undefined)
  })
  const placedBy = new Map(customers.map(({ place }, i) => [place, written[records.length + i]]))
  await writeOrders({ orders, placedBy, outcomes }, caller, deps)
  for (const { outcome } of outcomes) deps.metrics.record(outcome)
  if (outcomes.every((each) => each.outcome === 'rejected')) throw noneAccepted(outcomes)
  return outcomes
}

type OrdersSent = {
  orders: ReadonlyMap<number, Result<OrderArrival>>
  /** What became of the customers that came with orders, by the order's place. */
  placedBy: ReadonlyMap<number, RecordOutcome | undefined>
  outcomes: RecordOutcome[]
}

/** Writes orders. One whose customer came along and was refused is refused with it. */
async function writeOrders({ orders, placedBy, outcomes }: OrdersSent, caller: Caller, deps: Receiving): Promise<void> {
  const known = await sourcesKnown(
    [...orders.values()].flatMap((read) => (read.ok ? read.value.lines.map(({ source }) => source) : [])),
    deps,
  )
  const accepted: { place: number; read: OrderArrival }[] = []
  for (const [place, read] of orders) {
    const [line] = read.ok ? read.value.lines : []
    const problem =
      placedBy.get(place)?.problem ?? (read.ok ? line && sourceProblem(caller, line.source, known) : read.problem)
    if (problem) outcomes[place] = rejected(place, line ? { ...problem, record: orderName(line) } : problem)
    else if (read.ok) accepted.push({ place, read: read.value })
  }
  if (accepted.length === 0) return
  const stored = await deps.kith.putOrders(
    accepted.map(({ read }) => read),
    caller.actor,
  )
  for (const { place, read } of accepted) {
    const name = read.lines[0] ? orderName(read.lines[0]) : ''
    const outcome = stored.get(name)
    if (outcome) outcomes[place] = { record: name, ...outcome, issues: placedBy.get(place)?.issues ?? [] }
  }
}

function isOrder(json: unknown): boolean {
  return ORDER.safeParse(json).success
}
const ORDER = z.object({ entity: z.literal('order') })

function orderName({ source, orderId }: OrderInput): string {
  return `${source}:${orderId}`
}

/** Outcomes of records, in the order they came; `place`: where in the request. */
async function writeRecords(
  sent: readonly { place: number; raw: unknown }[],
  caller: Caller,
  deps: Receiving,
): Promise<RecordOutcome[]> {
  const pause = givesWay()
  const read: Result<RecordInput>[] = []
  for (const { raw } of sent) {
    read.push(deps.readRecord(raw))
    await pause()
  }
  const known = await sourcesKnown(
    read.flatMap((each) => (each.ok ? [each.value.source] : [])),
    deps,
  )
  const refused = new Map<number, Problem>()
  const accepted: { at: number; input: RecordInput }[] = []
  for (const [at, each] of read.entries()) {
    const problem = each.ok ? refusal(each.value, caller, known) : each.problem
    if (problem) refused.set(at, problem)
    else if (each.ok) accepted.push({ at, input: each.value })
  }
  const inputs = accepted.map(({ input }) => input)
  const written = inputs.length > 0 ? await deps.kith.upsert(inputs, caller.actor) : []
  const outcomeAt = new Map(accepted.map(({ at }, i) => [at, written[i]]))
  return sent.map(({ place }, at) => outcomeAt.get(at) ?? rejected(place, refused.get(at)))
}

function refusal(input: RecordInput, caller: Caller, known: (source: string) => boolean): Problem | undefined {
  const problem = sourceProblem(caller, input.source, known)
  return problem && { ...problem, record: idOfRecord(input) }
}

/** @throws ProblemError when the caller may not write a source. */
export async function demandSource(source: string, caller: Caller, deps: Sources): Promise<void> {
  const problem = sourceProblem(caller, source, await sourcesKnown([source], deps))
  if (problem) throw new ProblemError(problem)
}

async function sourcesKnown(
  asked: readonly string[],
  { ask, knownSources: configured }: Sources,
): Promise<(source: string) => boolean> {
  const open = [...new Set(asked)].filter((source) => !configured.includes(source))
  const delivered = open.length > 0 ? await ask.records.knownSources(open) : []
  return (source) => configured.includes(source) || delivered.includes(source)
}

function rejected(place: number, problem: Problem | undefined): RecordOutcome {
  const record = problem?.record ?? `records.${place}`
  const why = problem ?? { code: 'internal' as const, detail: 'the record was not written' }
  return { record, outcome: 'rejected', issues: [], problem: { ...why, record } }
}

/** Nothing was written, so the request as a whole failed; the outcomes say why, record by record. */
function noneAccepted(outcomes: readonly RecordOutcome[]): ProblemAnswer {
  const problems = outcomes.flatMap((each) => (each.problem ? [each.problem] : []))
  const [first] = problems
  const code = first && problems.every((each) => each.code === first.code) ? first.code : 'record.invalid'
  const detail = problems.length === 1 && first ? first.detail : `none of the ${problems.length} records was accepted`
  const where = problems.length === 1 && first ? first : {}
  return new ProblemAnswer({ ...where, code, detail }, { outcomes })
}
