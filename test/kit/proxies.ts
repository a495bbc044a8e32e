import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, request } from 'node:http'
import { type AddressInfo, connect, createServer as createTcpServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { PROJECT } from '../../server/env.ts'
import { freePort } from '../../server/neo4j/ports.ts'

/** Something that stands before Kith. */
export type Forwarder = { url: string; close(): Promise<void> }

/** Forwards as nginx's bare `proxy_pass` does: by HTTP/1.0, to the name of what lies behind, and tells nothing else. */
export async function plainProxy(port: number): Promise<Forwarder> {
  const server = createTcpServer((caller) => {
    const behind = connect(port, '127.0.0.1')
    caller.once('data', (first: Buffer) => {
      const text = first
        .toString('latin1')
        .replace(/^(\S+ \S+) HTTP\/1\.1/, '$1 HTTP/1.0')
        .replace(/^host: .*$/im, `Host: 127.0.0.1:${port}`)
        .replace(/^connection: .*$/im, 'Connection: close')
      behind.write(Buffer.from(text, 'latin1'))
      caller.pipe(behind)
    })
    behind.pipe(caller)
    for (const end of [caller, behind]) end.on('error', () => caller.destroy())
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise((done) => server.close(() => done())),
  }
}

/** Forwards so that nothing tells of it: what stands behind cannot know better. */
export async function silentProxy(port: number): Promise<Forwarder> {
  const server = createServer((asked, answer) => {
    const { host: _, ...headers } = asked.headers
    const behind = request({ port, host: '127.0.0.1', method: asked.method, path: asked.url, headers })
    behind.on('response', (given) => {
      answer.writeHead(given.statusCode ?? 502, given.headers)
      given.pipe(answer)
    })
    behind.on('error', () => answer.destroy())
    asked.pipe(behind)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((done) => {
        server.close(() => done())
        server.closeAllConnections()
      }),
  }
}

/** Whether programs are there. */
export function installed(...programs: string[]): boolean {
  return programs.every((program) => spawnSync('which', [program]).status === 0)
}

/** nginx with the least that a tutorial says: `proxy_pass` and nothing else. */
export function bareNginx(port: number): Promise<Forwarder> {
  return startNginx(
    (own) => `server { listen 127.0.0.1:${own}; location / { proxy_pass http://127.0.0.1:${port}; } }`,
    'http',
  )
}

/** nginx with the file of this repository, on other ports and with a certificate of its own. */
export function shippedNginx(port: number): Promise<Forwarder> {
  return startNginx((own, home) => {
    execFileSync(
      'openssl',
      [
        ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '1', '-subj', '/CN=kith.example.com'],
        ...['-keyout', join(home, 'privkey.pem'), '-out', join(home, 'fullchain.pem')],
      ],
      { stdio: 'ignore' },
    )
    return readFileSync(join(PROJECT, 'deploy', 'nginx.conf'), 'utf8')
      .replace('listen 80;', `listen unix:${join(home, 'plain.sock')};`)
      .replace('listen 443 ssl;', `listen 127.0.0.1:${own} ssl;`)
      .replace('http://127.0.0.1:4747', `http://127.0.0.1:${port}`)
      .replaceAll('/etc/ssl/kith', home)
  }, 'https')
}

async function startNginx(site: (own: number, home: string) => string, scheme: string): Promise<Forwarder> {
  const home = mkdtempSync(join(tmpdir(), 'kith-nginx-'))
  const own = await freePort()
  writeFileSync(join(home, 'site.conf'), site(own, home))
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (kind) => `${kind}_temp_path ${join(home, kind)};`,
  )
  const main = [
    'daemon off; master_process off;',
    `pid ${join(home, 'pid')}; error_log stderr warn;`,
    `events {} http { access_log off; ${temporary.join(' ')} include ${join(home, 'site.conf')}; }`,
  ]
  writeFileSync(join(home, 'nginx.conf'), main.join('\n'))
  const args = ['-p', home, '-c', join(home, 'nginx.conf'), '-e', 'stderr']
  const nginx: ChildProcess = spawn('nginx', args, { stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  nginx.stderr?.on('data', (chunk: Buffer) => {
    said += chunk.toString()
  })
  for (let tries = 0; !existsSync(join(home, 'pid')); tries++) {
    if (nginx.exitCode !== null || tries > 200) throw new Error(`nginx does not start: ${said}`)
    await sleep(25)
  }
  return {
    url: `${scheme}://127.0.0.1:${own}`,
    close: async () => {
      const ended = new Promise((done) => nginx.once('exit', done))
      nginx.kill('SIGTERM')
      await ended
      rmSync(home, { recursive: true, force: true })
    },
  }
}
