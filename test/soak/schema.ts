import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { KeyRing } from '../../server/access/key-file.ts'
import { Role } from '../../server/access/roles.ts'
import { neo4jCache } from '../../server/cli/places.ts'
import { childEnv, PROJECT, readEnv } from '../../server/env.ts'
import { freePort } from '../../server/neo4j/ports.ts'
import type { SoakOptions } from './soak.ts'

const MISSING =
  'schemathesis is not on the PATH: python3 -m venv st && st/bin/pip install schemathesis, then PATH=$PWD/st/bin:$PATH npm run soak -- schema'
/** Source of the demo that the sync key may write. */
const SOURCE = 'crm'
/** Seconds that no answer may take. */
const SLOWEST = 5
const START_MS = 600_000

/** What is wrong with an answer. A method that an address does not have is 404 here, and what a right refuses is no fault of its body. */
const CHECKS = [
  'not_a_server_error',
  'status_code_conformance',
  'content_type_conformance',
  'response_headers_conformance',
  'response_schema_conformance',
]

/**
 * Asks every operation of the OpenAPI description what schemathesis (PyPI) makes up, with a key of each role, of a `kith start`
 * with the demo: no answer is a server's error, undocumented or slow. A stream has no end, so it is left out.
 */
export async function soak({ rounds = 30, seed, isNamed }: SoakOptions): Promise<void> {
  if (spawnSync('schemathesis', ['--version']).status !== 0) {
    if (isNamed) throw new Error(MISSING)
    process.stdout.write(`  left out: ${MISSING}\n`)
    return
  }
  const home = await mkdtemp(join(tmpdir(), 'kith-schema-'))
  const keys = new KeyRing(home)
  const keyOf = new Map(
    Role.options.map((role) => {
      const sources = role === 'sync' ? [SOURCE] : []
      return [role, keys.add({ name: `soak-${role}`, roles: [role], sources }, new Date().toISOString()).text]
    }),
  )
  const port = await freePort()
  const kith = await started(home, port)
  try {
    for (const [role, key] of keyOf) {
      process.stdout.write(`  as ${role}\n`)
      const code = await asked(`http://127.0.0.1:${port}/api/v1`, key, rounds, seed)
      if (code !== 0) throw new Error(`seed ${seed}, as ${role}: schemathesis found what is above`)
    }
    const health = await fetch(`http://127.0.0.1:${port}/health`)
    if (!health.ok) throw new Error(`seed ${seed}: Kith is not well afterwards (${health.status})`)
  } finally {
    kith.kill('SIGTERM')
    await new Promise((done) => (kith.exitCode === null ? kith.once('close', done) : done(undefined)))
    await rm(home, { recursive: true, force: true })
  }
}

async function started(home: string, port: number): Promise<ChildProcess> {
  const own = { KITH_HOME: home, KITH_PORT: String(port), KITH_NEO4J_CACHE: neo4jCache(readEnv()), KITH_DEMO: 'on' }
  const ports = { KITH_BOLT_PORT: String(await freePort()), KITH_BROWSER_PORT: String(await freePort()) }
  const kith = spawn(process.execPath, ['server/cli/kith.js', 'start'], {
    cwd: PROJECT,
    env: childEnv({ ...own, ...ports, NEO4J_URI: '' }),
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const health = () =>
    fetch(`http://127.0.0.1:${port}/health`).then(
      ({ ok }) => ok,
      () => false,
    )
  for (const until = Date.now() + START_MS; !(await health()); await sleep(500))
    if (kith.exitCode !== null || Date.now() > until) throw new Error('Kith did not start')
  return kith
}

async function asked(base: string, key: string, examples: number, seed: number): Promise<number | null> {
  const options = [
    ...['--url', base, '--header', `Authorization: Bearer ${key}`, '--max-examples', String(examples)],
    ...['--phases', 'examples,fuzzing', '--checks', CHECKS.join(','), '--seed', String(seed)],
    ...['--max-response-time', String(SLOWEST), '--request-timeout', '20', '--exclude-path', '/changes/stream'],
    ...['--generation-database', 'none', '--suppress-health-check', 'all', '--warnings', 'off', '--no-color'],
  ]
  const child = spawn('schemathesis', ['run', `${base}/openapi.json`, ...options], { stdio: 'inherit' })
  return new Promise((done) => child.once('close', done))
}
