import { mkdirSync } from 'node:fs'
import { Command } from 'commander'
import type { LocalSecret } from '../../access/local-secret.ts'
import { type Env, readEnv } from '../../env.ts'
import type { CountsReport } from '../../model/views.ts'
import { passwordFile } from '../../neo4j/password.ts'
import { checkAccess, refuseTwice } from '../before-start.ts'
import { type OpenGraph, openGraph } from '../graph.ts'
import { graphHome } from '../places.ts'
import type { Served } from '../serve.ts'
import { ensureWeb } from '../web-build.ts'
import { questionsToTry } from '../words/questions.ts'

type StartOptions = { json?: boolean; demo: boolean; firstKey?: boolean }

/** `kith start`: everything a newcomer needs, in one process that ends cleanly. */
export function command(): Command {
  return new Command()
    .description(
      'Start Kith: the database (NEO4J_URI, else an embedded Neo4j that is fetched once), the explorer and the API. Loads the ACME ' +
        'demo when the graph is empty. Ctrl-C stops everything it started.',
    )
    .option('--no-demo', 'leave an empty graph empty (KITH_DEMO=off does the same)')
    .option(
      '--first-key',
      'where keys are demanded and there is none yet: make one for an administrator and print it once',
    )
    .option('--json', 'print one JSON object on standard output once Kith is ready')
    .action((options: StartOptions) => start(readEnv(), options))
}

const say = (line: string): void => {
  process.stderr.write(`${line}\n`)
}

async function start(env: Env, options: StartOptions): Promise<void> {
  const stop = stopSignal()
  await refuseTwice(env)
  mkdirSync(env.KITH_HOME, { recursive: true, mode: 0o700 })
  const { firstKey } = checkAccess(env, new Date(), options.firstKey === true)
  if (firstKey) say(`API key for an administrator, shown this once: ${firstKey}`)
  // The database takes seconds to start: meanwhile the server's code is read and the explorer built if it changed.
  const [graph, { serve }, { demoSources, loadDemoIfEmpty }] = await allOrStop([
    openGraph(env, { own: true, log: say }),
    import('../serve.ts'),
    import('../demo.ts'),
    ensureWeb(say),
  ])
  let served: Served | undefined
  try {
    if (env.KITH_DEMO && options.demo) await loadDemoIfEmpty(graph, env.KITH_HOME, say)
    served = await serve(env, graph)
    const counts = await graph.ask.reports.counts()
    const { url, secret } = served
    const ready = {
      url,
      secretFile: secret?.path,
      browserUrl: graph.browserUrl,
      uri: graph.connection.uri,
      counts,
      firstKey,
    }
    process.stdout.write(
      options.json
        ? `${JSON.stringify(ready)}\n`
        : inWords({ ...ready, link: linkTo(url, secret), demo: demoSources() }, env, graph),
    )
    stop.ready()
    const why = await Promise.race([stop.asked, databaseGone(graph, env)])
    say(why)
  } finally {
    await served?.close()
    await graph.close()
  }
}

/** If one fails, a database that came up all the same is closed before the failure is told. */
async function allOrStop<G extends OpenGraph, A, B, C>(
  jobs: [Promise<G>, Promise<A>, Promise<B>, Promise<C>],
): Promise<[G, A, B, C]> {
  try {
    return await Promise.all(jobs)
  } catch (error) {
    await jobs[0].then(
      (graph) => graph.close(),
      () => undefined,
    )
    throw error
  }
}

/** While Kith is still starting a signal ends it at once (the database's supervisor sees that); afterwards in order. */
function stopSignal(): { asked: Promise<string>; ready(): void } {
  let ready = false
  const asked = new Promise<string>((done) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        if (!ready) process.exit(130)
        ready = false // a second signal does not wait
        done('stopping')
      })
    }
  })
  return {
    asked,
    ready: () => {
      ready = true
    },
  }
}

async function databaseGone({ embedded }: OpenGraph, env: Env): Promise<string> {
  if (!embedded) return new Promise(() => undefined)
  const { stopped } = await embedded.exited
  if (stopped) return 'stopped'
  process.exitCode = 1
  return `kith: the embedded Neo4j ended again and again and is given up; ${graphHome(env)} has its logs, and kith doctor looks for the cause`
}

/** Where the explorer is. What follows `#` stays in the browser: the page takes it up and out of the address. */
export function linkTo(url: string, secret: LocalSecret | undefined): string {
  return secret ? `${url}/#secret=${secret.text}` : url
}

type Ready = {
  url: string
  link: string
  browserUrl: string | undefined
  uri: string
  counts: CountsReport
  firstKey: string | undefined
  /** Systems of the demo. */
  demo: readonly string[]
}

function inWords({ url, link, browserUrl, uri, counts, demo }: Ready, env: Env, graph: OpenGraph): string {
  const number = (value: number) => value.toLocaleString('en-US')
  const goldens = counts.customers + counts.companies + counts.contacts
  const sources = new Set(counts.bySource.map(({ source }) => source))
  const lines = [
    '',
    `Kith is ready: ${link}`,
    '',
    `  ${number(counts.records)} records from ${sources.size} systems are ${number(counts.customers)} customers, ${number(counts.companies)} companies and ${number(counts.contacts)} contacts`,
    `  ${number(counts.records - goldens)} duplicates, ${number(counts.households)} households, ${number(counts.groups)} company groups, ${number(counts.review.doubts)} doubts for a steward, ${number(counts.review.policies)} policies broken`,
    '',
    ...questionsToTry(sources, demo),
    `  API         ${url}/docs`,
    browserUrl
      ? `  Cypher      ${browserUrl} (user neo4j, password in ${passwordFile(graphHome(env))})`
      : `  Neo4j       ${uri}`,
    '',
    graph.embedded ? 'Ctrl-C stops Kith and its database.' : 'Ctrl-C stops Kith.',
    '',
  ]
  return `${lines.join('\n')}\n`
}
