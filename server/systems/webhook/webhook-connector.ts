import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import { isIP } from 'node:net'
import { Webhook } from 'standardwebhooks'
import { fail } from '../../model/problem.ts'
import type { Connector, RenderedRequest, WriteItem, WriteOutcome } from '../connector.ts'
import { judgeDenials, notSent, type WriteVerdict } from '../denial.ts'
import type { Secret } from '../secrets.ts'
import { blamesOneOf, outcomesOf } from './answer.ts'
import { actionOf, eventOf, messageId, ONE_EVENT, SEVERAL_EVENTS } from './envelope.ts'
import { exchange, type HttpAnswer, NoHttpAnswer } from './http-exchange.ts'
import { type HostLookup, isPublic, PrivateAddress, publicLookup } from './public-address.ts'
import type { WebhookSettings } from './webhook-shape.ts'

type WebhookPace = { readonly timeoutSeconds: number; readonly atOnce: number; readonly batch: number }
type WebhookOptions = {
  readonly secret: (secret: Secret) => string
  readonly lookup?: HostLookup | undefined
  readonly now?: (() => Date) | undefined
}

/**
 * A receiver of signed events. One event a request, or lists of them where the pace takes several (`batch`). Any 2xx says that
 * it has an event for good; it has to know events by `webhook-id` or their `id`, because one that got no answer comes again.
 * @throws ProblemError `system.invalid` where the address is not to be talked to, or a secret is none
 */
export function openWebhook(settings: WebhookSettings, pace: WebhookPace, options: WebhookOptions): Connector {
  const url = checkedUrl(settings)
  const signers = settings.secrets.map((secret) => signerOf(options.secret(secret)))
  const agentOptions = { keepAlive: true, maxSockets: pace.atOnce }
  const agent = url.protocol === 'https:' ? new HttpsAgent(agentOptions) : new HttpAgent(agentOptions)
  const lookup = publicLookup(options.lookup, settings.allowPrivate)
  const now = options.now ?? (() => new Date())
  const inBatches = pace.batch > 1
  const contentType = inBatches ? SEVERAL_EVENTS : ONE_EVENT
  const to = { url, agent, lookup, timeoutSeconds: pace.timeoutSeconds }

  const bodyOf = (items: readonly WriteItem[]) => {
    const events = items.map((item) => eventOf(item, settings))
    return inBatches ? events : events[0]
  }

  const post = (items: readonly WriteItem[], signal: AbortSignal): Promise<HttpAnswer> => {
    const [id, at, body] = [messageId(items), now(), JSON.stringify(bodyOf(items))]
    const headers = {
      'content-type': contentType,
      'content-length': String(Buffer.byteLength(body)),
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': signers.map((signer) => signer.sign(id, at, body)).join(' '),
    }
    return exchange({ ...to, method: 'POST', headers, body, signal })
  }

  const deliver = async (items: readonly WriteItem[], signal: AbortSignal): Promise<WriteVerdict[]> => {
    try {
      const answer = await post(items, signal)
      if (items.length === 1 || !blamesOneOf(answer)) return outcomesOf(answer, items, now())
    } catch (error) {
      const outcome = unanswered(error, signal)
      return items.map(() => outcome)
    }
    // One by one, so that only who is at fault fails.
    return deliverAll(batchesOf(items, 1), 1, signal)
  }

  const deliverAll = async (batches: readonly WriteItem[][], atOnce: number, signal: AbortSignal) => {
    let stop: WriteOutcome | undefined
    const outcomes = await inTurns(batches, atOnce, async (batch) => {
      const unsent = stop ?? stoppedBy(signal)
      if (unsent) return batch.map(() => unsent)
      const own = await deliver(batch, signal)
      stop ??= own.map(stopsAll).find((each) => each !== undefined)
      return own
    })
    return outcomes.flat()
  }

  return {
    async probe(signal) {
      try {
        const { status } = await exchange({ ...to, method: 'OPTIONS', headers: {}, body: '', signal })
        const detail = `${url.host} answers OPTIONS with ${status}`
        return { ok: status < 300 || (status >= 400 && status < 500 && status !== 410), detail }
      } catch (error) {
        if (!(error instanceof NoHttpAnswer)) throw error
        if (error.isPrivate) fail('system.invalid', `${error.message}: allowPrivate allows it`)
        return { ok: false, detail: `${url.host} does not answer: ${error.message}` }
      }
    },
    createsOnce: () => true,
    render(item): RenderedRequest {
      const headers = { 'content-type': contentType }
      const whenSent = ['webhook-id', 'webhook-timestamp', 'webhook-signature']
      return {
        action: actionOf(item),
        record: `${item.entity}:${item.id ?? item.externalId ?? item.key}`,
        request: { method: 'POST', url: url.href, headers, headersWhenSent: whenSent, body: bodyOf([item]) },
      }
    },
    write: async (items, signal) => judgeDenials(await deliverAll(batchesOf(items, pace.batch), pace.atOnce, signal)),
    async close() {
      agent.destroy()
    },
  }
}

/** What can be told of an address before anybody resolves it. The parser has made 127.0.0.1 of 0x7f.1 already. */
function checkedUrl({ url: text, allowHttp, allowPrivate }: WebhookSettings): URL {
  const url = new URL(text)
  if (url.username !== '' || url.password !== '')
    fail('system.invalid', 'a webhook has no name or password in its url: they would be shown to everybody')
  if (url.protocol !== 'https:' && !allowHttp) fail('system.invalid', `${url.host}: http needs allowHttp`)
  const host = url.hostname.startsWith('[') ? url.hostname.slice(1, -1) : url.hostname
  if (isIP(host) !== 0 && !allowPrivate && !isPublic(host))
    fail('system.invalid', `${new PrivateAddress(host, host).message}: allowPrivate allows it`)
  return url
}

function signerOf(secret: string): Webhook {
  try {
    return new Webhook(secret)
  } catch {
    // Not its own words, which may show some of it.
    return fail('system.invalid', 'a secret of a webhook is base64, with or without whsec_ in front')
  }
}

function unanswered(error: unknown, signal: AbortSignal): WriteVerdict {
  if (!(error instanceof NoHttpAnswer)) throw error
  if (error.isPrivate) return { kind: 'denied', reason: `not sent: ${error.message}`, ofAll: true }
  const reason = signal.aborted ? 'stopped while it was sent' : error.message
  return { kind: 'retry', reason, applied: error.sent }
}

/** Who wants nothing more, or nothing for a while, is sent nothing more now: what those get that were not sent. */
function stopsAll(outcome: WriteVerdict): WriteOutcome | undefined {
  if (outcome.kind === 'ended') return outcome
  if (outcome.kind === 'denied') return outcome.ofAll ? notSent(outcome.reason) : undefined
  if (outcome.kind !== 'retry' || outcome.afterMs === undefined) return undefined
  const reason = 'not sent: the receiver asked for a pause'
  return { kind: 'retry', reason, afterMs: outcome.afterMs, waiting: true }
}

function stoppedBy(signal: AbortSignal): WriteOutcome | undefined {
  return signal.aborted ? { kind: 'retry', reason: 'not sent: stopped', waiting: true } : undefined
}

function batchesOf(items: readonly WriteItem[], size: number): WriteItem[][] {
  const count = Math.ceil(items.length / size)
  return Array.from({ length: count }, (_, i) => items.slice(i * size, (i + 1) * size))
}

/** Runs for each of a list, so many at once; results in the order of the list. */
async function inTurns<A, B>(list: readonly A[], atOnce: number, run: (each: A) => Promise<B>): Promise<B[]> {
  const results: B[] = []
  const waiting = list.entries()
  const worker = async () => {
    for (const [at, each] of waiting) results[at] = await run(each)
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, list.length) }, worker))
  return results
}
