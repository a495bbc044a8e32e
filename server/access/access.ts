import { isIP } from 'node:net'
import { failed, ok, type Problem, type Result } from '../model/problem.ts'
import { type Caller, LOCAL } from './caller.ts'
import type { KeyRing } from './key-file.ts'

/** The headers that decide about access, verbatim. */
export type AccessHeaders = {
  host?: string | undefined
  origin?: string | undefined
  authorization?: string | undefined
  'x-api-key'?: string | undefined
  'x-kith-user'?: string | undefined
  'x-forwarded-for'?: string | undefined
  forwarded?: string | undefined
}

/** `loopback`: only this machine can reach Kith, and everybody on it may do everything. `keys`: nobody without a key. */
export type AccessMode = 'loopback' | 'keys'

/** Whether an address to listen on can be reached from this machine only. */
export function isLoopback(host: string): boolean {
  const bare = host.replace(/^\[|\]$/g, '').toLowerCase()
  return bare === 'localhost' || bare === '::1' || (isIP(bare) === 4 && bare.startsWith('127.'))
}

/** How Kith guards itself on an address; a problem when it must not listen there, because no key exists. */
export function accessMode(host: string, keys: Pick<KeyRing, 'usable'>): Result<AccessMode> {
  if (isLoopback(host)) return ok('loopback')
  if (keys.usable()) return ok('keys')
  return failed(
    'access.unauthenticated',
    `${host} can be reached by other machines and there is no API key yet: make one with "kith key add <name> --role admin", or listen on 127.0.0.1`,
  )
}

/** Who makes a request. */
export function callerOf(headers: AccessHeaders, mode: AccessMode, keys: Pick<KeyRing, 'find'>): Result<Caller> {
  const user = userOf(headers['x-kith-user'])
  if (!user.ok) return user
  const text = headers['x-api-key'] ?? /^Bearer\s+(\S+)$/i.exec(headers.authorization ?? '')?.[1]
  if (text === undefined) {
    // A proxy on this machine makes strangers look local: what it forwards needs a key like any other.
    const forwarded = headers['x-forwarded-for'] !== undefined || headers.forwarded !== undefined
    if (mode === 'loopback' && !forwarded) return ok(signed(LOCAL, user.value))
    return failed('access.unauthenticated', 'this takes an API key: send it as "Authorization: Bearer <key>"')
  }
  const key = keys.find(text)
  if (!key) return failed('access.unauthenticated', 'the API key is not known or was revoked')
  return ok(signed({ actor: { key: key.name }, roles: key.roles, sources: key.sources }, user.value))
}

/**
 * Refuses what a browser was tricked into sending where nobody needs a key: a foreign name that was made to resolve to
 * this machine (DNS rebinding), and a page of another site that writes. With keys neither works, for want of the key.
 */
export function trickProblem(headers: AccessHeaders, mode: AccessMode, method: string): Problem | undefined {
  if (mode === 'keys') return undefined
  if (!isLoopback((headers.host ?? '').replace(/:\d+$/, '')))
    return { code: 'access.forbidden', detail: 'Kith listens for this machine only; call it as localhost or 127.0.0.1' }
  const reads = method === 'GET' || method === 'HEAD' || method === 'OPTIONS'
  if (!reads && headers.origin !== undefined && !isLoopback(hostOf(headers.origin)))
    return { code: 'access.forbidden', detail: 'pages of other sites may not write here' }
  return undefined
}

function signed(caller: Caller, user: string | undefined): Caller {
  return user === undefined ? caller : { ...caller, actor: { ...caller.actor, user } }
}

/** The user a system acts for, as it says; percent-encoded when not plain ASCII. */
function userOf(header: string | undefined): Result<string | undefined> {
  if (header === undefined || header.trim() === '') return ok(undefined)
  try {
    const user = decodeURIComponent(header.trim())
    if (user.length <= 200 && !/\p{Cc}/u.test(user)) return ok(user)
  } catch {
    // Falls through to the problem.
  }
  return failed(
    'request.invalid',
    'X-Kith-User is a name of up to 200 characters, percent-encoded where it is not ASCII',
    {
      field: 'X-Kith-User',
    },
  )
}

function hostOf(origin: string): string {
  return URL.canParse(origin) ? new URL(origin).hostname : ''
}
