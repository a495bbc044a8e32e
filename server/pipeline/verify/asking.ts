import { setMaxListeners } from 'node:events'
import { z } from 'zod'
import type { AddressCheck } from '../../model/addresses/address-check.ts'
import type { AddressInput } from '../../model/record.ts'
import { noteFailure, putCheck, reserveCall, storedChecks } from '../../store/verify/checks.ts'
import { endJobs } from '../../store/verify/jobs.ts'
import { checkBy } from '../../verify/compose.ts'
import { ProviderFinding } from '../../verify/providers/provider.ts'
import { daysOf } from '../../verify/providers/provider-shape.ts'
import { dayOf } from '../run/context.ts'
import { nextTry } from '../sync/pause.ts'
import type { AddressDesk, VerifyAround } from './around.ts'
import type { Call } from './circuit.ts'
import type { Lines, ProviderLine } from './lines.ts'
import { checkId, type Question } from './question.ts'

const DAY_MS = 86_400_000

/** What a provider said, and when. */
export type Heard = {
  readonly kind: 'heard'
  readonly line: ProviderLine
  readonly finding: ProviderFinding
  readonly at: string
}
/** Nobody said anything: when it is worth another try. One that was not even asked has not failed. */
export type Unheard = {
  readonly kind: 'unheard'
  readonly reason: string
  readonly dueAt: string
  readonly isTry: boolean
}

export type ProviderAsking = {
  /** What providers said before and is still believed, by the question. */
  known(questions: readonly Question[]): Promise<ReadonlyMap<string, Heard>>
  /**
   * Asks the providers of its country, in their order, until one answers, and keeps what it says. Who asks the same meanwhile gets
   * the same answer. It goes on when nobody waits for it any more, and does not throw.
   * @param mostWaitMs for a turn
   */
  ask(question: Question, reader: AddressDesk, mostWaitMs: number): Promise<Heard | Unheard>
  /** The same of several, each by what was said before where that is still believed. By the question. */
  hear(
    questions: readonly Question[],
    reader: AddressDesk,
    mostWaitMs: number,
  ): ReadonlyMap<string, Promise<Heard | Unheard>>
  /** The answer about an address, by what was heard. */
  check(heard: Heard, question: Question, reader: AddressDesk): AddressCheck
  close(): void
}

export function openAsking(around: VerifyAround, lines: Lines): ProviderAsking {
  const { store, now, log, note } = around
  const flights = new Map<string, Promise<Heard | Unheard>>()
  const closing = new AbortController()
  setMaxListeners(0, closing.signal) // one a call that is under way

  const check: ProviderAsking['check'] = ({ line, finding }, { typed, sent }, reader) =>
    checkBy({
      typed: reader.clean(typed, sent.country),
      finding,
      clean: (found) => reader.clean(inputOf({ ...found, country: found.country ?? sent.country }), sent.country),
      lines: reader.lines,
      provider: { name: line.name, version: line.provider.version },
    })

  /** What was said, as far as its provider lets it be kept; its job is done in the same moment. */
  async function keep(heard: Heard, question: Question, reader: AddressDesk): Promise<void> {
    const { line, finding, at } = heard
    const { verdict, proved, next, proposal, provider } = check(heard, question, reader)
    const { what } = line.definition.keep
    const isWhole = what === 'all'
    if (what !== 'nothing')
      await note([
        { key: question.address, verdict, proved, proposal: isWhole ? proposal : undefined, by: provider, at },
      ])
    const { found: _found, ...word } = { ...finding, verdict, next, candidates: [] }
    const row = {
      id: checkId(question.id, line.name, line.provider.version),
      provider: line.name,
      version: line.provider.version,
      address: question.address,
      verdict,
      body: JSON.stringify(isWhole ? finding : word),
      at,
      until: new Date(Date.parse(at) + daysOf(line.definition, verdict) * DAY_MS).toISOString(),
    }
    await store.write(async (tx) => {
      if (what !== 'nothing') await putCheck.run(tx, row)
      await endJobs.run(tx, { ids: [question.id] })
    })
  }

  async function askLine(line: ProviderLine, { sent }: Question, mostWaitMs: number): Promise<Heard | Unheard> {
    const { circuit, definition, pace, provider } = line
    const { retry, limits } = definition
    const unheard = (reason: string, dueAt: string, isTry = false): Unheard => ({
      kind: 'unheard',
      reason,
      dueAt,
      isTry,
    })
    const paused = () =>
      unheard(circuit.pause()?.reason ?? 'it is being tried', circuit.pause()?.until ?? nextTry(retry, 1, now()))
    if (circuit.pause()) return paused()
    const free = await pace.turn(mostWaitMs)
    if (!free) return unheard('others are before it', nextTry(retry, 1, now()))
    let call: Call | undefined
    try {
      call = circuit.call()
      if (!call) return paused()
      const day = dayOf(now())
      const counted = { id: `${line.name} ${day}`, provider: line.name, day, most: limits.perDay ?? null }
      const [row] = await store.write((tx) => reserveCall.run(tx, counted))
      if (!row?.granted) {
        const afterMs = Date.parse(day) + DAY_MS - now().getTime()
        call.failed({ blame: 'quota', reason: 'its calls of today are used up', afterMs })
        return paused()
      }
      const answer = await provider.ask(sent, closing.signal)
      if (answer.kind === 'found') {
        call.answered()
        return { kind: 'heard', line, finding: answer.finding, at: now().toISOString() }
      }
      if (closing.signal.aborted) {
        call.failed({ ...answer, blame: 'address' }) // we stopped: that is no fault of anybody's
        return unheard('stopped while it was asked about', now().toISOString())
      }
      call.failed(answer)
      const at = now().toISOString()
      await store.write((tx) => noteFailure.run(tx, { id: counted.id, failure: answer.reason, at }))
      // An address that is no good to it is no better in a minute.
      const tries = answer.blame === 'address' ? Number.MAX_SAFE_INTEGER : 1
      return unheard(answer.reason, nextTry(retry, tries, now(), answer.afterMs), true)
    } catch (error) {
      call?.failed({ blame: 'address', reason: '' })
      throw error
    } finally {
      free()
    }
  }

  async function fly(question: Question, reader: AddressDesk, mostWaitMs: number): Promise<Heard | Unheard> {
    const { country } = question.sent
    let last: Unheard = {
      kind: 'unheard',
      reason: `no provider is asked about ${country}`,
      dueAt: new Date(now().getTime() + DAY_MS).toISOString(),
      isTry: false,
    }
    try {
      for (const [place, line] of lines.for(country).entries()) {
        const heard = await askLine(line, question, mostWaitMs)
        if (heard.kind === 'heard') {
          // What is said and cannot be kept is said all the same; it is asked for again.
          await keep(heard, question, reader).catch((error: unknown) =>
            log(`what was said of an address could not be kept: ${messageOf(error)}`),
          )
          return heard
        }
        last = place === 0 || heard.dueAt < last.dueAt ? heard : last
      }
      return last
    } catch (error) {
      const reason = messageOf(error)
      log(`an address could not be asked about: ${reason}`)
      return { ...last, reason, dueAt: new Date(now().getTime() + 60_000).toISOString() }
    }
  }

  /** Whoever asks the same while it is under way shares it. */
  function launch(id: string, begin: () => Promise<Heard | Unheard>): Promise<Heard | Unheard> {
    const under = flights.get(id)
    if (under) return under
    const flight = begin().finally(() => flights.delete(id))
    flights.set(id, flight)
    return flight
  }

  async function known(questions: readonly Question[]): Promise<ReadonlyMap<string, Heard>> {
    const wanted = questions.flatMap((question) =>
      lines
        .for(question.sent.country)
        .flatMap((line) =>
          line.definition.keep.what === 'nothing'
            ? []
            : [{ question, line, id: checkId(question.id, line.name, line.provider.version) }],
        ),
    )
    if (wanted.length === 0) return new Map()
    const ids = [...new Set(wanted.map(({ id }) => id))]
    const rows = await store.read((tx) => storedChecks.run(tx, { ids, now: now().toISOString() }))
    const byId = new Map(rows.map((row) => [row.id, row]))
    const found = new Map<string, Heard>()
    for (const { question, line, id } of wanted) {
      const row = byId.get(id)
      const finding = row && ProviderFinding.safeParse(jsonOf(row.body)).data
      if (row && finding && !found.has(question.id))
        found.set(question.id, { kind: 'heard', line, finding, at: row.at })
    }
    return found
  }

  return {
    check,
    known,
    ask: (question, reader, mostWaitMs) => launch(question.id, () => fly(question, reader, mostWaitMs)),
    hear(questions, reader, mostWaitMs) {
      const fresh = questions.filter(({ id }) => !flights.has(id))
      const before = known(fresh).catch((error: unknown): ReadonlyMap<string, Heard> => {
        log(`what was said of addresses could not be read: ${messageOf(error)}`)
        return new Map()
      })
      const heard = questions.map((question) => {
        const begin = async () => (await before).get(question.id) ?? fly(question, reader, mostWaitMs)
        return [question.id, launch(question.id, begin)] as const
      })
      return new Map(heard)
    },
    close: () => closing.abort(),
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** Parts that are there. */
function inputOf(found: NonNullable<ProviderFinding['found']>): AddressInput {
  return Object.fromEntries(Object.entries(found).filter(([, text]) => text !== undefined))
}

const Json = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    context.addIssue({ code: 'custom', message: 'no JSON' })
    return z.NEVER
  }
})

function jsonOf(text: string): unknown {
  return Json.safeParse(text).data
}
