import { ProblemError } from '../../../server/model/problem.ts'
import { CLI, type Message, type Office, recordOf } from './office.ts'
import type { Beginning, Schedule, Step, Tell } from './steps.ts'
import { cellsOf, RECORDS, SYSTEMS, type SystemName } from './systems.ts'

/** Records as they begin, and the systems' definitions put in force. */
export async function start(office: Office, { begin, applied }: Pick<Schedule, 'begin' | 'applied'>): Promise<void> {
  const first = applied === 'at once' ? RECORDS.length : 3
  for (const at of RECORDS.keys()) {
    if (at === first) await apply(office)
    make(office, at, begin[at])
    await tell(office, at, 'now')
    office.wait(60)
  }
  if (first >= RECORDS.length) await apply(office)
}

async function apply({ kith }: Office): Promise<void> {
  for (const system of SYSTEMS) {
    const { hash } = await kith.systems.plan(system)
    await kith.systems.apply(system, hash, CLI)
  }
}

function make(office: Office, at: number, nths: Beginning[number] | undefined): void {
  const { who, ...key } = keyAt(at)
  const attributes = ['name', 'email', 'phone', 'birthDate', 'address'] as const
  const cells = attributes.map((attribute) => cellsOf(key.system, attribute, who, nths?.[attribute] ?? 0))
  office.edit(key, '*', Object.assign({}, ...cells))
}

function keyAt(at: number): { system: SystemName; id: string; who: number } {
  return RECORDS[at % RECORDS.length] ?? { system: 'shop', id: '1', who: 0 }
}

async function tell(office: Office, at: number, how: Tell): Promise<void> {
  const message = office.message(keyAt(at))
  if (!message || how === 'never') return
  if (how === 'later') office.mail.push(message)
  else await office.deliver(how === 'twice' ? [message, message] : [message])
}

/** Does a step of a schedule; a word that contradicts one that stands is refused, which changes nothing. */
export async function play(office: Office, step: Step): Promise<void> {
  try {
    await act(office, step)
  } catch (error) {
    const isRefused = error instanceof ProblemError && REFUSED.has(error.problem.code)
    if (!isRefused) throw error
  }
}

const REFUSED: ReadonlySet<string> = new Set(['decision.conflict', 'record.not-found', 'request.invalid'])

async function act(office: Office, step: Step): Promise<void> {
  office.wait(1)
  switch (step.do) {
    case 'edit': {
      const { who, ...key } = keyAt(step.record)
      if (!office.row(key)) {
        // Whoever makes a record again says nothing that tells it from the one that Kith knows, unless Kith heard that this one is gone.
        await office.kith.remove(recordOf(key), CLI).catch(() => undefined)
        make(office, step.record, undefined)
      }
      office.edit(key, step.attribute, cellsOf(key.system, step.attribute, who, step.nth))
      return tell(office, step.record, step.tell)
    }
    case 'mail': {
      const at = office.mail.length > 0 ? step.nth % office.mail.length : -1
      const [message] = step.again ? office.mail.slice(at, at + 1) : office.mail.splice(Math.max(at, 0), 1)
      return message && office.deliver([message])
    }
    case 'write file':
      office.files.push(rowsOf(office, step.system))
      return
    case 'load file': {
      const file = office.files[step.nth % Math.max(1, office.files.length)]
      return file && office.deliver(file)
    }
    case 'sync':
      await sync(office, step.turns)
      return
    case 'answer':
      return answer(office, step)
    case 'trouble':
      office.trouble.set(step.system, step.as)
      return
    case 'stop': {
      const stop = new AbortController()
      office.papers[step.system].next.push(() => void stop.abort())
      await sync(office, 1, stop.signal)
      return
    }
    case 'decide':
      return decide(office, step)
    case 'undo': {
      const all = [...office.decided.entries()]
      const [pair, decision] = all[step.nth % Math.max(1, all.length)] ?? []
      if (!pair || !decision) return
      await office.kith.revoke(decision.id, CLI)
      office.decided.delete(pair)
      return
    }
    case 'erase': {
      const key = keyAt(step.record)
      if (!office.row(key)) return
      office.erase(key)
      if (step.tell === 'now' || step.tell === 'twice') await office.kith.remove(recordOf(key), CLI)
      return
    }
    case 'wait':
      office.wait(step.minutes)
      return
    case 'restart':
      return office.restart()
  }
}

export function rowsOf(office: Office, system: SystemName): Message[] {
  return RECORDS.flatMap((key) => (key.system === system ? (office.message(key) ?? []) : []))
}

/** Turns of the sender; one that is killed is followed by another. */
export async function sync(office: Office, turns: number, signal = new AbortController().signal): Promise<boolean> {
  let isBusy = false
  for (let i = 0; i < turns && !signal.aborted; i++)
    try {
      isBusy = await office.kith.runner.once(signal)
      office.wait(1)
    } catch (error) {
      if (!(error instanceof Error) || error.message !== 'killed') throw error
      office.wait(1)
      await office.restart()
      isBusy = true
    }
  return isBusy
}

function answer(office: Office, { system, as, record, nth }: Extract<Step, { do: 'answer' }>): void {
  const { next } = office.papers[system]
  switch (as) {
    case 'lost':
      next.push(() => 'applied')
      return
    case 'lost before':
      next.push(() => ({ kind: 'retry', reason: 'no answer in time', applied: true }))
      return
    case 'rejected':
      next.push(() => ({ kind: 'rejected', reason: 'not on a Monday' }))
      return
    case 'retry':
      next.push(() => ({ kind: 'retry', reason: 'too many requests', afterMs: 600_000 }))
      return
    case 'edited in between':
      next.push(({ id = '' }) => {
        const { who } = keyAt(record)
        const attribute = nth % 2 === 0 ? 'email' : 'address'
        if (office.row({ system, id })) office.edit({ system, id }, attribute, cellsOf(system, attribute, who, nth))
        return undefined
      })
  }
}

async function decide(office: Office, { records, verdict }: Extract<Step, { do: 'decide' }>): Promise<void> {
  const [a, b] = [recordOf(keyAt(records[0])), recordOf(keyAt(records[1]))]
  const { decision } = await office.kith.decide({ low: a, high: b, verdict, reason: 'looked' }, CLI)
  const { low, high, id } = decision
  office.decided.set(`${low} ${high}`, { id, low, high, verdict })
}
