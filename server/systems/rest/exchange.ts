import { parseExact } from '../../text/numbers/exact-json.ts'
import type { RestSettings } from './rest-shape.ts'
import { retryAfterMs } from './retry-after.ts'
import type { JsonValue } from './template.ts'
import { NoToken } from './token.ts'

/** A request without what lets it in. */
export type RestRequest = {
  readonly method: string
  /** Below the address of the system, filled in and encoded. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: JsonValue | undefined
}

export type RestAnswer = {
  readonly kind: 'answer'
  /** 0 where it is a part of an answer, without one of its own. */
  readonly status: number
  header(name: string): string | undefined
  /** What it says; undefined where it says nothing, or nothing that can be read. */
  readonly json: unknown
  /** Why it cannot be read. */
  readonly fault?: string | undefined
  readonly afterMs?: number | undefined
}

/** Nobody answered; what was sent may have arrived all the same. */
export type NoAnswer = {
  readonly kind: 'none'
  readonly reason: string
  readonly arrived: boolean
  /** Nobody even tried: we are stopping. */
  readonly waiting?: boolean | undefined
}

export type AskRest = (request: RestRequest, signal: AbortSignal) => Promise<RestAnswer | NoAnswer>

/** What lets us in, and a text with that struck out: systems quote what they were sent. */
export type RestAccess = {
  /** @throws NoToken */
  headers(): Promise<Readonly<Record<string, string>>>
  /** They were not believed (401): the next ones are others. Absent where there are no others. */
  refused?(headers: Readonly<Record<string, string>>): void
  hide(text: string): string
}

const LARGEST_ANSWER = 10 * 1024 * 1024

/** Asks a system: one request, at its own address only, no redirect followed, no more than so long. Does not throw. */
export function asking(settings: Pick<RestSettings, 'url'>, timeoutSeconds: number, access: RestAccess): AskRest {
  const askWith = async (
    letsIn: Readonly<Record<string, string>>,
    request: RestRequest,
    signal: AbortSignal,
  ): Promise<RestAnswer | NoAnswer> => {
    const over = deadline(signal, timeoutSeconds * 1000)
    try {
      const response = await fetch(addressOf(settings, request.path), {
        method: request.method,
        headers: { accept: 'application/json', 'user-agent': 'kith', ...request.headers, ...letsIn },
        redirect: 'manual',
        signal: over.signal,
        ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
      })
      const afterMs = retryAfterMs(response.headers.get('retry-after'), Date.now())
      const header = (name: string) => response.headers.get(name) ?? undefined
      return { kind: 'answer', status: response.status, header, ...(await bodyOf(response)), afterMs }
    } catch (error) {
      if (over.isLate()) return { kind: 'none', reason: `no answer within ${timeoutSeconds} s`, arrived: true }
      if (signal.aborted) return { kind: 'none', reason: 'stopped while it was under way', arrived: true }
      return { kind: 'none', reason: access.hide(reasonOf(error)), arrived: !NEVER_SENT.test(codeOf(error)) }
    } finally {
      over.done()
    }
  }
  return async (request, signal) => {
    if (signal.aborted) return { kind: 'none', reason: 'stopped before it was sent', arrived: false, waiting: true }
    try {
      const letsIn = await access.headers()
      const answer = await askWith(letsIn, request, signal)
      if (answer.kind !== 'answer' || answer.status !== TURNED_AWAY || !access.refused) return answer
      access.refused(letsIn)
      return await askWith(await access.headers(), request, signal)
    } catch (error) {
      if (!(error instanceof NoToken)) throw error
      const fault = `its token address gives us no token: ${access.hide(error.message)}`
      return { kind: 'answer', status: TURNED_AWAY, header: () => undefined, json: undefined, fault }
    }
  }
}

const TURNED_AWAY = 401

/** The one address that is ever sent to. */
function addressOf({ url }: Pick<RestSettings, 'url'>, path: string): string {
  const base = url.replace(/\/$/, '')
  const address = new URL(`${base}${path}`).href
  if (!address.startsWith(new URL(base).href)) throw new TypeError(`${path} is not below ${base}`)
  return address
}

/** One signal for both ends. Not AbortSignal.any: what it makes of a signal that lives as long as Kith would pile up. */
function deadline(signal: AbortSignal, ms: number): { signal: AbortSignal; isLate(): boolean; done(): void } {
  const over = new AbortController()
  let late = false
  const stop = () => over.abort()
  const timer = setTimeout(() => {
    late = true
    over.abort()
  }, ms)
  signal.addEventListener('abort', stop, { once: true })
  const done = () => {
    clearTimeout(timer)
    signal.removeEventListener('abort', stop)
  }
  return { signal: over.signal, isLate: () => late, done }
}

async function bodyOf(response: Response): Promise<Pick<RestAnswer, 'json' | 'fault'>> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength
    // Leaving the loop ends the answer, and with it the connection.
    if (size > LARGEST_ANSWER) return { json: undefined, fault: 'its answer has more than 10 MB' }
    chunks.push(chunk)
  }
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks))
    return text.trim() === '' ? { json: undefined } : { json: parseExact(text) }
  } catch {
    return { json: undefined, fault: 'its answer is no JSON' }
  }
}

/** Nobody was reached, so nobody has it. */
const NEVER_SENT =
  /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT)$|^ERR_TLS_|CERT/

function codeOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : undefined
  return cause instanceof Error && 'code' in cause ? String(cause.code) : ''
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error
  const text = cause instanceof Error ? cause.message : String(cause)
  return text === '' ? codeOf(error) : text
}
