import { once } from 'node:events'
import { setTimeout } from 'node:timers/promises'
import type { Response } from 'express'
import type { Caller } from '../access/caller.ts'
import type { FeedFilter } from '../model/change.ts'
import type { ChangesPage } from '../model/service-views.ts'
import type { Deps } from './deps.ts'
import { problemOf } from './problem-to-http.ts'
import { whileAllowed } from './while-allowed.ts'

/** A comment this often keeps proxies from closing a quiet stream. */
const HEARTBEAT_MS = 15_000
/** How often a graph that is away is asked again. */
const AWAY_MS = 1_000

/**
 * Sends the feed as server-sent events from a number on, until the listener leaves, may no longer
 * read, or the server stops. Waits when the
 * listener is slow, so that nothing piles up here.
 * @throws ProblemError `feed.resync` for a cursor from which nothing can be read on.
 */
export async function streamChanges(
  { feed, keys, closing }: Pick<Deps, 'feed' | 'keys' | 'closing'>,
  { caller, res }: { caller: Caller; res: Response },
  start: number,
  filter: FeedFilter,
): Promise<void> {
  // A cursor that is lost is told before the stream begins.
  let page = await feed.next(start, filter)

  const gone = new AbortController()
  res.once('close', () => gone.abort())
  const allowed = whileAllowed(caller, 'read', { keys, closing })
  res.once('close', allowed.done)
  const over = AbortSignal.any([gone.signal, allowed.signal])
  res.status(200).set({
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-store',
    'X-Accel-Buffering': 'no',
  })
  await send(res, 'retry: 2000\n\n', over)
  let after = start
  while (!over.aborted) {
    const { changes, next } = page
    for (const change of changes) {
      await send(res, `id: ${change.seq}\nevent: change\ndata: ${JSON.stringify(change)}\n\n`, over)
    }
    const quiet = next === after
    after = next
    // An id without data moves the listener's cursor past lines that its filter left out.
    if (!quiet && changes.at(-1)?.seq !== next) await send(res, `id: ${next}\n\n`, over)
    if (quiet) {
      const waited = Date.now()
      await feed.beyond(after, HEARTBEAT_MS, over)
      if (Date.now() - waited >= HEARTBEAT_MS) await send(res, ': still here\n\n', over)
    }
    page = await nextPage(after)
  }
  res.end()

  /** A graph that is away for a while is waited for: a browser would not ask again for a stream that was refused once. */
  async function nextPage(from: number): Promise<ChangesPage> {
    while (!over.aborted) {
      try {
        return await feed.next(from, filter)
      } catch (error) {
        if (problemOf(error).code !== 'graph.unavailable') throw error
        await send(res, ': the graph is away\n\n', over)
        await setTimeout(AWAY_MS, undefined, { signal: over }).catch(() => undefined)
      }
    }
    return page
  }
}

async function send(res: Response, text: string, over: AbortSignal): Promise<void> {
  if (over.aborted || res.write(text)) return
  await once(res, 'drain', { signal: over }).catch(() => undefined)
}
