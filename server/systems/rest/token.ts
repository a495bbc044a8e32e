import { z } from 'zod'
import type { RestAuth } from './rest-shape.ts'

type Grant = Extract<RestAuth, { kind: 'oauth2' }>

/** An access token that one asks for, instead of one that somebody was given. */
export type Tokens = {
  /** The one that holds now, asked for where there is none. @throws NoToken */
  current(): Promise<string>
  /** A system does not believe one: another is asked for next time, unless there is one already. */
  refused(token: string): void
  /** What is never to be shown. */
  secrets(): readonly string[]
}

/** Nobody gave us a token. */
export class NoToken extends Error {}

const Answer = z.object({ access_token: z.string().min(1), expires_in: z.coerce.number().min(0).optional() })
const Refusal = z.object({ error: z.string(), error_description: z.string().optional() })

/** A token is no longer used this long before it expires, or for the last tenth of its life where that is shorter. */
const MARGIN_MS = 60_000
const LARGEST_ANSWER = 100_000

/**
 * OAuth 2 by client credentials (RFC 6749, 4.4). The token is kept until shortly before it expires; whoever wants one while it is asked
 * for waits for the same answer.
 */
export function openTokens(grant: Grant, clientSecret: string, timeoutSeconds: number, now = Date.now): Tokens {
  const basic = Buffer.from(`${form(grant.clientId)}:${form(clientSecret)}`).toString('base64')
  let held: { token: string; until: number } | undefined
  let asking: Promise<string> | undefined
  const last: string[] = []

  const ask = async (): Promise<string> => {
    const at = now()
    const { access_token: token, expires_in: seconds } = await askedFor(grant, clientSecret, basic, timeoutSeconds)
    const life = seconds === undefined ? Number.POSITIVE_INFINITY : seconds * 1_000
    held = { token, until: at + life - Math.min(MARGIN_MS, life / 10) }
    // Answers may still quote the one before.
    last.splice(0, last.length, ...last.slice(-1), token)
    return token
  }
  return {
    current: () => {
      if (held && now() < held.until) return Promise.resolve(held.token)
      asking ??= ask().finally(() => {
        asking = undefined
      })
      return asking
    },
    refused: (token) => {
      if (held?.token === token) held = undefined
    },
    secrets: () => [...last, basic, clientSecret],
  }
}

async function askedFor(
  { tokenUrl, clientId, scope, more, sends }: Grant,
  clientSecret: string,
  basic: string,
  timeoutSeconds: number,
): Promise<z.infer<typeof Answer>> {
  const own = sends === 'body' ? { client_id: clientId, client_secret: clientSecret } : {}
  const body = new URLSearchParams({ grant_type: 'client_credentials', ...(scope ? { scope } : {}), ...more, ...own })
  const headers = { accept: 'application/json', ...(sends === 'header' ? { authorization: `Basic ${basic}` } : {}) }
  const signal = AbortSignal.timeout(timeoutSeconds * 1_000)
  try {
    const response = await fetch(tokenUrl, { method: 'POST', headers, body, redirect: 'manual', signal })
    const json = jsonOf(await textOf(response))
    const answer = Answer.safeParse(json)
    if (response.ok && answer.success) return answer.data
    const { error, error_description: about } = Refusal.safeParse(json).data ?? { error: 'it names no token' }
    throw new NoToken([`${response.status}`, error, ...(about ? [about] : [])].join(': '))
  } catch (error) {
    if (error instanceof NoToken) throw error
    if (signal.aborted) throw new NoToken(`no answer within ${timeoutSeconds} s`)
    const cause = error instanceof Error ? (error.cause ?? error) : error
    throw new NoToken(cause instanceof Error ? cause.message : String(cause))
  }
}

async function textOf(response: Response): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength
    if (size > LARGEST_ANSWER) return ''
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** As a form writes it: what is in front of the colon may hold none. */
function form(text: string): string {
  return new URLSearchParams({ '': text }).toString().slice(1)
}
