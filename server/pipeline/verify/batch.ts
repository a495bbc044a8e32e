import type { AddressCheck } from '../../model/addresses/address-check.ts'
import type { AddressInput } from '../../model/record.ts'
import { addressesOfRecords } from '../../store/verify/checks.ts'
import { countOfSystem } from '../../store/write/systems.ts'
import { atOnce } from '../../systems/rest/at-once.ts'
import { type AddressDesk, readerIn, type VerifyAround } from './around.ts'
import type { ProviderAsking } from './asking.ts'
import type { Lines } from './lines.ts'
import { type Question, questionOf } from './question.ts'

const PAGE = 500
/** Calls that are under way at once, whatever a provider allows: it slows them down itself. */
const TOGETHER = 64
const PATIENCE_MS = 600_000

export type BatchOptions = {
  /** Only addresses of records of this source. */
  readonly source?: string | undefined
  /** Calls at most; what is left over is done by running it again. */
  readonly budget?: number | undefined
  /** Counts, and asks nobody. */
  readonly dryRun: boolean
  readonly signal: AbortSignal
  onProgress(done: number, of: number): void
}

export type BatchOutcome = {
  readonly records: number
  /** Different ones. */
  readonly addresses: number
  /** What no provider is asked about, with the reason: the tables refuse it, or nobody serves its country. */
  readonly refused: number
  readonly unserved: number
  /** A provider said so before, and it is still believed. */
  readonly known: number
  /** By provider: calls made, or (of a dry run) to be made by who is asked first, and what they cost. */
  readonly calls: Readonly<Record<string, { readonly calls: number; readonly cost: number; readonly currency: string }>>
  readonly verdicts: Readonly<Record<string, number>>
  /** Addresses that nobody answered for. */
  readonly open: number
  /** Why it ended before its end. */
  readonly stopped?: string | undefined
}

/**
 * Has all addresses of the graph verified, or those of a source. What was verified is known the next time, so one that is cut off
 * goes on when it is run again.
 */
export async function verifyAll(
  { source, budget = Number.POSITIVE_INFINITY, dryRun, signal, onProgress }: BatchOptions,
  around: VerifyAround,
  lines: Lines,
  asking: ProviderAsking,
): Promise<BatchOutcome> {
  const reader = await readerIn(around)
  const prefix = source === undefined ? '' : `${source}:`
  const [count] = await around.store.read((tx) => countOfSystem.run(tx, { prefix }))
  const tally = new Tally()
  const seen = new Set<string>()
  for (let after = ''; !signal.aborted && tally.stopped === undefined; ) {
    const page = await around.store.read((tx) => addressesOfRecords.run(tx, { prefix, after, limit: PAGE }))
    const last = page.at(-1)
    if (!last) break
    const asked = page.flatMap(({ standard }) =>
      (standard?.addresses ?? []).flatMap(({ original, country }) =>
        questionFor(original, country, { reader, lines, seen, tally }),
      ),
    )
    const known = await asking.known(asked)
    tally.known += known.size
    const open = asked.filter(({ id }) => !known.has(id))
    if (dryRun) for (const { sent } of open) tally.foresee(lines.for(sent.country)[0])
    else await askAll(open.slice(0, Math.max(0, budget - tally.made)), { reader, asking, tally, signal })
    tally.records += page.length
    if (!dryRun && tally.made >= budget) tally.stopped = `its budget of ${budget} calls is used up`
    after = last.id
    onProgress(tally.records, count?.records ?? tally.records)
  }
  if (signal.aborted) tally.stopped = 'it was stopped'
  return tally.outcome()
}

type Sorting = { reader: AddressDesk; lines: Lines; seen: Set<string>; tally: Tally }

/** What a provider is asked of an address, where it was not met before and anybody is asked about it. */
function questionFor(
  original: AddressInput,
  country: string | undefined,
  { reader, lines, seen, tally }: Sorting,
): Question[] {
  const known = country !== undefined && /^[A-Z]{2}$/.test(country) ? country : undefined
  const question = questionOf(reader.clean(original, known), original)
  const mark = question?.id ?? JSON.stringify(original)
  if (seen.has(mark)) return []
  seen.add(mark)
  tally.addresses += 1
  const { verdict }: Pick<AddressCheck, 'verdict'> = reader.check(original, known)
  if (verdict === 'incomplete' || verdict === 'undeliverable') tally.refused += 1
  else if (!question || lines.for(question.sent.country).length === 0) tally.unserved += 1
  else return [question]
  return []
}

async function askAll(
  questions: readonly Question[],
  { reader, asking, tally, signal }: { reader: AddressDesk; asking: ProviderAsking; tally: Tally; signal: AbortSignal },
): Promise<void> {
  await atOnce(questions, TOGETHER, async (question) => {
    if (signal.aborted || tally.stopped !== undefined) return void tally.leave()
    const heard = await asking.ask(question, reader, PATIENCE_MS)
    if (heard.kind === 'heard') {
      tally.call(heard.line)
      tally.say(asking.check(heard, question, reader).verdict)
      return
    }
    tally.leave()
    // Nobody may be asked any more: the day is used up, or the provider is away.
    if (!heard.isTry) tally.stopped = `no provider can be asked until ${heard.dueAt}: ${heard.reason}`
  })
}

type Called = { readonly name: string; readonly definition: { readonly cost: { perCall: number; currency: string } } }

class Tally {
  records = 0
  addresses = 0
  refused = 0
  unserved = 0
  known = 0
  made = 0
  stopped: string | undefined
  #open = 0
  readonly #calls: Record<string, { calls: number; cost: number; currency: string }> = {}
  readonly #verdicts: Record<string, number> = {}

  call({ name, definition: { cost } }: Called): void {
    const { calls = 0 } = this.#calls[name] ?? {}
    const sum = Math.round((calls + 1) * cost.perCall * 1e6) / 1e6
    this.#calls[name] = { calls: calls + 1, cost: sum, currency: cost.currency }
    this.made += 1
  }

  foresee(line: Called | undefined): void {
    if (line) this.call(line)
  }

  say(verdict: string): void {
    this.#verdicts[verdict] = (this.#verdicts[verdict] ?? 0) + 1
  }

  leave(): void {
    this.#open += 1
  }

  outcome(): BatchOutcome {
    const { records, addresses, refused, unserved, known, stopped } = this
    return {
      ...{
        records,
        addresses,
        refused,
        unserved,
        known,
        calls: this.#calls,
        verdicts: this.#verdicts,
        open: this.#open,
      },
      ...(stopped === undefined ? {} : { stopped }),
    }
  }
}
