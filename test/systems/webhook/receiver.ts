import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { WriteItem } from '../../../server/systems/connector.ts'
import type { WebhookSettings } from '../../../server/systems/webhook/webhook-shape.ts'

type Received = { method: string; path: string; headers: IncomingHttpHeaders; body: string }
export type Reaction = {
  status: number
  headers?: Record<string, string>
  body?: string
  /** Says nothing at all, or stops before the body's end. */
  hang?: 'before' | 'within' | 'cut'
}

/** A receiver of webhooks on loopback that keeps what it was sent and answers as the test says. */
export type Receiver = {
  readonly url: string
  readonly received: Received[]
  react: (received: Received) => Reaction | Promise<Reaction>
  close(): Promise<void>
}

export async function receiver(): Promise<Receiver> {
  const received: Received[] = []
  const server: Server = createServer((req, res) => {
    const chunks: Buffer[] = []
    req.on('data', (chunk: Buffer) => chunks.push(chunk))
    req.on('end', async () => {
      const { method = '', url = '', headers } = req
      const one = { method, path: url, headers, body: Buffer.concat(chunks).toString('utf8') }
      received.push(one)
      const { status, headers: said = {}, body = '', hang } = await own.react(one)
      if (hang === 'before') return
      res.writeHead(status, said)
      res.write(body, () => {
        if (hang === 'cut') res.socket?.destroy()
      })
      if (hang === undefined) res.end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const own: Receiver = {
    url: `http://127.0.0.1:${port}/hook`,
    received,
    react: () => ({ status: 204 }),
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  return own
}

export const SECRET = `whsec_${Buffer.from('a secret of thirty-two octets, ..').toString('base64')}`
export const NEXT_SECRET = `whsec_${Buffer.from('the secret that comes after, ....').toString('base64')}`
const SECRETS: Record<string, string> = { HOOK: SECRET, NEXT: NEXT_SECRET, BROKEN: 'no base64 at all!' }

export const OPTIONS = { secret: (secret: object) => ('env' in secret ? (SECRETS[String(secret.env)] ?? '') : '') }

export function settingsOf(url: string, others: Partial<WebhookSettings> = {}): WebhookSettings {
  return {
    kind: 'webhook',
    url,
    secrets: [{ env: 'HOOK' }],
    source: '/kith',
    type: 'com.kith.record',
    allowPrivate: true,
    allowHttp: true,
    ...others,
  }
}

export function itemOf(number: number, others: Partial<WriteItem> = {}): WriteItem {
  return {
    key: `crm-person-${number}-7`,
    entity: 'person',
    id: String(number),
    externalId: `cus_${number}`,
    set: { street: `${number} Main St`, fax: null },
    known: {},
    seq: 1000 + number,
    ...others,
  }
}

export const quiet = () => new AbortController().signal
