import { type Actor, ownActor } from '../model/change.ts'
import type { Problem } from '../model/problem.ts'
import { isReading, permits, type Right, type Role, rolesWith } from './roles.ts'

/** Who makes a request, and what it may do. */
export type Caller = {
  actor: Actor
  roles: readonly Role[]
  /** Sources a sync key writes; other roles write any. */
  sources: readonly string[]
  /** Of somebody who may only read until they show more than they did: what that is, in words. */
  onlyReads?: string
}

/** Who shows the secret of this machine: it is their own Kith. */
export const LOCAL: Caller = { actor: ownActor('local'), roles: ['admin'], sources: [] }

/** Whoever else is on this machine: reads what there is and changes nothing. */
export function localReader(secretFile: string): Caller {
  const onlyReads =
    `changing anything takes an API key or the secret of this machine, which only its user can read: send the file ` +
    `${secretFile} as a header (curl -H @${secretFile}), or open the page by the link that kith start prints`
  return { actor: LOCAL.actor, roles: ['analyst'], sources: [], onlyReads }
}

/** The refusal when a caller lacks a right, or undefined when it has it. */
export function missingRight(caller: Caller, right: Right): Problem | undefined {
  if (caller.onlyReads !== undefined && !isReading(right))
    return { code: 'access.unauthenticated', detail: caller.onlyReads }
  if (permits(caller.roles, right)) return undefined
  const detail = `the key "${caller.actor.key}" may not do this: it takes a key with role ${rolesWith(right).join(' or ')}`
  return { code: 'access.forbidden', detail }
}

/**
 * Who may write a source's records. Stewards and admins write any source and thereby introduce new ones, and so does
 * who has the secret of this machine. A sync key writes the sources it was made for and no other, known or not.
 */
export function sourceProblem(caller: Caller, source: string, known: (source: string) => boolean): Problem | undefined {
  if (caller.roles.some((role) => role === 'admin' || role === 'steward')) return undefined
  if (caller.sources.includes(source)) return undefined
  return known(source)
    ? { code: 'access.forbidden', detail: `the key "${caller.actor.key}" does not write the source "${source}"` }
    : { code: 'source.unknown', detail: `no source is called "${source}"; a steward or admin key may introduce it` }
}
