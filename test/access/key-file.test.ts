import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { KeyRing } from '../../server/access/key-file.ts'

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
    ['a source with a colon', { name: 'b', roles: ['sync'], sources: ['a:b'] }, /source names/],
  ])('refuses %s', (_why, input, message) => {
    const keys = new KeyRing(home)
    keys.add({ name: 'taken', roles: ['reader'], sources: [] }, NOW)
    keys.revoke('taken', NOW)
    expect(() => keys.add(input, NOW)).toThrow(message)
  })
})
