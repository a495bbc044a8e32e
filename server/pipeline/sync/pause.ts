import { setTimeout as sleep } from 'node:timers/promises'

/** How pauses between tries grow. */
type Pauses = { readonly firstSeconds: number; readonly factor: number; readonly mostSeconds: number }

/** When something is tried again after so many tries: pauses grow, up to the longest. What the system asks for counts where it is longer. */
export function nextTry(retry: Pauses, attempts: number, now: Date, afterMs = 0): string {
  const { firstSeconds, factor, mostSeconds } = retry
  const seconds = Math.min(mostSeconds, firstSeconds * factor ** Math.max(0, attempts - 1))
  return new Date(now.getTime() + Math.max(afterMs, seconds * 1_000)).toISOString()
}

/** Waits, unless the signal says stop. */
export async function rest(ms: number, signal: AbortSignal): Promise<void> {
  if (!Number.isFinite(ms) || ms <= 0) return
  await sleep(ms, undefined, { signal }).catch(() => undefined)
}
