import { failed, ok, type Problem, ProblemError, type Result } from '../model/problem.ts'
import { type Caller, LOCAL, localReader } from './caller.ts'
import type { ApiKey, KeyRing } from './key-file.ts'
import { isLocalSecret, type LocalSecret, opens } from './local-secret.ts'
import { type Headers, hostIn, isLoopback, isOwnPage, traceOfPage, traceOfProxy } from './proxy-traces.ts'

/** `loopback`: whoever is on this machine reads, and with its secret may do everything. `keys`: nobody without a key. */
export type AccessMode = 'loopback' | 'keys'

/** What of a request decides about access. */
export type AccessRequest = {
  headers: Headers
  httpVersion: string
  /** Whom a trusted proxy speaks for. */
  client?: string | undefined
}

/** What requests are held against. */
export type Guard = {
  access: AccessMode
  keys: Pick<KeyRing, 'find'>
  /** Of this machine; where keys are demanded there is none. */
  secret?: LocalSecret
}

/** How Kith guards itself on an address; a problem when it must not listen there, because no key exists. */
export function accessMode(
  { host, demand }: { host: string; demand: 'local' | 'keys' },
  keys: Pick<KeyRing, 'usable'>,
): Result<AccessMode> {
  if (demand === 'local' && isLoopback(host)) return ok('loopback')
  if (keys.usable()) return ok('keys')
  const [why, else_] = isLoopback(host)
    ? ['KITH_ACCESS=keys lets nobody in without an API key', 'leave KITH_ACCESS unset']
    : [`${host} can be reached by other machines`, 'listen on 127.0.0.1']
  return failed(
    'access.unauthenticated',
    `${why} and there is no API key yet: make one with "kith key add <name> --role admin", or ${else_}`,
  )
}

const SEND_A_KEY = 'send an API key as "Authorization: Bearer <key>"'

/** Who makes a request. */
export function callerOf(asked: AccessRequest, { access, keys, secret }: Guard): Result<Caller> {
  const user = userOf(asked.headers['x-kith-user'])
  if (!user.ok) return user
  const text = tokenOf(asked.headers)
  if (text !== undefined && !isLocalSecret(text)) {
    const found = keyOf(text, keys)
    if (!found.ok) return found
    const key = found.value
    return ok(signed({ actor: { key: key.name }, roles: key.roles, sources: key.sources }, user.value))
  }
  if (access === 'keys' || !secret) {
    const why = text === undefined ? 'this takes an API key' : 'here the secret of a machine does not count'
    return failed('access.unauthenticated', `${why}: ${SEND_A_KEY}`)
  }
  const foreign = traceOfStranger(asked)
  if (foreign !== undefined)
    return failed(
      'access.unauthenticated',
      `only a program of this machine goes without a key, and ${foreign}: ${SEND_A_KEY}`,
    )
  if (text === undefined) return ok(signed(localReader(secret.path), user.value))
  if (opens(secret, text)) return ok(signed(LOCAL, user.value))
  return failed('access.unauthenticated', `this is not the secret of this Kith, which is in ${secret.path}`)
}

/**
 * Refuses what a browser was tricked into sending: a foreign name that was made to resolve to this machine (DNS
 * rebinding), and a page of another site that writes, with a body or without. Where keys are demanded a foreign name is
 * nothing, for want of the key: whoever stands before Kith may call it as they like.
 */
export function trickProblem(
  { headers }: Pick<AccessRequest, 'headers'>,
  access: AccessMode,
  method: string,
): Problem | undefined {
  const reads = method === 'GET' || method === 'HEAD' || method === 'OPTIONS'
  const site = headers['sec-fetch-site']
  const foreign = site === 'cross-site' || site === 'same-site' || (access === 'loopback' && !isOwnPage(headers))
  if (!reads && foreign) return { code: 'access.forbidden', detail: 'pages of other sites may not write here' }
  if (access === 'keys' || isLoopback(hostIn(headers))) return undefined
  const detail =
    'Kith listens for this machine only: call it as localhost or 127.0.0.1; behind a proxy it is to run with KITH_ACCESS=keys'
  return { code: 'access.forbidden', detail }
}

/** Why a request is none of a program on this machine, in words. A trusted proxy is believed whom it speaks for. */
function traceOfStranger({ headers, httpVersion, client }: AccessRequest): string | undefined {
  if (client === undefined) return traceOfProxy(headers, httpVersion)
  return isLoopback(client) ? traceOfPage(headers) : 'it came from another one'
}

/** The key of a text. Where no key can be read, nobody's is right or wrong. */
function keyOf(text: string, keys: Guard['keys']): Result<ApiKey> {
  try {
    const key = keys.find(text)
    return key ? ok(key) : failed('access.unauthenticated', 'the API key is not known or was revoked')
  } catch (error) {
    if (error instanceof ProblemError) return { ok: false, problem: error.problem }
    throw error
  }
}

/** Whether a request shows a key at all, right or wrong. */
export function showsKey(headers: Headers): boolean {
  return tokenOf(headers) !== undefined
}

function tokenOf(headers: Headers): string | undefined {
  const { 'x-api-key': key, authorization } = headers
  if (typeof key === 'string') return key
  return typeof authorization === 'string' ? /^Bearer\s+(\S+)$/i.exec(authorization)?.[1] : undefined
}

function signed(caller: Caller, user: string | undefined): Caller {
  return user === undefined ? caller : { ...caller, actor: { ...caller.actor, user } }
}

/** The user a system acts for, as it says; percent-encoded when not plain ASCII. */
function userOf(header: Headers[string]): Result<string | undefined> {
  if (header === undefined || String(header).trim() === '') return ok(undefined)
  try {
    const user = decodeURIComponent(String(header).trim())
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
