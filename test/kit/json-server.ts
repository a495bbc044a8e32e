import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Heard = {
  readonly method: string
  readonly url: string
  readonly headers: IncomingMessage['headers']
  readonly body: unknown
}
export type Said = {
  readonly status?: number
  readonly json?: unknown
  readonly text?: string
  readonly headers?: Record<string, string>
}

export type JsonServer = {
  readonly url: string
  /** What was asked so far, oldest first. */
  readonly heard: readonly Heard[]
  close(): Promise<void>
}

/** A server on this machine that answers whatever a test says. Undefined leaves a request without an answer. */
export async function jsonServer(answer: (heard: Heard) => Promise<Said | undefined> | Said): Promise<JsonServer> {
  const heard: Heard[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
    const text = Buffer.concat(chunks).toString()
    const { method = '', url = '', headers } = request
    const one = { method, url, headers, body: text === '' ? undefined : (JSON.parse(text) as unknown) }
    heard.push(one)
    const said = await answer(one)
    if (!said) return
    response.writeHead(said.status ?? 200, { 'content-type': 'application/json', ...said.headers })
    response.end(said.text ?? JSON.stringify(said.json ?? {}))
  })
  await new Promise<void>((done) => {
    server.listen(0, '127.0.0.1', done)
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    heard,
    close: () =>
      new Promise((done) => {
        server.close(() => done())
        server.closeAllConnections()
      }),
  }
}
