import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { isLocalSecret, localSecretFile, opens, prepareLocalSecret } from '../../server/access/local-secret.ts'

let home: string
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'kith-secret-'))
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

describe('the secret of this machine', () => {
  test('is made once, in a file that is a header line and its user’s alone, with nothing left beside it', () => {
    const first = prepareLocalSecret(join(home, 'new'))
    expect(readFileSync(first.path, 'utf8')).toBe(`Authorization: Bearer ${first.text}\n`)
    expect(lstatSync(first.path).mode & 0o777).toBe(0o600)
    expect(lstatSync(join(home, 'new')).mode & 0o077).toBe(0)
    expect(readdirSync(join(home, 'new'))).toEqual(['local-secret'])
    expect(prepareLocalSecret(join(home, 'new'))).toEqual(first)
  })

  test('is another for every home, and hard to guess', () => {
    const { text } = prepareLocalSecret(join(home, 'a'))
    expect(text).toMatch(/^kith_local_[\w-]{43}$/)
    expect(prepareLocalSecret(join(home, 'b')).text).not.toBe(text)
    expect(isLocalSecret(text)).toBe(true)
    expect(isLocalSecret('kith_0123456789ab_x')).toBe(false)
  })

  test('opens with itself and with nothing else', () => {
    const secret = prepareLocalSecret(home)
    expect(opens(secret, secret.text)).toBe(true)
    for (const other of ['', secret.text.slice(1), `${secret.text}=`, secret.text.toUpperCase()])
      expect(opens(secret, other)).toBe(false)
  })

  const LINE = `Authorization: Bearer kith_local_${'k'.repeat(43)}\n`
  test.each<[why: string, spoil: (path: string) => void]>([
    ['others may read it', (path) => chmodSync(path, 0o644)],
    ['its group may read it', (path) => chmodSync(path, 0o640)],
    ['others may write it', (path) => chmodSync(path, 0o602)],
    ['it is empty', (path) => writeFileSync(path, '')],
    ['it is cut off', (path) => writeFileSync(path, LINE.slice(0, 40))],
    ['it has a second line', (path) => writeFileSync(path, `${LINE}X-Kith-User: ana\n`)],
    ['it is something else', (path) => writeFileSync(path, '{"keys": []}')],
    [
      'it is a link to something else',
      (path) => {
        rmSync(path)
        writeFileSync(`${path}-elsewhere`, LINE, { mode: 0o600 })
        symlinkSync(`${path}-elsewhere`, path)
      },
    ],
  ])('is made anew where %s', (_why, spoil) => {
    const { path, text } = prepareLocalSecret(home)
    spoil(path)
    const next = prepareLocalSecret(home)
    expect(next.text).not.toBe(text)
    expect(next.text).not.toBe(`kith_local_${'k'.repeat(43)}`)
    expect(lstatSync(path)).toMatchObject({ mode: 0o100600 })
    expect(prepareLocalSecret(home)).toEqual(next)
  })

  test('of a home that holds a good one is that one', () => {
    writeFileSync(localSecretFile(home), LINE.replace('\n', '\r\n'), { mode: 0o600 })
    expect(prepareLocalSecret(home).text).toBe(`kith_local_${'k'.repeat(43)}`)
  })

  test('cannot be a folder, and says so', () => {
    const path = localSecretFile(join(home, 'x'))
    prepareLocalSecret(join(home, 'x'))
    rmSync(path)
    expect(existsSync(path)).toBe(false)
    writeFileSync(join(home, 'file'), '')
    expect(() => prepareLocalSecret(join(home, 'file'))).toThrow(/file/)
  })
})
