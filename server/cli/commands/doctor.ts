import { Command } from 'commander'
import { type Env, readEnv } from '../../env.ts'
import { ProblemError } from '../../model/problem.ts'
import { PLANNING } from '../../neo4j/config.ts'
import { WAYS_OUT } from '../../neo4j/launch-problem.ts'
import { findRunning } from '../../neo4j/pid-file.ts'
import type { Graph } from '../../pipeline/graph.ts'
import { clockFinding } from '../advice/clock-finding.ts'
import { type Finding, lookAround, waysToNeo4j } from '../advice/findings.ts'
import { growthAdvice } from '../advice/growth-advice.ts'
import { planningAdvice } from '../advice/planning-advice.ts'
import { tablesAdvice } from '../advice/tables-advice.ts'
import { openGraph } from '../graph.ts'
import { graphHome } from '../places.ts'

const SHOWN = 5 // violations printed of one invariant; --json has them all

/** `kith doctor`: what is there, what is missing, and with --verify whether the graph keeps its promises. */
export function command(): Command {
  return new Command()
    .description(
      'Say what is there and what is missing on this machine. Looks only, unless --verify is given: then the graph is opened ' +
        '(the embedded server is started for it if none runs) and every invariant of cypher/checks is checked.\n\n' +
        'Exit code: 0 all well, 1 an invariant is broken or a problem needs solving, 3 no way to a Neo4j.',
    )
    .option('--verify', 'check every invariant on the graph')
    .option('--json', 'print one JSON object instead of lines')
    .action(async (options: { verify?: boolean; json?: boolean }) => {
      const env = readEnv()
      const report = await examine(env, options.verify === true)
      process.stdout.write(options.json ? `${JSON.stringify(report, null, 2)}\n` : inWords(report))
      process.exitCode = exitCodeOf(report)
    })
}

type Check = Awaited<ReturnType<Graph['check']>>[number] & { count: number }

export type DoctorReport = { findings: Finding[]; ways: string[]; checks?: Check[] }

export async function examine(env: Env, verify: boolean): Promise<DoctorReport> {
  const findings = await lookAround(env)
  const ways = waysToNeo4j(env, findings)
  const look = verify || env.NEO4J_URI !== undefined || (await findRunning(graphHome(env))) !== undefined
  if (!look) {
    const detail = 'not running; kith start starts it'
    return { findings: [...findings, { name: 'neo4j', state: 'ok', detail }], ways }
  }
  try {
    const graph = await openGraph(env, { migrate: false, log: (line) => process.stderr.write(`${line}\n`) })
    try {
      const found = [...findings, ...(await lookAtGraph(graph))]
      if (!verify) return { findings: found, ways }
      return { findings: [...found, ...lostRecords(await graph.overwritten())], ways, checks: await verifyAll(graph) }
    } finally {
      await graph.close()
    }
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    return { findings: [...findings, { name: 'neo4j', state: 'problem', detail: error.message }], ways }
  }
}

async function lookAtGraph({ ask, connection, settings, clockProblem }: Graph): Promise<Finding[]> {
  const rules = await ask.rules.inForce()
  const {
    server: { version, edition },
    supported,
    migrations,
  } = await ask.health()
  const { pending } = migrations
  const server: Finding = { name: 'neo4j', state: 'ok', detail: `${version} ${edition} at ${connection.uri}` }
  return [
    supported
      ? server
      : { ...server, state: 'problem', wayOut: 'use Neo4j 5.26 or newer; 5.26 LTS is the tested line' },
    pending.length === 0
      ? { name: 'migrations', state: 'ok', detail: 'all applied' }
      : {
          name: 'migrations',
          state: 'missing',
          detail: pending.join(', '),
          wayOut: 'kith start, or any command that writes, applies them',
        },
    clockFinding(await ask.changes.head(), await clockProblem(), new Date()),
    growthAdvice(rules),
    tablesAdvice(rules),
    ...planningAdvice(await settings(Object.keys(PLANNING))),
  ]
}

/** What version 0.1 may have lost: two tables of a source that both counted from 1. */
function lostRecords(overwritten: Awaited<ReturnType<Graph['overwritten']>>): Finding[] {
  if (overwritten.length === 0) return []
  const named = overwritten.slice(0, SHOWN).map(({ record, lost }) => `${lost} by ${record}`)
  const more = overwritten.length > SHOWN ? ` and ${overwritten.length - SHOWN} more` : ''
  return [
    {
      name: 'ids',
      state: 'advice',
      detail: `version 0.1 let records take the place of others with the same id: ${named.join(', ')}${more}`,
      wayOut: 'load their table again: it will be theirs alone',
    },
  ]
}

async function verifyAll(graph: Graph): Promise<Check[]> {
  return (await graph.check()).map((result) => ({ ...result, count: result.violations.length }))
}

function exitCodeOf({ findings, ways, checks = [] }: DoctorReport): number {
  if (checks.some(({ count }) => count > 0) || findings.some(({ state }) => state === 'problem')) return 1
  return ways.length === 0 ? 3 : 0
}

function inWords({ findings, ways, checks }: DoctorReport): string {
  const lines = findings.map(({ name, state, detail, wayOut }) => {
    const mark = { ok: 'ok     ', missing: 'missing', advice: 'advice ', problem: 'PROBLEM' }[state]
    return `${mark} ${name.padEnd(11)} ${detail}${state !== 'ok' && wayOut ? ` (${wayOut})` : ''}`
  })
  lines.push('', ways.length > 0 ? `Ways to a Neo4j here: ${ways.join(', ')}` : WAYS_OUT)
  for (const { name, purpose, count, violations } of checks ?? []) {
    lines.push(`${count === 0 ? 'holds  ' : 'BROKEN '} ${name}: ${purpose}`)
    for (const row of violations.slice(0, SHOWN)) lines.push(`          ${JSON.stringify(row)}`)
    if (count > SHOWN) lines.push(`          and ${count - SHOWN} more`)
  }
  if (checks) {
    const broken = checks.filter(({ count }) => count > 0).length
    lines.push('', `${checks.length - broken} of ${checks.length} invariants hold`)
  }
  return `${lines.join('\n')}\n`
}
