import type { RenderedRequest, WriteItem, WriteOutcome } from '../connector.ts'
import { judgeDenials, notSent, type WriteVerdict } from '../denial.ts'
import { atOnce } from './at-once.ts'
import { composeBatch, composeBatchItem, composeWrite } from './compose.ts'
import type { AskRest, RestAccess, RestRequest } from './exchange.ts'
import { outcomeOf } from './outcome.ts'
import type { RestPace } from './read-records.ts'
import type { BatchSettings, RestEntity } from './rest-entity-shape.ts'
import { entityOf, type RestSettings } from './rest-shape.ts'
import { NotSendable } from './row-json.ts'
import { writeBatch } from './write-batch.ts'

/** What writes to a system. */
export type Writer = {
  readonly settings: RestSettings
  readonly pace: RestPace
  readonly access: RestAccess
  readonly ask: AskRest
  readonly signal: AbortSignal
}

/**
 * Writes records, several requests at once and several records a request where the system takes them so.
 * @throws ProblemError `system.unavailable` where it lets us write none of them
 */
export async function writeAll(items: readonly WriteItem[], writer: Writer): Promise<WriteOutcome[]> {
  let closed: string | undefined
  const verdicts = await atOnce(jobsOf(items, writer), writer.pace.atOnce, async (job) => {
    const found = closed === undefined ? await writeJob(job, writer) : job.items.map(() => notSent(closed ?? ''))
    for (const verdict of found) if (verdict.kind === 'denied' && verdict.ofAll) closed ??= verdict.reason
    return found.map((verdict, i) => [job.items[i], verdict] as const)
  })
  const byItem = new Map(verdicts.flat())
  return judgeDenials(items.map((item) => byItem.get(item) ?? notSent('nobody sent it')))
}

/** What goes with one request. */
type Job = {
  readonly items: readonly WriteItem[]
  readonly entity: RestEntity
  readonly batch?: BatchSettings | undefined
}

function jobsOf(items: readonly WriteItem[], { settings, pace }: Writer): Job[] {
  const jobs: Job[] = []
  const open = new Map<BatchSettings, WriteItem[]>()
  for (const item of items) {
    const entity = entityOf(settings, item.entity)
    const batch = batchFor(item, entity, pace)
    const begun = batch && open.get(batch)
    if (batch && begun && begun.length < Math.min(pace.batch, batch.most)) {
      begun.push(item)
      continue
    }
    const own = [item]
    jobs.push({ items: own, entity, batch })
    if (batch) open.set(batch, own)
  }
  return jobs
}

/** How an item is written together with others; undefined where it goes alone. */
function batchFor({ id }: WriteItem, { update }: RestEntity, { batch }: RestPace): BatchSettings | undefined {
  return id !== undefined && batch > 1 ? update?.batch : undefined
}

async function writeJob({ items, entity, batch }: Job, writer: Writer): Promise<WriteVerdict[]> {
  const together = batch && (await writeBatch(items, batch, { ...writer, entity }))
  if (together) return together
  const verdicts: WriteVerdict[] = []
  for (const item of items) verdicts.push(await writeOne(item, entity, writer))
  return verdicts
}

async function writeOne(item: WriteItem, entity: RestEntity, writer: Writer): Promise<WriteVerdict> {
  const request = composeWrite(item, entity, writer.settings)
  if (request instanceof NotSendable) return { kind: 'rejected', reason: request.reason, column: request.column }
  return outcomeOf(await writer.ask(request, writer.signal), item, { ...writer, entity })
}

/** An item's request as people see it: nothing in it lets anybody in. Of what goes with others, as if it went alone. */
export function renderWrite(item: WriteItem, { settings, pace }: Pick<Writer, 'settings' | 'pace'>): RenderedRequest {
  const entity = entityOf(settings, item.entity)
  const request = requestOf(item, entity, batchFor(item, entity, pace), settings)
  return {
    action: item.id === undefined ? 'create' : 'update',
    record: item.id ?? item.externalId ?? item.key,
    request: request instanceof NotSendable ? { refused: request.reason, column: request.column } : { ...request },
  }
}

function requestOf(
  item: WriteItem,
  entity: RestEntity,
  batch: BatchSettings | undefined,
  settings: RestSettings,
): RestRequest | NotSendable {
  if (!batch) return composeWrite(item, entity, settings)
  const composed = composeBatchItem(item, batch, entity, settings)
  return composed instanceof NotSendable ? composed : composeBatch([composed.json], batch, settings)
}
