import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { extname, join, normalize } from 'node:path'
import { answerOf, freshWorld, type World } from './fixtures/world.ts'

const TYPES: Record<string, string> = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.svg': 'image/svg+xml',
}

export type Stub = { url: string; world: World; server: Server; close: () => Promise<void> }

/** Serves a built explorer and an invented world under the strictest content policy. */
export async function startStub(folder: string): Promise<Stub> {
  const world = freshWorld()
  const server = createServer((request, response) => {
    response.setHeader('content-security-policy', "default-src 'self'")
    const { pathname: path, searchParams } = new URL(request.url ?? '/', 'http://stub')
    const serve = path.startsWith('/api/v1/')
      ? serveApi(world, path.slice(7), searchParams, request, response)
      : serveFile(folder, path, response)
    serve.catch((error: unknown) => send(response, 500, { title: String(error) }))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  const port = address !== null && typeof address === 'object' ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}`,
    world,
    server,
    close: () =>
      new Promise((done) => {
        server.closeAllConnections()
        server.close(() => done())
      }),
  }
}

async function serveApi(
  world: World,
  path: string,
  query: URLSearchParams,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (path === '/changes/stream') {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    world.streams.add(response)
    response.on('close', () => world.streams.delete(response))
    response.write('retry: 2000\n\n')
    return
  }
  if (world.key !== undefined && request.headers.authorization !== `Bearer ${world.key}`) {
    return send(response, 401, { code: 'access.unauthenticated', title: 'A key is needed' })
  }
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(Buffer.from(chunk))
  const body: unknown = chunks.length === 0 ? undefined : JSON.parse(Buffer.concat(chunks).toString())
  const answer = answerOf(world, request.method ?? 'GET', path.split('/').slice(1).map(decodeURIComponent), body, query)
  if (answer === undefined)
    send(response, 404, {
      code: 'golden.not-found',
      status: 404,
      title: 'Not found',
      detail: `Nothing has the id ${path}.`,
    })
  else send(response, 200, answer)
}

async function serveFile(folder: string, path: string, response: ServerResponse): Promise<void> {
  const file = join(folder, normalize(path === '/' ? '/index.html' : path))
  const text = await readFile(file).catch(() => undefined)
  if (!text) return send(response, 404, { title: 'No such file' })
  response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' })
  response.end(text)
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': status < 400 ? 'application/json' : 'application/problem+json' })
  response.end(JSON.stringify(body))
}
