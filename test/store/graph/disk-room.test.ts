import { statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { DiskRoom } from '../../../server/store/graph/disk-room.ts'

const folder = tmpdir()
const { bavail, bsize } = statfsSync(folder)
const free = bavail * bsize
const MIB = 1024 ** 2
const FULL = { problem: { code: 'graph.full' } }

test('where more than the reserve is free, there is room', async () => {
  const room = new DiskRoom({ folder, reserve: free / 2 })
  expect(await room.look()).toMatchObject({ full: false, reserve: free / 2 })
  await room.demand()
  expect(await room.reason()).toBeUndefined()
})

test('below the reserve there is none, and the words say how much is missing', async () => {
  const room = new DiskRoom({ folder, reserve: 2 * free })
  expect(await room.look()).toMatchObject({ full: true })
  await expect(room.demand()).rejects.toMatchObject(FULL)
  await expect(room.demand()).rejects.toThrow(/ MiB free and needs [\d,]+ MiB; nothing is written until there is room/)
  expect(await room.reason()).toMatch(/^its disk is full: [\d,]+ MiB free, [\d,]+ MiB needed/)
})

test.each([
  ['less than what stays free', 0, true],
  ['as much as there is', free, false],
  ['ten times as much', 10 * free, false],
])('room for %s beyond the reserve', async (_what, more, fits) => {
  const room = new DiskRoom({ folder, reserve: MIB })
  if (fits) return expect(await room.demand(more)).toBeUndefined()
  await expect(room.demand(more, 'nothing is imported')).rejects.toThrow(
    /and the 1 MiB that stay free; nothing is imported/,
  )
})

test('of a disk that cannot be looked at no reason is made up', async () => {
  expect(await new DiskRoom({ folder: join(folder, 'nowhere'), reserve: MIB }).reason()).toBeUndefined()
})
