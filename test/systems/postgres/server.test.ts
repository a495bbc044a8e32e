import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { PROJECT } from '../../../server/env.ts'
import { noPostgresHere, openPostgresServer } from '../../kit/postgres.ts'

const SCRIPT = `
import { openPostgresServer } from './test/kit/postgres.ts'
const server = await openPostgresServer()
const [{ data_directory: folder }] = await server.query('SHOW data_directory')
console.log(folder)
setInterval(() => undefined, 1_000)`

const seconds = async (most: number, done: () => boolean): Promise<boolean> => {
  for (let i = 0; i < most * 20 && !done(); i++) await sleep(50)
  return done()
}

describe.skipIf(noPostgresHere())('a PostgreSQL for tests', () => {
  test('keeps its data over a restart and a crash, and nothing when it is stopped', async () => {
    const server = await openPostgresServer()
    const [row] = await server.query<{ data_directory: string }>('SHOW data_directory')
    const folder = row?.data_directory ?? ''
    await server.query('CREATE TABLE kept (n int); INSERT INTO kept VALUES (1)')
    await server.restart()
    await server.query('INSERT INTO kept VALUES ($1)', [2])
    await server.crash()
    await server.up()
    expect(await server.query('SELECT n FROM kept ORDER BY n')).toEqual([{ n: 1 }, { n: 2 }])
    await server.stop()
    expect(existsSync(folder)).toBe(false)
    await expect(server.query('SELECT 1')).rejects.toThrow('ECONNREFUSED')
  })

  test('ends with the process that opened it, even if that is killed', async () => {
    const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', SCRIPT], {
      cwd: PROJECT,
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const [said] = await once(child.stdout, 'data')
    const folder = String(said).trim()
    expect(existsSync(`${folder}/postmaster.pid`)).toBe(true)
    child.kill('SIGKILL')
    expect(await seconds(15, () => !existsSync(folder))).toBe(true)
  })
})
