import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readEnv } from '../../server/env.ts'
import { findJava } from '../../server/neo4j/tools.ts'
import { TOWN_MAPPING, townLines } from '../kit/cut-load.ts'
import { seeded } from '../kit/seeded.ts'
import { smallDisk } from '../kit/small-disk.ts'
import { WholeKith } from '../kit/whole-kith.ts'
import { crowdedTown } from '../kit/world.ts'

const RESERVE = 200
const java = await findJava({ java: readEnv().KITH_JAVA, javaHome: readEnv().JAVA_HOME })
const disk = smallDisk(700)
if ('refused' in disk) process.stdout.write(`tests of a full disk are passed over: ${disk.refused}\n`)

describe.skipIf(!java || 'refused' in disk)('a disk that fills up', () => {
  if ('refused' in disk) return
  const kith = new WholeKith(disk.folder, { KITH_DISK_RESERVE: `${RESERVE}m` })
  const record = (sourceId: string) => ({
    records: [{ source: 'shop', entity: 'person', sourceId, givenName: 'Ottilie', familyName: 'Brandeis' }],
  })

  beforeAll(() => kith.start())
  afterAll(async () => {
    await kith.end()
    disk.drop()
  })

  test('below the reserve nothing is written, what is stored is read, and both are said', async () => {
    expect((await kith.ask('/records', record('1'))).status).toBe(200)
    disk.fill(RESERVE - 10)
    await expect.poll(() => kith.status()).toBe('full')
    const writes: [path: string, body: object][] = [
      ['/records', record('2')],
      ['/records', { records: [...record('3').records, ...record('4').records] }],
      ['/sources/shop/declare', { kind: 'crm' }],
      ['/hierarchies', { name: 'north', kind: 'sales' }],
      ['/reports/quality/baseline', {}],
    ]
    for (const [path, body] of writes) {
      const answer = await kith.ask(path, body)
      expect(answer, path).toMatchObject({ status: 507, body: { code: 'graph.full' } })
      expect(answer.body.detail).toMatch(/ MiB free and needs 200 MiB/)
    }
    const health = await kith.ask('/health')
    expect(health).toMatchObject({ status: 200, body: { status: 'full', disk: { reserveBytes: RESERVE * 2 ** 20 } } })
    for (const path of ['/records/shop/1', '/changes', '/reports/counts'])
      expect((await kith.ask(path)).status, path).toBe(200)
    expect((await kith.ask('/search', { text: 'Brandeis' })).status).toBe(200)
    expect((await kith.run('doctor')).out).toMatch(/PROBLEM disk .*KITH_DISK_RESERVE=200m: nothing is written/)
  })

  test('a load stops with what was written, and goes on when there is room', async () => {
    disk.clear()
    const file = join(disk.folder, 'town.jsonl')
    const mapping = join(disk.folder, 'town.json')
    writeFileSync(file, townLines(crowdedTown(200, seeded(1))))
    writeFileSync(mapping, JSON.stringify(TOWN_MAPPING))
    disk.fill(RESERVE - 10)
    const stopped = await kith.run('load', file, '-m', mapping)
    expect(stopped.code).toBe(1)
    expect(stopped.err).toMatch(
      /MiB free and needs 200 MiB; nothing is written until there is room\. nothing was written/,
    )
    disk.clear()
    expect(await kith.run('load', file, '-m', mapping)).toMatchObject({ code: 0 })
  })

  test('a graph that others filled up says so, and comes back by itself when there is room', async () => {
    disk.fill(0)
    await kith.killNeo4j()
    await expect.poll(() => kith.said, { timeout: 60_000, interval: 200 }).toMatch(/is full: .* once there is room/)
    for (const answer of [await kith.ask('/records/shop/1'), await kith.ask('/records', record('5'))]) {
      expect(answer).toMatchObject({ status: 503, body: { code: 'graph.unavailable' } })
      expect(answer.body.detail).toMatch(/its disk is full: \d+ MiB free/)
    }
    disk.clear()
    await expect.poll(() => kith.status(), { timeout: 60_000, interval: 500 }).toBe('ok')
    expect((await kith.ask('/records', record('5'))).status).toBe(200)
    expect((await kith.ask('/records/shop/1')).status).toBe(200)
  })

  test('a start on a full disk says what it needs, and works when it has it', async () => {
    await kith.stop()
    disk.fill(0)
    await expect(kith.start()).rejects.toThrow(/is full: the embedded Neo4j needs about \d+ MiB to start/)
    disk.clear()
    await kith.start()
    expect((await kith.ask('/records/shop/5')).status).toBe(200)
    expect(await kith.stop()).toBe(0)
  })
})
