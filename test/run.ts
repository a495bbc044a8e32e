import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureWeb } from '../server/cli/web-build.ts'
import { PROJECT } from '../server/env.ts'
import { findChromium } from './kit/browser.ts'
import { TEST_SEED } from './kit/commit-seed.ts'
import { Lanes } from './kit/lanes.ts'
import { add, failuresOf, fromReport, type Totals, totalsLine, VitestReport } from './kit/totals.ts'

// `npm test`: types, lint, what nobody uses, the explorer's build and every test. Each of the first four counts as one
// test, so that the one closing line tells whether anything at all is wrong. Two lanes run beside each other: one has the
// database that most tests share; the other does what needs none, what starts and kills servers of its own, acceptance, the browser.
// With `--full` (npm run test:full) everything has its full size, and the soaks follow. Other arguments go to vitest.
const folder = mkdtempSync(join(tmpdir(), 'kith-test-run-'))
process.once('exit', () => rmSync(folder, { recursive: true, force: true }))

/** Soaks of a full run, with how long each may go on. */
const SOAKS = [
  ['histories', '--rounds=100'],
  ['load', '--rounds=10'],
  ['same', '--rounds=10'],
  ['crowd', '--seconds=120'],
  ['launcher', '--rounds=10'],
]
const SOAK_MS = 90 * 60_000

const full = process.argv.includes('--full')
const asked = process.argv.slice(2).filter((arg) => arg !== '--full')
const env = { KITH_TEST_SEED: String(TEST_SEED), ...(full ? { KITH_TEST_FULL: 'on' } : {}) }
const lanes = new Lanes()
const failures: string[] = []
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => {
    lanes.end()
    process.exit(130)
  })
}

process.stdout.write(`random tests have the seed ${TEST_SEED} (KITH_TEST_SEED)\n`)
await provideChromium()
// First, because tests of both lanes serve it.
const parts = [await gate('explorer build', buildExplorer())]
parts.push(...(asked.length > 0 ? await someTests() : await allTests()))
if (full) for (const [name = '', size = ''] of SOAKS) parts.push(await soak(name, size))
const totals = parts.reduce(add)
process.stdout.write(`\n${failures.map((line) => `FAILED ${line}\n`).join('')}${totalsLine(totals)}\n`)
process.exitCode = totals.failed === 0 ? 0 : 1

async function allTests(): Promise<Totals[]> {
  const [graph, own] = await Promise.all([
    vitest('graph', ['db']),
    (async () => [
      ...(await looks()),
      await vitest('unit', ['unit']),
      await vitest('servers', ['servers', 'acceptance', 'browser']),
    ])(),
  ])
  return [graph, ...own]
}

async function someTests(): Promise<Totals[]> {
  return [...(await looks()), await vitest('tests', [], asked)]
}

/** What is seen without running anything. */
async function looks(): Promise<Totals[]> {
  return [
    await gate('types', tool('types', 'typescript/bin/tsc', ['--noEmit'])),
    await gate('lint', tool('lint', '@biomejs/biome/bin/biome', ['check', '--error-on-warnings'])),
    await gate(
      'nothing unused',
      tool('unused', 'knip/bin/knip.js', ['--no-progress', '--treat-config-hints-as-errors']),
    ),
  ]
}

async function gate(name: string, run: Promise<boolean>): Promise<Totals> {
  const good = await run
  process.stdout.write(`${good ? 'ok    ' : 'FAILED'} ${name}\n`)
  if (!good) failures.push(name)
  return { passed: good ? 1 : 0, failed: good ? 0 : 1, skipped: 0 }
}

async function vitest(name: string, projects: readonly string[], more: readonly string[] = []): Promise<Totals> {
  const report = join(folder, `${name}.json`)
  const args = ['run', '-c', 'test/vitest.config.ts', ...projects.flatMap((project) => ['--project', project])]
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const good = await tool(name, 'vitest/vitest.mjs', [...args, ...reporters, ...more])
  let parsed: VitestReport
  try {
    parsed = VitestReport.parse(JSON.parse(readFileSync(report, 'utf8')))
  } catch {
    failures.push(`${name}: vitest left no report`)
    return { passed: 0, failed: 1, skipped: 0 }
  }
  const totals = fromReport(parsed, good)
  const named = failuresOf(parsed, PROJECT)
  failures.push(
    ...(named.length === 0 && totals.failed > 0 ? [`${name}: ended badly after good tests, see above`] : named),
  )
  return totals
}

function soak(name: string, size: string): Promise<Totals> {
  const args = ['--import', 'tsx', 'test/soak/soak.ts', name, size, `--seed=${TEST_SEED % 1_000_000 || 1}`]
  return gate(`soak ${name}`, lanes.node('soak', args, env, SOAK_MS))
}

async function buildExplorer(): Promise<boolean> {
  try {
    await ensureWeb((line) => process.stdout.write(`${line}\n`))
    return true
  } catch (error) {
    process.stdout.write(`${error instanceof Error ? error.message : String(error)}\n`)
    return false
  }
}

/** A system browser is used as it is; else Playwright's own is fetched; else the browser tests are skipped, which is said. */
async function provideChromium(): Promise<void> {
  if (findChromium()) return
  process.stdout.write('no Chromium found; trying playwright-core install chromium\n')
  await tool('browser', 'playwright-core/cli.js', ['install', 'chromium'], 300_000)
  if (findChromium()) return
  process.stdout.write('SKIPPED browser tests: no Chromium. Install chromium or set KITH_CHROMIUM to run them.\n')
}

function tool(name: string, script: string, args: readonly string[], timeout?: number): Promise<boolean> {
  return lanes.node(name, [join('node_modules', script), ...args], env, timeout)
}
