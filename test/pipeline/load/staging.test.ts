import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Staging } from '../../../server/pipeline/load/import/staging.ts'

let folder: string
let staging: Staging
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kith-staging-'))
  staging = new Staging(join(folder, 'staged'))
})
afterEach(async () => {
  await staging.end()
  rmSync(folder, { recursive: true, force: true })
})

test('steps are written in the order they are told, however many they are', async () => {
  for (let line = 0; line < 50_000; line++) {
    staging.tell('node', 'Step', { line })
    if (line % 1_000 === 0) await staging.room()
  }
  const set = await staging.close()
  expect(set).toMatchObject({ nodes: 50_000, relationships: 0, files: [{ kind: 'node', name: 'Step' }] })
  const [header, ...lines] = readFileSync(set.files[0]?.path ?? '', 'utf8')
    .trimEnd()
    .split('\n')
  expect(header).toBe(':ID,line:long')
  expect(lines).toEqual(Array.from({ length: 50_000 }, (_none, line) => `${line},${line}`))
})

test('what fails in the thread fails the load', async () => {
  staging.tell('relation', 'SUBSIDIARY_OF', { id: 'com_1', target: 'com_2', properties: {} })
  await expect(staging.close()).rejects.toThrow('com_1 is named before it is staged')
  await expect(staging.room()).rejects.toThrow('com_1 is named before it is staged')
})
