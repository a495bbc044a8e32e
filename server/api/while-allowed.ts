import type { Caller } from '../access/caller.ts'
import { LOCAL, missingRight } from '../access/caller.ts'
import type { Right } from '../access/roles.ts'
import type { Deps } from './deps.ts'

/** A key that is revoked, also by a command in another process, is noticed as soon. */
const LOOK_MS = 1_000

/**
 * For an answer that takes long: ends when the server stops, or when the caller's key may no longer do what the route
 * asks. Looks from time to time until `signal` ends or `done` is called.
 */
export function whileAllowed(
  caller: Caller,
  right: Right,
  { keys, closing }: Pick<Deps, 'keys' | 'closing'>,
): { signal: AbortSignal; done(): void } {
  if (caller.actor.key === LOCAL.actor.key) return { signal: closing, done: () => undefined }
  const over = new AbortController()
  const allowed = () => {
    try {
      const key = keys.named(caller.actor.key)
      return key !== undefined && missingRight({ ...caller, roles: key.roles }, right) === undefined
    } catch {
      return false // keys that cannot be read let nobody do anything
    }
  }
  const look = setInterval(() => {
    if (!allowed()) over.abort()
  }, LOOK_MS).unref()
  const signal = AbortSignal.any([over.signal, closing])
  const done = () => clearInterval(look)
  signal.addEventListener('abort', done)
  return { signal, done }
}
