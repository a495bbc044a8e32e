import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findClassArchive, recordClasses } from '../../server/neo4j/class-archive.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'kith-classes-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const archiveOf = (java: string) => findClassArchive(join(folder, 'lib'), java)

test('a rehearsal that fails is told, and noted so that it is not repeated', async () => {
  const { file, state } = await archiveOf('17.0.1')
  expect(state).toBe('missing')
  const lines: string[] = []
  await recordClasses(
    file,
    () => Promise.reject(new Error('no answer')),
    (line) => lines.push(line),
  )
  expect(lines.filter((line) => line.includes('no answer'))).toHaveLength(1)
  expect(await archiveOf('17.0.1')).toEqual({ file, state: 'useless' })
})

test('what a rehearsal leaves is found, for this Java alone', async () => {
  const { file } = await archiveOf('17.0.2')
  await recordClasses(
    file,
    async ({ archive }) => writeFileSync(archive, 'classes'),
    () => {},
  )
  expect(await archiveOf('17.0.2')).toEqual({ file, state: 'ready' })
  expect((await archiveOf('21.0.1')).state).toBe('missing')
})
