import { type Agent, type IncomingHttpHeaders, type IncomingMessage, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import type { LookupFunction } from 'node:net'
import { PrivateAddress } from './public-address.ts'

/** An answer is a word on what was sent, not data: nobody needs more, and nobody is to fill our memory. */
const MOST_BYTES = 1 << 20

export type HttpQuestion = {
  readonly method: 'POST' | 'OPTIONS'
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly agent: Agent
  readonly lookup: LookupFunction
  readonly timeoutSeconds: number
  readonly signal: AbortSignal
}

export type HttpAnswer = {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  /** Undefined where it was too large, or broke off: the status counts all the same. */
  readonly body: string | undefined
}

/** No answer came, not even a status. */
export class NoHttpAnswer extends Error {
  /** The connection stood: the other side may have read all of it. */
  readonly sent: boolean
  /** It is never to be connected to. */
  readonly isPrivate: boolean

  constructor(cause: Error, sent: boolean) {
    super(cause.message, { cause })
    this.name = 'NoHttpAnswer'
    this.sent = sent
    this.isPrivate = cause instanceof PrivateAddress
  }
}

/**
 * Asks once, follows no redirect. Built-in `fetch` would take no `lookup`, by which addresses are judged when the connection
 * is made.
 * @throws NoHttpAnswer
 */
export function exchange(question: HttpQuestion): Promise<HttpAnswer> {
  const { method, url, headers, body, agent, lookup, timeoutSeconds, signal } = question
  const isSecure = url.protocol === 'https:'
  return new Promise((resolve, reject) => {
    let sent = false
    let answer: IncomingMessage | undefined
    const request = (isSecure ? requestHttps : requestHttp)(url, { method, headers, agent, lookup, signal })
    const late = () => request.destroy(new Error(`no answer within ${timeoutSeconds} seconds`))
    const timer = setTimeout(late, timeoutSeconds * 1000)
    request.once('socket', (socket) => {
      const isStanding = () => {
        sent = true
      }
      if (socket.connecting) socket.once(isSecure ? 'secureConnect' : 'connect', isStanding)
      else isStanding()
    })
    request.once('response', (response) => {
      answer = response
      const { statusCode: status = 0, headers: said } = response
      void bodyOf(response).then((text) => {
        clearTimeout(timer)
        resolve({ status, headers: said, body: text })
      })
    })
    // Also after the answer has begun, which then says how it ended.
    request.on('error', (error) => {
      if (answer) return
      clearTimeout(timer)
      reject(new NoHttpAnswer(error, sent))
    })
    request.end(body)
  })
}

async function bodyOf(response: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = []
  let bytes = 0
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      bytes += chunk.length
      // Leaving the loop closes the connection.
      if (bytes > MOST_BYTES) return undefined
      chunks.push(chunk)
    }
  } catch {
    return undefined
  }
  return Buffer.concat(chunks).toString('utf8')
}
