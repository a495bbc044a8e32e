import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { needsInstall, nodeProblem } from '../../server/cli/bootstrap.mjs'
import { PROJECT } from '../../server/env.ts'

const kith = (...args: string[]) =>
  spawnSync(process.execPath, ['server/cli/kith.js', ...args], { cwd: PROJECT, encoding: 'utf8' })

/** Notes every module that is loaded, in a file: what hooks write to the terminal may be lost when the process ends. */
const HOOKS = `import { appendFileSync } from 'node:fs'
let log
export const initialize = (file) => { log = file }
export const load = (url, context, next) => { appendFileSync(log, url + '\\n'); return next(url, context) }`

/** Calls kith and tells which files of commands it read. */
function watched(...args: string[]) {
  const folder = mkdtempSync(join(tmpdir(), 'kith-modules-'))
  try {
    const log = join(folder, 'log')
    const hooks = `data:text/javascript,${encodeURIComponent(HOOKS)}`
    const first = `import { register } from 'node:module'
register(${JSON.stringify(hooks)}, { data: ${JSON.stringify(log)} })`
    const { status, stdout } = spawnSync(
      process.execPath,
      ['--import', `data:text/javascript,${encodeURIComponent(first)}`, 'server/cli/kith.js', ...args],
      { cwd: PROJECT, encoding: 'utf8' },
    )
    const loaded = readFileSync(log, 'utf8')
    expect(loaded).toContain('/cli/program.ts') // the hooks see what is loaded at all
    const read = [...loaded.matchAll(/\/cli\/commands\/([\w-]+)\.ts/g)].map(([, name]) => name)
    return { status, stdout, read: [...new Set(read)] }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

test.each<[version: string, fits: boolean]>([
  ['20.19.0', true],
  ['20.20.2', true],
  ['22.1.0', true],
  ['20.18.3', false],
  ['18.20.4', false],
])('Node %s fits: %s', (version, fits) => {
  expect(nodeProblem(version) === undefined).toBe(fits)
})

describe('packages are installed', () => {
  let root: string
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'kith-bootstrap-'))
    writeFileSync(join(root, 'package-lock.json'), '{}')
  })
  afterEach(() => rmSync(root, { recursive: true, force: true }))

  const installedAt = (seconds: number) => {
    mkdirSync(join(root, 'node_modules'))
    const mark = join(root, 'node_modules', '.package-lock.json')
    writeFileSync(mark, '{}')
    utimesSync(mark, seconds, seconds)
    utimesSync(join(root, 'package-lock.json'), 1000, 1000)
  }

  test('when there are none', () => expect(needsInstall(root)).toBe(true))
  test('when the lock file is newer', () => {
    installedAt(999)
    expect(needsInstall(root)).toBe(true)
  })
  test('but not again', () => {
    installedAt(1001)
    expect(needsInstall(root)).toBe(false)
  })
})

describe('the command line', () => {
  const files = readdirSync(join(PROJECT, 'server/cli/commands')).map((name) => name.replace(/\.ts$/, ''))

  test('--help lists every command and reads none of their files', () => {
    const { status, stdout, read } = watched('--help')
    expect(status).toBe(0)
    const listed = [...(stdout.split(/^Commands:$/m)[1]?.matchAll(/^ {2}([a-z][\w-]*)/gm) ?? [])].map(
      ([, name]) => name,
    )
    expect(listed.filter((name) => name !== 'help').sort()).toEqual([...files].sort())
    expect(read).toEqual([])
  })

  test('help of one command reads its file and no other', () => {
    const { status, read } = watched('doctor', '--help')
    expect([status, read]).toEqual([0, ['doctor']])
  })

  test.each([[['nonsense']], [['doctor', '--nonsense']]])(
    '%j is a usage error: exit code 2, with a way to help',
    (args) => {
      const { status, stderr } = kith(...args)
      expect(status).toBe(2)
      expect(stderr).toContain('--help')
    },
  )

  test('a wrong variable is a usage error that names it', () => {
    const { status, stderr } = spawnSync(process.execPath, ['server/cli/kith.js', 'doctor'], {
      cwd: PROJECT,
      encoding: 'utf8',
      env: { PATH: '/usr/bin:/bin', KITH_PORT: 'x' },
    })
    expect(status).toBe(2)
    expect(stderr).toContain('KITH_PORT')
  })
})
