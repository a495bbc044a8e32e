import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { readableFiles } from '../../server/cli/piped-files.ts'

const folder = mkdtempSync(join(tmpdir(), 'kith-pipes-'))
afterAll(() => rmSync(folder, { recursive: true }))
const TEXT = 'id,name\n1,Yu\n'

test('a file is itself', async () => {
  const path = join(folder, 'a.csv')
  writeFileSync(path, TEXT)
  const files = await readableFiles([path])
  files.end()
  expect(files.paths).toEqual([path])
  expect(readFileSync(path, 'utf8')).toBe(TEXT)
})

test.skipIf(process.platform === 'win32')('a pipe is read once, whole, and its copy is for nobody else', async () => {
  const path = join(folder, 'pipe')
  spawnSync('mkfifo', [path])
  const writer = spawn('sh', ['-c', `printf 'id,name\\n1,Yu\\n' > ${path}`])
  const files = await readableFiles([path])
  const [copy = ''] = files.paths
  expect(copy).not.toBe(path)
  expect(readFileSync(copy, 'utf8')).toBe(TEXT)
  files.end()
  expect(existsSync(copy)).toBe(false)
  writer.kill()
})

test.each([
  ['no file', join(folder, 'none.csv'), 'there is no file'],
  ['a folder', folder, 'is a folder'],
])('%s is named for what it is', async (_what, path, words) => {
  await expect(readableFiles([path])).rejects.toThrow(words)
})
