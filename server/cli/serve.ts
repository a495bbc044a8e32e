import { existsSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { type Logger, pino } from 'pino'
import { accessMode } from '../access/access.ts'
import { KeyRing } from '../access/key-file.ts'
import type { LocalSecret } from '../access/local-secret.ts'
import { createApp } from '../app.ts'
import type { Env } from '../env.ts'
import { ownActor } from '../model/change.ts'
import { ProblemError } from '../model/problem.ts'
import { LaunchProblem } from '../neo4j/launch-problem.ts'
import { type Kith, openKith } from '../pipeline/kith.ts'
import { mintId } from '../pipeline/run/mint.ts'
import { localSecret, portTaken } from './before-start.ts'
import { demoSources } from './demo.ts'
import type { OpenGraph } from './graph.ts'
import { providersOf } from './providers-of.ts'
import { systemsOf } from './systems-of.ts'
import { kithVersion } from './version.ts'
import { WEB_DIR } from './web-build.ts'

const SWEEP_MS = 60_000
const CLOSE_MS = 10_000 // requests that still run when Kith is asked to stop get this long

export type Served = {
  url: string
  /** Of this machine, where its user needs no key. */
  secret?: LocalSecret
  logger: Logger
  close(): Promise<void>
}

/** Puts the server together over an open graph and listens. */
export async function serve(env: Env, graph: OpenGraph): Promise<Served> {
  const keys = new KeyRing(env.KITH_HOME)
  const access = accessMode({ host: env.KITH_HOST, demand: env.KITH_ACCESS }, keys)
  if (!access.ok) throw new ProblemError(access.problem)
  const secret = localSecret(env)
  const logger = pino({ level: env.KITH_LOG_LEVEL }, pino.destination(2))
  const closing = new AbortController()
  const console = graph.openConsole()
  const kith = openKith(graph.store, {
    mint: mintId,
    now: () => new Date(),
    onError: (error) => logger.error({ err: error }, 'a record was rejected for a reason nobody foresaw'),
    systems: systemsOf(env, (line) => logger.warn(line)),
    addresses: providersOf(env, (line) => logger.warn(line)),
    uploads: { folder: join(env.KITH_HOME, 'uploads'), churnBudget: env.KITH_CHURN_BUDGET },
  })
  const app = createApp({
    store: graph.store,
    kith,
    console,
    keys,
    access: access.value,
    ...(secret ? { secret } : {}),
    trustProxy: env.KITH_TRUST_PROXY,
    version: kithVersion(),
    logger,
    knownSources: demoSources(),
    closing: closing.signal,
    ...(existsSync(WEB_DIR) ? { web: WEB_DIR } : {}),
    ...(graph.browserUrl ? { neo4jBrowser: graph.browserUrl } : {}),
  })
  const server = createServer(app)
  await listen(server, env)
  const sweep = sweepAtTimes(kith, logger)
  kith.warmUp(ownActor('kith')).catch((error: unknown) => {
    if (!closing.signal.aborted) logger.warn({ err: error }, 'the first caller will wait for the database to warm up')
  })
  const sending = kith.runner.keepOn(closing.signal)
  const verifying = kith.addresses.runner.keepOn(closing.signal)
  const close = async () => {
    closing.abort()
    clearInterval(sweep)
    await closeServer(server)
    await sending
    kith.addresses.runner.close()
    await verifying
    await kith.uploads.close()
    await kith.runner.close()
    await console.close()
  }
  return { url: urlOf(server, env), ...(secret ? { secret } : {}), logger, close }
}

/** Now and every minute. What one sweep could not do, the next one does. */
function sweepAtTimes(kith: Kith, logger: Logger): NodeJS.Timeout {
  const sweep = () => {
    const late = (error: unknown) => logger.warn({ err: error }, 'a sweep was put off')
    kith.sweep(ownActor('kith')).catch(late)
    kith.uploads.sweep().catch(late)
  }
  sweep()
  return setInterval(sweep, SWEEP_MS).unref()
}

function listen(server: Server, env: Env): Promise<void> {
  return new Promise((done, fail) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = error.code === 'EADDRINUSE'
      fail(
        taken
          ? portTaken(env)
          : new LaunchProblem(
              'start.failed',
              `Kith cannot listen on ${env.KITH_HOST}:${env.KITH_PORT}: ${error.message}`,
            ),
      )
    })
    server.listen(env.KITH_PORT, env.KITH_HOST, done)
  })
}

function closeServer(server: Server): Promise<void> {
  return new Promise((done) => {
    const late = setTimeout(() => server.closeAllConnections(), CLOSE_MS)
    server.close(() => {
      clearTimeout(late)
      done()
    })
    server.closeIdleConnections()
  })
}

function urlOf(server: Server, env: Env): string {
  const { port } = server.address() as AddressInfo
  const host = ['0.0.0.0', '::'].includes(env.KITH_HOST) ? 'localhost' : env.KITH_HOST
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`
}
