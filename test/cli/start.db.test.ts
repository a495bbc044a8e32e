import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest'
import { z } from 'zod'
import { demoFiles } from '../../server/cli/demo.ts'
import { neo4jCache } from '../../server/cli/places.ts'
import { childEnv, type Env, PROJECT, readEnv } from '../../server/env.ts'
import { tryFiles } from '../../server/evaluate/try-files.ts'
import { CountsReport } from '../../server/model/views.ts'
import { findPidFile } from '../../server/neo4j/pid-file.ts'
import { boltAnswers, freePort } from '../../server/neo4j/ports.ts'
import { findJava } from '../../server/neo4j/tools.ts'
import { shipped } from '../kit/build.ts'
import { emptyGraph } from '../kit/graph.ts'

const Ready = z.object({
  url: z.string(),
  secretFile: z.string().optional(),
  uri: z.string(),
  counts: CountsReport,
  firstKey: z.string().optional(),
})
type Ready = z.infer<typeof Ready>
type Kith = { child: ChildProcess; output: { out: string; err: string }; ended: Promise<number | null> }

const java = await findJava({ java: readEnv().KITH_JAVA, javaHome: readEnv().JAVA_HOME })
/** Not as one JSON object. */
const IN_WORDS = 'in words'
const LONG = 480_000
let home: string
let current: Kith | undefined
const all: Kith[] = []

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'kith-start-'))
  await (await emptyGraph()).close()
})
afterEach(async () => {
  for (const { child, ended } of all.splice(0)) {
    child.kill('SIGKILL')
    await ended
  }
})
afterAll(() => rm(home, { recursive: true, force: true }))

describe('kith start on a server of its own', () => {
  let first: Ready

  test('loads the demo into an empty graph, finishes it where it was cut off, and serves it', {
    timeout: LONG,
  }, async () => {
    const cut = kith(onShared())
    while (!existsSync(join(home, 'demo-is-loading')) && cut.child.exitCode === null) await sleep(20)
    await sleep(1500)
    cut.child.kill('SIGKILL')
    await cut.ended
    first = await ready(kith(onShared()))
    expect(existsSync(join(home, 'demo-is-loading'))).toBe(false)
    expect(first.counts).toMatchObject(await demoCounts())
    const health = await fetch(`${first.url}/health`)
    expect(await health.json()).toMatchObject({ status: 'ok', access: 'loopback' })
    const page = await fetch(first.url)
    expect(await page.text()).toContain('<div id=')
    expect(await end('SIGTERM')).toBe(0)
  })

  test('a second start loads nothing and changes nothing', { timeout: LONG }, async () => {
    const again = await ready(kith(onShared()))
    expect(again.counts).toEqual(first.counts)
    expect(await end('SIGINT')).toBe(0)
  })

  test('in words it prints a link that brings the secret behind #, and no log line has it', {
    timeout: LONG,
  }, async () => {
    const started = kith(onShared({ KITH_LOG_LEVEL: 'trace' }), IN_WORDS)
    await expect.poll(() => started.output.out, { timeout: LONG }).toContain('Ctrl-C')
    const secret = readFileSync(join(home, 'local-secret'), 'utf8').trim().split(' ').at(-1) ?? ''
    const [, url] = /Kith is ready: (\S+)\/#secret=/.exec(started.output.out) ?? []
    expect(started.output.out.split(secret)).toHaveLength(2)
    expect(started.output.out).toContain(`${url}/#secret=${secret}\n`)
    const counts = started.output.out.split('\n').filter((line) => /^ +[\d,]+ (records|duplicates)/.test(line))
    expect(counts).toHaveLength(2)
    // The README shows what a first start prints.
    for (const line of counts) expect(readFileSync(join(PROJECT, 'README.md'), 'utf8')).toContain(line.trim())
    const write = (headers: object) =>
      fetch(`${url}/api/v1/sources/nobody/restore`, { method: 'POST', headers: { ...headers } })
    expect((await write({})).status).toBe(401)
    expect((await write({ authorization: `Bearer ${secret}` })).status).not.toBe(401)
    expect(await end('SIGINT')).toBe(0)
    expect(started.output.err).toContain('/sources/{source}/restore')
    expect(started.output.err).not.toContain(secret)
  })

  test('with KITH_ACCESS=keys loopback takes keys as well, and the secret counts for nothing', {
    timeout: LONG,
  }, async () => {
    const strict = onShared({ KITH_ACCESS: 'keys', KITH_HOME: join(home, 'strict') })
    const refused = kith(strict)
    expect(await refused.ended).toBe(1)
    expect(refused.output.err).toContain('kith key add')

    const { url, firstKey, secretFile } = await ready(kith(strict, '--first-key'))
    expect(secretFile).toBeUndefined()
    expect(existsSync(join(home, 'strict', 'local-secret'))).toBe(false)
    const read = async (headers: object) => (await fetch(`${url}/api/v1/changes`, { headers: { ...headers } })).status
    expect(await read({})).toBe(401)
    expect(await read(ownHeader(join(home, 'local-secret')))).toBe(401)
    expect(await read({ authorization: `Bearer ${firstKey}` })).toBe(200)
    expect(await end('SIGTERM')).toBe(0)
  })

  test('a port in use is named, with the variable that changes it', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await new Promise((done) => other.once('listening', done))
    const { port } = other.address() as { port: number }
    const started = kith(onShared({ KITH_PORT: String(port) }))
    expect(await started.ended).toBe(1)
    expect(started.output.err).toMatch(new RegExp(`Port ${port} .*KITH_PORT`))
    other.close()
  })

  test('beyond loopback it refuses without a key, and --first-key makes one', { timeout: LONG }, async () => {
    const open = onShared({ KITH_HOST: '0.0.0.0', KITH_HOME: join(home, 'open') })
    const refused = kith(open)
    expect(await refused.ended).toBe(1)
    expect(refused.output.err).toContain('kith key add')

    const { url, firstKey } = await ready(kith(open, '--first-key'))
    expect(firstKey).toMatch(/^kith_/)
    expect((await fetch(`${url}/api/v1/changes`)).status).toBe(401)
    const answer = await fetch(`${url}/api/v1/changes`, { headers: { authorization: `Bearer ${firstKey}` } })
    expect(answer.status).toBe(200)
    expect(await end('SIGTERM')).toBe(0)
  })

  test('an address without a Neo4j is a missing thing: exit code 3', async () => {
    const nobody = await freePort()
    const started = kith(onShared({ NEO4J_URI: `bolt://127.0.0.1:${nobody}` }))
    expect(await started.ended).toBe(3)
    expect(started.output.err).toContain(`127.0.0.1:${nobody}`)
  })
})

describe.skipIf(!java)('kith start with the embedded server', () => {
  const embedded = async (): Promise<Partial<Record<keyof Env, string>>> => ({
    ...onShared({ NEO4J_URI: '', KITH_HOME: join(home, 'own'), KITH_DEMO: 'off' }),
    KITH_BOLT_PORT: String(await freePort()),
    KITH_BROWSER_PORT: String(await freePort()),
    KITH_NEO4J_HEAP: '512m',
    KITH_NEO4J_PAGECACHE: '64m',
  })

  test('answers, refuses a second start, and takes its database along when it ends', { timeout: LONG }, async () => {
    const own = await embedded()
    const running = kith(own)
    const { uri, counts } = await ready(running)
    expect(counts.records).toBe(0)
    const second = kith(own)
    expect(await second.ended).toBe(1)
    expect(second.output.err).toContain('already runs')

    expect(await end('SIGTERM', running)).toBe(0)
    expect(await boltAnswers(Number(new URL(uri).port))).toBe(false)
  })

  test('a database that is killed comes back by itself; meanwhile everybody is told so at once', {
    timeout: LONG,
  }, async () => {
    const own = await embedded()
    const running = kith(own)
    const { url, secretFile } = await ready(running)
    const secret = ownHeader(secretFile)
    const ask = async (path: string, body?: object) => {
      const started = performance.now()
      const answer = await fetch(`${url}/api/v1${path}`, {
        method: body ? 'POST' : 'GET',
        headers: { 'content-type': 'application/json', ...secret },
        ...(body ? { body: JSON.stringify(body) } : {}),
      })
      const json = (await answer.json()) as Record<string, unknown>
      return { status: answer.status, json, headers: answer.headers, ms: performance.now() - started }
    }
    const record = (sourceId: string, familyName: string) => ({
      records: [{ source: 'shop', entity: 'person', sourceId, givenName: 'Ottilie', familyName }],
    })
    const stream = await listen(`${url}/api/v1/changes/stream`)
    expect((await ask('/records', record('1', 'Brandeis'))).status).toBe(200)
    await expect.poll(() => stream.text(), { timeout: 30_000 }).toContain('Brandeis')

    const killed = (await findPidFile(join(home, 'own', 'graph')))?.java ?? 0
    process.kill(killed, 'SIGKILL')
    const questions: [path: string, body?: object][] = [
      ['/reports/counts'],
      ['/records', record('2', 'Castell')],
      ['/search', { text: 'Brandeis' }],
      ['/cypher', { statement: 'RETURN 1' }],
      ['/graphql', { query: '{ customers { id } }' }],
      ['/changes'],
    ]
    // A process that is killed takes a moment to be gone, and whoever asks first may be told a moment later.
    await expect.poll(async () => (await ask('/changes')).status, { timeout: 10_000 }).toBe(503)
    for (const answer of await Promise.all(questions.map((question) => ask(...question)))) {
      expect(answer).toMatchObject({ status: 503, json: { code: 'graph.unavailable' } })
      expect(answer.headers.get('retry-after')).toMatch(/^\d+$/)
      expect(answer.ms).toBeLessThan(2_000)
    }
    expect(await ask('/health')).toMatchObject({ status: 503, json: { status: 'unavailable' } })

    await expect.poll(async () => (await ask('/health')).status, { timeout: 90_000, interval: 500 }).toBe(200)
    expect((await findPidFile(join(home, 'own', 'graph')))?.java).not.toBe(killed)
    expect((await ask('/records', record('2', 'Castell'))).status).toBe(200)
    expect(await ask('/search', { text: 'Brandeis' })).toMatchObject({ status: 200 })
    expect((await ask('/records/shop/1')).status).toBe(200)
    await expect.poll(() => stream.text(), { timeout: 30_000 }).toContain('Castell')
    stream.close()
    expect(running.output.err).toContain('starting it again')
    expect(await end('SIGTERM', running)).toBe(0)
  })
})

/** What makes a request one of the user of this machine. */
function ownHeader(secretFile = ''): Record<string, string> {
  return {
    authorization: readFileSync(secretFile, 'utf8')
      .trim()
      .replace(/^Authorization: /, ''),
  }
}

/** Listens to server-sent events, on one connection. */
async function listen(url: string): Promise<{ text(): string; close(): void }> {
  const over = new AbortController()
  const answer = await fetch(url, { signal: over.signal })
  let text = ''
  const reading = async () => {
    const decoder = new TextDecoder()
    for await (const chunk of answer.body ?? []) text += decoder.decode(chunk as Uint8Array, { stream: true })
  }
  reading().catch(() => undefined)
  return { text: () => text, close: () => over.abort() }
}

/** What the demo comes to where nobody cuts it off, reckoned without a database. */
async function demoCounts(): Promise<object> {
  const { entities } = await tryFiles({ files: demoFiles(), rules: shipped, today: '2026-01-01' })
  const { person, company, contact } = entities
  return {
    records: Object.values(entities).reduce((sum, { records }) => sum + records, 0),
    customers: person?.clusters,
    companies: company?.clusters,
    contacts: contact?.clusters,
  }
}

function onShared(more: Partial<Record<keyof Env, string>> = {}): Partial<Record<keyof Env, string>> {
  const { uri, user, password } = inject('neo4j')
  return { NEO4J_URI: uri, NEO4J_USER: user, NEO4J_PASSWORD: password, KITH_HOME: home, KITH_PORT: '0', ...more }
}

function kith(variables: Partial<Record<keyof Env, string>>, ...args: string[]): Kith {
  const env = childEnv({ KITH_NEO4J_CACHE: neo4jCache(readEnv()), KITH_LOG_LEVEL: 'error', ...variables })
  const child = spawn(
    process.execPath,
    ['server/cli/kith.js', 'start', ...(args[0] === IN_WORDS ? [] : ['--json', ...args])],
    { cwd: PROJECT, env },
  )
  const output = { out: '', err: '' }
  child.stdout.on('data', (chunk: Buffer) => {
    output.out += chunk.toString()
  })
  child.stderr.on('data', (chunk: Buffer) => {
    output.err += chunk.toString()
  })
  const ended = new Promise<number | null>((done) => child.once('close', done))
  current = { child, output, ended }
  all.push(current)
  return current
}

/** Waits for the line that says it is ready. */
async function ready(started: Kith): Promise<Ready> {
  while (!started.output.out.includes('\n')) {
    if (started.child.exitCode !== null) throw new Error(`kith start ended: ${started.output.err}`)
    await sleep(50)
  }
  return Ready.parse(JSON.parse(started.output.out))
}

async function end(signal: NodeJS.Signals, which = current): Promise<number | null> {
  which?.child.kill(signal)
  return (await which?.ended) ?? null
}
