import { setMaxListeners } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { givesWay } from '../../collections/give-way.ts'
import type { AddressAnswer } from '../../model/addresses/address-answer.ts'
import type { AddressCheck } from '../../model/addresses/address-check.ts'
import type { AddressInput } from '../../model/record.ts'
import { putJobs } from '../../store/verify/jobs.ts'
import { fold } from '../../text/fold.ts'
import { hashOf } from '../../text/hash.ts'
import { uncheckedBy } from '../../verify/compose.ts'
import { INTERACTIVE_MS } from '../../verify/providers/provider-shape.ts'
import { type AddressDesk, readerIn, type VerifyAround } from './around.ts'
import type { Heard, ProviderAsking, Unheard } from './asking.ts'
import type { Lines } from './lines.ts'
import { type Question, questionOf } from './question.ts'

export type VerifyOptions = { readonly defaultCountry?: string | undefined }

/** Verdicts that nobody has to be asked about: the tables show what is missing, or that it says nothing. */
const REFUSED: readonly AddressCheck['verdict'][] = ['incomplete', 'undeliverable']

type Looked = {
  readonly input: AddressInput
  readonly offline: AddressCheck
  readonly question: Question | undefined
  readonly key: string | undefined
}

/**
 * Checks addresses while somebody waits: by tables first, then by the provider of their country, where there is one and the tables do
 * not refuse already. Who is not answered in time is told `unchecked`, and the provider is asked later. A provider that fails is
 * nobody's error.
 */
export async function verifyAddresses(
  inputs: readonly AddressInput[],
  { defaultCountry }: VerifyOptions,
  around: VerifyAround,
  lines: Lines,
  asking: ProviderAsking,
): Promise<AddressAnswer[]> {
  const began = performance.now()
  const reader = await readerIn(around)
  const looked = await lookAtAll(inputs, defaultCountry, reader, lines)
  const questions = [
    ...new Map(looked.flatMap(({ question }) => (question ? [[question.id, question] as const] : []))).values(),
  ]
  const at = around.now().toISOString()
  const heard = questions.length === 0 ? new Map() : await hear(questions, reader, { began, lines, asking })
  const queued = await queue(
    questions.filter(({ id }) => heard.get(id)?.kind !== 'heard'),
    heard,
    around,
    lines,
  )
  return looked.map(({ input, offline, question, key }): AddressAnswer => {
    const said: Heard | Unheard | undefined = question && heard.get(question.id)
    const check = !question
      ? offline
      : said?.kind === 'heard'
        ? asking.check(said, question, reader)
        : uncheckedBy(offline)
    return {
      ...check,
      id: answerId(input, defaultCountry),
      ...(key === undefined ? {} : { key }),
      checkedAt: said?.kind === 'heard' ? said.at : at,
      queued: question !== undefined && queued.has(question.id),
    }
  })
}

/**
 * Has providers asked about addresses when it suits: of records that come in by other ways. What the tables refuse, what nobody is
 * asked about and what was answered already is left out. @returns how many wait by now
 */
export async function askLater(
  inputs: readonly AddressInput[],
  { defaultCountry }: VerifyOptions,
  around: VerifyAround,
  lines: Lines,
  asking: ProviderAsking,
): Promise<number> {
  const reader = await readerIn(around)
  const looked = await lookAtAll(inputs, defaultCountry, reader, lines)
  const questions = looked.flatMap(({ question }) => question ?? [])
  const known = await asking.known(questions)
  const dueAt = around.now().toISOString()
  const open = questions.filter(({ id }) => !known.has(id))
  const unheard = open.map(({ id }) => [id, { kind: 'unheard', reason: '', dueAt, isTry: false }] as const)
  return (await queue(open, new Map(unheard), around, lines)).size
}

/** What an answer is known by: the address as it was typed, folded. */
export function answerId(input: AddressInput, defaultCountry: string | undefined): string {
  const parts = Object.entries(input).map(([part, text]) => [part, fold(text ?? '')])
  return hashOf([Object.fromEntries(parts), defaultCountry ?? ''])
}

/** Whoever else waits is let in between. The same address is looked at once. */
async function lookAtAll(
  inputs: readonly AddressInput[],
  defaultCountry: string | undefined,
  reader: AddressDesk,
  lines: Lines,
): Promise<Looked[]> {
  const pause = givesWay()
  const seen = new Map<string, Looked>()
  const looked: Looked[] = []
  for (const input of inputs) {
    const mark = JSON.stringify(input)
    const one = seen.get(mark) ?? look(input, defaultCountry, reader, lines)
    seen.set(mark, one)
    looked.push(one)
    await pause()
  }
  return looked
}

function look(input: AddressInput, defaultCountry: string | undefined, reader: AddressDesk, lines: Lines): Looked {
  const offline = reader.check(input, defaultCountry)
  const standard = reader.clean(input, defaultCountry)
  const question = REFUSED.includes(offline.verdict) ? undefined : questionOf(standard, input)
  const isServed = question !== undefined && lines.for(question.sent.country).length > 0
  return { input, offline, question: isServed ? question : undefined, key: standard?.key }
}

/** What providers say of addresses, of those that are answered in time. */
async function hear(
  questions: readonly Question[],
  reader: AddressDesk,
  { began, lines, asking }: { began: number; lines: Lines; asking: ProviderAsking },
): Promise<Map<string, Heard | Unheard>> {
  const late = new AbortController()
  setMaxListeners(0, late.signal) // one a question
  const until = (ms: number) =>
    sleep(Math.max(0, began + ms - performance.now()), undefined, { signal: late.signal }).catch(() => undefined)
  const all = new Map<string, Heard | Unheard>()
  try {
    const under = asking.hear(questions, reader, INTERACTIVE_MS)
    await Promise.all(
      questions.map(async ({ id, sent }) => {
        const patience = Math.max(...lines.for(sent.country).map(({ definition }) => definition.timeoutMs))
        // A graph that does not answer is no reason to keep somebody waiting either.
        const said = await Promise.race([under.get(id), until(Math.min(INTERACTIVE_MS, patience))])
        if (said) all.set(id, said)
      }),
    )
    return all
  } finally {
    late.abort()
  }
}

/** Puts addresses in the queue that no provider has answered yet. @returns those that are in it */
async function queue(
  questions: readonly Question[],
  heard: ReadonlyMap<string, Heard | Unheard>,
  { store, now, log }: Pick<VerifyAround, 'store' | 'now' | 'log'>,
  lines: Lines,
): Promise<ReadonlySet<string>> {
  const rows = questions.flatMap(({ id, address, sent, typed }) => {
    const keepers = lines.for(sent.country).filter(({ definition }) => definition.keep.what !== 'nothing')
    // Where nothing may be kept, an answer that comes later is of no use to anybody.
    if (keepers.length === 0) return []
    const said = heard.get(id)
    // A call that is under way still answers by itself.
    const patienceMs = Math.max(...keepers.map(({ definition }) => definition.patienceMs))
    const dueAt = said?.kind === 'unheard' ? said.dueAt : new Date(now().getTime() + patienceMs).toISOString()
    return [{ id, address, country: sent.country, input: JSON.stringify({ sent, typed }), dueAt }]
  })
  if (rows.length === 0) return new Set()
  try {
    await store.write((tx) => putJobs.run(tx, { rows, at: now().toISOString() }))
    return new Set(rows.map(({ id }) => id))
  } catch (error) {
    log(`addresses could not be queued: ${error instanceof Error ? error.message : String(error)}`)
    return new Set()
  }
}
