import { execFile } from 'node:child_process'
import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { KeyRing } from '../../server/access/key-file.ts'
import { keyFinding } from '../../server/cli/advice/findings.ts'
import { PROJECT } from '../../server/env.ts'

const NOW = '2026-03-01T10:00:00.000Z'
let home: string

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'kith-keys-'))
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

describe('API keys', () => {
  test('a key is found by its text until it is revoked, also by a ring that was open before', () => {
    const running = new KeyRing(home)
    expect(running.usable()).toBe(false)
    const { text } = new KeyRing(home).add({ name: 'night-sync', roles: ['sync'], sources: ['crm-east'] }, NOW)
    expect(running.find(text)).toMatchObject({ name: 'night-sync', roles: ['sync'], sources: ['crm-east'] })
    expect(running.usable()).toBe(true)
    new KeyRing(home).revoke('night-sync', NOW)
    expect(running.find(text)).toBeUndefined()
    expect(running.usable()).toBe(false)
  })

  test('of commands given at once none is lost', async () => {
    const names = ['one', 'two', 'three', 'four']
    const add = (name: string) => ['server/cli/kith.js', 'key', 'add', name, '--role', 'reader']
    const env = { ...process.env, KITH_HOME: home }
    await Promise.all(names.map((name) => promisify(execFile)(process.execPath, add(name), { cwd: PROJECT, env })))
    const kept = new KeyRing(home).list().map((key) => key.name)
    expect(kept.sort()).toEqual(names.sort())
    expect(readdirSync(home)).toEqual(['keys.json'])
  })

  test('a list of keys leaves nothing behind, not even a home', async () => {
    const env = { ...process.env, KITH_HOME: join(home, 'none') }
    await promisify(execFile)(process.execPath, ['server/cli/kith.js', 'key', 'list'], { cwd: PROJECT, env })
    expect(readdirSync(home)).toEqual([])
  })

  test('the file is private and never holds the key itself', () => {
    const { text } = new KeyRing(home).add({ name: 'a', roles: ['admin'], sources: [] }, NOW)
    const path = join(home, 'keys.json')
    const secret = text.split('_').slice(2).join('_')
    expect(readFileSync(path, 'utf8')).not.toContain(secret)
    expect(statSync(path).mode & 0o077).toBe(0)
  })

  test.each<[why: string, text: (good: string) => string]>([
    ['nothing', () => ''],
    ['another secret', (good) => `${good.slice(0, -1)}${good.endsWith('A') ? 'B' : 'A'}`],
    ['no secret', (good) => good.slice(0, 18)],
    ['something longer', (good) => `${good}A`],
    ['a prototype name', () => '__proto__'],
  ])('%s is no key', (_why, text) => {
    const keys = new KeyRing(home)
    const { text: good } = keys.add({ name: 'a', roles: ['reader'], sources: [] }, NOW)
    expect(keys.find(good)?.name).toBe('a')
    expect(keys.find(text(good))).toBeUndefined()
  })

  test.each<[why: string, input: Parameters<KeyRing['add']>[0], message: RegExp]>([
    ['a name twice', { name: 'taken', roles: ['reader'], sources: [] }, /exists already/],
    ['a sync key without sources', { name: 'b', roles: ['sync'], sources: [] }, /names the sources/],
    ['a reader with sources', { name: 'b', roles: ['reader'], sources: ['crm'] }, /only a sync key/],
    ['a name with spaces', { name: 'b c', roles: ['reader'], sources: [] }, /key name/],
    ['the name of the user of the machine', { name: 'local', roles: ['reader'], sources: [] }, /Kith itself/],
    ['the name of commands', { name: 'cli', roles: ['admin'], sources: [] }, /Kith itself/],
    ['the name of the demonstration', { name: 'demo', roles: ['sync'], sources: ['crm'] }, /Kith itself/],
    ['that of the server, in large letters', { name: 'KITH', roles: ['admin'], sources: [] }, /Kith itself/],
    ['that of upgrades', { name: 'Upgrade', roles: ['admin'], sources: [] }, /Kith itself/],
    ['that of pins that end', { name: 'expiry', roles: ['steward'], sources: [] }, /Kith itself/],
    ['that of refusals', { name: 'nobody', roles: ['reader'], sources: [] }, /Kith itself/],
    ['one that Kith keeps for itself', { name: 'migration', roles: ['reader'], sources: [] }, /Kith itself/],
    ['that of a source', { name: 'source:crm', roles: ['reader'], sources: [] }, /key name/],
    ['a source with a colon', { name: 'b', roles: ['sync'], sources: ['a:b'] }, /source names/],
  ])('refuses %s', (_why, input, message) => {
    const keys = new KeyRing(home)
    keys.add({ name: 'taken', roles: ['reader'], sources: [] }, NOW)
    keys.revoke('taken', NOW)
    expect(() => keys.add(input, NOW)).toThrow(message)
  })
})

describe('a key that has a name of Kith’s own from an earlier Kith', () => {
  test('works no more, and can be revoked', () => {
    const keys = new KeyRing(home)
    const { text } = keys.add({ name: 'west', roles: ['admin'], sources: [] }, NOW)
    const path = join(home, 'keys.json')
    writeFileSync(path, readFileSync(path, 'utf8').replace('"west"', '"local"'))
    expect(keys.find(text)).toBeUndefined()
    expect(keys.usable()).toBe(false)
    expect(keys.named('local')).toBeUndefined()
    expect(keys.revoke('local', NOW).revokedAt).toBe(NOW)
  })
})

describe('a file of keys that is damaged', () => {
  const good = JSON.stringify({ keys: [] })
  const key = { id: '0123456789ab', name: 'a', hash: 'f'.repeat(64), roles: ['admin'], sources: [], createdAt: NOW }
  test.each<[why: string, spoil: (path: string, whole: string) => void]>([
    ['is empty', (path) => writeFileSync(path, '')],
    ['is cut off', (path, whole) => writeFileSync(path, whole.slice(0, whole.length / 2))],
    ['is no JSON', (path) => writeFileSync(path, 'kith_0123')],
    ['is another list', (path) => writeFileSync(path, '[]')],
    ['has a key without a role', (path) => writeFileSync(path, JSON.stringify({ keys: [{ ...key, roles: [] }] }))],
    [
      'has a role that nobody knows',
      (path) => writeFileSync(path, JSON.stringify({ keys: [{ ...key, roles: ['god'] }] })),
    ],
    ['has a hash that is none', (path) => writeFileSync(path, JSON.stringify({ keys: [{ ...key, hash: 'x' }] }))],
    ['says more than it may', (path) => writeFileSync(path, JSON.stringify({ keys: [{ ...key, secret: 'x' }] }))],
    ['holds zeros', (path, whole) => writeFileSync(path, Buffer.alloc(whole.length))],
    [
      'is a folder',
      (path) => {
        rmSync(path)
        mkdirSync(path)
      },
    ],
    [
      'is a link to nothing',
      (path) => {
        rmSync(path)
        symlinkSync(`${path}-gone`, path)
      },
    ],
  ])('that %s lets nobody in, is named, and is left as it is', (_why, spoil) => {
    const running = new KeyRing(home)
    const { text } = running.add({ name: 'west', roles: ['admin'], sources: [] }, NOW)
    const path = join(home, 'keys.json')
    expect(running.find(text)?.name).toBe('west')
    spoil(path, readFileSync(path, 'utf8'))
    const before = seen(path)
    for (const keys of [running, new KeyRing(home)]) {
      for (const act of [
        () => keys.find(text),
        () => keys.usable(),
        () => keys.add({ name: 'east', roles: ['admin'], sources: [] }, NOW),
        () => keys.revoke('west', NOW),
      ])
        expect(act).toThrow(/keys\.json of KITH_HOME cannot be read/)
    }
    expect(seen(path)).toBe(before)
    expect(readdirSync(home)).toEqual(['keys.json'])
    expect(keyFinding(home)).toMatchObject({ state: 'problem', detail: expect.stringContaining('keys.json') })
  })

  test('is read again when it is mended', () => {
    const keys = new KeyRing(home)
    const { text } = keys.add({ name: 'west', roles: ['admin'], sources: [] }, NOW)
    const path = join(home, 'keys.json')
    const whole = readFileSync(path)
    writeFileSync(path, '{')
    expect(() => keys.find(text)).toThrow()
    writeFileSync(path, whole)
    expect(keys.find(text)?.name).toBe('west')
    expect(keyFinding(home)).toMatchObject({ state: 'ok', detail: '1 of 1 work' })
    writeFileSync(path, good)
    expect(keys.find(text)).toBeUndefined()
    rmSync(path)
    expect(keys.list()).toEqual([])
  })

  const seen = (path: string) => (lstatSync(path).isFile() ? readFileSync(path, 'latin1') : String(lstatSync(path).ino))
})
