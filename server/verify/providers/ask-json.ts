import type { RestAccess, RestRequest } from '../../systems/rest/exchange.ts'
import { asking } from '../../systems/rest/exchange.ts'
import type { Blame, ProviderAnswer } from './provider.ts'

export type AskJson = (request: Omit<RestRequest, 'headers'>, signal: AbortSignal) => Promise<JsonAnswer>
type JsonAnswer = { readonly kind: 'answer'; readonly json: unknown } | Extract<ProviderAnswer, { kind: 'failed' }>

/** What a status says of whom a failure is to be laid to; of others, of the provider. */
const BLAME: Readonly<Record<number, Blame>> = {
  400: 'address',
  401: 'access',
  402: 'quota',
  403: 'access',
  404: 'access',
  413: 'address',
  422: 'address',
  429: 'quota',
}

/** Asks a provider: one request, at its own address only. Does not throw, and says no secret. */
export function askingJson(url: string, patienceMs: number, access: RestAccess): AskJson {
  const ask = asking({ url }, patienceMs / 1_000, access)
  return async (request, signal) => {
    const headers: Record<string, string> = request.body === undefined ? {} : { 'content-type': 'application/json' }
    const answer = await ask({ ...request, headers }, signal)
    if (answer.kind === 'none') return { kind: 'failed', blame: 'provider', reason: answer.reason }
    const { status, json, fault, afterMs } = answer
    if (status < 200 || status > 299)
      return { kind: 'failed', blame: BLAME[status] ?? 'provider', reason: `it answers ${status}`, afterMs }
    if (fault !== undefined) return { kind: 'failed', blame: 'provider', reason: fault }
    return { kind: 'answer', json }
  }
}

/** An answer of another form than is known: it says nothing that one could go by. */
export const UNREADABLE: ProviderAnswer = {
  kind: 'failed',
  blame: 'provider',
  reason: 'its answer has another form than is known',
}

/** What lets us in, by headers. */
export function accessBy(headers: Readonly<Record<string, string>>, secrets: readonly string[]): RestAccess {
  const known = secrets.filter((secret) => secret !== '')
  return {
    headers: async () => headers,
    hide: (text) => known.reduce((shown, secret) => shown.replaceAll(secret, '***'), text),
  }
}
