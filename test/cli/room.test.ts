import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import { roomFor, runWithRoom } from '../../server/cli/room.mjs'
import { PROJECT } from '../../server/env.ts'

const folder = mkdtempSync(join(tmpdir(), 'kith-room-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const file = (name: string, bytes: number) => {
  const path = join(folder, name)
  writeFileSync(path, '')
  truncateSync(path, bytes)
  return path
}
const MIB = 2 ** 20

// Where Node would take most of the machine's memory by itself there is nothing to give.
describe.skipIf(totalmem() < 8 * 2 ** 30)('a command with many records', () => {
  test.each<[string, string[], boolean]>([
    ['a small file', ['load', file('small.csv', MIB), '-m', 'map.json'], false],
    ['a large file', ['load', file('large.csv', 40 * MIB), '-m', 'map.json'], true],
    ['two that are large together', ['load', file('a.csv', 20 * MIB), file('b.csv', 20 * MIB)], true],
    ['a packed file', ['load', file('packed.csv.gz', 5 * MIB)], true],
    ['a file that is not there', ['load', join(folder, 'none.csv')], false],
    ['a rebuild', ['rebuild'], true],
    ['a large bench', ['bench', 'load', '--large=x.csv'], true],
    ['a bench', ['bench', 'load'], false],
    ['a start', ['start'], false],
  ])('%s', (_, args, gets) => {
    const room = roomFor(args, '')
    expect(room !== undefined).toBe(gets)
    expect(room ?? 0).toBeLessThan(totalmem() / MIB)
  })

  test('gets none where somebody has said how much', () => {
    expect(roomFor(['rebuild'], '--max-old-space-size=2000')).toBeUndefined()
  })
})

test('the process with room has it, and ends as it does', async () => {
  const script = join(folder, 'limit.mjs')
  writeFileSync(
    script,
    "import v8 from 'node:v8'\nprocess.exit(v8.getHeapStatistics().heap_size_limit > 1000 * 2 ** 20 ? 7 : 8)",
  )
  expect(await runWithRoom(1024, script, [])).toBe(7)
})

test('it ends with the one that gave it room, however that ended', async () => {
  const room = pathToFileURL(join(PROJECT, 'server/cli/room.mjs')).href
  const [inner, outer] = [join(folder, 'inner.mjs'), join(folder, 'outer.mjs')]
  writeFileSync(
    inner,
    `import { endWithParent } from '${room}'\nendWithParent()\nprocess.stdout.write(process.pid + '\\n')\nsetInterval(() => {}, 1000)`,
  )
  writeFileSync(outer, `import { runWithRoom } from '${room}'\nawait runWithRoom(512, ${JSON.stringify(inner)}, [])`)
  const parent = spawn(process.execPath, [outer], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [said] = await once(parent.stdout, 'data')
  parent.kill('SIGKILL')
  await expect.poll(() => isAlive(Number(String(said))), { timeout: 10_000 }).toBe(false)
})

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
