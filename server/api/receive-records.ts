import { type Caller, sourceProblem } from '../access/caller.ts'
import { idOfRecord } from '../model/ids.ts'
import { type Problem, ProblemError } from '../model/problem.ts'
import type { RecordInput } from '../model/record.ts'
import type { RecordOutcome } from '../model/views.ts'
import type { Deps } from './deps.ts'
import { ProblemAnswer } from './problem-to-http.ts'

type Sources = Pick<Deps, 'ask' | 'knownSources'>

/**
 * Reads every record by itself, writes the good ones together and answers for all, in the order they came.
 * @throws ProblemError with the outcomes beside it when no record was accepted.
 */
export async function receiveRecords(
  raw: readonly unknown[],
  caller: Caller,
  deps: Sources & Pick<Deps, 'readRecord' | 'kith' | 'metrics'>,
): Promise<RecordOutcome[]> {
  const read = raw.map((each) => deps.readRecord(each))
  const known = await sourcesKnown(
    read.flatMap((each) => (each.ok ? [each.value.source] : [])),
    deps,
  )
  const refused = new Map<number, Problem>()
  const accepted: { place: number; input: RecordInput }[] = []
  for (const [place, each] of read.entries()) {
    const problem = each.ok ? refusal(each.value, caller, known) : each.problem
    if (problem) refused.set(place, problem)
    else if (each.ok) accepted.push({ place, input: each.value })
  }
  const inputs = accepted.map(({ input }) => input)
  const written = inputs.length > 0 ? await deps.kith.upsert(inputs, caller.actor) : []
  const byPlace = new Map(accepted.map(({ place }, i) => [place, written[i]]))
  const outcomes = raw.map((_each, place) => byPlace.get(place) ?? rejected(place, refused.get(place)))
  for (const { outcome } of outcomes) deps.metrics.record(outcome)
  if (outcomes.every((each) => each.outcome === 'rejected')) throw noneAccepted(outcomes)
  return outcomes
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
