import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { childEnv, PROJECT } from '../../server/env.ts'
import { checksum } from '../../server/pipeline/checksum.ts'
import type { Connection, Store } from '../../server/store/driver.ts'
import { resetGraph } from '../../server/store/reset.ts'
import { crowdedTown } from './world.ts'

const MAPPING = {
  source: { column: 'source' },
  entity: 'person',
  id: 'id',
  defaultCountry: 'US',
  fields: {
    givenName: 'givenName',
    familyName: 'familyName',
    birthDate: 'birthDate',
    email: 'email',
    phone: 'phone',
    line1: 'address.line1',
    city: 'address.city',
    region: 'address.region',
    postcode: 'address.postcode',
    createdAt: 'createdAt',
    updatedAt: 'updatedAt',
  },
}

export type CutLoad = { whole: string; afterCuts: string; recordsAtCut: number[] }

/**
 * Loads a file with the real command and notes the checksum; then loads it again into an empty graph, killing the process
 * (SIGKILL) at the given shares of the records, and lets the last run finish.
 */
export async function cutLoad(
  store: Store,
  connection: Connection,
  records: number,
  cuts: readonly number[],
  random: () => number,
): Promise<CutLoad> {
  const dir = mkdtempSync(join(tmpdir(), 'kith-cut-'))
  try {
    const [file, mapping] = [join(dir, 'town.jsonl'), join(dir, 'town.json')]
    const inputs = crowdedTown(records, random)
    const rows = inputs.map(({ source, sourceId, fields, addresses, createdAt, updatedAt }) => ({
      source,
      id: sourceId,
      createdAt,
      updatedAt,
      ...addresses[0],
      ...Object.fromEntries(Object.entries(fields).map(([name, values]) => [name, values[0]])),
    }))
    writeFileSync(file, rows.map((row) => JSON.stringify(row)).join('\n'))
    writeFileSync(mapping, JSON.stringify(MAPPING))
    const load = () => kithLoad(connection, file, mapping)
    await resetGraph(store)
    await ended(load())
    const whole = await store.read((tx) => checksum(tx))
    await resetGraph(store)
    const recordsAtCut: number[] = []
    for (const share of cuts) recordsAtCut.push(await killedAt(store, load(), share * records))
    await ended(load())
    return { whole: whole.checksum, afterCuts: (await store.read((tx) => checksum(tx))).checksum, recordsAtCut }
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}

function kithLoad({ uri, user, password }: Connection, file: string, mapping: string): ChildProcess {
  const env = childEnv({ NEO4J_URI: uri, NEO4J_USER: user, NEO4J_PASSWORD: password })
  return spawn(process.execPath, ['server/cli/kith.js', 'load', file, '-m', mapping, '--json'], {
    cwd: PROJECT,
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}

async function ended(child: ChildProcess): Promise<void> {
  const code = await new Promise((done) => child.once('close', done))
  if (code !== 0) throw new Error(`kith load ended with ${code}`)
}

/** Kills the load once the graph holds that many records; returns how many it held. */
async function killedAt(store: Store, child: ChildProcess, records: number): Promise<number> {
  const closed = new Promise((done) => child.once('close', done))
  for (;;) {
    const [row] = await store.autoCommit('MATCH (r:SourceRecord) RETURN count(r) AS records')
    if (Number(row?.records) >= records || child.exitCode !== null) break
    await sleep(20)
  }
  child.kill('SIGKILL')
  await closed
  const [row] = await store.autoCommit('MATCH (r:SourceRecord) RETURN count(r) AS records')
  return Number(row?.records)
}
