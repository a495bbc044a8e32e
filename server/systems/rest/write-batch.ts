import type { WriteItem, WriteOutcome } from '../connector.ts'
import type { WriteVerdict } from '../denial.ts'
import { jsonAt, textAt } from './answer-json.ts'
import { composeBatch, composeBatchItem } from './compose.ts'
import type { AskRest, RestAnswer } from './exchange.ts'
import { meaningOf, outcomeBy, outcomeOf, type RestContext, unanswered } from './outcome.ts'
import type { BatchSettings } from './rest-entity-shape.ts'
import { NotSendable } from './row-json.ts'
import type { JsonValue } from './template.ts'

/**
 * Writes several records with one request. Undefined where the system refused the request as a whole without saying for whose
 * sake: nothing of it was written, and each has to be sent alone.
 */
export async function writeBatch(
  items: readonly WriteItem[],
  batch: BatchSettings,
  context: RestContext & { ask: AskRest; signal: AbortSignal },
): Promise<WriteVerdict[] | undefined> {
  const composed = items.map((item) => composeBatchItem(item, batch, context.entity, context.settings))
  const sent: { item: WriteItem; json: JsonValue }[] = []
  for (const [at, each] of composed.entries()) {
    const item = items[at]
    if (item && !(each instanceof NotSendable)) sent.push({ item, json: each.json })
  }
  const verdicts = sent.length === 0 ? new Map<WriteItem, WriteVerdict>() : await send(sent, batch, context)
  if (!verdicts) return undefined
  return items.map((item, at) => {
    const each = composed[at]
    if (each instanceof NotSendable) return { kind: 'rejected', reason: each.reason, column: each.column }
    return verdicts.get(item) ?? NOTHING_SAID
  })
}

const NOTHING_SAID: WriteOutcome = { kind: 'retry', reason: 'the answer says nothing of this record', applied: true }

async function send(
  sent: readonly { item: WriteItem; json: JsonValue }[],
  batch: BatchSettings,
  context: RestContext & { ask: AskRest; signal: AbortSignal },
): Promise<Map<WriteItem, WriteVerdict> | undefined> {
  const items = sent.map(({ item }) => item)
  const request = composeBatch(
    sent.map(({ json }) => json),
    batch,
    context.settings,
  )
  const answer = await context.ask(request, context.signal)
  if (answer.kind === 'none') return new Map(items.map((item) => [item, unanswered(answer)]))
  switch (meaningOf(answer.status, context.settings)) {
    case 'ok':
      return resultsOf(answer, items, batch, context)
    case 'retry':
    case 'denied':
    case 'moved':
      return new Map(items.map((item) => [item, outcomeOf(answer, item, context)]))
    default:
      return undefined
  }
}

/** What the answer says of each item, by its id or in their order. */
function resultsOf(
  answer: RestAnswer,
  items: readonly WriteItem[],
  batch: BatchSettings,
  context: RestContext,
): Map<WriteItem, WriteVerdict> {
  const byId = new Map(items.map((item) => [item.id, item]))
  const verdicts = new Map<WriteItem, WriteVerdict>()
  for (const places of batch.results) {
    const list = jsonAt(answer.json, places.list)
    for (const [at, json] of Array.isArray(list) ? list.entries() : []) {
      const item = places.id === undefined ? items[at] : byId.get(textAt(json, places.id))
      if (item) verdicts.set(item, resultOf(json, item, places, context))
    }
  }
  return verdicts
}

/** A result is judged as an answer of its own would be. */
function resultOf(
  result: unknown,
  item: WriteItem,
  { status: at, means = 'ok', error, stored, version }: BatchSettings['results'][number],
  context: RestContext,
): WriteVerdict {
  const said = Number(textAt(result, at) ?? Number.NaN)
  const meaning = Number.isNaN(said) ? means : meaningOf(said, context.settings)
  const json = meaning === 'ok' ? result : jsonAt(result, error)
  const own: RestAnswer = { kind: 'answer', status: Number.isNaN(said) ? 0 : said, header: () => undefined, json }
  return outcomeBy(meaning, own, item, context, { stored, version })
}
