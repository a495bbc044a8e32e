import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureWeb } from '../server/cli/web-build.ts'
import { PROJECT } from '../server/env.ts'
import { findChromium } from './kit/browser.ts'
import { add, fromReport, type Totals, totalsLine, VitestReport } from './kit/totals.ts'

// `npm test`: types, lint, what nobody uses, the explorer's build and every test. Each of the first four counts as one
// test, so that the one closing line tells whether anything at all is wrong.
const folder = mkdtempSync(join(tmpdir(), 'kith-test-run-'))
process.once('exit', () => rmSync(folder, { recursive: true, force: true }))

const gates: [name: string, run: () => Promise<boolean>][] = [
  ['types', () => tool('typescript/bin/tsc', ['--noEmit'])],
  ['lint', () => tool('@biomejs/biome/bin/biome', ['check', '--error-on-warnings'])],
  ['nothing unused', () => tool('knip/bin/knip.js', ['--no-progress', '--treat-config-hints-as-errors'])],
  ['explorer build', buildExplorer],
]

const running = new Set<ChildProcess>()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => {
    for (const child of running) child.kill('SIGTERM')
    process.exit(130)
  })
}

let totals: Totals = { passed: 0, failed: 0, skipped: 0 }
for (const [name, run] of gates) {
  const good = await run()
  process.stdout.write(`${good ? 'ok    ' : 'FAILED'} ${name}\n`)
  totals = add(totals, { passed: good ? 1 : 0, failed: good ? 0 : 1, skipped: 0 })
}
await provideChromium()
totals = add(totals, await vitest())
process.stdout.write(`\n${totalsLine(totals)}\n`)
process.exitCode = totals.failed === 0 ? 0 : 1

async function vitest(): Promise<Totals> {
  const report = join(folder, 'report.json')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const args = ['run', '-c', 'test/vitest.config.ts', ...reporters, ...process.argv.slice(2)]
  const good = await tool('vitest/vitest.mjs', args)
  let parsed: VitestReport
  try {
    parsed = VitestReport.parse(JSON.parse(readFileSync(report, 'utf8')))
  } catch {
    process.stdout.write('FAILED vitest left no report\n')
    return { passed: 0, failed: 1, skipped: 0 }
  }
  return fromReport(parsed, good)
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
  await tool('playwright-core/cli.js', ['install', 'chromium'], 300_000)
  if (findChromium()) return
  process.stdout.write('SKIPPED browser tests: no Chromium. Install chromium or set KITH_CHROMIUM to run them.\n')
}

function tool(script: string, args: string[], timeout?: number): Promise<boolean> {
  return new Promise((done) => {
    const child = spawn(process.execPath, [join(PROJECT, 'node_modules', script), ...args], {
      cwd: PROJECT,
      stdio: ['ignore', 'inherit', 'inherit'],
      ...(timeout === undefined ? {} : { timeout }),
    })
    running.add(child)
    child.once('error', () => done(false))
    child.once('exit', (code) => {
      running.delete(child)
      done(code === 0)
    })
  })
}
