import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir, totalmem } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { bytesOf } from '../../server/neo4j/config.ts'
import { asProblem, consoleLog, failureOf, lengthOf, moreHeap, serverLog } from '../../server/neo4j/launch-failure.ts'

const home = mkdtempSync(join(tmpdir(), 'kith-failure-'))
const settings = { home, boltPort: 7687, httpPort: 7474, heap: '512m', pageCache: '64m' }
mkdirSync(dirname(consoleLog(home)), { recursive: true })
const logs = join(home, 'data', 'transactions', 'neo4j')
mkdirSync(logs, { recursive: true })
writeFileSync(join(logs, 'neostore.transaction.db.0'), Buffer.alloc(3 * 1024 ** 2))
writeFileSync(join(logs, 'neostore.transaction.db.1'), Buffer.alloc(1024 ** 2))
afterAll(() => rmSync(home, { recursive: true, force: true }))

const FULL = /needs about 36 MiB to start, \d+ are free/

test.each([
  ['java.io.IOException: No space left on device', 'disk.full', FULL],
  ['Terminating due to java.lang.OutOfMemoryError: Java heap space', 'memory.short', /512m .* KITH_NEO4J_HEAP/],
  ['Error: Could not reserve enough space for object heap', 'start.failed', /do not fit; set KITH_NEO4J_HEAP/],
  ['Caused by: java.net.BindException: Address already in use', 'start.failed', /port 7687 or 7474/],
  ['Lock file has been locked by another process', 'start.failed', /another server uses/],
  ['java.lang.IllegalStateException: something new', 'start.failed', /something new/],
])('%s is %s', async (line, code, words) => {
  writeFileSync(consoleLog(home), `${line}\n`)
  const problem = await failureOf(settings, '', 0)
  expect(problem).toMatchObject({ code, message: expect.stringMatching(words) })
})

test('what an earlier server said is not the reason of this one', async () => {
  writeFileSync(consoleLog(home), '')
  writeFileSync(serverLog(home), 'ERROR No space left on device\n')
  const before = await lengthOf(serverLog(home))
  writeFileSync(serverLog(home), 'ERROR something else\n', { flag: 'a' })
  expect(await failureOf(settings, '', before)).toMatchObject({ code: 'start.failed' })
})

test('a file of ours that does not fit is the same problem, any other error stays', async () => {
  const full = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' })
  expect(await asProblem(full, home)).toMatchObject({ code: 'disk.full', needs: 36 * 1024 ** 2 })
  const other = new Error('what?')
  expect(await asProblem(other, home)).toBe(other)
})

test('a heap is doubled while half of the machine has it', () => {
  expect(moreHeap('256m')).toBe('512m')
  expect(moreHeap(`${Math.ceil(totalmem() / 3 / 1024 ** 2)}m`)).toBeUndefined()
  expect(['512m', '2g', '1024k', '1048576'].map(bytesOf)).toEqual([512 * 2 ** 20, 2 ** 31, 2 ** 20, 2 ** 20])
})
