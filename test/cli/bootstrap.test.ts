import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { needsInstall, nodeProblem } from '../../server/cli/bootstrap.mjs'
import { PROJECT } from '../../server/env.ts'

const kith = (...args: string[]) =>
  spawnSync(process.execPath, ['server/cli/kith.js', ...args], { cwd: PROJECT, encoding: 'utf8' })

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
  test('--help lists every command and reads none of their files', () => {
    const { status, stdout } = kith('--help')
    expect(status).toBe(0)
    for (const name of ['start', 'load', 'evaluate', 'train', 'rebuild', 'checksum', 'reset', 'key', 'doctor']) {
      expect(stdout).toMatch(new RegExp(`^ +${name}\\b`, 'm'))
    }
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
