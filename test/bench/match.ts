import { execFile, spawn } from 'node:child_process'
import { createReadStream, createWriteStream, existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'
import { createGunzip } from 'node:zlib'
import { z } from 'zod'
import { PROJECT, readEnv } from '../../server/env.ts'
import type { Figure } from './figure.ts'

const run = promisify(execFile)
const DATA = join(PROJECT, '..', 'shared', 'data')
const PEER = join(PROJECT, 'test', 'bench', 'peer_splink.py')
const MAPPING = join(PROJECT, 'test', 'mappings', 'gen_100k.json')
const PACKAGES = ['splink==5.0.0', 'duckdb==2.0.0', 'pandas', 'pyarrow', 'names==0.3.0', 'Faker==40.54.0']

const Quality = z.object({ f1: z.number() })
const Ours = z.object({
  pairwise: Quality,
  bcubed: Quality,
  wallSeconds: z.number(),
  cpuSeconds: z.number(),
  peakRssMb: z.number(),
  phases: z.record(z.string(), z.object({ cpuSeconds: z.number() })),
})
type Ours = z.infer<typeof Ours>
const Moment = z.tuple([z.number(), z.number()])
const Theirs = z.object({
  default: z.object({ f1: z.number(), b3_f1: z.number() }),
  best: z.object({ f1: z.number(), b3_f1: z.number() }),
  wall_s: z.number(),
  cpu_s: z.number(),
  peak_rss_mb: z.number(),
  /** Wall and CPU seconds since the start at the end of each phase. */
  phases: z.object({ load: Moment, train: Moment, 'block+score': Moment, cluster: Moment }),
})

/**
 * Phases of ours that do what Splink's training, blocking, scoring and clustering do. Columns of cleaned values count as loading
 * on both sides: Splink's are made by the query that loads them.
 */
const MATCHING = ['block', 'train', 'match', 'cluster']

/**
 * Kith's matching beside Splink 5 (DuckDB, the settings an expert would choose) on generated customers: quality, CPU, wall and
 * memory of whole processes. `--large` adds ten million records for Kith alone, against its own million.
 */
export async function measure(): Promise<Figure[]> {
  if (!existsSync(join(DATA, 'gen_customers.py'))) {
    process.stderr.write(`skipped: the generator gen_customers.py is not in ${DATA}\n`)
    return []
  }
  const folder = join(readEnv().KITH_HOME, 'bench')
  await mkdir(folder, { recursive: true })
  const python = await peerPython(folder)
  const figures: Figure[] = []
  const small = join(folder, 'gen_100k.csv')
  await pipeline(createReadStream(join(DATA, 'gen_100k.csv.gz')), createGunzip(), createWriteStream(small))
  figures.push(...compared('100,000', await ours(small), await theirs(python, small)))
  const million = await generated(python, folder, 1_000_000, 20250102)
  const own = await ours(million)
  figures.push(...compared('1,000,000', own, await theirs(python, million)))
  if (process.argv.includes('--large')) {
    const large = await ours(await generated(python, folder, 10_000_000, 20250103))
    figures.push(
      grown('wall', large.wallSeconds, own.wallSeconds, 's', 13),
      grown('CPU', large.cpuSeconds, own.cpuSeconds, 's', 13),
      {
        name: '10,000,000: memory',
        value: large.peakRssMb,
        unit: 'MiB',
        against: { name: 'allowed', value: 14336 },
        goal: 1,
      },
      { name: '10,000,000: cluster F1 by pairs', value: large.pairwise.f1, unit: '' },
    )
  }
  return figures
}

function compared(size: string, mine: Ours, peer: z.infer<typeof Theirs>): Figure[] {
  const matching = MATCHING.reduce((sum, phase) => sum + (mine.phases[phase]?.cpuSeconds ?? 0), 0)
  const beside = (name: string, value: number, unit: string, peers: number, goal?: number): Figure => ({
    name: `${size}: ${name}`,
    value,
    unit,
    against: { name: 'Splink 5', value: peers },
    ...(goal === undefined ? {} : { goal }),
  })
  const isLarge = size === '1,000,000'
  return [
    beside('cluster F1 by pairs', mine.pairwise.f1, '', peer.default.f1),
    beside('cluster F1 by pairs, Splink at its best threshold', mine.pairwise.f1, '', peer.best.f1),
    beside('cluster F1, B-cubed', mine.bcubed.f1, '', peer.default.b3_f1),
    beside(
      'CPU, train + block + score + cluster',
      matching,
      's',
      peer.phases.cluster[1] - peer.phases.load[1],
      isLarge ? 0.5 : undefined,
    ),
    beside('CPU, end to end', mine.cpuSeconds, 's', peer.cpu_s, isLarge ? 0.8 : undefined),
    beside('wall, end to end', mine.wallSeconds, 's', peer.wall_s),
    beside('peak memory', mine.peakRssMb, 'MiB', peer.peak_rss_mb),
  ]
}

function grown(what: string, value: number, million: number, unit: string, goal: number): Figure {
  return { name: `10,000,000: ${what}`, value, unit, against: { name: 'the million', value: million }, goal }
}

/** A Python of its own with the peer's packages, made once. */
async function peerPython(folder: string): Promise<string> {
  const home = join(folder, 'python')
  const python = join(home, 'bin', 'python')
  if (!existsSync(join(home, 'ready'))) {
    process.stderr.write('installing Splink into an environment of its own\n')
    await run('python3', ['-m', 'venv', home])
    await run(python, ['-m', 'pip', 'install', '--quiet', ...PACKAGES])
    createWriteStream(join(home, 'ready')).end()
  }
  return python
}

async function generated(python: string, folder: string, records: number, seed: number): Promise<string> {
  const file = join(folder, `gen_${records}_${seed}.csv`)
  if (existsSync(file)) return file
  process.stderr.write(`generating ${records} records\n`)
  const part = `${file}.part`
  await run(python, [join(DATA, 'gen_customers.py'), '--records', `${records}`, '--seed', `${seed}`, '--out', part])
  await run('mv', [part, file])
  return file
}

async function ours(file: string): Promise<Ours> {
  const args = ['server/cli/kith.js', 'evaluate', file, '-m', MAPPING, '-t', 'true_entity', '--json']
  return Ours.parse(JSON.parse(await output(process.execPath, args)))
}

async function theirs(python: string, file: string): Promise<z.infer<typeof Theirs>> {
  return Theirs.parse(JSON.parse(await output(python, [PEER, 'generated', file])))
}

/** Last line of what a command prints. */
function output(command: string, args: readonly string[]): Promise<string> {
  process.stderr.write(`${[command, ...args].join(' ').replaceAll(PROJECT, '.')}\n`)
  const child = spawn(command, args, { cwd: PROJECT, stdio: ['ignore', 'pipe', 'ignore'] })
  let out = ''
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString()
  })
  return new Promise((done, fail) => {
    child.once('error', fail)
    child.once('close', (code) =>
      code === 0 ? done(out.trim().split('\n').at(-1) ?? '') : fail(new Error(`${command} ended with ${code}`)),
    )
  })
}
