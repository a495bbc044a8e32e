import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PROJECT } from '../../server/env.ts'
import { ingestFile, isOrder } from '../../server/ingest/ingest-file.ts'
import { parseMapping } from '../../server/ingest/source-mapping.ts'
import type { RecordInput } from '../../server/model/record.ts'
import { bothWays } from '../kit/both-ways.ts'
import { seeded } from '../kit/seeded.ts'
import { crowdedTown } from '../kit/world.ts'
import type { SoakOptions } from './soak.ts'

const FILE = join(PROJECT, '..', 'shared', 'data', 'gen_100k.csv.gz')
const MAPPING = join(PROJECT, 'test', 'mappings', 'gen_100k.json')
/** Records of a round. */
const ROUND = 500

/** Twenty thousand records (a round is 500 of them) imported at once, and upserted in another order: the graph has to be the same. */
export async function soak({ rounds = 40, seed }: SoakOptions): Promise<void> {
  const inputs = await records(rounds * ROUND, seed)
  const { imported, upserted } = await bothWays(inputs, seed, (done) => {
    if (done % 5_000 === 0) process.stdout.write(`  ${done} of ${inputs.length} records upserted\n`)
  })
  for (const [part, { count, checksum }] of Object.entries(imported.parts))
    process.stdout.write(`  ${part}: ${count} ${checksum}, upserted ${upserted.parts[part]?.checksum}\n`)
  if (imported.checksum !== upserted.checksum)
    throw new Error(`seed ${seed}: ${imported.checksum} imported, ${upserted.checksum} upserted`)
}

/** The first ones of the generated customers, where their file is here; a crowded town otherwise. */
async function records(most: number, seed: number): Promise<RecordInput[]> {
  if (!existsSync(FILE)) return crowdedTown(most, seeded(seed))
  const inputs: RecordInput[] = []
  for await (const item of ingestFile(FILE, parseMapping(JSON.parse(readFileSync(MAPPING, 'utf8')), MAPPING))) {
    if (inputs.length >= most) break
    if ('value' in item && !isOrder(item.value)) inputs.push(item.value)
  }
  return inputs
}
