import { once } from 'node:events'
import type { Response } from 'express'
import { changesAfter } from '../store/change-reads.ts'
import type { Deps } from './deps.ts'

/** A comment this often keeps proxies from closing a quiet stream. */
const HEARTBEAT_MS = 15_000
const PAGE = 100

/**
 * Sends the feed as server-sent events from a number on, until the listener leaves or the server stops. Waits when the
 * listener is slow, so that nothing piles up here.
 */
export async function streamChanges(
  { store, feed, closing }: Pick<Deps, 'store' | 'feed' | 'closing'>,
  res: Response,
  start: number,
): Promise<void> {
  const gone = new AbortController()
  res.once('close', () => gone.abort())
  const over = AbortSignal.any([gone.signal, closing])
  res.status(200).set({
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-store',
    'X-Accel-Buffering': 'no',
  })
  await send(res, 'retry: 2000\n\n', over)
  let after = start
  while (!over.aborted) {
    const { changes, next } = await store.read((tx) => changesAfter(tx, after, PAGE))
    for (const change of changes) {
      await send(res, `id: ${change.seq}\nevent: change\ndata: ${JSON.stringify(change)}\n\n`, over)
    }
    const quiet = next === after
    after = next
    if (!quiet) continue
    const waited = Date.now()
    await feed.beyond(after, HEARTBEAT_MS, over)
    if (Date.now() - waited >= HEARTBEAT_MS) await send(res, ': still here\n\n', over)
  }
  res.end()
}

async function send(res: Response, text: string, over: AbortSignal): Promise<void> {
  if (over.aborted || res.write(text)) return
  await once(res, 'drain', { signal: over }).catch(() => undefined)
}
