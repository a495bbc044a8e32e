import { z } from 'zod'
import { parseExact } from '../../text/numbers/exact-json.ts'
import type { WriteItem, WriteOutcome } from '../connector.ts'
import type { WriteVerdict } from '../denial.ts'
import { rowOf } from '../rest/answer-json.ts'
import { retryAfterMs } from '../rest/retry-after.ts'
import type { HttpAnswer } from './http-exchange.ts'

const MOST_WORDS = 300

const Key = z.union([z.string(), z.number()])

/** What a receiver may say of an item. All of it is optional, and an answer that looks otherwise says nothing. */
const ItemAnswer = z.object({
  id: Key.optional(),
  version: Key.optional(),
  /** The record as it is stored, as its mapping would read it from a file. */
  stored: z.record(z.string(), z.unknown()).optional(),
  reason: z.string().optional(),
  column: z.string().optional(),
  /** Of one item of several, in the place of the answer's own. */
  status: z.int().min(200).max(599).optional(),
})
type ItemAnswer = z.infer<typeof ItemAnswer>

const CONFLICTS = new Set([409, 412])
/** Nothing is wrong with the item: it came too late, too early or too often. */
const LATER = new Set([408, 425, 429])
/** The signature is not believed, or its sender not wanted: whatever was sent. 403 may be of the item alone. */
const TURNED_AWAY = new Set([401, 403, 407])

/** Of several items one is to blame, and nobody knows which: conflict, not valid, too large. */
export function blamesOneOf({ status }: HttpAnswer): boolean {
  return [400, 409, 412, 413, 422].includes(status)
}

/**
 * What became of each item of a request that was answered: its status, and what the body says where it says it as agreed, an
 * object for one item, a list in their order for several.
 */
export function outcomesOf(answer: HttpAnswer, items: readonly WriteItem[], now: Date): WriteVerdict[] {
  const said = saidOf(answer.body)
  if (Array.isArray(said) && said.length === items.length)
    return items.map((item, i) => ofOneInList(answer, item, itemAnswer(said[i]), now))
  const alone = items.length === 1 ? itemAnswer(said) : {}
  return items.map((item) => outcomeOf(answer, item, alone, now))
}

/** A list may say of each item how it went; one of them that is gone does not end the whole. */
function ofOneInList(answer: HttpAnswer, item: WriteItem, said: ItemAnswer, now: Date): WriteVerdict {
  if (said.status === 410) return { kind: 'gone' }
  if (said.status !== undefined && TURNED_AWAY.has(said.status))
    return { kind: 'rejected', reason: reasonOf(said.status, said), column: said.column }
  return outcomeOf({ ...answer, status: said.status ?? answer.status }, item, said, now)
}

function outcomeOf({ status, headers }: HttpAnswer, item: WriteItem, said: ItemAnswer, now: Date): WriteVerdict {
  if (status >= 200 && status < 300) return acknowledged(item, said)
  if (status === 410) return { kind: 'ended', reason: 'the receiver wants nothing more (410)' }
  if (CONFLICTS.has(status)) return conflict(item, said)
  const reason = reasonOf(status, said)
  if (status >= 300 && status < 400) {
    // Less what follows the path, which may be a secret of theirs.
    const to = headers.location?.split(/[?#]/, 1)[0]?.slice(0, MOST_WORDS) ?? 'nowhere'
    const moved = `the receiver redirects to ${to} (${status}), and no redirect is followed`
    return { kind: 'denied', reason: moved, ofAll: true }
  }
  if (TURNED_AWAY.has(status))
    return { kind: 'denied', reason: `it does not let us in: ${reason}`, ofAll: status !== 403 }
  if (status < 500 && !LATER.has(status)) return { kind: 'rejected', reason, column: said.column }
  const afterMs = retryAfterMs(headers['retry-after'] ?? null, now.getTime())
  // Of a failure nobody knows whether it came before or after the item was stored; who is too busy has not begun.
  return { kind: 'retry', reason, afterMs, applied: status >= 500 && status !== 503 }
}

function acknowledged(item: WriteItem, said: ItemAnswer): WriteOutcome {
  return {
    kind: 'acknowledged',
    // Of a record that is known an answer cannot make another one.
    id: item.id ?? textOf(said.id) ?? item.externalId ?? item.key,
    version: textOf(said.version),
    stored: rowOf(said.stored),
  }
}

function conflict(item: WriteItem, said: ItemAnswer): WriteOutcome {
  const id = item.id ?? textOf(said.id)
  const row = rowOf(said.stored)
  if (id === undefined || !row) return { kind: 'conflict' }
  return { kind: 'conflict', current: { id, row, version: textOf(said.version) } }
}

function reasonOf(status: number, { reason }: ItemAnswer): string {
  return reason ? `${reason.slice(0, MOST_WORDS)} (${status})` : `the receiver answered ${status}`
}

function saidOf(body: string | undefined): unknown {
  try {
    return body ? parseExact(body) : undefined
  } catch {
    return undefined
  }
}

function itemAnswer(said: unknown): ItemAnswer {
  return ItemAnswer.safeParse(said).data ?? {}
}

function textOf(key: string | number | undefined): string | undefined {
  return key === undefined ? undefined : String(key)
}
