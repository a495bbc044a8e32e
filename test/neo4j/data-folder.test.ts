import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { makeImported, settleData, takeImported } from '../../server/neo4j/data-folder.ts'

let home: string
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'kith-data-'))
  for (const folder of ['databases/neo4j', 'databases/system', 'transactions/neo4j', 'transactions/system', 'dbms']) {
    await mkdir(join(home, 'data', folder), { recursive: true })
    await writeFile(join(home, 'data', folder, 'store'), 'old')
  }
})
afterEach(() => rm(home, { recursive: true, force: true }))

const graph = () => readFile(join(home, 'data', 'databases', 'neo4j', 'store'), 'utf8')

async function imported(): Promise<void> {
  await makeImported(home)
  await mkdir(join(home, 'data.imported', 'databases', 'neo4j'))
  await writeFile(join(home, 'data.imported', 'databases', 'neo4j', 'store'), 'new')
}

test('a graph is imported beside the present one, with everything else that the present one has', async () => {
  await makeImported(home)
  const [databases, transactions] = ['databases', 'transactions'].map((name) => join(home, 'data.imported', name))
  expect(await readdir(databases ?? '')).toEqual(['system'])
  expect(await readdir(transactions ?? '')).toEqual(['system'])
  expect(existsSync(join(home, 'data.imported', 'dbms', 'store'))).toBe(true)
  expect(await graph()).toBe('old')
})

test('it takes the place of the present one and leaves nothing beside it', async () => {
  await imported()
  await takeImported(home)
  expect(await graph()).toBe('new')
  expect(await readdir(home)).toEqual(['data'])
})

test('an import that was cut off leaves the present graph', async () => {
  await imported()
  await settleData(home)
  expect(await graph()).toBe('old')
  expect(await readdir(home)).toEqual(['data'])
})

test.each([
  ['before the present graph went', ['data.imported', 'data.checked'], [], 'old'],
  ['after the present graph went', ['data.imported', 'data.checked'], ['data', 'data.replaced'], 'new'],
])('a replacement that was cut off %s ends in one graph', async (_when, first, second, expected) => {
  await imported()
  for (const [from, to] of [first, second]) if (from && to) await rename(join(home, from), join(home, to))
  await settleData(home)
  expect(await graph()).toBe(expected)
  expect(await readdir(home)).toEqual(['data'])
})
